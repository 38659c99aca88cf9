import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { DESKTOP, everyWay, expect, open, test } from './support';

/** The figure written above a name in the four cards, as a number. */
async function figure(page: Page, name: string): Promise<number> {
  const card = page.getByRole('region', { name: 'En bref' }).getByRole('listitem').filter({ hasText: name });
  const text = await card.locator('.value').innerText();
  return Number(text.replace(/\s/g, ''));
}

test('a session saved now is counted now', async ({ mediator: page }) => {
  await open(page, '/statistiques?period=this_month');
  const before = await figure(page, 'accompagnements');
  await page.goto('/saisir');
  await page.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Séance enregistrée')).toBeVisible();
  await page.goto('/statistiques?period=this_month');
  await expect(page.getByRole('region', { name: 'En bref' })).toBeVisible();
  expect(await figure(page, 'accompagnements')).toBe(before + 1);
});

test('filters live in the address, and « back » undoes them', async ({ mediator: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/statistiques');
  const all = await figure(page, 'accompagnements');
  await page.getByText('Filtres', { exact: true }).click();
  await page.getByRole('radio', { name: 'Atelier collectif' }).check();
  await expect(page).toHaveURL(/kind=workshop/);
  const remove = page.getByRole('button', { name: 'Retirer le filtre Atelier collectif' });
  await expect(remove).toBeVisible();
  await expect.poll(() => figure(page, 'accompagnements')).toBeLessThan(all);

  await page.getByRole('combobox', { name: 'Période' }).selectOption('Cette année');
  await expect(page).toHaveURL(/period=this_year/);
  await page.goBack();
  await expect(page).not.toHaveURL(/period/);
  await expect(page.getByRole('combobox', { name: 'Période' })).toHaveValue('last_12_months');
  await remove.click();
  await expect(page).not.toHaveURL(/kind/);
  await expect.poll(() => figure(page, 'accompagnements')).toBe(all);
});

test('dates that make no sense are refused before anything is asked', async ({ mediator: page }) => {
  await open(page, '/statistiques?from=2026-01-01&to=2026-03-31');
  await page.getByLabel('Au', { exact: true }).fill('2025-12-31');
  await page.getByRole('button', { name: 'Afficher' }).click();
  await expect(page.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
  await page.getByLabel('Au', { exact: true }).fill('2026-02-28');
  await page.getByRole('button', { name: 'Afficher' }).click();
  await expect(page).toHaveURL(/from=2026-01-01&to=2026-02-28/);
});

test('every block shows and gives its data', async ({ mediator: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/statistiques');
  const themes = page.getByRole('region', { name: 'Thématiques abordées', exact: true });
  await expect(themes).toContainText('arrive en tête');
  await themes.getByText('Voir les données').click();
  await expect(themes.getByRole('columnheader', { name: 'Part des accompagnements (%)' })).toBeVisible();
  await expect(themes.getByRole('columnheader', { name: 'Part des mentions (%)' })).toBeVisible();

  const saved = page.waitForEvent('download');
  await themes.getByRole('button', { name: 'Télécharger (CSV)' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('thematiques-abordees.csv');
  const csv = readFileSync(await file.path(), 'utf8');
  expect(csv.startsWith('\uFEFFPérimètre;Mon activité\r\n')).toBe(true);
  expect(csv).toContain('\r\nThématiques abordées;Accompagnements;Séances;');

  const shown = await themes.getByRole('row').nth(1).getByRole('cell').first().innerText();
  expect(csv).toContain(`;${shown.replace(/\s/g, '')};`);
});

test('on paper, the tables are open and the page is bare', async ({ mediator: page }) => {
  await open(page, '/statistiques');
  const table = page.getByRole('table').first();
  await expect(table).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(table).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Navigation principale' })).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Période' })).toBeHidden();
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await expect(table).toBeHidden();
});

test('a coordinator reads the team, an administrator the network', async ({ coordinator, admin }) => {
  await open(coordinator, '/statistiques?scope=team');
  await expect(coordinator.getByRole('heading', { name: 'Médiateurs et médiatrices' })).toBeVisible();
  await open(admin, '/statistiques');
  await expect(admin.getByText('Tout le réseau')).toBeVisible();
  await expect(admin.getByRole('region', { name: 'En bref' })).toBeVisible();
});

test.describe('suits everybody', () => {
  test.describe.configure({ timeout: 240_000 });

  test('the figures', async ({ mediator: page }) => everyWay(page, '/statistiques'));

  test('the figures, all open', async ({ mediator: page }) => {
    await everyWay(page, '/statistiques?period=this_month&kind=individual', async () => {
      // All at once: thirty clicks in five widths would take minutes.
      await page.locator('main details').evaluateAll((all) => {
        for (const details of all as HTMLDetailsElement[]) details.open = true;
      });
      await expect(page.getByRole('table').last()).toBeVisible();
    });
  });

  test('dates refused, nothing to count, server away', async ({ mediator: page }) => {
    await everyWay(page, '/statistiques?from=2026-01-01&to=2026-03-31', async () => {
      await page.getByLabel('Du', { exact: true }).fill('2014-01-01');
      await page.getByRole('button', { name: 'Afficher' }).click();
      await expect(page.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
    });
    await everyWay(page, '/statistiques?from=2015-01-01&to=2015-01-02', async () => {
      await expect(page.getByText('Aucune séance sur cette période')).toBeVisible();
    });
    await page.route('**/api/statistics?*', (route) => route.abort());
    await everyWay(page, '/statistiques', async () => {
      await expect(page.getByRole('alert')).toBeVisible();
    });
    await page.unroute('**/api/statistics?*');
  });

  test('the network’s figures', async ({ admin: page }) => everyWay(page, '/statistiques'));
});
