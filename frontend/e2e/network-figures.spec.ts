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
  const table = page.getByRole('table');
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

test('a département alone, and a failure that can be tried again', async ({ coordinator: page }) => {
  await open(page, '/pilotage/chiffres');
  await page.getByLabel('Département').selectOption('69');
  await expect(page).toHaveURL(/departement=69/);
  await expect(page.getByText(/en un seul département\s: Rhône/)).toBeVisible();
  await page.route('**/api/network/figures*', (route) => route.abort());
  await page.getByLabel('Département').selectOption('');
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
