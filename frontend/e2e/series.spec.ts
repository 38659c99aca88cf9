import type { Page } from '@playwright/test';
import { dayIn, surname } from './network';
import { DESKTOP, everyWay, expect, expectAccessible, open, PHONE, test, theme } from './support';

const weekLater = (day: string, weeks: number) => {
  const moved = new Date(`${day}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + 7 * weeks);
  return moved.toISOString().slice(0, 10);
};

/** A weekly series of five, without its third day; stays on the form. */
async function fillSeries(page: Page, title: string, first: string) {
  await page.goto('/ateliers/nouveau');
  await page.getByRole('textbox', { name: 'Titre' }).fill(title);
  await theme(page).check();
  await page.getByLabel('Date', { exact: true }).fill(first);
  await page.getByLabel('Début').fill('07:00');
  await page.getByLabel('Début').blur();
  await page.getByLabel('Répéter').selectOption({ label: 'Chaque semaine' });
  await page.getByRole('checkbox', { name: 'Pas de séance les jours fériés' }).uncheck();
  await page.getByLabel('Un jour sans séance').fill(weekLater(first, 2));
  await page.getByRole('button', { name: 'Laisser de côté', exact: true }).first().click();
  await expect(page.getByText('4 séances. Un jour laissé de côté.')).toBeVisible();
}

test('a weekly series: planned, published together, changed in part, and its end cancelled', async ({
  mediator: page,
}) => {
  test.setTimeout(240_000);
  const title = `Classer ses courriers ${surname('s')}`;
  const first = dayIn(8);
  await fillSeries(page, title, first);
  await expectAccessible(page, 'form of a series');
  await page.screenshot({ path: 'test-results/series-form-390.png', fullPage: true });

  // The server's refusal is told at its field, and nothing typed is lost.
  const days = page.getByRole('group', { name: 'Quels jours' });
  const chosen = days.getByRole('checkbox', { checked: true });
  const own = await chosen.getAttribute('value');
  await days
    .getByRole('checkbox')
    .and(page.locator(`:not([value=${own}])`))
    .first()
    .check();
  await days.locator(`[value=${own}]`).uncheck();
  await page.getByRole('button', { name: 'Prévoir toutes les séances en brouillon' }).click();
  await expect(page.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
  await expect(page.getByLabel('Date', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('textbox', { name: 'Titre' })).toHaveValue(title);
  await days.locator(`[value=${own}]`).check();
  await days
    .getByRole('checkbox', { checked: true })
    .and(page.locator(`:not([value=${own}])`))
    .uncheck();
  await expect(page.getByText('4 séances. Un jour laissé de côté.')).toBeVisible();

  // What is typed survives a reload.
  await page.waitForTimeout(400);
  await page.reload();
  await expect(page.getByText('Nous avons repris ce que vous aviez commencé.')).toBeVisible();
  await expect(page.getByText('4 séances. Un jour laissé de côté.')).toBeVisible();
  await page.getByRole('button', { name: 'Prévoir toutes les séances en brouillon' }).click();
  await expect(page.getByText('4 séances sont prévues, en brouillon.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByText('Laissé de côté')).toBeVisible();
  const series = new URL(page.url()).pathname;

  await page.getByRole('button', { name: 'Publier tous les brouillons (4)' }).click();
  await expect(page.getByText('4 séances sont publiées. On peut s’y inscrire.')).toBeVisible();
  const sessions = page.getByRole('region', { name: '4 séances' }).getByRole('listitem');
  await expect(sessions.getByText('Publié', { exact: true })).toHaveCount(4);
  await everyWay(page, series);
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: 'test-results/series-1280.png', fullPage: true });
  await page.setViewportSize(PHONE);
  await page.screenshot({ path: 'test-results/series-390.png', fullPage: true });

  // From a desk to the form for this one and the following.
  await sessions.nth(1).getByRole('link').click();
  await expect(page.getByRole('link', { name: 'Séance 2 sur 4 de la série' })).toBeVisible();
  await page.screenshot({ path: 'test-results/series-desk-390.png' });
  await page.getByRole('button', { name: 'Modifier' }).click();
  const ask = page.getByRole('dialog', { name: 'Modifier une séance de la série' });
  await ask.getByRole('radio', { name: 'Celle-ci et les suivantes (3)' }).check();
  await expectAccessible(page, 'scope of a change');
  await page.screenshot({ path: 'test-results/series-scope-390.png' });
  await ask.getByRole('button', { name: 'Continuer' }).click();
  await expect(page.getByLabel('Date', { exact: true })).toHaveValue(weekLater(first, 1));
  await expect(page.getByRole('spinbutton', { name: 'Nombre de dates' })).toHaveValue('4');
  // What the change comes to is told before it is made.
  const effects = page.getByRole('region', { name: 'Ce que cela change' });
  await expect(effects).toContainText('3 séances gardent leur jour et leur heure.');
  await page.getByLabel('Début').fill('07:30');
  await page.getByLabel('Début').blur();
  await expect(effects).toContainText('3 séances changent de jour ou d’heure.');
  await expect(effects).toContainText('Aucune personne inscrite n’est à prévenir.');
  await expect(effects.getByText(/, de 7\sh à .* devient de 7\sh\s30 à/)).toHaveCount(3);
  await expectAccessible(page, 'change of a series');
  await page.screenshot({ path: 'test-results/series-change-390.png', fullPage: true });
  await page.getByRole('button', { name: 'Modifier 3 séances' }).click();
  await expect(page.getByText('La série est modifiée.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'La série d’avant' })).toBeVisible();
  const next = page.getByRole('region', { name: '3 séances' }).getByRole('listitem');
  await expect(next.first()).toContainText('de 7 h 30 à');

  // Its end is cancelled from the second on.
  await next.nth(1).getByRole('link').click();
  await page.getByRole('button', { name: 'Annuler l’atelier' }).click();
  const end = page.getByRole('dialog', { name: 'Annuler une partie de la série ?' });
  await end.getByRole('radio', { name: 'Celle-ci et les suivantes (2)' }).check();
  await end.getByRole('button', { name: 'Annuler 2 séances' }).click();
  await expect(end.getByRole('link', { name: 'Donnez une raison.' })).toBeVisible();
  await expectAccessible(page, 'end of a series, refused');
  await page.screenshot({ path: 'test-results/series-cancel-390.png' });
  await end.getByRole('textbox', { name: 'Pourquoi ?' }).fill('La salle ferme pour travaux.');
  await end.getByRole('button', { name: 'Annuler 2 séances' }).click();
  await expect(page.getByText('2 séances sont annulées.')).toBeVisible();
  await page.getByRole('link', { name: 'Séance 2 sur 3 de la série' }).click();
  const left = page.getByRole('region', { name: '3 séances' }).getByRole('listitem');
  await expect(left.getByText('Annulé', { exact: true })).toHaveCount(2);
  await expect(left.getByText('Publié', { exact: true })).toHaveCount(1);
});

test('the form of a series is for everybody, and a series that is not there says so', async ({
  mediator: page,
}) => {
  test.setTimeout(120_000);
  await everyWay(page, '/ateliers/nouveau', async () => {
    await page.getByLabel('Date', { exact: true }).fill(dayIn(8));
    await page.getByLabel('Répéter').selectOption({ label: 'Chaque mois' });
    await expect(page.getByRole('heading', { name: 'Les séances' })).toBeVisible();
    await expect(page.getByText('5 séances.')).toBeVisible();
  });
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: 'test-results/series-form-1280.png', fullPage: true });
  await open(page, '/series/01900000-0000-7000-8000-000000000000');
  await expect(page.getByText('Cette série n’existe pas')).toBeVisible();
  await expectAccessible(page, 'no such series');
});
