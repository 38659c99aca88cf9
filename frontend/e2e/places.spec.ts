import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DESKTOP, everyWay, expect, open, test } from './support';

const EXAMPLE = join(import.meta.dirname, '../../data/standard-mediation-num/exemple-valide.csv');

/** The records of a CSV text, by column name. */
function records(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = '', end] of text
    .replace(/^\uFEFF/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end !== ',') rows.push([]);
  }
  const [names = [], ...lines] = rows.filter((row) => row.length > 1);
  return lines.map((line) => Object.fromEntries(names.map((name, index) => [name, line[index] ?? ''])));
}

test('a place becomes mine, is offered when logging, and is left', async ({ mediator: page }) => {
  await page.setViewportSize(DESKTOP);
  await page.goto('/lieux');
  await page.getByRole('radio', { name: 'Tous les lieux' }).check();
  await expect(page).toHaveURL(/view=all/);
  const attach = page.getByRole('button', { name: /^J’y travaille/ }).first();
  const name = (await attach.getAttribute('aria-label'))!.replace(/^.*:\s/, '');
  await attach.click();
  await expect(page.getByText(`${name} est dans vos lieux.`)).toBeVisible();

  await page.goto('/saisir');
  await expect(page.locator('main')).toContainText(name);

  await page.goto('/lieux');
  const row = page.getByRole('listitem').filter({ hasText: name });
  await row.getByRole('button', { name: 'Je n’y travaille plus' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Quitter ce lieu' }).click();
  await expect(page.getByText(`Vous ne travaillez plus à ${name}.`)).toBeVisible();
  await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0);
});

test('a new place is checked, saved and corrected', async ({ mediator: page }) => {
  const name = `Maison des usages ${Date.now()}`;
  await page.goto('/lieux/nouveau');
  await page.getByRole('button', { name: 'Enregistrer le lieu' }).click();
  await expect(page.getByRole('group', { name: '4 réponses sont à corriger' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Nom du lieu' }).fill(name);
  await page.getByRole('textbox', { name: 'Adresse', exact: true }).fill('3 rue des Tilleuls');
  await page.getByRole('combobox', { name: 'Commune' }).fill('Nantes');
  await page
    .getByRole('option', { name: /^Nantes/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: 'Code postal' }).fill('44000');
  await page.getByRole('searchbox', { name: 'Type de lieu' }).fill('biblio');
  await page
    .getByRole('checkbox', { name: /Bibliothèque/ })
    .first()
    .check();
  await page.getByRole('checkbox', { name: 'Gratuit', exact: true }).check();
  await page.getByRole('button', { name: 'Enregistrer le lieu' }).click();
  await expect(page.getByText(`La fiche de ${name} est enregistrée.`)).toBeVisible();

  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('checkbox', { name: 'Gratuit', exact: true })).toBeChecked();
  await page.getByRole('textbox', { name: 'Horaires' }).fill('Mo-Fr 09:00-12:00');
  await page.getByRole('button', { name: 'Enregistrer le lieu' }).click();
  await expect(page.getByText(`La fiche de ${name} est enregistrée.`)).toBeVisible();
});

test('the standard’s own example comes in and goes out equal', async ({ admin: page }) => {
  await page.setViewportSize(DESKTOP);
  await page.goto('/admin/lieux/import');
  await page.getByLabel('Fichier à importer').setInputFiles(EXAMPLE);
  await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
  await expect(page.getByText('1 ligne est prête à être importée.')).toBeVisible();
  await page.getByRole('button', { name: 'Importer 1 ligne' }).click();
  await expect(page.getByText('1 lieu importé.')).toBeVisible();

  await page.getByRole('link', { name: 'Voir les lieux' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exporter (CSV du standard)' }).click();
  const exported = records(readFileSync(await (await saved).path(), 'utf8'));
  const [original] = records(readFileSync(EXAMPLE, 'utf8'));
  expect(exported.find((place) => place['id'] === original!['id'])).toEqual(original);
});

test.describe('suits everybody', () => {
  test.describe.configure({ timeout: 240_000 });

  test('lists of places and the dialog', async ({ mediator: page }) => {
    await everyWay(page, '/lieux?view=all');
    await everyWay(page, '/lieux', async () => {
      await page.getByRole('button', { name: 'Je n’y travaille plus' }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
    });
  });

  test('the sheet, mine, refused, and somebody else’s', async ({ mediator: page }) => {
    await everyWay(page, '/lieux/nouveau', async () => {
      await page.getByRole('button', { name: 'Enregistrer le lieu' }).click();
      await expect(page.getByRole('group', { name: '4 réponses sont à corriger' })).toBeFocused();
    });
    await open(page, '/lieux?view=all');
    const other = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: /^J’y travaille/ }) });
    const path = await other.getByRole('link').first().getAttribute('href');
    await everyWay(page, path!, async () => {
      await expect(
        page.getByText('Vous pouvez modifier les fiches des lieux où vous travaillez.'),
      ).toBeVisible();
    });
  });

  test('the import of places', async ({ admin: page }) => {
    await everyWay(page, '/admin/lieux/import', async () => {
      await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    });
  });
});
