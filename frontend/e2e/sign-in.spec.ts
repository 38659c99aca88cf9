import { signInToken } from './mails';
import { apiOf } from './network';
import { enterByLink, expect, open, test } from './support';

const PASSWORD = 'quatre chaises bleues au jardin';

test('a link works once, lets one choose a password, and the password opens the next time', async ({
  browser,
  server,
  admin,
}) => {
  // Somebody of their own: a new password signs out everywhere else.
  const email = `arrive.${Date.now()}@exemple.fr`;
  await open(admin, '/');
  const api = await apiOf(admin.context());
  const somebody = { email, first_name: 'Solène', last_name: 'Arrivante', roles: ['learner'] };
  await api.post('/api/accounts', somebody);

  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const token = await signInToken(server, email);
  await enterByLink(page, token);

  await page.goto('/compte');
  await page.getByRole('textbox', { name: 'Nouveau mot de passe' }).fill('motdepasse');
  await page.getByRole('button', { name: 'Enregistrer ce mot de passe' }).click();
  await expect(page.getByRole('link', { name: /au moins 12 caractères/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'Nouveau mot de passe' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Enregistrer ce mot de passe' }).click();
  await expect(page.getByText('Mot de passe enregistré.')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page.getByRole('heading', { name: 'Se connecter' })).toBeVisible();

  await page.goto(`/connexion/lien#${token}`);
  await page.getByRole('button', { name: 'Entrer dans Coopair' }).click();
  await expect(page.getByText('Ce lien ne sert plus')).toBeVisible();

  // The page asked for is where one arrives after signing in.
  await page.goto('/mes-badges');
  await page.getByRole('textbox', { name: 'Adresse électronique' }).fill(email);
  await page.getByRole('textbox', { name: 'Mot de passe' }).fill('ce n’est pas le bon');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByText('L’adresse ou le mot de passe ne convient pas.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Mot de passe' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mes badges' })).toBeVisible();
  await context.close();
});

test('asking for a link never tells whether an account exists', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Adresse électronique' }).fill('personne@exemple.fr');
  await page.getByRole('button', { name: 'Recevoir un lien de connexion' }).click();
  await expect(page.getByText('Si un compte existe pour cette adresse')).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await context.close();
});
