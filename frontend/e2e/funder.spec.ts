import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { signInToken } from './mails';
import {
  DESKTOP,
  enterByLink,
  everyWay,
  expect,
  expectAccessible,
  open,
  PHONE,
  test,
  type Server,
} from './support';

test.describe.configure({ timeout: 180_000 });

const headline = (page: Page) => page.getByRole('region', { name: 'En bref' });
const block = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const apply = (page: Page) => page.getByRole('button', { name: 'Afficher' });

/** The address of the demo funder's perimeter. */
async function perimeter(page: Page): Promise<string> {
  await open(page, '/financeur');
  return (await page.getByRole('main').getByRole('link').first().getAttribute('href'))!;
}

async function stranger(browser: Browser, server: Server) {
  const context = await browser.newContext({
    baseURL: server.url,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    viewport: PHONE,
  });
  return { context, page: await context.newPage() };
}

/** Takes a file of the exports menu, and reads it. */
async function take(page: Page, label: string) {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: label }).click();
  const file = await saved;
  return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
}

async function funderWith(browser: Browser, server: Server, admin: Page, name: string) {
  const email = `finances.${Date.now()}@exemple.fr`;
  await admin.setViewportSize(DESKTOP);
  await admin.goto('/admin/perimetres/nouveau');
  await admin.getByRole('textbox', { name: 'Nom du périmètre' }).fill(name);
  const box = admin.getByRole('combobox', { name: 'Territoires' });
  await box.fill('nantes metr');
  await expect(admin.getByRole('option').first()).toBeVisible();
  await box.press('ArrowDown');
  await box.press('Enter');
  await admin.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(admin.getByText(`${name} : périmètre enregistré.`)).toBeVisible();
  await admin.getByRole('button', { name: 'Inviter un financeur' }).click();
  await dialog(admin).getByRole('textbox', { name: 'E-mail' }).fill(email);
  await dialog(admin).getByRole('textbox', { name: 'Prénom' }).fill('Apolline');
  await dialog(admin).getByRole('textbox', { name: 'Nom', exact: true }).fill('Grenat');
  await dialog(admin).getByRole('button', { name: 'Envoyer l’invitation' }).click();
  await expect(admin.getByText('L’invitation part à Apolline Grenat.')).toBeVisible();
  const visit = await stranger(browser, server);
  await enterByLink(visit.page, await signInToken(server, email));
  return visit;
}

test('from the invitation to the report: a funder reads, and takes the figures away', async ({
  browser,
  server,
  admin,
}) => {
  const name = `Métropole ${Date.now()}`;
  const { context, page } = await funderWith(browser, server, admin, name);
  await page.goto('/');
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeFocused();
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    await expect(headline(page)).toContainText('accompagnements');
    await expect(block(page, 'Accompagnements par mois')).toContainText(/Le plus haut niveau/);
    await page.waitForLoadState('networkidle');
    await expectAccessible(page, `the dashboard at ${size.width}`);
  }
  const shown = await headline(page).locator('.value').first().innerText();

  await page.getByText('Exporter', { exact: true }).click();
  const report = await take(page, 'Rapport (PDF)');
  expect(report.name).toMatch(/\.pdf$/);
  expect(report.content.subarray(0, 5).toString()).toBe('%PDF-');
  const csv = (await take(page, 'Données (CSV)')).content.toString();
  expect(csv.startsWith('\uFEFF')).toBe(true);
  expect(csv).toContain(shown.replace(/\s/g, ''));
  const workbook = await take(page, 'Classeur (Excel)');
  expect(workbook.content.subarray(0, 2).toString()).toBe('PK');
  const json = JSON.parse((await take(page, 'Données (JSON)')).content.toString());
  expect(JSON.stringify(json)).toContain(shown.replace(/\s/g, ''));
  await context.close();
});

test('what is masked says so, why, and in the table too', async ({ funder: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, await perimeter(page));
  const ages = block(page, 'Âge');
  await expect(ages).toContainText('masqué');
  await expect(ages).toContainText(/lignes? masquées?\s: .*Une période plus longue/);
  await ages.getByText('Voir les données').click();
  const hidden = ages.getByRole('row').filter({ hasText: 'masqué' });
  await expect(hidden.nth(1)).toContainText(/moins de 11 personnes|pour protéger une autre ligne/);
  await expect(ages.getByRole('columnheader', { name: 'Pourquoi masqué' })).toBeVisible();

  const saved = page.waitForEvent('download');
  await ages.getByRole('button', { name: 'Télécharger (CSV)' }).click();
  const csv = readFileSync(await (await saved).path(), 'utf8');
  expect(csv).toContain('Protection;chiffres protégés');
  expect(csv).toContain(';masqué;');
});

test('organizations are compared in a table that sorts by keyboard', async ({ funder: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, await perimeter(page));
  const table = block(page, 'Structures').getByRole('table');
  const names = async () => table.getByRole('rowheader').allInnerTexts();
  await expect(table).toBeVisible();
  const sessions = table.getByRole('columnheader', { name: 'Séances' });
  await sessions.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(sessions).toHaveAttribute('aria-sort', 'descending');
  const largest = await names();
  await page.keyboard.press('Enter');
  await expect(sessions).toHaveAttribute('aria-sort', 'ascending');
  expect(await names()).toEqual(largest.reverse());
});

test('months and filters live in the address; filters count together', async ({ funder: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, await perimeter(page));
  await page.getByRole('combobox', { name: 'Période' }).selectOption({ label: 'Choisir les mois' });
  const [from, to] = [
    page.getByRole('combobox', { name: 'De', exact: true }),
    page.getByRole('combobox', { name: 'À', exact: true }),
  ];
  const months = await to
    .locator('option')
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  await from.selectOption(months[0]!);
  await to.selectOption(months[3]!);
  await apply(page).click();
  await expect(page.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
  await from.selectOption(months[8]!);
  await to.selectOption(months[0]!);
  await apply(page).click();
  await expect(page).toHaveURL(new RegExp(`from=${months[8]}&to=`));
  await expect(headline(page)).toBeVisible();

  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/statistics?')) asked.push(request.url());
  });
  await page.getByText('Filtres', { exact: true }).click();
  await page.getByRole('radio', { name: 'Atelier collectif' }).check();
  await page.getByRole('checkbox', { name: 'Ordinateur' }).check();
  expect(asked).toEqual([]);
  await apply(page).last().click();
  await expect(page).toHaveURL(/kind=workshop&equipment=/);
  await expect(page.getByRole('button', { name: 'Retirer le filtre Atelier collectif' })).toBeVisible();
  expect(asked).toHaveLength(1);
  await page.goBack();
  await expect(page).not.toHaveURL(/kind/);
});

test('a question too close to another leads back to the one before', async ({ funder: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, await perimeter(page));
  await page.route('**/statistics?*themes=*', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      json: {
        status: 409,
        code: 'too_close',
        title: 'Trop proche',
        detail: 'À quelques personnes près, la même question.',
      },
    }),
  );
  await page.getByText('Filtres', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'E-mail' }).check();
  await apply(page).click();
  await expect(page.getByRole('alert')).toContainText('À quelques personnes près, la même question.');
  await expectAccessible(page, 'too close');
  await page.getByRole('button', { name: 'Revenir à la question précédente' }).click();
  await expect(page).not.toHaveURL(/themes/);
  await expect(headline(page)).toBeVisible();
  await page.unroute('**/statistics?*themes=*');
});

test('without network the dashboard says so, and tries again', async ({ funder: page }) => {
  const path = await perimeter(page);
  await page.route('**/statistics?*', (route) => route.abort());
  await open(page, path);
  await expect(page.getByRole('alert')).toContainText('Pas de réseau');
  await page.unroute('**/statistics?*');
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await expect(headline(page)).toBeVisible();
});

/** The demo network works in one département: a second one is added to its answer. */
async function withVendee(page: Page) {
  await page.route('**/api/statistics?*', async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    const [first] = json.by_departement;
    json.by_departement.push({ ...first, code: '85', label: 'Vendée', participations: 120, per_10000: 1.7 });
    await route.fulfill({ response, json });
  });
}

test('the map tells every département in words, by keyboard', async ({ admin: page }) => {
  await page.setViewportSize(DESKTOP);
  await withVendee(page);
  await open(page, '/statistiques');
  const map = block(page, 'Départements');
  await expect(map.getByRole('img', { name: 'Départements' })).toBeVisible();
  await expect(map).toContainText('Loire-Atlantique est en tête');
  await map.getByRole('combobox', { name: 'Chercher un département' }).focus();
  await page.keyboard.type('Vend');
  await page.keyboard.press('Enter');
  await expect(map.getByRole('status')).toHaveText(/Vendée\s: 1,7 accompagnements? pour 10\s000 habitants/);
  await map.getByRole('radio', { name: 'Accompagnements' }).check();
  await expect(map.getByRole('status')).toHaveText(/Vendée\s: 120 accompagnements/);
  await map.getByRole('button', { name: 'Voir toute la France' }).click();
  await expect(map.getByRole('combobox').getByRole('option')).toHaveCount(102);
  await expectAccessible(page, 'the map');
  await map.getByText('Voir les données').click();
  await expect(map.getByRole('rowheader', { name: 'Vendée' })).toBeVisible();
  await page.unroute('**/api/statistics?*');
});

test('targets show their exact progress to those who work', async ({ admin, coordinator }) => {
  await admin.setViewportSize(DESKTOP);
  await open(admin, '/admin/dispositifs');
  await admin.getByRole('link', { name: 'Conseiller numérique' }).click();
  await expect(block(admin, 'Avancement')).toContainText(/\d sur 6\s000/);
  await open(coordinator, '/objectifs');
  await expect(block(coordinator, 'Conseiller numérique')).toContainText('Chiffres exacts de vos équipes');
});

test('a link shows its figures to whoever opens it', async ({ mediator: page, browser, server }) => {
  await open(page, '/partages/nouveau?kind=individual');
  await page.getByRole('textbox', { name: 'Titre' }).fill('Bilan pour la commune');
  await page.getByRole('button', { name: 'Créer le lien' }).click();
  const url = await page.getByRole('textbox', { name: 'Adresse du lien' }).inputValue();
  const visit = await stranger(browser, server);
  for (const size of [PHONE, DESKTOP]) {
    await visit.page.setViewportSize(size);
    await open(visit.page, url.replace(/^https?:\/\/[^/]+/, ''));
    await expect(headline(visit.page)).toContainText('séances');
    await expectAccessible(visit.page, `a shared page at ${size.width}`);
  }
  await visit.page.getByText('Exporter', { exact: true }).click();
  const report = await take(visit.page, 'Rapport (PDF)');
  expect(report.content.subarray(0, 5).toString()).toBe('%PDF-');
  await visit.context.close();
});

test('the public page is reached from the sign-in page, and only when it is open', async ({
  admin,
  browser,
  server,
}) => {
  const { context, page } = await stranger(browser, server);
  const link = page.getByRole('link', { name: 'Les chiffres publics du réseau' });
  const set = async (state: string) => {
    await open(admin, '/admin/reglages');
    await admin.getByRole('radio', { name: state }).check();
    await admin.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(admin.getByText('Les réglages sont enregistrés.')).toBeVisible();
  };
  await set('Fermée');
  await open(page, '/connexion');
  await expect(link).toHaveCount(0);
  await set('Ouverte');
  await open(page, '/connexion');
  await link.click();
  await expect(page.getByRole('heading', { name: 'Réseau des Deux Rives en chiffres' })).toBeVisible();
  await expect(headline(page)).toContainText('accompagnements');
  await everyWay(page, '/reseau');
  await context.close();
});

test.describe('suits everybody', () => {
  test.describe.configure({ timeout: 300_000 });

  test('the dashboard, all open', async ({ funder: page }) => {
    await everyWay(page, await perimeter(page), async () => {
      await page.locator('main details').evaluateAll((all) => {
        for (const details of all as HTMLDetailsElement[]) details.open = true;
      });
      await expect(page.getByRole('table').last()).toBeVisible();
    });
  });

  test('the map, near and whole', async ({ admin: page }) => {
    await withVendee(page);
    await everyWay(page, '/statistiques', async () => {
      await page.getByRole('button', { name: 'Voir toute la France' }).click();
      await page.getByRole('combobox', { name: 'Chercher un département' }).selectOption('974');
    });
    await page.unroute('**/api/statistics?*');
  });

  test('months to choose, and targets', async ({ funder: page, coordinator }) => {
    await everyWay(page, `${await perimeter(page)}?from=2026-01-01&to=2026-03-31`);
    await everyWay(coordinator, '/objectifs');
  });
});
