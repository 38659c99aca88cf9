/** Pairs: proposed by one of the two, accepted or declined by the other, completed or ended. */
import { apiOf, type Api } from './network';
import { everyWay, expect, expectAccessible, open, PHONE, test } from './support';

test.describe.configure({ timeout: 60_000, mode: 'serial' });

const MENTOR = 'Amélie Roussel';

interface Subject {
  id: string;
  level: number;
  /** How far the mentor teaches. */
  up_to: number;
}

/** Two subjects that the mentor offers and the learner does not know that far. */
async function subjects(mentor: Api, learner: Api): Promise<Subject[]> {
  const { may_teach, version } = await mentor.get('/api/me/facilitation');
  const offers = may_teach
    .filter(({ up_to }: { up_to: number }) => up_to >= 5)
    .map(({ competence_id, up_to }: { competence_id: string; up_to: number }) => ({ competence_id, up_to }));
  await mentor.put('/api/me/facilitation', { offers, reach: 'anywhere', monthly_limit: null }, version);
  const found: Subject[] = [];
  for (const { competence_id, up_to } of offers) {
    const helpers = await learner.get(`/api/me/helpers?competence=${competence_id}`);
    const teaches = helpers.items.some(({ name }: { name: string }) => name === MENTOR);
    if (teaches) found.push({ id: competence_id, level: helpers.level, up_to });
  }
  expect(found.length, 'what the mentor can teach').toBeGreaterThan(1);
  // One of them short of the highest level of all, 6 here.
  return found.sort((a, b) => b.up_to - a.up_to).filter((_, at) => at === 0 || at === found.length - 1);
}

let taught: Subject[];

test('a learner proposes a pair with two goals; the mentor accepts, and it is completed', async ({
  learner,
  mediator,
  signedIn,
}) => {
  taught = await subjects(await apiOf(await signedIn('mediator')), await apiOf(await signedIn('learner')));
  const [one, other] = taught as [Subject, Subject];

  // From one's own workshops.
  await open(learner, '/mes-engagements');
  await learner.getByRole('main').getByRole('link', { name: 'Mes binômes' }).click();
  await expect(learner.getByText('Aucun binôme')).toBeVisible();
  await learner.getByRole('link', { name: 'Proposer un binôme' }).click();
  await learner.getByRole('button', { name: 'Proposer', exact: true }).click();
  await expect(learner.getByRole('group', { name: '3 réponses sont à corriger' })).toBeFocused();
  await expectAccessible(learner, 'pair, errors');

  const goal = (number: number) => learner.getByRole('group', { name: `Objectif ${number}` });
  await goal(1).getByLabel('Compétence').selectOption(one.id);
  await goal(1).getByLabel('Niveau visé').selectOption(String(one.level));
  await learner.getByRole('button', { name: 'Ajouter un objectif' }).click();
  await expect(goal(2).getByLabel('Compétence')).toBeFocused();
  await goal(2).getByLabel('Compétence').selectOption(other.id);
  await goal(2)
    .getByLabel('Niveau visé')
    .selectOption(String(other.up_to + 1));
  await learner.getByRole('radio', { name: new RegExp(MENTOR) }).check();
  await learner.getByRole('button', { name: 'Proposer', exact: true }).click();
  // The server knows how far the mentor can teach: told at the goal.
  await expect(goal(2).getByText('Qui accompagne doit pouvoir enseigner le niveau visé.')).toBeVisible();
  await goal(2).getByLabel('Niveau visé').selectOption(String(other.level));
  await learner.getByRole('button', { name: 'Proposer', exact: true }).click();
  await expect(learner.getByText('Votre proposition est envoyée.')).toBeVisible();
  await expect(learner.getByRole('article', { name: `${MENTOR} vous accompagne` })).toContainText(
    `${MENTOR} a 14 jours pour répondre.`,
  );

  await open(mediator, '/mon-offre');
  await mediator.getByRole('main').getByRole('link', { name: 'Mes binômes' }).click();
  const pair = mediator.getByRole('article', { name: /^Vous accompagnez/ });
  await expect(pair).toContainText('attend votre réponse');
  await everyWay(mediator, '/binomes');
  await mediator.setViewportSize(PHONE);
  await open(mediator, '/binomes');
  await pair.getByRole('button', { name: /^Accepter/ }).click();
  await expect(mediator.getByText('Le binôme est accepté.')).toBeVisible();
  await expect(pair).toBeFocused();
  await expect(pair).toContainText('Pas encore de rencontre.');
  const id = (await pair.getAttribute('id'))!.replace('pair-', '');
  await everyWay(learner, `/binomes/${id}`);

  await learner.setViewportSize(PHONE);
  await open(learner, `/binomes/${id}`);
  await learner.getByRole('button', { name: /^Arrêter/ }).click();
  const ask = learner.getByRole('dialog', { name: 'Arrêter ce binôme' });
  await expect(ask).toContainText('Personne ne vous demande pourquoi.');
  await expectAccessible(learner, 'pair, ending');
  await ask.getByRole('button', { name: 'Ne rien changer' }).click();
  await learner.getByRole('button', { name: /^Arrêter/ }).click();
  await ask.getByRole('button', { name: 'Arrêter' }).click();
  await expect(learner.getByText('Le binôme est arrêté.')).toBeVisible();
  await expect(learner.getByRole('article').getByRole('button')).toHaveCount(0);
});

test('a mentor proposes to somebody they follow, who declines', async ({ mediator, learner }) => {
  await everyWay(mediator, '/binomes/nouveau', async (page) => {
    await page.getByRole('radio', { name: 'J’apprends' }).check({ force: true });
    await page.getByRole('button', { name: 'Proposer', exact: true }).click();
  });
  await mediator.setViewportSize(PHONE);
  await open(mediator, '/binomes/nouveau');
  await mediator.getByLabel('Compétence').selectOption(taught[0]!.id);
  await mediator.getByLabel('Niveau visé').selectOption(String(taught[0]!.level));
  await mediator.getByRole('combobox', { name: 'Personne accompagnée' }).fill('Lucette');
  await mediator
    .getByRole('option', { name: /Lucette/ })
    .first()
    .click();
  await mediator.getByRole('button', { name: 'Proposer', exact: true }).click();
  await expect(mediator.getByText('Votre proposition est envoyée.')).toBeVisible();

  await open(learner, '/binomes');
  const pair = learner.getByRole('region', { name: 'En attente d’une réponse' }).getByRole('article');
  await pair.getByRole('button', { name: /^Décliner/ }).click();
  await learner.getByRole('dialog').getByRole('button', { name: 'Décliner' }).click();
  await expect(learner.getByText('C’est noté. L’autre personne est prévenue.')).toBeVisible();
  await expect(learner.getByText('2 binômes terminés')).toBeVisible();
});

test('a pair of others is not shown, and a failure can be tried again', async ({ peer }) => {
  await open(peer, '/binomes/0199a1b2-0000-7000-8000-000000000001');
  await expect(peer.getByText('Ce binôme n’existe pas, ou n’est pas le vôtre.')).toBeVisible();
  await peer.route('**/api/mentoring-pairs', (route) => route.abort());
  await open(peer, '/binomes');
  await expect(peer.getByRole('button', { name: 'Réessayer' })).toBeVisible();
  await peer.unroute('**/api/mentoring-pairs');
  await peer.getByRole('button', { name: 'Réessayer' }).click();
  // The demo's own.
  await expect(peer.getByRole('article', { name: 'Solène Quentric vous accompagne' })).toBeVisible();
});

test('the board leads to one’s own pairs', async ({ coordinator }) => {
  await open(coordinator, '/pilotage');
  await coordinator.getByRole('main').getByRole('link', { name: 'Mes binômes' }).click();
  await expect(coordinator.getByRole('heading', { level: 1, name: 'Mes binômes' })).toBeVisible();
});
