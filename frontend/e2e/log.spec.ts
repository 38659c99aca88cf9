import { expect, taps, test, theme } from './support';

const save = { name: 'Enregistrer' };

test('a typical individual session takes five taps and twenty seconds at most', async ({
  mediator: page,
}) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible();
  const started = Date.now();
  const thumb = taps(page);
  await thumb.tap(page.getByRole('link', { name: 'Saisir une séance' }), 1000);
  await thumb.tap(theme(page), 1000);
  await thumb.tap(page.getByRole('radio', { name: '45 min' }), 1000);
  await thumb.tap(page.getByRole('button', save), 1000);
  await expect(page.getByText('Séance enregistrée')).toBeVisible();
  expect(thumb.count).toBeLessThanOrEqual(5);
  expect(Date.now() - started).toBeLessThanOrEqual(20_000);
});

test('"same as last time" takes two taps', async ({ mediator: page }) => {
  await page.goto('/');
  const thumb = taps(page);
  await thumb.tap(page.getByRole('region', { name: 'Répéter' }).getByRole('link').first());
  await expect(page.getByText('La fiche est déjà remplie')).toBeVisible();
  const workshop = page.getByRole('button', { name: 'Personnes anonymes : un de plus' });
  if (await workshop.isVisible()) await thumb.tap(workshop);
  await thumb.tap(page.getByRole('button', save));
  await expect(page.getByText('Séance enregistrée')).toBeVisible();
  expect(thumb.count).toBeLessThanOrEqual(3);
});

test('what is missing is said, linked and focused', async ({ mediator: page }) => {
  await page.goto('/saisir');
  await page.getByRole('button', save).click();
  const summary = page.getByRole('group', { name: 'Une réponse est à corriger' });
  await expect(summary).toBeFocused();
  await summary.getByRole('link', { name: 'Choisissez au moins une thématique.' }).click();
  await expect(page.getByRole('group', { name: 'Thématiques' })).toBeFocused();
});

test('a saved session can be undone, and its form comes back', async ({ mediator: page }) => {
  await page.goto('/saisir');
  await theme(page).check();
  await page.getByRole('button', save).click();
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(page.getByText('Séance annulée')).toBeVisible();
  await expect(theme(page)).toBeChecked();
});

test('a workshop: anonymous counters never contradict each other', async ({ mediator: page }) => {
  await page.goto('/saisir');
  await page.getByRole('radio', { name: 'Atelier' }).check();
  await theme(page).check();
  const total = page.getByRole('spinbutton', { name: 'Personnes anonymes', exact: true });
  await page.getByRole('button', { name: 'Personnes anonymes : un de plus' }).click({ clickCount: 2 });
  await page.getByText('Genre', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Féminin : un de plus' }).click({ clickCount: 3 });
  await expect(total).toHaveValue('3');
  await total.fill('1');
  await total.blur();
  await expect(total).toHaveValue('3');
  await page.getByRole('button', save).click();
  await expect(page.getByText('Séance enregistrée')).toBeVisible();
});

test('a followed person is found by name', async ({ mediator: page }) => {
  const token = await page.goto('/personnes').then(() => page.locator('main a[href^="/personnes/"]'));
  const person = token.filter({ hasNotText: 'Nouvelle' }).filter({ hasNotText: 'Importer' }).first();
  await expect(person).toBeVisible();
  await page.goto('/saisir');
  await page.getByText('Ajouter des détails').click();
  const field = page.getByRole('combobox', { name: /Personne accompagnée/ });
  await field.fill('ma');
  await page.getByRole('listbox').getByRole('option').first().click();
  await expect(page.getByRole('button', { name: /^Retirer / })).toBeVisible();
});

test('a draft survives a reload', async ({ mediator: page }) => {
  await page.goto('/saisir');
  await theme(page).check();
  await page.getByRole('radio', { name: 'Hier' }).check();
  await page.getByText('Ajouter des détails').click();
  await page.getByRole('textbox', { name: 'Note' }).fill('Revoir la pièce jointe');
  await page.waitForTimeout(600);
  await page.reload();
  await expect(page.getByText('Votre brouillon vous attendait.')).toBeVisible();
  await expect(theme(page)).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Hier' })).toBeChecked();
  await page.getByRole('button', { name: 'Repartir de zéro' }).click();
  await expect(theme(page)).not.toBeChecked();
});
