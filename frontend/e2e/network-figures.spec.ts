/** The figures of the network: read by who coordinates and who administers, over a period. */
import { DESKTOP, everyWay, expect, open, test } from './support';

test.setTimeout(120_000);

test('figures of a period, each with what it counts', async ({ coordinator: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/pilotage');
  await page.getByRole('main').getByRole('link', { name: 'Le réseau en chiffres' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Le réseau en chiffres' })).toBeVisible();
  await expect(page.getByText(/Les ateliers que votre équipe anime/)).toBeVisible();
  const held = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Ateliers tenus', exact: true }) });
  await expect(held).toContainText('Ateliers prévus qui ont eu lieu pendant la période.');
  await expect(page.getByRole('heading', { level: 3 })).toHaveCount(12);

  await page.getByText('Voir les données').click();
  const table = page
    .getByRole('table')
    .filter({ has: page.getByRole('rowheader', { name: 'Ateliers tenus' }) });
  await expect(table.getByRole('row')).toHaveCount(13);
  await expect(table.getByRole('rowheader', { name: 'Ateliers tenus' })).toBeVisible();

  await page.getByLabel('Période').selectOption({ label: 'Le mois dernier' });
  await expect(page).toHaveURL(/period=last_month/);
  await page.getByLabel('Période').selectOption({ label: 'Choisir les dates' });
  await page.getByLabel('Du', { exact: true }).fill('2026-02-01');
  await page.getByLabel('Au', { exact: true }).fill('2026-01-01');
  await page.getByRole('button', { name: 'Afficher' }).click();
  await expect(page.getByRole('group', { name: /corriger/ })).toBeFocused();
});

test('workshops by programme and by département', async ({ coordinator: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/pilotage/chiffres');
  const paid = page.getByRole('table', { name: 'Par dispositif' });
  await expect(paid.getByRole('row', { name: /^Conseiller numérique/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Par département' })).toContainText('Loire-Atlantique');
  await page.getByLabel('Dispositif', { exact: true }).selectOption({ label: 'Conseiller numérique' });
  await expect(page).toHaveURL(/dispositif=/);
  await expect(page.getByText(/pour le dispositif Conseiller numérique/)).toBeVisible();
  await expect(paid).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'L’entraide' })).toHaveCount(0);
});

test('a funder reads a half-year, protected', async ({ funder: page }) => {
  await open(page, '/financeur');
  await page.getByRole('main').getByRole('link').first().click();
  await page.getByRole('link', { name: 'Le réseau en chiffres' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Le réseau en chiffres' })).toBeVisible();
  await expect(page.getByText(/repose sur moins de \d+ personnes est masqué/)).toBeVisible();
  await expect(page.getByRole('heading', { level: 3 })).toHaveCount(9);
  await expect(page.getByRole('heading', { name: 'L’entraide' })).toHaveCount(0);
  await page.getByLabel('Semestre').selectOption({ index: 7 });
  await expect(page).toHaveURL(/semestre=\d{4}-[12]/);
  const held = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Ateliers tenus', exact: true }) });
  await expect(held).toContainText('0');
  await everyWay(page, new URL(page.url()).pathname);
});

test('a département alone, and a failure that can be tried again', async ({ coordinator: page }) => {
  await open(page, '/pilotage/chiffres');
  await page.getByLabel('Département', { exact: true }).selectOption('69');
  await expect(page).toHaveURL(/departement=69/);
  await expect(page.getByText(/en un seul département\s: Rhône/)).toBeVisible();
  await page.route('**/api/network/figures*', (route) => route.abort());
  await page.getByLabel('Département', { exact: true }).selectOption('');
  await expect(page.getByRole('button', { name: 'Réessayer' })).toBeVisible();
  await page.unroute('**/api/network/figures*');
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await expect(page.getByRole('heading', { level: 3 })).toHaveCount(12);
});

test('an administrator reads the whole network, from statistics', async ({ admin: page, mediator }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/statistiques');
  await page.getByRole('main').getByRole('link', { name: 'Le réseau en chiffres' }).click();
  await expect(page.getByText(/^Tous les ateliers et toutes les demandes/)).toBeVisible();
  await open(mediator, '/statistiques');
  await expect(mediator.getByRole('link', { name: 'Le réseau en chiffres' })).toHaveCount(0);
});

test('the figures of the network suit everybody', async ({ coordinator }) => {
  await everyWay(coordinator, '/pilotage/chiffres', async (page) => {
    await page.getByText('Voir les données').click();
  });
});
