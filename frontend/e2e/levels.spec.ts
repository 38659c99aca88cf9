import type { Browser, BrowserContext, Page } from '@playwright/test';
import { signInToken } from './mails';
import { DESKTOP, enterByLink, everyWay, expect, open, PHONE, test, type Server } from './support';

/** What nobody types twice faster than this: two taps closer together are one double tap. */
const BETWEEN_TAPS_MS = 600;
const MINUTE_MS = 60_000;

type Answer = 'Oui, sans aide' | 'Avec de l’aide' | 'Pas encore';

/** Speaks to the API with the session of a signed-in page. */
function call<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ([method, path, body]) => {
      const token = await navigator.locks.request('coopair-refresh', async () => {
        const answer = await fetch('/api/sign-in/refresh', { method: 'POST' });
        return (await answer.json()).access_token as string;
      });
      const answer = await fetch(path, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: body === null ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === '' ? null : JSON.parse(text);
    },
    [method, path, body ?? null] as const,
  ) as Promise<T>;
}

interface Followed {
  id: string;
  first_name: string;
}

const follow = (mediator: Page, first_name: string) =>
  call<Followed>(mediator, 'POST', '/api/learners', { first_name, last_name: `Galichon${letters()}` });

/** Letters alone, different at each call. */
const letters = () => [...String(Date.now())].map((digit) => 'abcdefghij'[Number(digit)]).join('');

async function codeFor(mediator: Page, learner: Followed, purpose: 'placement' | 'claim'): Promise<string> {
  const path = `/api/learners/${learner.id}/codes`;
  return (await call<{ code: string }>(mediator, 'POST', path, { purpose })).code;
}

/** A device of nobody's: a phone, or a shared tablet. */
const device = (browser: Browser, server: Server): Promise<BrowserContext> =>
  browser.newContext({
    baseURL: server.url,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    viewport: PHONE,
    hasTouch: true,
  });

/** A person with an account who learns and does nothing else, on their own phone. */
async function newLearner(browser: Browser, server: Server, admin: Page) {
  await open(admin, '/admin/comptes');
  const email = `apprend.${Date.now()}@exemple.fr`;
  await call(admin, 'POST', '/api/accounts', {
    email,
    first_name: 'Solange',
    last_name: 'Petitjean',
    roles: ['learner'],
  });
  const context = await device(browser, server);
  const page = await context.newPage();
  await enterByLink(page, await signInToken(server, email));
  return { context, page };
}

const statement = (page: Page) => page.getByRole('heading', { level: 2 });
const subject = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function tapAll(page: Page, answers: readonly Answer[]) {
  for (const [index, answer] of answers.entries()) {
    await expect(statement(page)).toContainText(`${index + 1} sur 5`);
    await page.waitForTimeout(BETWEEN_TAPS_MS);
    await page.getByRole('button', { name: answer }).tap();
  }
}

const TWO_ALONE: Answer[] = [
  'Oui, sans aide',
  'Oui, sans aide',
  'Avec de l’aide',
  'Pas encore',
  'Pas encore',
];

test('somebody who learns begins with their path, places themself by touch in a minute, and sees it there', async ({
  browser,
  server,
  admin,
}) => {
  const { context, page } = await newLearner(browser, server, admin);
  await expect(page).toHaveURL(/\/mon-parcours$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Mon parcours' })).toBeVisible();
  await expect(page.getByText('À découvrir : 16')).toBeVisible();

  const started = Date.now();
  await page.getByRole('link', { name: 'Me situer', exact: true }).first().tap();
  await subject(page, 'Ranger et retrouver mes fichiers').tap();
  await tapAll(page, TWO_ALONE);
  await expect(page.getByRole('heading', { level: 1, name: 'Niveau 2 : Novice 2' })).toBeVisible();
  await page.getByRole('button', { name: 'Valider' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'C’est noté' })).toBeVisible();
  expect(Date.now() - started).toBeLessThan(MINUTE_MS);
  await expect(
    page.getByRole('button', { name: 'Continuer : Compter et trier dans un tableau' }),
  ).toBeVisible();

  await page.getByRole('link', { name: 'Voir mon parcours' }).tap();
  const row = page.getByRole('listitem').filter({ hasText: 'Ranger et retrouver mes fichiers' });
  await expect(row).toContainText('Niveau 2 : Novice 2');
  await expect(row).toContainText('Dit par vous le');
  await expect(row).toContainText('Valable jusqu’au');
  await expect(page.getByText('Dites par vous : 1')).toBeVisible();

  await page.getByRole('radio', { name: 'Radar et tableau' }).tap({ force: true });
  await expect(page).toHaveURL(/vue=radar/);
  const line = page.getByRole('row').filter({ hasText: '1.2 Ranger' });
  await expect(line).toContainText('Dit par vous le');
  await expect(page.getByRole('img', { name: 'Vue d’ensemble' })).toBeVisible();
  await context.close();
});

test('a double tap answers one statement, not two', async ({ peer: page }) => {
  await open(page, '/mon-parcours/placement?competence=3.4');
  await page.getByRole('button', { name: 'Pas encore' }).dblclick();
  await expect(statement(page)).toContainText('2 sur 5');
});

test('with a code and no account: answered, ticked, finished, and nothing stays for the next person', async ({
  browser,
  server,
  mediator,
}) => {
  await open(mediator, '/');
  const learner = await follow(mediator, 'Rosalie');
  const code = await codeFor(mediator, learner, 'placement');
  const context = await device(browser, server);
  const page = await context.newPage();

  await open(page, '/placement');
  await page.getByRole('button', { name: 'Commencer' }).tap();
  const field = page.getByRole('textbox', { name: 'Votre code' });
  await expect(field).toBeFocused();
  await expect(page.getByText('Tapez votre code.')).toBeVisible();
  await field.fill('2222 2222');
  await page.getByRole('button', { name: 'Commencer' }).tap();
  await expect(page.getByText('Ce code ne sert pas')).toBeVisible();
  await field.fill(code.toLowerCase().replace('-', ' '));
  await page.getByRole('button', { name: 'Commencer' }).tap();
  await expect(page.getByText('Bonjour Rosalie')).toBeVisible();
  await expect(page.getByText('Déjà faits : 0 sur 16')).toBeVisible();

  await subject(page, 'Protéger la vie privée').tap();
  await tapAll(page, TWO_ALONE);
  await page.getByRole('button', { name: 'Valider' }).tap();
  await expect(page.getByRole('heading', { name: 'C’est noté' })).toBeVisible();
  await page.getByRole('button', { name: 'Choisir un autre sujet' }).tap();
  await expect(page.getByText('Déjà faits : 1 sur 16')).toBeVisible();
  await expect(subject(page, 'Protéger la vie privée')).toContainText('Fait');
  await subject(page, 'Réagir en cas de panne').tap();
  await page.getByRole('button', { name: 'Oui, sans aide' }).tap();

  await page.getByRole('button', { name: 'J’ai fini' }).first().tap();
  await expect(page.getByText('il n’en reste rien sur cet appareil')).toBeVisible();
  await expect(field).toHaveValue('');
  await expect(page.getByText('Rosalie')).toHaveCount(0);
  expect(await draftKeys(page)).toEqual([]);

  // The link of the same code leaves no trace in the address, and knows what was sent.
  await page.goto(`/placement#${code}`);
  await expect(page.getByText('Déjà faits : 1 sur 16')).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
  await expect(page.getByText('Commencé')).toHaveCount(0);
  await context.close();
});

const draftKeys = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('coopair');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const keys = opening.result.transaction('drafts').objectStore('drafts').getAllKeys();
          keys.onsuccess = () => {
            opening.result.close();
            resolve(keys.result as string[]);
          };
        };
      }),
  );

test('with a code and without network: kept, said, sent when it is back', async ({
  browser,
  server,
  mediator,
}) => {
  await open(mediator, '/');
  const code = await codeFor(mediator, await follow(mediator, 'Ferdinand'), 'placement');
  const context = await device(browser, server);
  const page = await context.newPage();
  await page.goto(`/placement#${code}`);
  await subject(page, 'Écrire et parler à distance').tap();
  await tapAll(page, TWO_ALONE);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Valider' }).tap();
  await expect(page.getByRole('heading', { name: 'Gardé sur cet appareil' })).toBeVisible();
  await page.getByRole('button', { name: 'J’ai fini' }).last().tap();
  const dialog = page.getByRole('dialog', { name: 'Des réponses ne sont pas parties' });
  await expect(dialog).toContainText('1 réponse attend le réseau');
  await dialog.getByRole('button', { name: 'Annuler' }).tap();
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: 'C’est noté' })).toBeVisible();
  await page.getByRole('button', { name: 'J’ai fini' }).last().tap();
  await expect(page.getByText('il n’en reste rien sur cet appareil')).toBeVisible();
  await context.close();
});

test('left in the middle and taken up again, with an account and by code', async ({
  browser,
  server,
  peer,
  mediator,
}) => {
  await open(peer, '/mon-parcours/placement');
  await subject(peer, 'Installer et régler mes appareils').click();
  await peer.getByRole('button', { name: 'Oui, sans aide' }).click();
  await peer.getByRole('button', { name: 'Avec de l’aide' }).click();
  await expect(statement(peer)).toContainText('3 sur 5');
  await open(peer, '/mon-parcours/placement');
  await expect(subject(peer, /^Installer et régler/)).toContainText('Commencé : 2 réponses sur 5');
  await subject(peer, 'Reprendre : Installer et régler mes appareils').click();
  await expect(statement(peer)).toContainText('3 sur 5');
  await peer.getByRole('button', { name: 'Retour' }).click();
  await expect(peer.getByRole('button', { name: 'Avec de l’aide' })).toHaveAttribute('aria-pressed', 'true');

  await open(mediator, '/');
  const learner = await follow(mediator, 'Josette');
  const code = await codeFor(mediator, learner, 'placement');
  const context = await device(browser, server);
  const page = await context.newPage();
  await page.goto(`/placement#${code}`);
  await subject(page, 'Travailler à plusieurs en ligne').tap();
  await page.getByRole('button', { name: 'Pas encore' }).tap();
  await expect(statement(page)).toContainText('2 sur 5');
  await page.reload();
  // Whoever comes next sees nothing without the code.
  await expect(page.getByRole('textbox', { name: 'Votre code' })).toBeVisible();
  await expect(page.getByText('Josette')).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Votre code' }).fill(code);
  await page.getByRole('button', { name: 'Commencer' }).tap();
  await subject(page, 'Reprendre : Travailler à plusieurs en ligne').tap();
  await expect(statement(page)).toContainText('2 sur 5');
  await context.close();
});

test('a statement is read aloud where the device has a voice, and not offered where it has none', async ({
  peer: page,
}) => {
  await open(page, '/mon-parcours/placement?competence=1.2');
  await expect(statement(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Écouter' })).toHaveCount(0);

  await page.addInitScript(() => {
    const said: string[] = [];
    const french = { lang: 'fr-FR', localService: true } as SpeechSynthesisVoice;
    Object.assign(globalThis, {
      said,
      SpeechSynthesisUtterance: class {
        constructor(public text: string) {}
      },
    });
    Object.defineProperty(globalThis, 'speechSynthesis', {
      value: Object.assign(new EventTarget(), {
        getVoices: () => [french],
        cancel: () => undefined,
        speak: ({ text }: SpeechSynthesisUtterance) => said.push(text),
      }),
    });
  });
  await open(page, '/mon-parcours/placement?competence=1.2');
  await page.getByRole('button', { name: 'Écouter' }).click();
  await expect(page.getByRole('button', { name: 'Arrêter' })).toBeVisible();
  await page.getByRole('button', { name: 'Pas encore' }).click();
  await expect(page.getByRole('button', { name: 'Écouter' })).toBeVisible();
  const said = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  expect(said).toEqual(['Je sais retrouver une photo dans un téléphone ou un ordinateur.']);
});

test('by keyboard alone: numbers, or arrows and Enter', async ({ peer: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/mon-parcours');
  await page.getByRole('link', { name: 'Me situer', exact: true }).first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Que savez-vous faire' })).toBeVisible();
  await subject(page, 'Donner des consignes à une machine').focus();
  await page.keyboard.press('Enter');
  await expect(statement(page)).toBeFocused();
  await page.keyboard.press('1');
  await expect(statement(page)).toContainText('2 sur 5');
  await page.keyboard.press('2');
  await expect(statement(page)).toContainText('3 sur 5');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Oui, sans aide' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(statement(page)).toContainText('4 sur 5');
  await expect(statement(page)).toBeFocused();
  await page.keyboard.press('3');
  await page.keyboard.press('3');
  await expect(page.getByRole('heading', { level: 1, name: 'Niveau 1 : Novice 1' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Valider' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'C’est noté' })).toBeFocused();
});

test('without network an account’s placement waits with the rest, and leaves when it is back', async ({
  peer: page,
}) => {
  await open(page, '/');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await open(page, '/mon-parcours/placement');
  await page.context().setOffline(true);
  await page.reload();
  await subject(page, 'Préserver ma santé et la planète').click();
  for (let at = 0; at < 5; at++) {
    await expect(statement(page)).toContainText(`${at + 1} sur 5`);
    await page.keyboard.press('1');
  }
  await page.getByRole('button', { name: 'Je sais faire plus : choisir mon niveau' }).click();
  await page.getByRole('button', { name: /^Niveau 6/ }).click();
  await page.getByRole('button', { name: 'Valider' }).click();
  await expect(page.getByRole('heading', { name: 'Gardé sur cet appareil' })).toBeVisible();
  await expect(page.getByRole('button', { name: '1 à envoyer' })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole('heading', { name: 'C’est noté' })).toBeVisible({ timeout: 20_000 });
  await page.getByRole('link', { name: 'Voir mon parcours' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Préserver ma santé et la planète' });
  await expect(row).toContainText('Niveau 6 : Avancé 2');
});

test('a placement that was kept and is refused is listed, and answered again', async ({ peer: page }) => {
  await open(page, '/mon-parcours/placement?competence=5.1');
  await page.context().setOffline(true);
  const five = async () => {
    for (let at = 0; at < 5; at++) {
      await expect(statement(page)).toContainText(`${at + 1} sur 5`);
      await page.keyboard.press('3');
    }
    await page.getByRole('button', { name: 'Valider' }).click();
  };
  await five();
  await expect(page.getByRole('heading', { name: 'Gardé sur cet appareil' })).toBeVisible();
  const refused = {
    status: 422,
    code: 'invalid_content',
    title: 'Contenu refusé',
    errors: [
      { pointer: '/competence_id', code: 'unknown_value', message: 'Cette compétence n’existe plus.' },
    ],
  };
  await page.route('**/api/me/placements/*', (route) => route.fulfill({ status: 422, json: refused }));
  await page.context().setOffline(false);
  await page.getByRole('link', { name: '1 à corriger' }).click();
  const list = page.getByRole('listitem').filter({ hasText: 'Réagir en cas de panne' });
  await expect(list).toContainText('Cette compétence n’existe plus.');
  await expect(list.getByRole('button', { name: 'Effacer : Réagir en cas de panne' })).toBeVisible();
  await page.unroute('**/api/me/placements/*');
  await list.getByRole('link', { name: 'Corriger' }).click();
  await five();
  await expect(page.getByRole('heading', { name: 'C’est noté' })).toBeVisible();
  await expect(page.getByText('Tout est envoyé')).toBeVisible();
});

/** A record of one's own with an attestation on 1.2, linked to the learner's account by code. */
async function attested(page: Page, mediator: Page, coordinator: Page) {
  await open(mediator, '/');
  await open(coordinator, '/equipe');
  const { items } = await call<{ items: { id: string; code: string }[] }>(
    mediator,
    'GET',
    '/api/competences',
  );
  const competence_id = items.find(({ code }) => code === '1.2')!.id;
  const me = await call<{ last_name: string }>(mediator, 'GET', '/api/me');
  const teams = await call<{ items: { id: string }[] }>(coordinator, 'GET', '/api/teams');
  const members = await call<{ items: { facilitator_id: string; name: string }[] }>(
    coordinator,
    'GET',
    `/api/teams/${teams.items[0]!.id}/members?limit=50`,
  );
  const { facilitator_id } = members.items.find(({ name }) => name.endsWith(me.last_name))!;
  await call(coordinator, 'PUT', `/api/teaching-grants/${freshId()}`, {
    facilitator_id,
    competence_id,
    up_to: 3,
    reason: 'Anime cet atelier depuis un an.',
  });
  const learner = await follow(mediator, 'Solange');
  const session = await call<{ id: string }>(mediator, 'POST', '/api/individual-sessions', {
    date: new Date().toISOString().slice(0, 10),
    duration_min: 30,
    place_type: 'a_distance',
    themes: ['email'],
    learner_id: learner.id,
    competences: [{ competence_id, target_level: 1 }],
  });
  await call(mediator, 'PUT', `/api/attestations/${freshId()}`, {
    session_id: session.id,
    learner_id: learner.id,
    competence_id,
    level: 1,
  });
  const code = await codeFor(mediator, learner, 'claim');
  const card = page.getByRole('region', { name: 'Relier ma fiche' });
  await card.getByRole('textbox', { name: 'Code' }).fill(code);
  await card.getByRole('button', { name: 'Relier ma fiche à mon compte' }).click();
  await expect(card).toContainText('vous accompagne : 1 séance ensemble');
  // Somebody looks.
  await call(mediator, 'GET', `/api/sessions/${session.id}/levels`);
}

/** A UUIDv7 as a device makes it. */
function freshId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

test('a record is claimed; its proof is seen, disputed, and who looked is told', async ({
  browser,
  server,
  admin,
  mediator,
  coordinator,
}) => {
  const { context, page } = await newLearner(browser, server, admin);
  const claim = page.getByRole('region', { name: 'Relier ma fiche' });
  await claim.getByRole('button', { name: 'Relier ma fiche à mon compte' }).click();
  await expect(claim.getByRole('textbox', { name: 'Code' })).toBeFocused();
  await expect(claim).toContainText('Tapez le code.');
  await claim.getByRole('textbox', { name: 'Code' }).fill('ABCD-2345');
  await claim.getByRole('button', { name: 'Relier ma fiche à mon compte' }).click();
  await expect(claim).toContainText('Ce code ne sert pas ici');
  await attested(page, mediator, coordinator);

  const row = page.getByRole('listitem').filter({ hasText: 'Ranger et retrouver mes fichiers' });
  await expect(row).toContainText('Niveau 1 : Novice 1');
  await expect(row).toContainText('Vérifié par Amélie Roussel');
  await row.getByRole('link', { name: 'Prochaine marche : niveau 2' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ranger et retrouver mes fichiers');
  await expect(page.getByText('Pour y arriver')).toBeVisible();

  await page.getByRole('button', { name: /^Contester : Attestation/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Contester cette preuve' });
  await dialog.getByRole('button', { name: 'Contester' }).click();
  const reason = dialog.getByRole('textbox', { name: 'Motif' });
  await expect(reason).toBeFocused();
  await expect(dialog).toContainText('Indiquez un motif.');
  await reason.fill('Je n’étais pas à cette séance.');
  await dialog.getByRole('button', { name: 'Contester' }).click();
  await expect(page.getByText('La preuve est contestée.')).toBeVisible();
  const proofs = page.getByRole('region', { name: 'Preuves' });
  await expect(proofs).toContainText('Contestée par Solange Petitjean');
  await expect(proofs).toContainText('Je n’étais pas à cette séance.');
  await expect(page.getByText('Rien n’est encore vérifié.')).toBeVisible();

  await open(page, '/mon-parcours');
  await page.getByRole('link', { name: 'Voir qui a regardé mes niveaux' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Amélie Roussel' })).toBeVisible();
  await context.close();
});

test('what one said is taken back', async ({ peer: page }) => {
  await open(page, '/mon-parcours/placement?competence=2.2');
  for (let at = 0; at < 5; at++) {
    await expect(statement(page)).toContainText(`${at + 1} sur 5`);
    await page.keyboard.press('1');
  }
  await page.getByRole('button', { name: 'Valider' }).click();
  await expect(page.getByRole('heading', { name: 'C’est noté' })).toBeVisible();
  await open(page, '/mon-parcours/2.2');
  await page.getByRole('button', { name: /^Retirer ma réponse/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Motif' }).fill('Je me suis trompée.');
  await dialog.getByRole('button', { name: 'Retirer ma réponse' }).click();
  await expect(page.getByText('Votre réponse est retirée.')).toBeVisible();
  await expect(page.getByText('Vous n’avez encore rien dit.')).toBeVisible();
  await page.getByText('1 preuve qui ne compte plus').click();
  await expect(page.getByText('Je me suis trompée.')).toBeVisible();
});

test.describe('suits everybody', () => {
  test.describe.configure({ timeout: 300_000 });

  test('the path and a competence', async ({ peer: page }) => {
    await open(page, '/mon-parcours');
    const { items } = await call<{ items: { id: string; code: string }[] }>(page, 'GET', '/api/competences');
    const competence_id = items.find(({ code }) => code === '1.1')!.id;
    await call(page, 'PUT', `/api/me/placements/${freshId()}`, { competence_id, level: 3 });
    await everyWay(page, '/mon-parcours');
    await everyWay(page, '/mon-parcours?vue=radar');
    await everyWay(page, '/mon-parcours/1.1');
    await everyWay(page, '/mon-parcours/1.1', async () => {
      await page.getByRole('button', { name: /^Retirer ma réponse/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Retirer ma réponse' }).click();
      await expect(page.getByRole('dialog').getByText('Indiquez un motif.')).toBeVisible();
    });
    await everyWay(page, '/mon-parcours/9.9');
    await everyWay(page, '/mon-parcours/regards');
  });

  test('the steps of a placement', async ({ peer: page }) => {
    await everyWay(page, '/mon-parcours/placement');
    await everyWay(page, '/mon-parcours/placement?competence=4.1', async () => {
      await expect(statement(page)).toBeVisible();
    });
    const answerAll = async () => {
      await page
        .getByRole('button', { name: 'Retour' })
        .or(page.getByRole('button', { name: 'Valider' }))
        .first()
        .waitFor();
      while (!(await page.getByRole('button', { name: 'Valider' }).isVisible())) {
        await page.getByRole('button', { name: 'Oui, sans aide' }).click();
      }
    };
    await everyWay(page, '/mon-parcours/placement?competence=4.1', answerAll);
    await everyWay(page, '/mon-parcours/placement?competence=4.1', async () => {
      await answerAll();
      await page.getByRole('button', { name: 'Je sais faire plus : choisir mon niveau' }).click();
      await expect(page.getByRole('heading', { name: 'Quel est votre niveau' })).toBeVisible();
    });
  });

  test('placing oneself by code', async ({ browser, server, mediator }) => {
    await open(mediator, '/');
    const code = await codeFor(mediator, await follow(mediator, 'Hippolyte'), 'placement');
    const context = await device(browser, server);
    const page = await context.newPage();
    await everyWay(page, '/placement');
    await everyWay(page, '/placement', async () => {
      await page.getByRole('button', { name: 'Commencer' }).click();
      await expect(page.getByText('Tapez votre code.')).toBeVisible();
    });
    const enter = async () => {
      await page.getByRole('textbox', { name: 'Votre code' }).fill(code);
      await page.getByRole('button', { name: 'Commencer' }).click();
      await expect(page.getByText('Bonjour Hippolyte')).toBeVisible();
    };
    await everyWay(page, '/placement', enter);
    await everyWay(page, '/placement', async () => {
      await enter();
      await subject(page, 'Compter et trier dans un tableau').click();
      await expect(statement(page)).toBeVisible();
    });
    await context.close();
  });
});
