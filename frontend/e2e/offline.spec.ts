import type { Page } from '@playwright/test';
import { expect, test, theme } from './support';

/** A mark that only this test's session carries: found again by its title. */
const title = () => `Atelier hors ligne ${Date.now()}`;

async function installed(page: Page) {
  const inside = page.getByRole('navigation', { name: 'Navigation principale' });
  await page.goto('/');
  // The device has to know whose it is before it can work without network.
  await expect(inside).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // The first visit is not controlled: the shell answers from the second on.
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await expect(inside).toBeVisible();
}

async function logWorkshop(page: Page, name: string) {
  await page.getByRole('radio', { name: 'Atelier' }).check();
  await theme(page).check();
  await page.getByRole('button', { name: 'Personnes anonymes : un de plus' }).click();
  await page.getByText('Ajouter des détails').click();
  await page.getByRole('textbox', { name: 'Titre de l’atelier' }).fill(name);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
}

test('logged without network, kept through a reload, sent once when the network is back', async ({
  mediator: page,
}) => {
  const name = title();
  await installed(page);
  await page.goto('/saisir');
  await page.context().setOffline(true);
  await logWorkshop(page, name);
  await expect(page.getByText('Séance gardée sur cet appareil')).toBeVisible();

  await page.reload();
  await expect(page.getByRole('button', { name: '1 à envoyer' })).toBeVisible();
  await page.getByRole('link', { name: 'Accueil', exact: true }).click();
  await expect(page.getByText(name)).toBeVisible();

  await page.context().setOffline(false);
  await expect(page.getByText('Tout est envoyé')).toBeVisible({ timeout: 20_000 });
  await page.goto('/seances');
  await page.getByRole('searchbox').fill(name);
  await expect(page.getByText('1 sur 1')).toBeVisible();
});

test('a connection that drops during the answer doubles nothing', async ({ mediator: page }) => {
  const name = title();
  await page.goto('/saisir');
  let dropping = true;
  // The server receives the session, each time it is sent; its answer is lost.
  await page.route('**/api/workshops/*', async (route) => {
    if (!dropping) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await logWorkshop(page, name);
  await expect(page.getByText('Séance gardée sur cet appareil')).toBeVisible();
  dropping = false;
  // It tries again by itself, and says so.
  await expect(page.getByText('Tout est envoyé')).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText('Séance enregistrée')).toBeVisible();
  await page.goto('/seances');
  await page.getByRole('searchbox').fill(name);
  await expect(page.getByText('1 sur 1')).toBeVisible();
});

test('a session refused after the fact is corrected from home', async ({ mediator: page }) => {
  const name = title();
  await installed(page);
  await page.goto('/saisir');
  await page.context().setOffline(true);
  await logWorkshop(page, name);
  await expect(page.getByText('Séance gardée sur cet appareil')).toBeVisible();
  // As if the server no longer accepted what was kept: one refusal, in its own words.
  await page.route(
    '**/api/workshops/*',
    (route) =>
      route.fulfill({
        status: 422,
        contentType: 'application/problem+json',
        json: {
          type: 'about:blank',
          title: 'Contenu invalide',
          status: 422,
          code: 'invalid_content',
          errors: [{ pointer: '/title', code: 'too_long', message: 'Le titre est trop long.' }],
        },
      }),
    { times: 1 },
  );
  await page.context().setOffline(false);
  await page.getByRole('link', { name: '1 à corriger' }).click();
  await expect(page.getByText('Le titre est trop long.')).toBeVisible();
  await page.getByRole('link', { name: 'Corriger', exact: true }).click();
  await page.getByRole('textbox', { name: 'Titre de l’atelier' }).fill(`${name} bis`);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Séance enregistrée')).toBeVisible();
  await expect(page.getByText('Tout est envoyé')).toBeVisible();
});
