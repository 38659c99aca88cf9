import { DESKTOP, everyWay, expect, open, test } from './support';

test.describe.configure({ timeout: 120_000 });

for (const path of ['/', '/saisir', '/seances', '/compte']) {
  test(`${path} suits everybody`, async ({ mediator: page }) => everyWay(page, path));
}

test('a session and its form suit everybody', async ({ mediator: page }) => {
  await open(page, '/seances');
  const path = await page.locator('main li a').first().getAttribute('href');
  await everyWay(page, path!);
  await everyWay(page, `${path}/modifier`);
});

test('the log form suits everybody when all of it is open, and when it is refused', async ({
  mediator: page,
}) => {
  await everyWay(page, '/saisir', async () => {
    await page.getByText('Ajouter des détails').click();
    await page.getByText('Toutes les thématiques').click();
    await page.getByRole('checkbox', { name: 'Aide aux démarches administratives' }).check();
    await page.getByRole('checkbox', { name: 'Aide aux démarches administratives' }).uncheck();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(page.getByRole('group', { name: /à corriger/ })).toBeFocused();
  });
  await everyWay(page, '/saisir?type=atelier', async () => {
    await page.getByRole('button', { name: 'Personnes anonymes : un de plus' }).click();
    await page.getByText('Genre', { exact: true }).first().click();
  });
});

test('signing in suits everybody', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await everyWay(page, '/connexion');
  await everyWay(page, '/connexion', async () => {
    await page.getByRole('button', { name: 'Se connecter' }).click();
  });
  await everyWay(page, '/connexion/lien');
  await context.close();
});

test('without a mouse: from home to a saved session', async ({ mediator: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/');
  await page.getByRole('link', { name: 'Saisir une séance' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Saisir une séance' })).toBeFocused();
  await expect(page).toHaveTitle(/^Saisir une séance/);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'Individuelle' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Enregistrer' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Séance enregistrée')).toBeVisible();
});
