import { DESKTOP, everyWay, expect, open, test } from './support';

test('a coordinator logs an event, corrects it, undoes its deletion, and counts it', async ({
  coordinator: page,
}) => {
  const name = `Forum des quais ${Date.now()}`;
  await page.setViewportSize(DESKTOP);
  await open(page, '/coordination');
  await page.getByRole('link', { name: 'Saisir une activité' }).click();
  await expect(page.getByRole('heading', { name: 'Saisir une activité de coordination' })).toBeFocused();

  await page.getByRole('radio', { name: 'Évènement', exact: true }).check();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('group', { name: '3 réponses sont à corriger' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Nom de l’évènement' }).fill(name);
  await page.getByRole('radio', { name: 'Évènement grand public' }).check();
  await page.getByRole('spinbutton', { name: 'Nombre de participants' }).fill('75');
  await page.getByRole('checkbox', { name: 'Une commune' }).check();
  // What is typed survives a reload.
  await page.waitForTimeout(600);
  await page.reload();
  await expect(page.getByText('Voici ce que vous aviez commencé à écrire.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Nom de l’évènement' })).toHaveValue(name);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Activité enregistrée')).toBeVisible();

  await page.getByRole('link', { name: 'Voir les activités' }).click();
  await page.getByRole('link', { name }).first().click();
  await page.getByRole('link', { name: 'Modifier' }).click();
  await page.getByRole('spinbutton', { name: 'Nombre de participants' }).fill('80');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Modifications enregistrées.')).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: /^80$/ })).toBeVisible();

  await page.getByRole('link', { name: 'Toutes les activités' }).click();
  await page.getByRole('button', { name: `Supprimer : ${name}` }).click();
  await expect(page.getByText('Activité supprimée')).toBeVisible();
  await expect(page.getByRole('link', { name })).toHaveCount(0);
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(page.getByRole('link', { name }).first()).toBeVisible();

  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exporter (CSV)' }).click();
  expect((await file).suggestedFilename()).toMatch(/^coordination-\d{4}-\d{2}-\d{2}\.csv$/);

  await page.getByRole('link', { name: 'Voir les chiffres' }).click();
  await expect(page.getByText('personnes touchées', { exact: true })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Évènement', exact: true }).check();
  await expect(page).toHaveURL(/kinds=evenement/);
  await expect(page.getByText('0 animations')).toBeVisible();
});

test('an animation and a partnership are logged and cancelled', async ({ coordinator: page }) => {
  await page.goto('/coordination/saisir');
  await page.getByRole('radio', { name: 'Réunion de coordination' }).check();
  await page.getByRole('checkbox', { name: /Échanges de bonnes pratiques/ }).check();
  await page.getByRole('button', { name: 'Médiateurs et médiatrices : un de plus' }).click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Activité enregistrée')).toBeVisible();
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(page.getByText('L’activité est annulée.')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Réunion de coordination' })).toBeChecked();

  await page.getByRole('radio', { name: 'Partenariat', exact: true }).check();
  await page.getByRole('checkbox', { name: 'Recherche de subvention' }).check();
  await page.getByRole('textbox', { name: 'Nom du partenaire 1' }).fill('Fondation des Trois Ponts');
  await page.getByRole('combobox', { name: 'Type du partenaire 1' }).selectOption('association');
  await page.getByRole('button', { name: 'Ajouter un partenaire' }).click();
  await expect(page.getByRole('textbox', { name: 'Nom du partenaire 2' })).toBeFocused();
  await page.getByRole('button', { name: 'Retirer le partenaire 2' }).click();
  await page.getByRole('combobox', { name: 'Départements concernés' }).fill('corse');
  await page.getByRole('option', { name: /Haute-Corse/ }).click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Activité enregistrée')).toBeVisible();
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(page.getByText('L’activité est annulée.')).toBeVisible();
});

test('an administrator counts the network', async ({ admin: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/chiffres-coordination');
  await expect(page.getByText('personnes touchées', { exact: true })).toBeVisible();
  await page.getByText('Voir les données').first().click();
  await expect(page.getByRole('columnheader', { name: 'Heures' }).first()).toBeVisible();
});

test.describe('suits everybody', () => {
  test.describe.configure({ timeout: 180_000 });

  for (const path of ['/coordination', '/chiffres-coordination', '/coordination/saisir']) {
    test(path, async ({ coordinator: page }) => everyWay(page, path));
  }

  test('each form, when all of it is open and it is refused', async ({ coordinator: page }) => {
    for (const kind of ['evenement', 'partenariat']) {
      await everyWay(page, `/coordination/saisir?type=${kind}`, async () => {
        await page.getByText('Ajouter des détails').click();
        await page.getByRole('button', { name: 'Enregistrer' }).click();
        await expect(page.getByRole('group', { name: /à corriger/ })).toBeFocused();
      });
    }
  });

  test('an activity and its form', async ({ coordinator: page }) => {
    await open(page, '/coordination');
    const path = await page.locator('main li a').first().getAttribute('href');
    await everyWay(page, path!);
    await everyWay(page, `${path}/modifier`);
  });
});
