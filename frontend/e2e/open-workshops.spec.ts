/** What anybody reads of the calendar without an account, and the way from there to a seat. */
import type { Browser } from '@playwright/test';
import { apiOf, dayIn, publish } from './network';
import { DESKTOP, everyWay, expect, open, PHONE, test, type Server } from './support';

test.describe.configure({ timeout: 120_000, mode: 'serial' });

/** Different at each try: what one run made never meets another's. */
const mark = Date.now().toString(36);
const REMOTE = `Choisir un bon mot de passe ${mark}`;
const HERE = `Premiers pas au clavier ${mark}`;
const HIDDEN = `Entre nous ${mark}`;
const LINK = 'https://visio.exemple.fr/atelier-secret';

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

let remote = '';
let here = '';
let commune = '';

test.beforeAll(async ({ signedIn }) => {
  const lead = await apiOf(await signedIn('mediator'));
  const { items } = await lead.get('/api/places?mine=true');
  const place = items[0];
  commune = place.commune_name;
  const { items: competences } = await lead.get('/api/competences');
  const files = competences.find(({ code }: { code: string }) => code === '1.2').id;
  remote = await publish(lead, {
    title: REMOTE,
    visibility: 'public',
    remote_url: LINK,
    date: dayIn(41),
    start_time: '09:00',
    end_time: '10:00',
    capacity: 1,
  });
  here = await publish(lead, {
    title: HERE,
    visibility: 'public',
    remote_url: undefined,
    place_id: place.id,
    date: dayIn(42),
    start_time: '10:00',
    end_time: '11:30',
    competences: [{ competence_id: files, target_level: 1 }],
  });
  await publish(lead, { title: HIDDEN, date: dayIn(43), start_time: '09:00', end_time: '10:00' });
});

test('anybody finds a workshop, by day, place and subject', async ({ browser, server }) => {
  const { context, page } = await stranger(browser, server);
  await open(page, '/connexion');
  await page.getByRole('link', { name: 'Voir les ateliers ouverts à tous' }).click();
  await expect(page.getByRole('heading', { name: 'Ateliers ouverts à tous' })).toBeFocused();
  const card = (title: string) => page.getByRole('article', { name: title });
  await expect(card(REMOTE)).toContainText('1 place libre');
  await expect(card(REMOTE)).toContainText('À distance');
  await expect(card(HERE)).toContainText(commune);
  await expect(card(HERE)).toContainText('Ranger et retrouver mes fichiers');
  await expect(page.getByText(HIDDEN)).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Pas de compte' })).toBeVisible();

  await page.getByLabel('Où ?').selectOption({ label: 'À distance' });
  await expect(card(HERE)).toHaveCount(0);
  await expect(card(REMOTE)).toBeVisible();
  await page.getByLabel('Où ?').selectOption({ label: commune });
  await expect(card(REMOTE)).toHaveCount(0);
  await page.getByLabel('Pour apprendre quoi ?').selectOption({ label: 'Ranger et retrouver mes fichiers' });
  await expect(card(HERE)).toBeVisible();
  // The address keeps what was asked for.
  await page.reload();
  await expect(card(HERE)).toBeVisible();
  await expect(card(REMOTE)).toHaveCount(0);
  await page.getByLabel('À partir du').fill(dayIn(100));
  await expect(page.getByText('Aucun atelier ne correspond')).toBeVisible();
  await page.getByRole('button', { name: 'Effacer les filtres' }).click();
  await expect(card(REMOTE)).toBeVisible();

  await everyWay(page, '/ateliers-ouverts');
  await everyWay(page, `/ateliers-ouverts?jour=${dayIn(100)}`);
  await context.close();
});

test('a workshop says all one needs to come, and nobody’s name', async ({ browser, server }) => {
  const { context, page } = await stranger(browser, server);
  await open(page, '/ateliers-ouverts');
  await page.getByRole('link', { name: `Voir l’atelier : ${HERE}` }).click();
  await expect(page.getByRole('heading', { name: HERE })).toBeFocused();
  await expect(page.getByRole('region', { name: 'Quand et où' })).toContainText('de 10 h à 11 h 30');
  await expect(page.getByRole('region', { name: 'Quand et où' })).toContainText(commune);
  await expect(page.getByRole('region', { name: 'Ce qu’on y apprend' })).toContainText('vers le niveau 1');
  await expect(page.getByRole('region', { name: 'Places' })).toContainText('6 places libres');
  await everyWay(page, `/ateliers-ouverts/${here}`);

  await open(page, `/ateliers-ouverts/${remote}`);
  await expect(page.getByText('Le lien est donné aux personnes inscrites.')).toBeVisible();
  expect(await page.content()).not.toContain('visio.exemple.fr');
  for (const id of ['018f0000-0000-7000-8000-000000000000', 'rien']) {
    await open(page, `/ateliers-ouverts/${id}`);
    await expect(page.getByText('Cet atelier n’est pas dans la liste')).toBeVisible();
  }
  await everyWay(page, '/ateliers-ouverts/rien');
  await page.route('**/api/public/workshops*', (route) => route.abort());
  await open(page, '/ateliers-ouverts');
  await expect(page.getByRole('button', { name: 'Réessayer' })).toBeVisible();
  await context.close();
});

test('from there one signs in, comes back to the workshop, and has a seat; then it is full', async ({
  browser,
  server,
  learner,
}) => {
  const { context, page } = await stranger(browser, server);
  await open(page, `/ateliers-ouverts/${remote}`);
  await page.getByRole('link', { name: 'S’inscrire : connectez-vous' }).click();
  await expect(page.getByRole('button', { name: 'Se connecter' })).toBeVisible();
  const address = page.url().slice(server.url.length);
  expect(address).toBe(`/connexion?suite=${encodeURIComponent(`/ateliers/${remote}`)}`);
  // Whoever is signed in goes on from that address.
  await open(learner, address);
  await expect(learner).toHaveURL(`${server.url}/ateliers/${remote}`);
  await expect(learner.getByRole('heading', { name: REMOTE })).toBeVisible();
  await open(learner, `/ateliers-ouverts/${remote}`);
  await expect(learner.getByRole('navigation', { name: 'Navigation principale' })).toBeVisible();
  await learner.getByRole('link', { name: 'S’inscrire', exact: true }).click();
  await learner.getByRole('button', { name: /^M’inscrire/ }).click();
  await expect(learner.getByText('C’est fait : vous avez une place.')).toBeVisible();

  await open(page, `/ateliers-ouverts/${remote}`);
  await expect(page.getByRole('region', { name: 'Places' })).toContainText('Complet : liste d’attente');
  await page.setViewportSize(DESKTOP);
  await everyWay(page, `/ateliers-ouverts/${remote}`);
  await context.close();
});
