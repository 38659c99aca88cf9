import type { Browser, Page } from '@playwright/test';
import { invitedToken } from './mails';
import { DESKTOP, everyWay, expect, open, PHONE, test, type Server } from './support';

const WAITING = 'elea.courtemanche@exemple.fr';

const members = (page: Page) => page.getByRole('region', { name: 'Membres' });
const invitations = (page: Page) => page.getByRole('region', { name: 'Invitations' });

async function stranger(browser: Browser, server: Server) {
  const context = await browser.newContext({
    baseURL: server.url,
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    viewport: PHONE,
  });
  return { context, page: await context.newPage() };
}

async function invite(page: Page, emails: string) {
  await open(page, '/equipe');
  await page.getByRole('main').getByRole('button', { name: 'Inviter' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Adresses électroniques' }).fill(emails);
  await dialog.getByRole('button', { name: 'Envoyer' }).click();
}

async function acceptAs(page: Page, firstName: string, lastName: string) {
  await page.getByRole('textbox', { name: 'Prénom' }).fill(firstName);
  await page.getByRole('textbox', { name: 'Nom', exact: true }).fill(lastName);
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
}

async function leave(page: Page) {
  await open(page, '/compte');
  await page.getByRole('button', { name: 'Quitter l’équipe Équipe des Deux Rives' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Quitter l’équipe' }).click();
  await expect(page.getByText('Vous avez quitté l’équipe Équipe des Deux Rives.')).toBeVisible();
}

test('somebody without an account is invited, accepts, appears, leaves, and is a past member', async ({
  browser,
  server,
  coordinator,
}) => {
  await coordinator.setViewportSize(DESKTOP);
  const email = `maelle.${Date.now()}@exemple.fr`;
  await invite(coordinator, 'personne');
  await expect(coordinator.getByRole('dialog').getByRole('group', { name: /à corriger/ })).toBeFocused();
  await invite(coordinator, `${email}\namelie.roussel@exemple.fr`);
  await expect(coordinator.getByRole('dialog').getByRole('link', { name: /fait déjà partie/ })).toBeVisible();
  await invite(coordinator, email);
  await expect(coordinator.getByText('L’invitation est partie.')).toBeVisible();
  await expect(invitations(coordinator).getByRole('row').filter({ hasText: email })).toContainText(
    'En attente',
  );

  const token = await invitedToken(server, email);
  const { context, page } = await stranger(browser, server);
  await page.goto(`/invitation#${token}`);
  await expect(page.getByText('Hugo Vernier vous invite à rejoindre')).toBeVisible();
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
  await expect(page.getByRole('group', { name: '2 réponses sont à corriger' })).toBeFocused();
  await acceptAs(page, 'Maëlle', 'Tirebourse');
  await expect(page.getByRole('heading', { name: 'Bienvenue dans l’équipe' })).toBeVisible();
  await page.getByRole('button', { name: 'Continuer sans mot de passe' }).click();
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible();

  await open(coordinator, '/equipe?tri=joined_on');
  const row = members(coordinator).getByRole('row').filter({ hasText: 'Maëlle Tirebourse' });
  await expect(row).toContainText('Rien de saisi');
  await row.getByRole('link').click();
  await expect(coordinator.getByRole('link', { name: email })).toBeVisible();
  await expect(coordinator.getByRole('link', { name: 'Voir ses statistiques' })).toHaveAttribute(
    'href',
    /facilitators=/,
  );

  await leave(page);

  await page.goto(`/invitation#${token}`);
  await expect(page.getByText('Ce lien ne sert plus')).toBeVisible();
  await open(coordinator, '/equipe?etat=past');
  await expect(members(coordinator).getByRole('row').filter({ hasText: 'Maëlle Tirebourse' })).toContainText(
    'Ancien membre',
  );
  await context.close();
});

const PASSWORD = 'sept galets gris sur la grève';

test('who comes back signs in first, and answers under their own address alone', async ({
  browser,
  server,
  coordinator,
}) => {
  const email = `retour.${Date.now()}@exemple.fr`;
  await invite(coordinator, email);
  const first = await invitedToken(server, email);
  const { context, page } = await stranger(browser, server);
  await page.goto(`/invitation#${first}`);
  await acceptAs(page, 'Lison', 'Corvaisier');
  await page.getByRole('textbox', { name: 'Nouveau mot de passe' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Enregistrer ce mot de passe' }).click();
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible();
  await leave(page);
  await page.getByRole('main').getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page.getByRole('heading', { name: 'Se connecter' })).toBeVisible();

  await invite(coordinator, email);
  await expect(coordinator.getByText('L’invitation est partie.')).toBeVisible();
  await expect.poll(() => invitedToken(server, email)).not.toBe(first);
  const token = await invitedToken(server, email);
  await page.goto(`/invitation#${token}`);
  await acceptAs(page, 'Une', 'Autre');
  await expect(page.getByText('Cette adresse a déjà un compte.')).toBeVisible();

  await coordinator.goto(`/invitation#${token}`);
  await coordinator.getByRole('button', { name: 'Rejoindre l’équipe' }).click();
  await expect(coordinator.getByText('pour une autre adresse')).toBeVisible();

  await page.getByRole('link', { name: 'Me connecter pour répondre' }).click();
  await expect(page).toHaveURL(/\/connexion\?suite=%2Finvitation$/);
  await page.getByRole('textbox', { name: 'Adresse électronique' }).fill(email);
  await page.getByRole('textbox', { name: 'Mot de passe' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByText(`Vous répondez avec le compte ${email}.`)).toBeVisible();
  await page.getByRole('button', { name: 'Rejoindre l’équipe' }).click();
  await expect(page.getByRole('heading', { name: 'Bienvenue dans l’équipe' })).toBeVisible();
  await page.getByRole('button', { name: 'Entrer dans Coopair' }).click();
  await expect(page.getByRole('heading', { name: /^Bonjour/ })).toBeVisible();
  await context.close();
});

test('an invitation is sent again, declined, withdrawn', async ({ browser, server, coordinator }) => {
  await coordinator.setViewportSize(DESKTOP);
  await open(coordinator, '/equipe');
  await coordinator.getByRole('button', { name: `Renvoyer l’invitation à ${WAITING}` }).click();
  await expect(coordinator.getByText(`Un nouveau lien part à ${WAITING}.`)).toBeVisible();
  const token = await invitedToken(server, WAITING);
  const { context, page } = await stranger(browser, server);
  await page.goto(`/invitation#${token}`);
  await page.getByRole('button', { name: 'Décliner l’invitation' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Décliner' }).click();
  await expect(page.getByText('vous ne rejoignez pas cette équipe')).toBeVisible();
  await context.close();
  await open(coordinator, '/equipe');
  await coordinator.getByRole('radio', { name: 'Toutes' }).check();
  const row = invitations(coordinator).getByRole('row').filter({ hasText: WAITING });
  await expect(row).toContainText('Déclinée');

  const other = `retiree.${Date.now()}@exemple.fr`;
  await invite(coordinator, other);
  await coordinator.getByRole('button', { name: `Retirer l’invitation de ${other}` }).click();
  await expect(coordinator.getByText(`L’invitation de ${other} est retirée.`)).toBeVisible();
});

test('a member is archived, then removed from the list', async ({ coordinator: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/equipe');
  await members(page).getByRole('link', { name: 'Théo Brindejonc' }).click();
  await page.getByRole('button', { name: 'Archiver' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Archiver' }).click();
  await expect(page.getByText('est maintenant parmi les anciens membres')).toBeVisible();
  await expect(page.getByText('ne sont plus affichées')).toBeVisible();
  await page.getByRole('button', { name: 'Retirer de l’équipe' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retirer de l’équipe' }).click();
  await expect(page.getByText('Théo Brindejonc n’est plus dans l’équipe.')).toBeVisible();
  await open(page, '/equipe?etat=past');
  await expect(members(page).getByRole('link', { name: 'Nadia Verdier' })).toBeVisible();
  await expect(page.getByText('Théo Brindejonc')).toHaveCount(0);
});

test.describe('suits everybody', () => {
  test.describe.configure({ timeout: 240_000 });

  test('the team, its dialog, and a sheet', async ({ coordinator: page }) => {
    await everyWay(page, '/equipe');
    await everyWay(page, '/equipe', async () => {
      await page.getByRole('main').getByRole('button', { name: 'Inviter' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Envoyer' }).click();
      await expect(page.getByRole('dialog').getByRole('group', { name: /à corriger/ })).toBeFocused();
    });
    await open(page, '/equipe');
    const sheet = await members(page).getByRole('link').first().getAttribute('href');
    await everyWay(page, sheet!);
    await everyWay(page, sheet!, async () => {
      await page.getByRole('button', { name: 'Archiver' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    });
  });

  test('an invitation', async ({ browser, server, coordinator }) => {
    const email = `lecture.${Date.now()}@exemple.fr`;
    await invite(coordinator, email);
    const token = await invitedToken(server, email);
    const { context, page } = await stranger(browser, server);
    await page.goto(`/invitation#${token}`);
    await expect(page.getByText('vous invite')).toBeVisible();
    await everyWay(page, '/invitation', async () => {
      await expect(page.getByText('vous invite')).toBeVisible();
    });
    await everyWay(page, '/invitation', async () => {
      await page.getByRole('button', { name: 'Créer mon compte' }).click();
    });
    await context.close();
    await everyWay(coordinator, '/invitation#0');
  });
});
