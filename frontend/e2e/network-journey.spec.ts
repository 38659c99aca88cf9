import { randomUUID } from 'node:crypto';
import { expectTold } from './mails';
import { apiOf, dayIn, newcomer, seats, startsIn, type Api, type Newcomer } from './network';
import { everyWay, expect, open, PHONE, taps, test } from './support';

test.describe.configure({ timeout: 420_000 });

/** What falls due between people is looked at once a minute. */
const A_ROUND = { timeout: 90_000, intervals: [2_000] };
const NANTES = '44109';
const AMELIE = 'amelie.roussel@exemple.fr';
/** Drafts last an hour and a half. */
const MINUTES = 90;
const SEATS = 4;

interface Competence {
  id: string;
  title_fr: string;
  short_fr: string;
}

/** One that this facilitator may teach and does not offer yet: nobody else does. */
async function freshCompetence(api: Api): Promise<Competence> {
  const { may_teach, offers } = await api.get('/api/me/facilitation');
  const { items } = await api.get('/api/competences');
  const idOf = (one: { competence_id: string }) => one.competence_id;
  const id = may_teach.map(idOf).findLast((one: string) => !offers.map(idOf).includes(one));
  return items.find((one: Competence) => one.id === id);
}

/** What logs, hours and figures say before and after; all of them exact. */
async function count(lead: Api, coordinator: Api) {
  const days = `from=${dayIn(-30)}&to=${dayIn(0)}`;
  const [given, statistics, network] = await Promise.all([
    lead.get('/api/me/recognition'),
    lead.get(`/api/statistics?${days}`),
    coordinator.get(`/api/network/figures?${days}`),
  ]);
  const figure = (code: string) => network.items.find((item: { code: string }) => item.code === code);
  return {
    given: given as { total_min: number; led_min: number; sessions: number; participations: number },
    totals: statistics.totals as Record<
      'workshops' | 'workshop_participations' | 'minutes_delivered',
      number
    >,
    held: figure('workshops_held').value as number,
    there: figure('fill_rate').value as number,
    seats: figure('fill_rate').of as number,
    hours: figure('hours_given').value as number,
  };
}

/** As screens write it: 212 h 30 */
function duration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60).toLocaleString('fr-FR'), minutes % 60];
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, '0')}`;
}

test('five questions become a workshop that is held, and counted once everywhere', async ({
  browser,
  server,
  signedIn,
  mediator,
  admin,
}) => {
  const lead = await apiOf(await signedIn('mediator'));
  const figures = await apiOf(await signedIn('coordinator'));
  const about = await freshCompetence(lead);
  const administration = await apiOf(admin.context());
  const people: Newcomer[] = [];
  for (const first of ['Léa', 'Noé', 'Mia', 'Tom', 'Zoé'])
    people.push(await newcomer(browser, server, administration, first));
  const [lea, noe, mia, tom, zoe] = people as [Newcomer, Newcomer, Newcomer, Newcomer, Newcomer];
  let workshop = '';
  let date = '';

  await test.step('a facilitator offers a competence', async () => {
    await open(mediator, '/mon-offre');
    await mediator.getByLabel('Ajouter une compétence').selectOption(about.id);
    await mediator.getByRole('button', { name: 'Enregistrer' }).first().click();
    await expect(mediator.getByText('Proposition enregistrée.')).toBeVisible();
  });

  await test.step('five ask for help on it, in one commune', async () => {
    await open(lea.page, '/aide');
    await lea.page.getByLabel('Je voudrais de l’aide pour…').selectOption(about.id);
    await expect(lea.page.getByText('Amélie Roussel')).toBeVisible();
    await lea.page.getByRole('button', { name: 'Demander de l’aide sur ce sujet' }).click();
    await lea.page.getByRole('combobox', { name: 'Votre commune' }).fill('Nantes');
    await lea.page
      .getByRole('option', { name: /^Nantes/ })
      .first()
      .click();
    await lea.page.getByRole('button', { name: 'Envoyer ma demande' }).click();
    await expect(lea.page.getByText('Votre demande est partie.')).toBeVisible();
    for (const { api } of [noe, mia, tom, zoe])
      await api.put(`/api/help-requests/${randomUUID()}`, { competence_id: about.id, commune_code: NANTES });
  });

  await test.step('a draft names the facilitator, who accepts, and publishes it with fewer seats', async () => {
    const draft = async () =>
      (await lead.get('/api/help-drafts')).items.find(
        (item: { competence_id: string }) => item.competence_id === about.id,
      );
    await expect.poll(async () => (await draft())?.requests, A_ROUND).toBe(5);
    workshop = (await draft()).workshop_id;
    await expectTold(server, AMELIE, '5 personnes demandent la même aide');

    await open(mediator, '/mes-engagements');
    const answers = mediator.getByRole('region', { name: 'On attend votre réponse' });
    const asked = answers.getByRole('listitem').filter({ hasText: about.title_fr });
    await expect(asked).toContainText('On vous demande d’animer');
    await asked.getByRole('link', { name: /^Répondre/ }).click();
    await expect(mediator.getByText('Cet atelier est en préparation.')).toBeVisible();
    await mediator.getByRole('button', { name: 'Oui, je viens' }).click();
    await expect(mediator.getByText('C’est noté : vous venez. Merci !')).toBeVisible();
    await mediator.getByRole('link', { name: 'Gérer l’atelier' }).click();
    await mediator.getByRole('link', { name: 'Modifier' }).click();
    const capacity = mediator.getByRole('spinbutton', { name: 'Nombre de places' });
    await expect(capacity).toHaveValue('8');
    await capacity.fill(String(SEATS));
    await mediator.getByRole('button', { name: 'Publier', exact: true }).click();
    await expect(mediator.getByText('L’atelier est publié. On peut s’y inscrire.')).toBeVisible();
    await expect(mediator.getByRole('region', { name: /^Inscriptions/ })).toContainText('Inscriptions (0)');
    date = (await lead.get(`/api/planned-workshops/${workshop}`)).date;
  });

  await test.step('who asked is invited, and enrols in two taps', async () => {
    await expect(async () => {
      await open(lea.page, '/aide');
      await expect(lea.page.getByText('Rendez-vous pris')).toBeVisible({ timeout: 1_000 });
    }).toPass(A_ROUND);
    await expectTold(server, lea.email, 'Un atelier est prévu pour votre demande');
    const thumb = taps(lea.page);
    await thumb.tap(lea.page.getByRole('link', { name: 'Voir l’atelier prévu pour cela' }));
    await thumb.tap(lea.page.getByRole('button', { name: 'M’inscrire' }));
    await expect(lea.page.getByText('C’est fait : vous avez une place.')).toBeVisible();
    expect(thumb.count).toBe(2);
    for (const { page } of [noe, mia, tom]) {
      await open(page, `/ateliers?jour=${date}`);
      const card = page.getByRole('article', { name: about.title_fr });
      const thumb = taps(page);
      await thumb.tap(card.getByRole('button', { name: /^M’inscrire/ }));
      await thumb.tap(page.getByRole('dialog').getByRole('button', { name: 'M’inscrire' }));
      await expect(card).toContainText('Vous avez une place');
      expect(thumb.count).toBe(2);
    }
    await open(zoe.page, `/ateliers/${workshop}`);
    await expect(seats(zoe.page)).toContainText('4 prises sur 4');
    await zoe.page.getByRole('button', { name: 'M’inscrire sur la liste d’attente' }).click();
    await expect(zoe.page.getByText('Vous êtes numéro 1 sur la liste d’attente.')).toBeVisible();
  });

  await test.step('a seat given back goes to the first who waits, and she is told', async () => {
    await lea.page.getByRole('button', { name: 'Rendre ma place' }).click();
    await lea.page.getByRole('dialog').getByRole('button', { name: 'Je n’y vais plus' }).click();
    await expect(lea.page.getByText('C’est fait : vous n’êtes plus sur la liste.')).toBeVisible();
    await expect(seats(lea.page)).toContainText('Complet');
    await expectTold(server, zoe.email, 'Une place s’est libérée : elle est à vous.');
    await open(zoe.page, '/mes-engagements');
    const learns = zoe.page.getByRole('region', { name: 'J’apprends' });
    await expect(learns).toContainText(about.title_fr);
    await expect(learns).toContainText('Vous avez une place');
  });

  const before = await count(lead, figures);

  await test.step('after its time the facilitator says who came, and closes it', async () => {
    startsIn(server, workshop, -2 * MINUTES);
    await open(mediator, `/ateliers/${workshop}/gerer`);
    const list = mediator.getByRole('region', { name: /^Inscriptions/ });
    await expect(list).toContainText('Inscriptions (4)');
    await mediator.getByRole('button', { name: 'Tout le monde est là' }).click();
    await expect(list).toContainText('4 là, 0 pas là, 0 à pointer.');
    const absent = list.getByRole('listitem').filter({ hasText: tom.name });
    await absent.getByRole('radio', { name: 'Pas là' }).check();
    const early = list.getByRole('listitem').filter({ hasText: noe.name });
    await early.getByRole('checkbox', { name: /^Pas jusqu’au bout/ }).check();
    await expect(list).toContainText('3 là, 1 pas là, 0 à pointer.');
    await expect(mediator.getByText('La séance sera enregistrée pour 3 personnes, 1 h 30.')).toBeVisible();
    await mediator.getByRole('button', { name: 'Enregistrer l’atelier' }).click();
    await expect(mediator.getByText('C’est enregistré : une séance, une seule fois.')).toBeVisible();
  });

  await test.step('the log has it once, hours its minutes, and figures count one with three people', async () => {
    await mediator.getByRole('link', { name: 'Voir la séance' }).click();
    await expect(mediator.getByRole('main')).toContainText('1 h 30');
    await open(mediator, '/seances');
    const lines = mediator.getByRole('main').getByRole('link').filter({ hasText: about.title_fr });
    await expect(lines).toHaveCount(1);
    await expect(lines).toContainText('1 h 30');
    await expect(lines).toContainText('3 personnes');

    const after = await count(lead, figures);
    expect(after.given).toMatchObject({
      total_min: before.given.total_min + MINUTES,
      led_min: before.given.led_min + MINUTES,
      sessions: before.given.sessions + 1,
      participations: before.given.participations + 3,
    });
    expect(after.totals).toMatchObject({
      workshops: before.totals.workshops + 1,
      workshop_participations: before.totals.workshop_participations + 3,
      minutes_delivered: before.totals.minutes_delivered + MINUTES,
    });
    expect([after.held, after.there, after.seats, after.hours]).toEqual([
      before.held + 1,
      before.there + 3,
      before.seats + SEATS,
      before.hours + MINUTES,
    ]);
    await open(mediator, '/mon-offre');
    const given = mediator.getByRole('region', { name: 'Ce que j’ai donné' });
    const line = (term: string) =>
      given.locator('dl > div').filter({ hasText: term }).getByRole('definition');
    await expect(line('Séances animées')).toHaveText(duration(after.given.led_min));
    await expect(line('Nombre de séances')).toHaveText(after.given.sessions.toLocaleString('fr-FR'));
    await expect(line('Participations')).toHaveText(after.given.participations.toLocaleString('fr-FR'));
  });

  await test.step('who came says what they thought, without their name, and whether it helped', async () => {
    await open(mia.page, '/mes-engagements');
    await expect(mia.page.getByRole('link', { name: `Donner mon avis : ${about.title_fr}` })).toBeVisible();
    // The mail of thanks leads to the page of the workshop.
    await open(mia.page, `/ateliers/${workshop}`);
    await expect(mia.page.getByRole('region', { name: 'Votre inscription' })).toContainText('Vous y étiez');
    await mia.page.getByRole('link', { name: 'Donner mon avis' }).click();
    await expect(mia.page.getByRole('heading', { level: 1, name: 'Votre avis sur l’atelier' })).toBeVisible();
    await everyWay(mia.page, `/ateliers/${workshop}/avis`);
    await mia.page.setViewportSize(PHONE);
    await mia.page.getByRole('radio', { name: 'Très utile' }).check();
    await mia.page.getByRole('radio', { name: 'Bien', exact: true }).check();
    await mia.page.getByRole('radio', { name: 'Oui, avec de l’aide' }).check();
    await mia.page.getByRole('button', { name: 'Envoyer' }).click();
    await expect(mia.page.getByText('Merci ! Votre avis est noté, sans votre nom.')).toBeVisible();
    await open(mia.page, `/ateliers/${workshop}/avis`);
    await expect(mia.page.getByText('Pas d’avis à donner ici')).toBeVisible();

    await expect(async () => {
      await open(mia.page, '/aide');
      await expect(mia.page.getByText('Cela vous a-t-il aidé ?')).toBeVisible({ timeout: 1_000 });
    }).toPass(A_ROUND);
    await mia.page.getByRole('button', { name: 'Oui, c’est réglé' }).click();
    await expect(mia.page.getByText('Merci : votre demande est terminée.')).toBeVisible();
  });
  for (const { page } of people) await page.context().close();
});
