import { DESKTOP, expect, open, test, theme } from './support';

// Programming: nobody of the demo has met anybody about it, and only certificates cover it.
const ABOUT = 'Donner des consignes à une machine';
// Lucette, who signs in as the learner of the demo.
const last = 'Bernardin';

test('a learner places themself, a facilitator attests, a coordinator co-signs and sees coverage', async ({
  learner,
  mediator,
  coordinator,
}) => {
  test.setTimeout(150_000);
  // The coordinator lets the mediator teach it, and sees that somebody can.
  await coordinator.setViewportSize(DESKTOP);
  await open(coordinator, '/equipe');
  await coordinator.getByRole('link', { name: 'Niveaux de l’équipe' }).click();
  const row = coordinator
    .getByRole('region', { name: /^Membres qui peuvent transmettre/ })
    .getByRole('row')
    .filter({ has: coordinator.getByRole('rowheader', { name: ABOUT, exact: true }) });
  await row.getByRole('button', { name: `Autoriser quelqu’un : ${ABOUT}` }).click();
  const dialog = coordinator.getByRole('dialog', { name: 'Autoriser quelqu’un à transmettre' });
  await dialog.getByLabel('Membre').selectOption({ label: 'Amélie Roussel' });
  await dialog.getByLabel('Jusqu’au niveau').selectOption('7');
  await dialog.getByRole('textbox', { name: 'Pourquoi ?' }).fill('Formatrice de métier.');
  await dialog.getByRole('button', { name: 'Autoriser' }).click();
  await expect(coordinator.getByText(`Amélie Roussel peut transmettre « ${ABOUT} »`)).toBeVisible();
  await coordinator.getByLabel('Niveau à transmettre').selectOption('7');
  await expect(row).toContainText('dont 1 par autorisation');

  // The learner places themself, by touch, at 390 px.
  await open(learner, '/mon-parcours/placement');
  await learner.getByRole('button', { name: new RegExp(ABOUT) }).click();
  for (const [index, answer] of [
    'Oui, sans aide',
    'Avec de l’aide',
    'Pas encore',
    'Pas encore',
    'Pas encore',
  ].entries()) {
    await expect(learner.getByRole('heading', { level: 2 })).toContainText(`${index + 1} sur 5`);
    // Two taps closer together than that are one double tap.
    await learner.waitForTimeout(600);
    await learner.getByRole('button', { name: answer }).click();
  }
  await learner.getByRole('button', { name: 'Valider' }).click();
  await open(learner, '/mon-parcours');
  const step = learner.getByRole('main');
  await expect(step).toContainText(ABOUT);

  // The mediator logs a session with that learner and attests one step up.
  await mediator.goto('/saisir?type=atelier');
  await theme(mediator).check();
  await mediator.getByRole('combobox', { name: /Personnes suivies/ }).fill(last);
  await mediator
    .getByRole('option', { name: new RegExp(last) })
    .first()
    .click();
  await mediator.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(mediator.getByText('Séance enregistrée')).toBeVisible();
  await mediator.getByRole('link', { name: 'Attester un niveau' }).click();
  await mediator.getByRole('checkbox', { name: ABOUT }).check();
  await mediator.getByRole('button', { name: 'Enregistrer' }).click();
  const card = mediator.getByRole('article', { name: ABOUT, exact: true });
  await card.getByRole('radio', { name: /^Niveau 2\b/ }).check();
  await mediator.getByRole('button', { name: /^Attester le niveau 2/ }).click();
  await expect(card.getByText('Attesté aujourd’hui : niveau 2')).toBeVisible();
  // More than one step takes a second signature.
  await card.getByRole('button', { name: /^Un autre niveau/ }).click();
  await card.getByRole('radio', { name: /^Niveau 4\b/ }).check();
  await card.getByRole('textbox', { name: 'Pourquoi ce niveau ?' }).fill('A écrit un programme seule.');
  await card.getByRole('button', { name: 'Demander la co-signature' }).click();
  await expect(card.getByText('En attente de co-signature')).toBeVisible();

  // The coordinator signs without being told for whom.
  await open(coordinator, '/equipe');
  await coordinator.getByRole('link', { name: /décisions? vous attend/ }).click();
  const request = coordinator
    .getByRole('article', { name: /Amélie Roussel demande le niveau 4/ })
    .filter({ hasText: 'A écrit un programme seule.' });
  await expect(request).not.toContainText(last);
  await request.getByRole('button', { name: 'Signer' }).click();
  await expect(request.getByText('Signé : le niveau est attesté.')).toBeVisible();

  // The learner sees who said so, and who looked.
  await open(learner, '/mon-parcours/3.4');
  await expect(learner.getByRole('main')).toContainText('Niveau 4');
  await expect(learner.getByRole('main')).toContainText('Amélie Roussel');
  await open(learner, '/mon-parcours/regards');
  await expect(learner.getByRole('main')).toContainText('Amélie Roussel');
  await expect(learner.getByRole('main')).toContainText('Hugo Vernier');
});
