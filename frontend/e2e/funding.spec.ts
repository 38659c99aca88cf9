import type { Page } from '@playwright/test';
import { DESKTOP, everyWay, expect, open, test } from './support';

test.describe.configure({ timeout: 120_000 });

const dialog = (page: Page) => page.getByRole('dialog');
const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer' });

/** Searches in a field and takes the first answer, by keyboard. */
async function choose(page: Page, field: string, text: string) {
  const box = page.getByRole('combobox', { name: field });
  await box.fill(text);
  await expect(page.getByRole('option').first()).toBeVisible();
  await box.press('ArrowDown');
  await box.press('Enter');
}

test('a programme gets an envelope and a target of whole months', async ({ admin: page }) => {
  await page.setViewportSize(DESKTOP);
  await page.goto('/admin/dispositifs');
  await page.getByRole('link', { name: 'Conseiller numérique' }).click();
  await expect(page.getByRole('heading', { name: 'Conseiller numérique' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Convention sur deux ans' })).toContainText(
    '240 000 €',
  );

  await page.getByRole('button', { name: 'Ajouter une enveloppe' }).click();
  await dialog(page).getByRole('textbox', { name: 'Montant' }).fill('beaucoup');
  await save(page).click();
  await expect(dialog(page).getByRole('group', { name: '4 réponses sont à corriger' })).toBeFocused();
  await dialog(page).getByRole('textbox', { name: 'Nom' }).fill('Avenant');
  await dialog(page).getByRole('textbox', { name: 'Montant' }).fill('12 000');
  await dialog(page).getByLabel('Début').fill('2026-01-15');
  await dialog(page).getByLabel('Fin').fill('2026-12-31');
  await save(page).click();
  await expect(page.getByRole('row').filter({ hasText: 'Avenant' })).toContainText('12 000 €');

  await page.getByRole('button', { name: 'Ajouter un objectif' }).click();
  await dialog(page).getByRole('radio', { name: 'Séances' }).check();
  await dialog(page).getByRole('textbox', { name: 'Nombre visé' }).fill('500');
  await dialog(page).getByLabel('Début').fill('2026-02-10');
  await dialog(page).getByLabel('Fin').fill('2026-04-02');
  await save(page).click();
  const target = page.getByRole('row').filter({ hasText: '500' });
  await expect(target).toContainText('1 févr. 2026');
  await expect(target).toContainText('30 avr. 2026');

  await page.goto('/admin/dispositifs');
  await page.getByRole('button', { name: 'Modifier Conseiller numérique' }).click();
  await save(page).click();
  await page.getByRole('link', { name: 'Conseiller numérique' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Avenant' })).toBeVisible();
  await page.getByRole('button', { name: 'Retirer Avenant' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Avenant' })).toHaveCount(0);
});

test('a perimeter is made by keyboard, and a funder invited into it', async ({ admin: page }) => {
  const name = `Métropole ${Date.now()}`;
  await page.setViewportSize(DESKTOP);
  await page.goto('/admin/perimetres/nouveau');
  await save(page).click();
  await expect(page.getByRole('group', { name: '2 réponses sont à corriger' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Nom du périmètre' }).fill(name);
  await choose(page, 'Territoires', 'nantes metr');
  await expect(page.getByRole('list', { name: 'Territoires' })).toContainText('Nantes Métropole');
  await save(page).click();
  await expect(page.getByText(`${name} : périmètre enregistré.`)).toBeVisible();

  await page.getByRole('button', { name: 'Inviter un financeur' }).click();
  await dialog(page).getByRole('textbox', { name: 'E-mail' }).fill(`fonds.${Date.now()}@exemple.fr`);
  await dialog(page).getByRole('textbox', { name: 'Prénom' }).fill('Basile');
  await dialog(page).getByRole('textbox', { name: 'Nom', exact: true }).fill('Tourmaline');
  await dialog(page).getByRole('button', { name: 'Envoyer l’invitation' }).click();
  await expect(page.getByText('L’invitation part à Basile Tourmaline.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Basile Tourmaline' })).toBeChecked();
  await save(page).click();
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Basile Tourmaline');

  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('button', { name: 'Supprimer' }).click();
  await dialog(page).getByRole('button', { name: 'Supprimer' }).click();
  await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(0);
});

test('a funder comes to the own perimeters, and to nothing else', async ({ funder: page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/financeur$/);
  await page.getByRole('link', { name: 'Conseillers numériques en Loire-Atlantique' }).click();
  await expect(page.getByText('Loire-Atlantique (44)')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Objectifs' })).toContainText(/sur 6\s000/);
  await expect(page.getByRole('complementary')).toContainText(/moins de 11 personnes/i);
  await page.getByRole('link', { name: 'Comment les chiffres sont comptés et protégés' }).click();
  await expect(page.getByRole('heading', { name: 'Méthode' })).toBeFocused();
  await expect(page.getByRole('navigation', { name: 'Navigation principale' })).toBeVisible();
  for (const path of ['/seances', '/statistiques', '/admin/comptes', '/admin/perimetres', '/partages']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Page introuvable' })).toBeVisible();
  }
});

test('a mediator shares what the statistics show, and withdraws it', async ({ mediator: page, browser }) => {
  const label = `Bilan ${Date.now()}`;
  await open(page, '/statistiques?themes=email');
  await page.getByRole('link', { name: 'Partager' }).click();
  await expect(page.getByText('Filtres repris des statistiques : Thématique.')).toBeVisible();
  await page.getByRole('button', { name: 'Créer le lien' }).click();
  await expect(page.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Titre' }).fill(label);
  await page.getByRole('button', { name: 'Créer le lien' }).click();
  await expect(page.getByRole('heading', { name: 'Votre lien est prêt' })).toBeFocused();
  const url = await page.getByRole('textbox', { name: 'Adresse du lien' }).inputValue();

  const visitors = await browser.newContext({ locale: 'fr-FR' });
  const visitor = await visitors.newPage();
  await visitor.goto(url);
  await expect(visitor.getByRole('heading', { name: label })).toBeVisible();
  await expect(visitor.getByText('L’activité d’une personne qui accompagne')).toBeVisible();
  await expect(visitor.getByRole('region', { name: 'En bref' })).toBeVisible();
  await expect(visitor.getByText('Réseau des Deux Rives')).toBeVisible();

  await page.getByRole('link', { name: 'Tous mes liens' }).click();
  const card = page.getByRole('listitem').filter({ hasText: label });
  await expect(card).toContainText('1 visite');
  await card.getByRole('button', { name: /^Retirer le lien/ }).click();
  await dialog(page).getByRole('button', { name: 'Retirer le lien' }).click();
  await expect(card).toContainText('Retiré');
  await visitor.reload();
  await expect(visitor.getByRole('alert')).toContainText('n’est plus ouvert');
  await visitors.close();
});

test.describe('suits everybody', () => {
  test.describe.configure({ timeout: 300_000 });

  for (const path of ['/admin/perimetres', '/admin/reglages']) {
    test(path, async ({ admin: page }) => everyWay(page, path));
  }

  test('a programme and its dialogs, refused', async ({ admin: page }) => {
    await open(page, '/admin/dispositifs');
    const path = await page.getByRole('link', { name: 'Conseiller numérique' }).getAttribute('href');
    await everyWay(page, path!, async () => {
      await page.getByRole('button', { name: 'Ajouter un objectif' }).click();
      await save(page).click();
    });
  });

  test('a perimeter, refused', async ({ admin: page }) => {
    await everyWay(page, '/admin/perimetres/nouveau', async () => {
      await save(page).click();
    });
  });

  test('a perimeter of a funder', async ({ funder: page }) => {
    await everyWay(page, '/financeur');
    const path = await page.getByRole('main').getByRole('link').first().getAttribute('href');
    await everyWay(page, path!);
    await everyWay(page, '/methode');
  });

  test('share links, and a new one refused', async ({ mediator: page }) => {
    await everyWay(page, '/partages');
    await everyWay(page, '/partages/nouveau?themes=email', async () => {
      await page.getByRole('button', { name: 'Créer le lien' }).click();
    });
  });

  test('what needs no account', async ({ browser, server }) => {
    const context = await browser.newContext({ baseURL: server.url, reducedMotion: 'reduce' });
    const page = await context.newPage();
    for (const path of ['/methode', '/reseau', '/partage', '/partage#0']) await everyWay(page, path);
    await context.close();
  });
});
