/** Help on the coordinator's board: what waits leads to the requests, what requests made leads to its desk. */
import { randomUUID } from 'node:crypto';
import { apiOf, dayIn } from './network';
import { DESKTOP, everyWay, expect, open, PHONE, sql, test, type Server } from './support';

test.setTimeout(120_000);

const DAY_MS = 86_400_000;
/** Nantes. */
const AREA = '44109';

/** A request as somebody asked it some days ago; its id. */
function ask(server: Server, days: number, competence: string | null, question: string | null): string {
  const [id, at] = [randomUUID(), Date.now() - days * DAY_MS];
  const text = (value: string | null) => (value === null ? 'NULL' : `'${value}'`);
  sql(
    server,
    `INSERT INTO help_requests (id, version, digest, person_id, author_id, competence_id, target_level,
       question, area, hides_name, state, asked_at, updated_at)
     SELECT '${id}', 1, '${id}', person_id, id, ${text(competence)}, ${competence ? 2 : 'NULL'},
       ${text(question)}, '${AREA}', 1, 'open', ${at}, ${at}
     FROM accounts WHERE first_name = 'Lucette' LIMIT 1`,
  );
  return id;
}

test('who waits on the board leads to the requests', async ({ coordinator: page, server }) => {
  const question = `Comment joindre une photo ${Date.now().toString(36)}`;
  ask(server, 15, null, question);
  await page.setViewportSize(DESKTOP);
  await open(page, '/pilotage');
  const card = page.getByRole('region', { name: /^\d+ demandes? d’aide|^Demandes? d’aide/ });
  await expect(card).toContainText(question);
  await card.getByRole('link', { name: new RegExp(question) }).click();
  await expect(page).toHaveURL(/\/demandes-aide$/);
  await expect(page.getByRole('article', { name: question })).toBeVisible();
  await everyWay(page, '/pilotage');
});

test('a workshop made of five requests is on the board, and with who is asked to lead it', async ({
  coordinator: page,
  mediator,
  server,
  signedIn,
}) => {
  const coordinates = await apiOf(await signedIn('coordinator'));
  const { facilitator_id, may_teach } = await (
    await apiOf(await signedIn('mediator'))
  ).get('/api/me/facilitation');
  const { competence_id } = may_teach[0];
  const id = randomUUID();
  await coordinates.put(`/api/planned-workshops/${id}`, {
    title: `Né de demandes ${Date.now().toString(36)}`,
    date: dayIn(10),
    start_time: '10:00',
    end_time: '11:30',
    remote_url: 'https://visio.exemple.fr/atelier',
    themes: ['securite_numerique'],
    competences: [{ competence_id, target_level: 2 }],
    capacity: 8,
    visibility: 'network',
  });
  await coordinates.put(`/api/planned-workshops/${id}/facilitators/${facilitator_id}`, {
    role: 'lead',
    // Whatever hours they gave.
    override_reason: 'Amélie est d’accord.',
  });
  const second = Date.now() + 12 * DAY_MS;
  const requests = Array.from({ length: 5 }, () => ask(server, 1, competence_id, null));
  sql(
    server,
    `INSERT INTO help_drafts VALUES ('${id}', '${competence_id}', '${AREA}', '${facilitator_id}',
       ${second}, ${second + 5_400_000}, ${Date.now()});
     INSERT INTO help_draft_requests VALUES ${requests.map((own) => `('${id}', '${own}')`).join(', ')}`,
  );

  await everyWay(page, '/pilotage');
  await page.setViewportSize(DESKTOP);
  await open(page, '/pilotage');
  const made = page.getByRole('region', { name: '1 atelier né de demandes' });
  await expect(made).toContainText('5 demandes, Nantes');
  await expect(made).toContainText('On demande à Amélie Roussel de l’animer.');
  await made.getByRole('link', { name: /^Ouvrir le brouillon/ }).click();
  await expect(page.getByText('Pas encore publié')).toBeVisible();

  await everyWay(mediator, '/demandes-aide');
  await mediator.setViewportSize(PHONE);
  await open(mediator, '/demandes-aide');
  const own = mediator.getByRole('region', { name: '1 atelier né de demandes' });
  await expect(own).toContainText('On vous demande de l’animer.');
  await own.getByRole('link', { name: /^Ouvrir le brouillon/ }).click();
  await expect(mediator.getByRole('heading', { level: 1, name: /^Né de demandes/ })).toBeVisible();
  await expect(mediator.getByRole('button', { name: 'Accepter' }).first()).toBeVisible();
});
