import { apiOf, dayIn, enrolBy, publish, type Api } from './network';
import { DESKTOP, everyWay, expect, open, PHONE, taps, test } from './support';

test.describe.configure({ timeout: 180_000, mode: 'serial' });

/** Different at each try: what one run made never meets another's. */
const mark = Date.now().toString(36);
const TITLE = `Envoyer une pièce jointe ${mark}`;
const WIDE = `Ranger ses fichiers ${mark}`;

const date = dayIn(8);
let lead: Api;
let narrow: string;
let wide: string;

const calendar = (day: string) => `/ateliers?jour=${day}`;

test.beforeAll(async ({ signedIn }) => {
  lead = await apiOf(await signedIn('mediator'));
  narrow = await publish(lead, { title: TITLE, date, capacity: 1 });
  wide = await publish(lead, { title: WIDE, date, start_time: '09:30', end_time: '11:30' });
});

test('a learner enrols in two taps, another waits, and has the seat when it is given up', async ({
  learner,
  peer,
}) => {
  await open(learner, calendar(date));
  const card = learner.getByRole('article', { name: TITLE });
  await expect(card).toContainText('1 place libre sur 1');
  const thumb = taps(learner);
  await thumb.tap(card.getByRole('button', { name: /^M’inscrire/ }));
  await thumb.tap(learner.getByRole('dialog', { name: TITLE }).getByRole('button', { name: 'M’inscrire' }));
  await expect(learner.getByText('C’est fait : vous avez une place.')).toBeVisible();
  await expect(card).toContainText('Vous avez une place');
  expect(thumb.count).toBe(2);

  await open(peer, `/ateliers/${narrow}`);
  await expect(peer.getByRole('region', { name: 'Places' })).toContainText('Vous seriez numéro 1');
  await peer.getByRole('button', { name: 'M’inscrire sur la liste d’attente' }).click();
  await expect(peer.getByText('Vous êtes numéro 1 sur la liste d’attente.')).toBeVisible();

  await card.getByRole('link', { name: TITLE, exact: true }).click();
  await expect(learner.getByRole('heading', { level: 1, name: TITLE })).toBeFocused();
  await learner.getByRole('button', { name: 'Rendre ma place' }).click();
  await learner.getByRole('dialog').getByRole('button', { name: 'Je n’y vais plus' }).click();
  await expect(learner.getByText('C’est fait : vous n’êtes plus sur la liste.')).toBeVisible();
  await expect(learner.getByRole('region', { name: 'Places' })).toContainText('Complet');

  await open(peer, `/ateliers/${narrow}`);
  await expect(peer.getByRole('region', { name: 'Places' })).toContainText('Vous avez une place');
  await expect(peer.getByRole('button', { name: 'Rendre ma place' })).toBeVisible();
});

test('what the server refuses is told in its words', async ({ learner }) => {
  const start = { date, start_time: '10:00', end_time: '11:00' };
  const other = await publish(lead, { title: `Ailleurs ${mark}`, ...start }).catch(() => null);
  expect(other, 'the lead is taken at that time').toBeNull();

  await open(learner, `/ateliers/${wide}`);
  await learner.getByRole('button', { name: 'M’inscrire' }).click();
  await expect(learner.getByText('C’est fait : vous avez une place.')).toBeVisible();
  // The same seat asked for from a list that has not heard of it.
  const page = await learner.context().newPage();
  await page.route('**/api/me/enrolments', (route) => route.fulfill({ json: { items: [] } }));
  await open(page, calendar(date));
  const card = page.getByRole('article', { name: WIDE });
  await card.getByRole('button', { name: /^M’inscrire/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'M’inscrire' }).click();
  await expect(page.getByRole('dialog')).toContainText('déjà inscrite');
  await page.close();
});

test('the month is steered by keys, and filters are in the address', async ({ learner: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, calendar(date));
  const grid = page.getByRole('grid');
  const chosen = grid.locator('button[aria-pressed="true"]');
  await expect(chosen).toHaveAccessibleName(/[2-9] ateliers, dont [1-9] avec des places libres$/);
  await chosen.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(new RegExp(`jour=${dayIn(7)}`));
  await expect(chosen).toBeFocused();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('article', { name: TITLE })).toBeVisible();

  await page.getByRole('checkbox', { name: 'Places libres' }).check();
  await expect(page.getByRole('article', { name: TITLE })).toBeHidden();
  await expect(page.getByRole('article', { name: WIDE })).toBeVisible();
  await expect(page).toHaveURL(/libres=oui/);
  await page.getByLabel('Niveau visé').selectOption('8');
  await expect(page.getByText('Aucun atelier ce jour-là.')).toBeVisible();
  await page.getByRole('button', { name: 'Tout montrer' }).click();
  await expect(page.getByRole('article', { name: TITLE })).toBeVisible();

  await page.getByRole('radio', { name: 'Semaine' }).check();
  await page.getByRole('link', { name: new RegExp(WIDE) }).click();
  await expect(page.getByRole('heading', { level: 1, name: WIDE })).toBeFocused();
});

test('a workshop that is cancelled, or that nobody knows, says so', async ({ learner: page }) => {
  const id = await publish(lead, { title: `Annulé ${mark}`, date: dayIn(20) });
  await lead.post(`/api/planned-workshops/${id}/cancel`, { reason: 'La salle est fermée.' });
  await open(page, `/ateliers/${id}`);
  await expect(page.getByText('Cet atelier est annulé')).toBeVisible();
  await expect(page.getByText('La salle est fermée.')).toBeVisible();
  await expect(page.getByRole('button', { name: /inscrire/ })).toHaveCount(0);
  await open(page, '/ateliers/018f0000-0000-7000-8000-000000000000');
  await expect(page.getByRole('heading', { level: 1, name: 'Atelier introuvable' })).toBeVisible();
});

test('one’s commitments: what one learns, leads and waits for; an invitation answered', async ({
  learner,
  mediator,
  peer,
  signedIn,
}) => {
  await open(learner, '/mes-engagements');
  await expect(learner.getByRole('region', { name: 'J’apprends' })).toContainText(WIDE);
  await open(mediator, '/mes-engagements');
  await expect(mediator.getByRole('region', { name: 'J’anime' })).toContainText(TITLE);

  const invited = await publish(lead, { title: `À deux ${mark}`, date: dayIn(22) });
  const { facilitator } = (await (await apiOf(await signedIn('peer'))).get('/api/me')) as {
    facilitator: { id: string };
  };
  await lead.put(`/api/planned-workshops/${invited}/facilitators/${facilitator.id}`, { role: 'co' });
  await open(peer, '/mes-engagements');
  const answers = peer.getByRole('region', { name: 'On attend votre réponse' });
  await expect(answers).toContainText('On vous demande de coanimer');
  await answers.getByRole('link', { name: `Répondre : À deux ${mark}` }).click();
  await peer.getByRole('button', { name: 'Oui, je viens' }).click();
  await expect(peer.getByText('C’est noté : vous venez.')).toBeVisible();
  await open(peer, '/mes-engagements');
  await expect(peer.getByRole('region', { name: 'J’anime' })).toContainText(`À deux ${mark}`);
});

test('a calendar address is shown once, and closed', async ({ learner: page }) => {
  await open(page, '/mes-engagements');
  await page.getByRole('button', { name: 'Une adresse pour mes ateliers' }).click();
  const dialog = page.getByRole('dialog', { name: 'Votre adresse d’agenda' });
  const url = await dialog.getByRole('textbox', { name: 'Adresse secrète' }).inputValue();
  const text = await (await page.request.get(new URL(url).pathname)).text();
  expect(text).toContain('BEGIN:VCALENDAR');
  expect(text).toContain(WIDE);
  await dialog.getByRole('button', { name: 'Fermer', exact: true }).click();
  await page.getByRole('button', { name: 'Fermer l’adresse : Mes ateliers' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer l’adresse' }).click();
  await expect(page.getByRole('button', { name: 'Fermer l’adresse : Mes ateliers' })).toHaveCount(0);
  expect((await page.request.get(new URL(url).pathname)).status()).toBe(404);
});

test('help is asked for, taken on, answered and closed', async ({ learner, mediator, coordinator }) => {
  await open(learner, '/aide');
  await learner.getByRole('button', { name: 'Poser une question' }).click();
  await learner.getByRole('button', { name: 'Envoyer ma demande' }).click();
  await expect(learner.getByRole('group', { name: '2 réponses sont à corriger' })).toBeFocused();
  await learner.getByRole('textbox', { name: 'Votre question' }).fill(`Comment scanner ? ${mark}`);
  await learner.getByRole('combobox', { name: 'Votre commune' }).fill('Nantes');
  await learner
    .getByRole('option', { name: /^Nantes/ })
    .first()
    .click();
  await learner.getByRole('button', { name: 'Envoyer ma demande' }).click();
  await expect(learner.getByText('Votre demande est partie.')).toBeVisible();
  const own = learner.getByRole('article', { name: new RegExp(mark) });
  await expect(own).toContainText('En attente');

  // Whoever is best placed is shown it: here one of these two.
  const helper = (await shows(mediator)) ? mediator : (await shows(coordinator)) ? coordinator : null;
  test.skip(helper === null, 'nobody of this network is shown the question yet');
  const asked = helper!.getByRole('article', { name: new RegExp(mark) });
  await asked.getByRole('button', { name: /^Je m’en occupe/ }).click();
  await expect(helper!.getByText('Vous vous en occupez. La personne est prévenue.')).toBeVisible();
  await asked.getByRole('button', { name: /^Répondre/ }).click();
  await helper!.getByRole('textbox', { name: 'Votre réponse' }).fill('Le scanner est au fond de la salle.');
  await helper!.getByRole('button', { name: 'Envoyer la réponse' }).click();
  await expect(helper!.getByText('Votre réponse est envoyée.')).toBeVisible();

  await open(learner, '/aide');
  await expect(own).toContainText('Le scanner est au fond de la salle.');
  await own.getByRole('button', { name: 'Oui, c’est réglé' }).click();
  await expect(learner.getByText('Merci : votre demande est terminée.')).toBeVisible();

  async function shows(page: typeof mediator) {
    await open(page, '/demandes-aide');
    return (await page.getByRole('article', { name: new RegExp(mark) }).count()) > 0;
  }
});

test('every screen is accessible at each width', async ({ learner, mediator, peer, signedIn }) => {
  await enrolBy(await apiOf(await signedIn('peer')), wide);
  await everyWay(learner, calendar(date));
  for (const view of ['semaine', 'liste']) await everyWay(learner, `${calendar(date)}&vue=${view}`);
  await everyWay(learner, `/ateliers/${narrow}`);
  await everyWay(mediator, `/ateliers/${narrow}`);
  await everyWay(learner, `/ateliers/${narrow}/avis`);
  await everyWay(peer, '/mes-engagements');
  await everyWay(learner, '/aide', async (page) => {
    await page.getByRole('button', { name: 'Poser une question' }).click();
    await page.getByRole('button', { name: 'Envoyer ma demande' }).click();
  });
  await everyWay(mediator, '/demandes-aide');
  await learner.setViewportSize(PHONE);
});
