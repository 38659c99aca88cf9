/** What the desk of a workshop does about people beside its list: what they thought, who is invited, who moves. */
import { randomUUID } from 'node:crypto';
import { apiOf, begin, enrolBy, publish, soon, writeInto } from './network';
import { everyWay, expect, open, PHONE, test, type Server } from './support';

test.setTimeout(120_000);

/** Different at each try: what one run made never meets another's. */
const mark = Date.now().toString(36);

/** Answers as people give them, one row each: no name, nobody's. */
function answer(server: Server, workshop: string, answers: [number, string, string | null][]) {
  const rows = answers.map(
    ([useful, pace, words]) =>
      `('${randomUUID()}', '${workshop}', ${useful}, '${pace}', ${words === null ? 'NULL' : `'${words}'`})`,
  );
  writeInto(
    server,
    `INSERT INTO satisfaction_answers (id, workshop_id, useful, pace, words) VALUES ${rows.join(', ')}`,
  );
}

test('what people thought is shown from five answers on', async ({ mediator: page, server, signedIn }) => {
  const lead = await apiOf(await signedIn('mediator'));
  const { date, time } = soon(90);
  const id = await publish(lead, {
    title: `Trier ses courriels ${mark}`,
    date,
    start_time: time,
    end_time: soon(150).time,
  });
  const { id: enrolment } = await enrolBy(await apiOf(await signedIn('learner')), id);
  begin(server, id);
  await lead.post(`/api/planned-workshops/${id}/close`, {
    marks: [{ enrolment_id: enrolment, attendance: 'attended' }],
  });

  const opinions = page.getByRole('region', { name: 'Ce que les personnes en ont pensé' });
  answer(server, id, [
    [5, 'right', 'Merci'],
    [4, 'right', null],
    [4, 'too_fast', null],
    [2, 'right', null],
  ]);
  await everyWay(page, `/ateliers/${id}/gerer`);
  await page.setViewportSize(PHONE);
  await open(page, `/ateliers/${id}/gerer`);
  await expect(opinions).toContainText('Moins de cinq avis pour l’instant');
  await expect(opinions).not.toContainText('Merci');

  answer(server, id, [[5, 'too_slow', 'J’aurais voulu plus d’exercices.']]);
  await everyWay(page, `/ateliers/${id}/gerer`);
  await page.setViewportSize(PHONE);
  await open(page, `/ateliers/${id}/gerer`);
  await expect(opinions).toContainText('5 avis, sans nom.');
  const useful = opinions.getByRole('region', { name: 'L’atelier vous a-t-il été utile' });
  await expect(useful.getByRole('listitem').first()).toHaveText(/Très utile\s*2/);
  await expect(useful).toContainText('5 réponses à cette question');
  await expect(opinions).toContainText('J’aurais voulu plus d’exercices.');
  await expect(opinions.getByRole('region', { name: 'Pouvez-vous le refaire' })).toHaveCount(0);

  await page.route('**/satisfaction', (route) => route.abort());
  await open(page, `/ateliers/${id}/gerer`);
  await expect(opinions.getByRole('button', { name: 'Réessayer' })).toBeVisible();
});
