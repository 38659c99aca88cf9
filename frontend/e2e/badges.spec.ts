import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { apiOf, newcomer } from './network';
import { DESKTOP, everyWay, expect, open, PHONE, test, type Server } from './support';

test.describe.configure({ timeout: 120_000, mode: 'serial' });

const FILES = 'Ranger et retrouver mes fichiers';
const PRIVACY = 'Protéger la vie privée';
const CODES = '1.1 1.2 1.3 2.1 2.2 2.3 2.4 3.1 3.2 3.3 3.4 4.1 4.2 4.3 5.1 5.2'.split(' ');

/** The certification results of the peer of the demo, as Pix writes them: 1.2 at level 3, 4.2 at level 1. */
function certificates(): string {
  const row: Record<string, string> = {
    'Numéro de certification': '900001',
    Prénom: 'Josiane',
    Nom: 'Tellier',
    'Date de naissance': '04/01/1961',
    'Lieu de naissance': 'Nantes',
    'Identifiant Externe': '-',
    'Type de certification': 'Pix',
    Statut: 'Validée',
    Niveau: 'Novice 1',
    'Score en Pix': '120',
    ...Object.fromEntries(CODES.map((code) => [` ${code}`, { '1.2': '3', '4.2': '1' }[code] ?? '-'])),
    'Commentaire jury pour l’organisation': 'RAS',
    Session: '777',
    'Centre de certification': 'Centre d’essai',
    'Date de passage de la certification': '01/06/2025',
  };
  const line = (cells: string[]) => `${cells.map((cell) => `"${cell.trim()}"`).join(';')}\n`;
  return `\uFEFF${line(Object.keys(row))}${line(Object.values(row))}`;
}

/** The API as somebody who is signed in, without a page. */
async function bearer(context: BrowserContext) {
  const answer = await context.request.post('/api/sign-in/refresh');
  return { Authorization: `Bearer ${(await answer.json()).access_token}` };
}

/** Verifies a badge as a stranger would, with a program that shares nothing with the server. */
function verified(file: string, server: Server): Promise<{ said: string; code: number }> {
  const args = ['scripts/verify-badge.mjs', '--jwt', file, '--base', server.url];
  return new Promise((resolve) => {
    const child = execFile('node', args, (_, stdout, stderr) => {
      resolve({ said: `${stdout}${stderr}`.trim(), code: child.exitCode ?? -1 });
    });
  });
}

/** One letter in the middle of the content becomes another. */
function altered(token: string): string {
  const at = Math.floor(token.length / 3);
  return `${token.slice(0, at)}${token[at] === 'x' ? 'y' : 'x'}${token.slice(at + 1)}`;
}

/** Somebody without an account. */
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

const card = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Mes badges' }).getByRole('listitem').filter({ hasText: name });

async function ask(page: Page, name: string, says: RegExp[] = []) {
  await page.getByRole('button', { name: new RegExp(`^Demander un (autre )?badge : ${name}`) }).click();
  const dialog = page.getByRole('dialog', { name: 'Demander un badge' });
  for (const what of says) await dialog.getByRole('checkbox', { name: what }).check();
  await dialog.getByRole('button', { name: 'Demander', exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function save(page: Page, name: string, path: string): Promise<string> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: `Télécharger le badge : ${name}` }).click();
  await (await coming).saveAs(path);
  return readFileSync(path, 'utf8');
}

async function paste(page: Page, text: string) {
  await page.getByRole('textbox', { name: 'Ou son contenu' }).fill(text);
  await page.getByRole('button', { name: 'Vérifier', exact: true }).click();
}

test('without a verified level, one is told how to get one', async ({ peer: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/mes-badges');
  await expect(page.getByText('Pas encore de niveau vérifié')).toBeVisible();
  await expect(page.getByText('attester votre niveau')).toBeVisible();
  await expect(page.getByRole('button', { name: /badge/ })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Voir où j’en suis' })).toHaveAttribute(
    'href',
    '/mon-parcours',
  );
  await everyWay(page, '/mes-badges');
});

test('an unknown badge is told so', async ({ browser, server }) => {
  const { context, page } = await stranger(browser, server);
  for (const id of ['018f0000-0000-7000-8000-000000000000', 'rien']) {
    await open(page, `/badge/${id}`);
    await expect(page.getByText('Aucun badge à cette adresse')).toBeVisible();
  }
  await page.getByRole('link', { name: 'Vérifier un badge' }).click();
  await expect(page.getByRole('heading', { name: 'Vérifier un badge' })).toBeFocused();
  await everyWay(page, '/badge/rien');
  await context.close();
});

test.describe('with a verified level', () => {
  test.beforeAll(async ({ signedIn }) => {
    const admin = await signedIn('admin');
    const file = {
      name: 'resultats.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(certificates()),
    };
    const answer = await admin.request.post('/api/levels/import?commit=true', {
      headers: await bearer(admin),
      multipart: { file },
    });
    expect(await answer.json()).toMatchObject({ committed: true, people: 1, new_evidence: 2 });
  });

  test('a badge is asked for, checked by strangers, refused when altered, and taken back', async ({
    peer: page,
    browser,
    server,
  }, info) => {
    await page.setViewportSize(DESKTOP);
    await open(page, '/mes-badges');
    await ask(page, FILES, [/mon nom : Josiane Tellier/, /adresse e-mail/]);
    await expect(page.getByText('Votre badge est prêt.')).toBeVisible();
    const own = card(page, FILES);
    await expect(own.getByRole('heading', { name: FILES })).toBeFocused();
    await expect(own).toContainText('Valable');
    await expect(own).toContainText('Niveau 3 sur 8 : Indépendant 1');
    await expect(own).toContainText('Il porte votre nom : Josiane Tellier.');
    await expect(own).toContainText('Il contient votre adresse e-mail, brouillée.');

    const file = info.outputPath('badge.jwt');
    const token = await save(page, FILES, file);
    expect(await verified(file, server)).toEqual({ said: 'ok', code: 0 });

    const { context, page: visitor } = await stranger(browser, server);
    await open(visitor, '/verifier');
    await visitor.getByRole('button', { name: 'Vérifier', exact: true }).click();
    await expect(visitor.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
    await visitor.getByLabel('Fichier du badge').setInputFiles(file);
    await expect(visitor.getByRole('textbox', { name: 'Ou son contenu' })).toHaveValue(token);
    await visitor.getByRole('button', { name: 'Vérifier', exact: true }).click();
    await expect(visitor.getByRole('heading', { name: 'Ce badge est valable aujourd’hui' })).toBeVisible();
    await expect(visitor.getByText('rien n’y a été changé')).toBeVisible();
    await expect(visitor.getByText('Josiane Tellier')).toBeVisible();

    await visitor.getByRole('link', { name: 'Voir sa page' }).click();
    await expect(visitor.getByRole('heading', { name: 'Badge numérique' })).toBeFocused();
    await expect(visitor.getByRole('heading', { name: 'Ce badge est valable aujourd’hui' })).toBeVisible();
    await expect(visitor.getByText('Gérer des données')).toBeVisible();
    await expect(visitor.getByText('Niveau 3 sur 8 : Indépendant 1')).toBeVisible();
    await expect(visitor.getByText('Josiane Tellier')).toBeVisible();
    const address = visitor.url();

    const changed = info.outputPath('changed.jwt');
    writeFileSync(changed, altered(token));
    expect(await verified(changed, server)).toEqual({ said: 'the signature does not match', code: 1 });
    await open(visitor, '/verifier');
    await paste(visitor, altered(token));
    await expect(visitor.getByRole('heading', { name: 'Ce n’est pas un badge valable' })).toBeVisible();
    await expect(visitor.getByRole('textbox', { name: 'Ou son contenu' })).toHaveAccessibleDescription(
      /ce badge a été modifié/,
    );
    await paste(visitor, 'bonjour');
    await expect(visitor.getByRole('textbox', { name: 'Ou son contenu' })).toHaveAccessibleDescription(
      /n’est pas un badge signé/,
    );
    await everyWay(visitor, '/verifier', async () => {
      await paste(visitor, altered(token));
      await expect(visitor.getByRole('heading', { name: 'Ce n’est pas un badge valable' })).toBeVisible();
    });
    await everyWay(visitor, '/verifier', async () => {
      // As a message wraps it.
      await paste(visitor, token.replace(/(.{76})/g, '$1\n'));
      await expect(visitor.getByRole('heading', { name: 'Ce badge est valable' })).toBeVisible();
    });

    await page.getByRole('button', { name: `Reprendre le badge : ${FILES}` }).click();
    const dialog = page.getByRole('dialog', { name: 'Reprendre ce badge ?' });
    await dialog.getByRole('button', { name: 'Reprendre' }).click();
    await expect(page.getByText('Le badge est repris : il ne compte plus.')).toBeVisible();
    await expect(own).toContainText('Retiré');
    await expect(own).toContainText('Vous l’avez repris');
    await expect(own.getByRole('button')).toHaveCount(0);

    await open(visitor, address);
    await expect(visitor.getByRole('heading', { name: 'Ce badge a été retiré' })).toBeVisible();
    await open(visitor, '/verifier');
    await paste(visitor, token);
    await expect(visitor.getByRole('heading', { name: 'Ce badge a été retiré' })).toBeVisible();
    expect(await verified(file, server)).toEqual({ said: 'the badge was revoked', code: 1 });
    await context.close();
  });

  test('the same badge asked for twice is one; its link is copied, and the levels printed', async ({
    peer: page,
  }) => {
    await page.setViewportSize(DESKTOP);
    await open(page, '/mes-badges');
    await ask(page, PRIVACY);
    await expect(card(page, PRIVACY)).toContainText('Il ne dit pas à qui il est.');
    await ask(page, PRIVACY);
    await expect(page.getByText('Vous aviez déjà ce badge : le voici.')).toBeVisible();
    await expect(card(page, PRIVACY)).toHaveCount(1);

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: /^Copier le lien/ }).click();
    await expect(page.getByText('Le lien de la page du badge est copié.')).toBeVisible();
    const address = await page.evaluate(() => navigator.clipboard.readText());
    await page.context().clearPermissions();
    await page.getByRole('link', { name: `Voir sa page publique : ${PRIVACY}` }).click();
    await expect(page.getByRole('heading', { name: 'Ce badge est valable aujourd’hui' })).toBeVisible();
    expect(page.url()).toBe(address);
    await expect(page.getByText('Ce badge ne montre pas de nom.')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Navigation principale' })).toBeVisible();

    await page.getByRole('main').getByRole('link', { name: 'Mes badges' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Télécharger mes niveaux (PDF)' }).click();
    const statement = await coming;
    expect(statement.suggestedFilename()).toBe('mes-niveaux.pdf');
    expect(
      readFileSync(await statement.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  test('what cannot be done is said where it is asked', async ({ peer: page }) => {
    await page.setViewportSize(DESKTOP);
    await open(page, '/mes-badges');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Télécharger mes niveaux (PDF)' }).click();
    await expect(page.getByRole('region', { name: 'Mes niveaux sur papier' })).toContainText('Pas de réseau');
    await page.getByRole('button', { name: `Demander un badge : ${FILES}` }).click();
    const dialog = page.getByRole('dialog', { name: 'Demander un badge' });
    await dialog.getByRole('button', { name: 'Demander', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('Pas de réseau');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: `Demander un badge : ${FILES}` })).toBeFocused();
    await page.context().setOffline(false);

    await page.route('**/api/me/badges', (route) => route.abort());
    await page.reload();
    await expect(page.getByRole('alert')).toContainText('Pas de réseau');
    await page.unroute('**/api/me/badges');
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await expect(card(page, PRIVACY)).toBeVisible();
  });

  test('suits everybody: own badges, and the three states of a page', async ({
    peer: page,
    browser,
    server,
  }) => {
    test.setTimeout(300_000);
    await everyWay(page, '/mes-badges');
    await everyWay(page, '/mes-badges', async () => {
      await page.getByRole('button', { name: `Demander un badge : ${FILES}` }).click();
      await page.getByRole('checkbox', { name: /mon nom/ }).check();
    });
    await everyWay(page, '/mes-badges', async () => {
      await page.getByRole('button', { name: `Reprendre le badge : ${PRIVACY}` }).click();
    });
    await everyWay(page, '/verifier');
    await open(page, '/mes-badges');
    const path = await page
      .getByRole('link', { name: `Voir sa page publique : ${PRIVACY}` })
      .getAttribute('href');
    await everyWay(page, path!);

    const { context, page: visitor } = await stranger(browser, server);
    const told = { valid: 'est valable', expired: 'a expiré', revoked: 'a été retiré' };
    for (const [state, words] of Object.entries(told)) {
      // No badge of the demo is over yet: the answer says so.
      await visitor.route('**/api/badges/awards/*/state', async (route) => {
        const answer = await (await route.fetch()).json();
        const revoked_at = state === 'revoked' ? '2026-05-04T08:00:00Z' : null;
        await route.fulfill({ json: { ...answer, state, expires_on: '2026-05-03', revoked_at } });
      });
      await everyWay(visitor, path!, async () => {
        await expect(visitor.getByRole('heading', { name: `Ce badge ${words}` })).toBeVisible();
        await visitor.getByText('Vérifier avec un autre outil').click();
      });
      await visitor.unroute('**/api/badges/awards/*/state');
    }
    await context.close();
  });

  test('without its proof a badge falls', async ({ peer: page, signedIn }) => {
    const [admin, peer] = [await signedIn('admin'), await signedIn('peer')];
    const { items } = await (
      await peer.request.get('/api/me/evidence', { headers: await bearer(peer) })
    ).json();
    // The next files of the same network find the peer as they were.
    const headers = await bearer(admin);
    for (const { id } of items.filter(({ kind }: { kind: string }) => kind === 'pix_certified')) {
      const data = { kind: 'revoke', reason: 'Fichier d’essai' };
      expect((await admin.request.post(`/api/evidence/${id}/acts`, { headers, data })).status()).toBe(204);
    }
    await page.setViewportSize(DESKTOP);
    await open(page, '/mes-badges');
    await expect(card(page, PRIVACY)).toContainText('La preuve de ce niveau a été retirée');
    await expect(page.getByText('Pas encore de niveau vérifié')).toBeVisible();
  });
});

test.describe('for having taught', () => {
  const TAUGHT = 'Transmettre le numérique à d’autres';
  const region = (page: Page) =>
    page.getByRole('region', { name: 'Un badge pour ce que vous avez transmis' });

  test('who facilitates asks for it, strangers check it, and it falls with a session', async ({
    mediator: page,
    browser,
    server,
  }, info) => {
    const headers = await bearer(page.context());
    // A session of their own, so that nobody else's figures move when it goes.
    const session = await page.request.post('/api/workshops', {
      headers,
      data: {
        date: '2026-01-06',
        duration_min: 90,
        place_type: 'a_distance',
        themes: ['email'],
        anonymous: { total: 3 },
      },
    });
    const { id } = await session.json();
    await page.setViewportSize(DESKTOP);
    await open(page, '/mon-offre');
    await expect(region(page)).toContainText('Il faut au moins 5 séances tenues');
    await expect(region(page)).toContainText('Votre journal en compte');
    await region(page).getByRole('button', { name: 'Demander un badge' }).click();
    const dialog = page.getByRole('dialog', { name: 'Demander un badge' });
    await expect(dialog).toContainText(TAUGHT);
    await expect(dialog).toContainText('séances animées ou coanimées');
    await dialog.getByRole('checkbox', { name: /mon nom/ }).check();
    await dialog.getByRole('button', { name: 'Demander', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(region(page)).toContainText('Votre badge est prêt.');

    await region(page).getByRole('link', { name: 'Voir mes badges' }).click();
    const own = card(page, TAUGHT);
    await expect(own).toContainText('Valable');
    await expect(own).toContainText('Sans date de fin');
    const file = info.outputPath('facilitation.jwt');
    const token = await save(page, TAUGHT, file);
    expect(await verified(file, server)).toEqual({ said: 'ok', code: 0 });

    const { context, page: visitor } = await stranger(browser, server);
    const checked = async () => {
      await open(visitor, '/verifier');
      await paste(visitor, token);
    };
    await checked();
    await expect(visitor.getByRole('heading', { name: 'Ce badge est valable aujourd’hui' })).toBeVisible();
    await expect(visitor.getByText('Ce qui a été compté')).toBeVisible();
    await expect(visitor.getByText(/\d+ ateliers animés/)).toBeVisible();
    await visitor.getByRole('link', { name: 'Voir sa page' }).click();
    await expect(visitor.getByText(TAUGHT)).toBeVisible();
    await expect(visitor.getByText('Compté par le réseau à partir des séances tenues')).toBeVisible();
    const address = new URL(visitor.url()).pathname;
    await everyWay(visitor, address);
    await everyWay(page, '/mes-badges');
    await everyWay(page, '/mon-offre', async () => {
      await region(page).getByRole('button', { name: 'Demander un badge' }).click();
      await expect(dialog).toBeVisible();
    });

    const gone = await page.request.delete(`/api/sessions/${id}`, {
      headers: { ...headers, 'If-Match': '"1"' },
    });
    expect(gone.status()).toBe(204);
    await page.setViewportSize(DESKTOP);
    await open(page, '/mes-badges');
    await expect(own).toContainText('Retiré');
    await expect(own).toContainText('Des séances comptées ont été retirées ou corrigées');
    await checked();
    await expect(visitor.getByRole('heading', { name: 'Ce badge a été retiré' })).toBeVisible();
    expect(await verified(file, server)).toEqual({ said: 'the badge was revoked', code: 1 });
    await context.close();
  });

  test('below the criterion, the rule is told and nothing can be asked for', async ({
    browser,
    server,
    signedIn,
  }) => {
    const admin = await apiOf(await signedIn('admin'));
    const somebody = await newcomer(browser, server, admin, 'Paule', ['facilitator']);
    await open(somebody.page, '/mon-offre');
    await expect(region(somebody.page)).toContainText('et 10 heures en tout');
    await expect(region(somebody.page)).toContainText('Votre journal n’en compte pas encore.');
    await expect(region(somebody.page).getByRole('button')).toHaveCount(0);
    await somebody.page.context().close();
  });
});
