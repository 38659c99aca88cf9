/** A tablet at the door: people tap their name, type a number, or scan a code with their own phone. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { apiOf, dayIn, enrolBy, newcomer, publish, soon, startsIn, surname, type Api } from './network';
import { DESKTOP, everyWay, expect, expectAccessible, open, PHONE, sql, test, type Server } from './support';

test.setTimeout(180_000);

/** Minutes to the start: soon, or a little ago where soon is tomorrow. A kiosk opens on the day. */
const nearly = () => (soon(20).date === dayIn(0) ? 20 : -20);

const TABLET = { width: 1024, height: 768 };

const openKiosk = (page: Page) => page.getByRole('button', { name: 'Mode borne' });
const outcome = (page: Page, words: string) => page.getByRole('heading', { level: 1, name: words });

/** A browser on which nobody is signed in. */
async function nobody(browser: Browser, server: Server, viewport = TABLET): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: server.url,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    viewport,
  });
}

async function opened(lead: Api, id: string): Promise<string> {
  return (await lead.post(`/api/planned-workshops/${id}/kiosk`)).url;
}

test('people tap their name on the tablet, and the facilitator sees it', async ({
  browser,
  server,
  signedIn,
  mediator,
  admin,
}) => {
  const lead = await apiOf(await signedIn('mediator'));
  const administration = await apiOf(admin.context());
  const title = `Partager un agenda ${surname('b')}`;
  const id = await publish(lead, {
    title,
    date: dayIn(41),
    start_time: '08:00',
    end_time: '09:00',
    capacity: 3,
  });
  const people = [];
  for (const first of ['Camille', 'Bruno', 'Dalia']) {
    people.push(await newcomer(browser, server, administration, first));
  }
  const [camille, bruno, dalia] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
  for (const one of [camille, bruno]) await enrolBy(one.api, id);
  const number = surname('n').toUpperCase();
  sql(server, `UPDATE accounts SET staff_number = '${number}' WHERE email = '${dalia.email}'`);

  // Not before its time.
  await open(mediator, `/ateliers/${id}/gerer`);
  await expect(openKiosk(mediator)).toHaveCount(0);
  startsIn(server, id, nearly());
  await everyWay(mediator, `/ateliers/${id}/gerer`, (page) => expect(openKiosk(page)).toBeVisible());
  await mediator.setViewportSize(PHONE);
  await open(mediator, `/ateliers/${id}/gerer`);
  await openKiosk(mediator).click();
  const dialog = mediator.getByRole('dialog', { name: 'La borne est prête' });
  await expect(dialog.getByRole('img', { name: 'Code QR de l’adresse de la borne' })).toBeVisible();
  await expectAccessible(mediator, 'the kiosk is ready');
  const url = await dialog.getByRole('textbox', { name: 'Adresse de la borne' }).inputValue();
  expect(url).toMatch(/\/borne#[0-9a-f]{64}$/);
  await dialog.getByRole('button', { name: 'Fermer' }).click();
  await expect(mediator.getByText(/La borne est ouverte depuis/)).toBeVisible();

  // The tablet: nobody's, and the secret leaves the address.
  const context = await nobody(browser, server);
  const tablet = await context.newPage();
  const sent: string[] = [];
  tablet.on('request', (request) => {
    if (request.url().includes('/api/kiosk/')) sent.push(JSON.stringify(request.headers()));
  });
  await open(tablet, url);
  await expect(outcome(tablet, 'Touchez votre nom en arrivant')).toBeVisible();
  expect(new URL(tablet.url()).hash).toBe('');
  await everyWay(tablet, '/borne');
  await tablet.setViewportSize(TABLET);
  await open(tablet, '/borne');
  await expect(tablet.getByText('0 personne là sur 2')).toBeVisible();
  await expect(tablet.getByRole('main')).not.toContainText(camille.name);
  const name = (first: string) => tablet.getByRole('button', { name: new RegExp(`^${first} A\\.`) });

  await name('Camille').click();
  await expect(outcome(tablet, 'Bonjour Camille')).toBeVisible();
  await expect(tablet.getByText('1 personne là sur 2')).toBeVisible();
  await expectAccessible(tablet, 'noted');
  await tablet.getByRole('button', { name: 'Ce n’est pas moi' }).click();
  await expect(outcome(tablet, 'C’est annulé. Rien n’est noté.')).toBeVisible();
  await tablet.getByRole('button', { name: 'Revenir à la liste' }).click();
  await expect(tablet.getByText('0 personne là sur 2')).toBeVisible();
  await name('Camille').click();
  await expect(outcome(tablet, 'Bonjour Camille')).toBeVisible();
  // Back to the list by itself, for the next person.
  await expect(name('Bruno')).toBeVisible({ timeout: 15_000 });
  await name('Camille').click();
  await expect(tablet.getByText('C’était déjà noté.')).toBeVisible();
  await expect(tablet.getByRole('button', { name: 'Ce n’est pas moi' })).toHaveCount(0);
  await tablet.getByRole('button', { name: 'C’est bon, suivant' }).click();

  // Not on the list: by number, while a seat is free.
  for (const size of [PHONE, DESKTOP, TABLET]) {
    await tablet.setViewportSize(size);
    await open(tablet, '/borne');
    await tablet.getByRole('button', { name: 'Je ne suis pas sur la liste' }).click();
    await tablet.getByRole('button', { name: 'Je suis là' }).click();
    await expect(tablet.getByText('Tapez votre matricule.')).toBeVisible();
    await expectAccessible(tablet, `typing ${size.width}`);
  }
  await tablet.getByRole('textbox', { name: 'Votre matricule' }).fill('ZZ-0');
  await tablet.getByRole('button', { name: 'Je suis là' }).click();
  await expect(tablet.getByText('Personne n’a ce numéro dans le réseau.')).toBeVisible();
  await tablet.getByRole('radio', { name: 'Un bulletin' }).check();
  await tablet.getByRole('textbox', { name: 'Le code du bulletin' }).fill('AAAA-AAAA');
  await tablet.getByRole('button', { name: 'Je suis là' }).click();
  await expect(tablet.getByText('Ce code n’est pas celui d’une place dans cet atelier.')).toBeVisible();
  await tablet.getByRole('radio', { name: 'Mon matricule' }).check();
  await tablet.getByRole('textbox', { name: 'Votre matricule' }).fill(number);
  await tablet.getByRole('button', { name: 'Je suis là' }).click();
  await expect(outcome(tablet, 'Bonjour Dalia')).toBeVisible();
  await expect(tablet.getByText('Il restait une place')).toBeVisible();
  await tablet.getByRole('button', { name: 'C’est bon, suivant' }).click();
  expect(sent.join()).not.toMatch(/authorization|cookie/i);

  // Without a network nothing is noted in silence.
  await context.setOffline(true);
  await name('Bruno').click();
  await expect(outcome(tablet, 'Votre présence n’est pas notée.')).toBeVisible();
  await expect(tablet.getByText('Dites que vous êtes là à la personne qui anime.')).toBeVisible();
  await expectAccessible(tablet, 'offline');
  await context.setOffline(false);
  await tablet.getByRole('button', { name: 'Réessayer' }).click();
  await expect(outcome(tablet, 'Bonjour Bruno')).toBeVisible();

  // The desk: by whom it was said; the facilitator's word is the last one.
  await everyWay(mediator, `/ateliers/${id}/gerer`, (page) =>
    expect(page.getByText(/La borne est ouverte depuis/)).toBeVisible(),
  );
  await expect(mediator.getByText('3 là sur 3 attendus.')).toBeVisible();
  const list = mediator.getByRole('region', { name: /^Inscriptions/ });
  await expect(list.getByText(/noté à la borne à/)).toHaveCount(3);
  const roster = await lead.get(`/api/planned-workshops/${id}/roster`);
  const line = roster.enrolments.find((one: { first_name: string }) => one.first_name === 'Bruno');
  await lead.post(`/api/planned-workshops/${id}/attendance`, {
    marks: [{ enrolment_id: line.id, attendance: 'no_show' }],
  });
  await open(tablet, '/borne');
  await expect(name('Bruno')).toHaveCount(0);

  await mediator.getByRole('button', { name: 'Fermer la borne' }).click();
  await expect(mediator.getByText('La borne est fermée.')).toBeVisible();
  await name('Camille').click();
  await expect(outcome(tablet, 'La borne est fermée')).toBeVisible();
  await expectAccessible(tablet, 'closed');
  for (const { page } of people) await page.context().close();
  await context.close();
});

test('people scan the code with their own phone, and are told where they stand', async ({
  browser,
  server,
  signedIn,
  mediator,
  admin,
}) => {
  const lead = await apiOf(await signedIn('mediator'));
  const administration = await apiOf(admin.context());
  const title = `Signer un document ${surname('s')}`;
  const id = await publish(lead, {
    title,
    date: dayIn(42),
    start_time: '08:00',
    end_time: '09:00',
    capacity: 1,
  });
  const eloi = await newcomer(browser, server, administration, 'Éloi');
  const fadila = await newcomer(browser, server, administration, 'Fadila');
  await enrolBy(eloi.api, id);
  startsIn(server, id, nearly());
  const url = await opened(lead, id);

  // Whoever is signed in on the tablet signs out first.
  await open(mediator, url);
  await expect(outcome(mediator, 'Cet appareil est connecté à un compte')).toBeVisible();
  await everyWay(mediator, '/borne');
  await expect(mediator.getByRole('button', { name: 'Déconnecter et ouvrir la borne' })).toBeVisible();

  const context = await nobody(browser, server);
  const tablet = await context.newPage();
  await open(tablet, url);
  const scan = tablet.getByRole('region', { name: 'Ou avec votre téléphone' });
  await expect(scan.getByRole('img', { name: /Code QR/ })).toBeVisible();
  const words = (await scan.textContent()) ?? '';
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(words)![0];
  expect(words).toContain(`${new URL(server.url).host}/presence`);

  // Not signed in: the code waits until one is.
  const stranger = await nobody(browser, server, PHONE);
  const phone = await stranger.newPage();
  await open(phone, `/presence#${code}`);
  await expect(phone.getByText('Connectez-vous pour dire que vous êtes là.')).toBeVisible();
  expect(new URL(phone.url()).hash).toBe('');
  await everyWay(phone, '/presence');
  await phone.getByRole('link', { name: 'Se connecter' }).click();
  await expect(outcome(phone, 'Se connecter')).toBeVisible();
  await stranger.close();

  // Enrolled: one tap.
  await open(eloi.page, `/presence#${code}`);
  await expect(eloi.page.getByText('Vous êtes inscrit à cet atelier.')).toBeVisible();
  await everyWay(eloi.page, '/presence');
  await eloi.page.setViewportSize(PHONE);
  await eloi.page.getByRole('button', { name: 'Je suis là' }).click();
  await expect(eloi.page.getByText('C’est noté : vous êtes là.')).toBeVisible();
  await expectAccessible(eloi.page, 'present');

  // No seat left: told why not, and by hand with a typed code.
  await open(fadila.page, '/presence');
  await fadila.page.getByRole('button', { name: 'Continuer' }).click();
  await expect(fadila.page.getByText('Tapez le code.')).toBeVisible();
  await expectAccessible(fadila.page, 'a code is missing');
  await fadila.page.getByRole('textbox', { name: 'Code de la borne' }).fill(code.toLowerCase());
  await fadila.page.getByRole('button', { name: 'Continuer' }).click();
  await expect(fadila.page.getByText('Vous n’êtes pas inscrit à cet atelier.')).toBeVisible();
  await fadila.page.getByRole('button', { name: 'Je suis là' }).click();
  await expect(fadila.page.getByText('Cet atelier est complet.')).toBeVisible();
  await expectAccessible(fadila.page, 'not noted');

  await open(mediator, `/ateliers/${id}/gerer`);
  await expect(mediator.getByText(/noté avec son téléphone à/)).toHaveCount(1);
  await lead.post(`/api/planned-workshops/${id}/kiosk/close`);
  await fadila.page.goto(`/presence#${code}`);
  await expect(outcome(fadila.page, 'La borne est fermée')).toBeVisible();
  await expectAccessible(fadila.page, 'the code is closed');
  for (const { page } of [eloi, fadila]) await page.context().close();
  await context.close();
});
