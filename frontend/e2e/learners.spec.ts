import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { DESKTOP, everyWay, expect, open, test } from './support';
import { filledTemplate, learnersWorkbook } from './workbook';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SHARED = process.env.COOPAIR_SHARED ?? join(import.meta.dirname, '../../../shared');
const GENUINE = join(SHARED, 'reference/coop-numerique_import-beneficiaires.xlsx');

/** Letters alone, different at each call: names of one run never meet those of another. */
const surname = (base: string) =>
  base + [...Date.now().toString(26)].map((digit) => String.fromCharCode(97 + parseInt(digit, 26))).join('');

interface Person {
  first: string;
  last: string;
  phone?: string;
  year?: string;
}

/** Fills and saves the form; ends on the new sheet. */
async function add(page: Page, { first, last, phone, year }: Person) {
  await page.goto('/personnes/nouvelle');
  await page.getByRole('textbox', { name: 'Prénom' }).fill(first);
  await page.getByRole('textbox', { name: 'Nom', exact: true }).fill(last);
  if (phone) await page.getByRole('textbox', { name: 'Téléphone' }).fill(phone);
  if (year) await page.getByRole('textbox', { name: 'Année de naissance' }).fill(year);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${first} ${last}` })).toBeVisible();
}

test('a person is added, corrected, accompanied, and their sheet tells it', async ({ mediator: page }) => {
  const last = surname('Arvoneau');
  await page.goto('/personnes');
  await page.getByRole('link', { name: 'Ajouter une personne' }).first().click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('group', { name: '2 réponses sont à corriger' })).toBeFocused();
  await page.getByRole('link', { name: 'Indiquez le prénom.' }).click();
  await expect(page.getByRole('textbox', { name: 'Prénom' })).toBeFocused();

  await add(page, { first: 'Solange', last, phone: '06 39 98 00 01' });
  await expect(page.getByText(`Solange ${last} est dans votre liste.`)).toBeVisible();
  await expect(page.getByText('Aucune séance avec cette personne.')).toBeVisible();

  await page.getByRole('link', { name: 'Modifier la fiche' }).click();
  await page.getByRole('textbox', { name: 'Année de naissance' }).fill('1957');
  await expect(page.getByText('Déduite de l’année')).toBeVisible();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Fiche enregistrée.')).toBeVisible();
  await expect(page.getByText('1957')).toBeVisible();

  await page.getByRole('link', { name: 'Saisir une séance' }).click();
  await expect(page.getByText(`Solange ${last}`)).toBeVisible();
  await page.getByRole('checkbox', { name: 'E-mail' }).or(page.getByRole('checkbox').first()).first().check();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Séance enregistrée')).toBeVisible();

  await page.goto('/personnes');
  await page.getByRole('searchbox').fill(last);
  await page.getByRole('link', { name: last }).click();
  await expect(page.getByText('1 sur 1', { exact: true })).toBeVisible();
  await expect(page.getByText('revient le plus souvent')).toBeVisible();
});

test('two sheets of one person become one', async ({ mediator: page }) => {
  const last = surname('Belhoste');
  await add(page, { first: 'Colette', last, phone: '06 39 98 00 02' });
  await add(page, { first: 'Colete', last, year: '1948' });

  await page.goto('/personnes/doublons');
  const pair = page.getByRole('region', { name: last });
  await expect(pair).toContainText('même nom');
  await expect(pair).toContainText('prénoms proches');
  await pair.getByRole('button', { name: 'Réunir ces deux fiches' }).click();
  const dialog = page.getByRole('dialog', { name: 'Réunir deux fiches' });
  await dialog.getByRole('radio', { name: /^Colette/ }).check();
  await expect(dialog).toContainText('complété par l’autre fiche');
  await expect(dialog).toContainText('L’autre fiche disait');
  await dialog.getByRole('button', { name: 'Réunir les deux fiches' }).click();
  await expect(page.getByText(`Les deux fiches de Colette ${last} sont réunies.`)).toBeVisible();
  await expect(page.getByRole('region', { name: last })).toHaveCount(0);

  await page.goto('/personnes');
  await page.getByRole('searchbox').fill(last);
  await expect(page.getByText('1 sur 1', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: `Colette ${last}` }).click();
  await expect(page.getByText('1948')).toBeVisible();
});

test('an anonymised person leaves the list', async ({ mediator: page }) => {
  const last = surname('Cordelier');
  await add(page, { first: 'Yvon', last });
  await page.getByRole('button', { name: 'Anonymiser' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Vos statistiques ne changent pas');
  await dialog.getByRole('button', { name: 'Anonymiser pour toujours' }).click();
  await expect(page.getByText('La fiche est anonymisée.')).toBeVisible();
  await page.getByRole('searchbox').fill(last);
  await expect(page.getByText('Aucune personne ne correspond à cette recherche.')).toBeVisible();
});

test('an import says line, column and reason, then brings everybody in', async ({ mediator: page }) => {
  const last = surname('Delvincourt');
  await page.goto('/personnes/import');
  await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
  await expect(page.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();

  const choose = (buffer: Buffer) =>
    page.getByLabel('Fichier à importer').setInputFiles({ name: 'personnes.xlsx', mimeType: XLSX, buffer });
  await choose(
    learnersWorkbook([
      [last, 'Berthe', 1951],
      [last, null, 1960],
      [last, 'Firmin', 1802],
    ]),
  );
  await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
  const faults = page.getByRole('region', { name: 'Erreurs à corriger' });
  await expect(faults.getByRole('row').filter({ hasText: 'Prénom' })).toContainText('5');
  await expect(faults.getByRole('row').filter({ hasText: 'Année de naissance' })).toContainText('6');
  await expect(page.getByRole('button', { name: /^Importer/ })).toHaveCount(0);

  await choose(
    learnersWorkbook([
      [last, 'Berthe', 1951, 'Nantes', '44109', '44000', '06 39 98 00 03', null, 'Féminin', 'Vient le mardi'],
      [last, 'Firmin', 1962],
    ]),
  );
  await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
  await expect(page.getByText('2 lignes sont prêtes à être importées.')).toBeVisible();
  await page.getByRole('button', { name: 'Importer 2 lignes' }).click();
  await expect(page.getByText('2 personnes ajoutées à votre liste.')).toBeVisible();
  await page.getByRole('link', { name: 'Voir mes personnes' }).click();
  await page.getByRole('searchbox').fill(last);
  await expect(page.getByText('2 sur 2', { exact: true })).toBeVisible();
});

test('the Coop’s own template, filled in, comes in the same way', async ({ mediator: page }) => {
  test.skip(!existsSync(GENUINE), `the genuine template is not here: ${GENUINE}`);
  const last = surname('Estivalet');
  await page.goto('/personnes/import');
  await page.getByLabel('Fichier à importer').setInputFiles({
    name: 'import-beneficiaires.xlsx',
    mimeType: XLSX,
    buffer: filledTemplate(GENUINE, [[last, 'Armande', 1949, 'Bourg-en-Bresse', '01053', '01000']]),
  });
  await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
  await expect(page.getByText('1 ligne est prête à être importée.')).toBeVisible();
  await page.getByRole('button', { name: 'Importer 1 ligne' }).click();
  await expect(page.getByText('1 personne ajoutée à votre liste.')).toBeVisible();
});

test('template and export are workbooks', async ({ mediator: page }) => {
  await page.goto('/personnes/import');
  const template = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Télécharger le modèle (XLSX)' }).click();
  expect((await template).suggestedFilename()).toMatch(/\.xlsx$/);
  await page.goto('/personnes');
  await page.getByText('Importer, exporter, doublons').click();
  const list = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exporter (XLSX)' }).click();
  expect((await list).suggestedFilename()).toMatch(/\.xlsx$/);
});

test.describe('suits everybody', () => {
  test.describe.configure({ timeout: 180_000 });

  test('the list, found and not found', async ({ mediator: page }) => {
    await everyWay(page, '/personnes', async () => {
      await page.getByText('Importer, exporter, doublons').click();
    });
    await everyWay(page, '/personnes', async () => {
      await page.getByRole('searchbox').fill('introuvable qqq');
      await expect(page.getByText('Aucune personne ne correspond')).toBeVisible();
    });
  });

  test('a sheet, its data and its dialog', async ({ mediator: page }) => {
    await open(page, '/personnes?sort=sessions');
    const path = await page.locator('main li a').first().getAttribute('href');
    await everyWay(page, path!, async () => {
      await page.getByText('Voir les données').click();
    });
    await everyWay(page, path!, async () => {
      await page.getByRole('button', { name: 'Anonymiser' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    });
    await everyWay(page, '/personnes/018f0000-0000-7000-8000-000000000000');
  });

  test('the form, refused', async ({ mediator: page }) => {
    await everyWay(page, '/personnes/nouvelle', async () => {
      await page.getByRole('textbox', { name: 'Téléphone' }).fill('abc');
      await page.getByRole('button', { name: 'Enregistrer' }).click();
      await expect(page.getByRole('group', { name: '3 réponses sont à corriger' })).toBeFocused();
    });
  });

  test('duplicates and the merge', async ({ mediator: page }) => {
    const last = surname('Fauvelet');
    await add(page, { first: 'Irma', last });
    await add(page, { first: 'Irma', last });
    await everyWay(page, '/personnes/doublons');
    await everyWay(page, '/personnes/doublons', async () => {
      await page.getByRole('button', { name: 'Réunir ces deux fiches' }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
    });
  });

  test('an import with faults', async ({ mediator: page }) => {
    await page.setViewportSize(DESKTOP);
    await everyWay(page, '/personnes/import', async () => {
      await page.getByLabel('Fichier à importer').setInputFiles({
        name: 'personnes.xlsx',
        mimeType: XLSX,
        buffer: learnersWorkbook([['Sanprénom', null, 1700]]),
      });
      await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
      await expect(page.getByRole('region', { name: 'Erreurs à corriger' })).toBeVisible();
    });
  });

  test('the list when the server is away', async ({ mediator: page }) => {
    await page.route('**/api/learners?*', (route) => route.abort());
    await everyWay(page, '/personnes');
    await page.unroute('**/api/learners?*');
  });
});
