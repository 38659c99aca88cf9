/** What the desk of a workshop does about people beside its list: what they thought, who is invited, who moves. */
import { randomUUID } from 'node:crypto';
import { apiOf, dayIn, enrolBy, publish, soon, startsIn } from './network';
import { everyWay, expect, expectAccessible, open, PHONE, sql, test, type Server } from './support';

test.setTimeout(120_000);

/** Different at each try: what one run made never meets another's. */
const mark = Date.now().toString(36);

/** Answers as people give them, one row each: no name, nobody's. */
function answer(server: Server, workshop: string, answers: [number, string, string | null][]) {
  const rows = answers.map(
    ([useful, pace, words]) =>
      `('${randomUUID()}', '${workshop}', ${useful}, '${pace}', ${words === null ? 'NULL' : `'${words}'`})`,
  );
  sql(
    server,
    `INSERT INTO satisfaction_answers (id, workshop_id, useful, pace, words) VALUES ${rows.join(', ')}`,
  );
}

test('what people thought is shown from five answers on', async ({ mediator: page, server, signedIn }) => {
  const lead = await apiOf(await signedIn('mediator'));
  const id = await publish(lead, {
    title: `Trier ses courriels ${mark}`,
    date: dayIn(46),
    start_time: '09:00',
    end_time: '10:00',
  });
  const { id: enrolment } = await enrolBy(await apiOf(await signedIn('learner')), id);
  startsIn(server, id, -15);
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

test('people are invited: those one follows, and colleagues by number', async ({
  mediator: page,
  signedIn,
}) => {
  const lead = await apiOf(await signedIn('mediator'));
  const title = `Sur invitation ${mark}`;
  const id = await publish(lead, { title, visibility: 'invitation', start_time: '08:00', end_time: '09:00' });
  const dialog = page.getByRole('dialog', { name: 'Inviter' });
  const openDialog = async () => {
    await page.getByRole('button', { name: 'Inviter', exact: true }).click();
    await expect(dialog).toBeVisible();
  };
  const inviteLucette = async () => {
    await dialog.getByRole('combobox', { name: 'Personnes que je suis' }).fill('Lucette');
    await dialog
      .getByRole('option', { name: /Lucette/ })
      .first()
      .click();
    await dialog.getByRole('button', { name: 'Inviter 1 personne' }).click();
  };
  await everyWay(page, `/ateliers/${id}/gerer`, openDialog);

  await page.setViewportSize(PHONE);
  await open(page, `/ateliers/${id}/gerer`);
  await openDialog();
  await dialog.getByRole('button', { name: 'Inviter', exact: true }).click();
  await expect(dialog.getByText('Choisissez au moins une personne.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Collègues, par matricule' }).fill('ZZ-1\nZZ-2');
  await dialog.getByRole('button', { name: 'Inviter 2 personnes' }).click();
  await expect(dialog.getByText(/^ZZ-1.*Personne n’a ce numéro/)).toBeVisible();
  await expectAccessible(page, 'inviting, refused');
  await dialog.getByRole('textbox', { name: 'Collègues, par matricule' }).fill('');
  await inviteLucette();
  await expect(page.getByText('1 personne est invitée.')).toBeVisible();
  await expect(dialog).toBeHidden();

  // Who was invited is listed; an invitation without answer is taken back, and made again.
  await openDialog();
  await dialog.getByText('Une personne invitée').click();
  await expect(dialog.getByText('Pas encore de réponse')).toBeVisible();
  await expectAccessible(page, 'inviting, who was invited');
  await dialog.getByRole('button', { name: /^Reprendre l’invitation de Lucette/ }).click();
  await expect(dialog.getByText(/^L’invitation de Lucette .* est reprise/)).toBeFocused();
  await inviteLucette();
  await expect(dialog).toBeHidden();

  // Who is invited sees it from then on, and enrols.
  const learner = await apiOf(await signedIn('learner'));
  expect((await enrolBy(learner, id)).state).toBe('confirmed');
  await openDialog();
  await dialog.getByText('Une personne invitée').click();
  await expect(dialog.getByText('a une place')).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Reprendre/ })).toHaveCount(0);
});

test('somebody is moved to another workshop, and loses nothing where it is full', async ({
  mediator: page,
  signedIn,
}) => {
  const lead = await apiOf(await signedIn('mediator'));
  const [from, to] = [`Départ ${mark}`, `Arrivée ${mark}`];
  const day = { date: soon(5 * 24 * 60).date };
  const here = await publish(lead, { title: from, ...day, start_time: '08:00', end_time: '09:00' });
  const there = await publish(lead, {
    title: to,
    ...day,
    start_time: '10:00',
    end_time: '11:00',
    capacity: 1,
  });
  const [one, other] = (await lead.post('/api/learners/search', { text: 'a', limit: 8 })).items.slice(-2);
  for (const { id } of [one, other]) await enrolBy(lead, here, { learner_id: id });

  const people = page.getByRole('region', { name: /^Inscriptions/ });
  const dialog = page.getByRole('dialog', { name: /vers un autre atelier/ });
  const move = (person: { first_name: string; last_name: string }) =>
    people.getByRole('button', { name: `Déplacer ${person.first_name} ${person.last_name}` });
  await everyWay(page, `/ateliers/${here}/gerer`, async () => {
    await move(one).click();
    await expect(dialog.getByRole('radio', { name: new RegExp(to) })).toBeVisible();
  });

  await page.setViewportSize(PHONE);
  await open(page, `/ateliers/${here}/gerer`);
  await move(one).click();
  await dialog.getByRole('button', { name: 'Déplacer' }).click();
  await expect(dialog.getByText('Choisissez un atelier.')).toBeVisible();
  // With the keyboard alone.
  await dialog.getByRole('radio', { name: new RegExp(to) }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(page.getByText(new RegExp(`est maintenant dans «\\s?${to}`))).toBeVisible();
  await expect(people).toContainText('Inscriptions (1)');
  await expect(move(one)).toHaveCount(0);

  // Seen while there was a seat; taken meanwhile.
  await page.route('**/api/planned-workshops?*', async (route) => {
    const answer = await route.fetch();
    const list = await answer.json();
    for (const item of list.items) if (item.id === there) item.seats_free = 1;
    await route.fulfill({ response: answer, json: list });
  });
  await move(other).click();
  await dialog.getByRole('radio', { name: new RegExp(to) }).check();
  await dialog.getByRole('button', { name: 'Déplacer' }).click();
  await expect(dialog.getByText('Cet atelier est complet.')).toBeVisible();
  await expectAccessible(page, 'moving, refused');
  await dialog.getByRole('button', { name: 'Annuler' }).click();
  await expect(move(other)).toBeVisible();
});
