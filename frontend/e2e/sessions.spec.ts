import { DESKTOP, expect, test, theme } from './support';

test('a session is changed, duplicated, deleted and brought back', async ({ mediator: page }) => {
  const title = `Atelier à suivre ${Date.now()}`;
  await page.goto('/saisir?type=atelier');
  await theme(page).check();
  await page.getByRole('button', { name: 'Personnes anonymes : un de plus' }).click();
  await page.getByText('Ajouter des détails').click();
  await page.getByRole('textbox', { name: 'Titre de l’atelier' }).fill(title);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Séance enregistrée')).toBeVisible();

  await page.goto('/seances');
  await page.getByRole('searchbox').fill(title);
  await expect(page.getByText('1 sur 1')).toBeVisible();
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { name: title })).toBeFocused();

  await page.getByRole('link', { name: 'Modifier' }).click();
  await page.getByRole('radio', { name: '1 h 30' }).check();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Modifications enregistrées.')).toBeVisible();
  await expect(page.getByText('1 h 30')).toBeVisible();

  await page.getByRole('link', { name: 'Dupliquer' }).click();
  await expect(page.getByText('La fiche est déjà remplie')).toBeVisible();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Séance enregistrée')).toBeVisible();

  await page.setViewportSize(DESKTOP);
  await page.goto('/seances');
  await page.getByRole('searchbox').fill(title);
  await expect(page.getByText('2 sur 2')).toBeVisible();
  await page
    .getByRole('button', { name: `Supprimer : ${title}` })
    .first()
    .click();
  await expect(page.getByText('1 sur 1')).toBeVisible();
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(page.getByText('2 sur 2')).toBeVisible();
});

test('a change that lost a race says so', async ({ mediator: page, signedIn }) => {
  await page.goto('/seances');
  await page.locator('main li a').first().click();
  await page.getByRole('link', { name: 'Modifier' }).click();
  await expect(page.getByRole('button', { name: 'Enregistrer' })).toBeVisible();

  const other = await (await signedIn('mediator')).newPage();
  await other.goto(page.url());
  await other.getByRole('radio', { name: '15 min' }).check();
  await other.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(other.getByText('Modifications enregistrées.')).toBeVisible();
  await other.close();

  await page.getByRole('radio', { name: '2 h', exact: true }).check();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Cette séance a changé entre-temps')).toBeVisible();
  await page.getByRole('button', { name: 'Recharger' }).click();
  await expect(page.getByRole('radio', { name: '15 min' })).toBeChecked();
});

test('filters stay in the address, the searched text does not', async ({ mediator: page }) => {
  await page.goto('/seances');
  await page.getByText('Filtrer', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Type' }).selectOption('workshop');
  await expect(page).toHaveURL(/type=workshop/);
  await page.getByRole('searchbox').fill('Martin');
  await page.waitForTimeout(600);
  expect(page.url()).not.toContain('Martin');
  await page.reload();
  await expect(page.getByText('Filtrer (1 filtre)')).toBeVisible();
});

test('the list goes on to its end', async ({ mediator: page }) => {
  await page.goto('/seances');
  const more = page.getByRole('button', { name: 'Afficher la suite' });
  await expect(more).toBeVisible();
  await more.click();
  await expect(page.getByText(/^60 sur/)).toBeVisible();
});
