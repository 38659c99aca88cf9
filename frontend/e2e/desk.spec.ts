import type { Page } from '@playwright/test';
import { soon, startsIn, surname } from './network';
import { DESKTOP, everyWay, expect, expectAccessible, open, PHONE, test, theme } from './support';

const inDays = (days: number) => soon(days * 24 * 60).date;

async function addLearner(page: Page, first: string, last: string) {
  await page.goto('/personnes/nouvelle');
  await page.getByRole('textbox', { name: 'Prénom' }).fill(first);
  await page.getByRole('textbox', { name: 'Nom', exact: true }).fill(last);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${first} ${last}` })).toBeVisible();
}

/** Fills what a workshop needs; stays on the form. */
async function fillWorkshop(page: Page, title: string, date: string, start = '14:00') {
  await page.goto('/ateliers/nouveau');
  await page.getByRole('textbox', { name: 'Titre' }).fill(title);
  await theme(page).check();
  await page.getByLabel('Date').fill(date);
  await page.getByLabel('Début').fill(start);
  await page.getByLabel('Début').blur();
}

const idOf = (page: Page) => new URL(page.url()).pathname.split('/')[2]!;
const people = (page: Page) => page.getByRole('region', { name: /^Inscriptions/ });
const row = (page: Page, last: string) => people(page).getByRole('listitem').filter({ hasText: last });

async function enrol(page: Page, last: string) {
  await page.getByRole('button', { name: 'Ajouter une personne' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ajouter une personne' });
  await dialog.getByRole('combobox', { name: 'Personne accompagnée' }).fill(last);
  await dialog.getByRole('option', { name: new RegExp(last) }).click();
  await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
  await expect(dialog.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Fermer' }).click();
  await expect(row(page, last)).toBeVisible();
}

test('from nothing to the log: planned, published, filled, held, and logged once', async ({
  mediator: page,
  server,
}) => {
  test.setTimeout(180_000);
  const [came, away, walked] = [surname('Venuedo'), surname('Absentin'), surname('Passanti')];
  for (const last of [came, away, walked]) await addLearner(page, 'Odette', last);
  const title = `Messages piégés ${surname('n')}`;
  const [date, time] = [inDays(47), '09:00'];

  await page.goto('/ateliers/nouveau');
  await page.getByRole('button', { name: 'Publier', exact: true }).click();
  await expect(page.getByRole('group', { name: '3 réponses sont à corriger' })).toBeFocused();
  await fillWorkshop(page, title, date, time);
  await page.waitForTimeout(400);
  await page.reload();
  await expect(page.getByText('Nous avons repris ce que vous aviez commencé.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Titre' })).toHaveValue(title);
  await page.getByRole('button', { name: 'Garder en brouillon' }).click();
  await expect(page.getByText('Pas encore publié')).toBeVisible();
  await page.getByRole('button', { name: 'Publier', exact: true }).click();
  await expect(page.getByText('L’atelier est publié. On peut s’y inscrire.')).toBeVisible();
  const id = idOf(page);

  await enrol(page, came);
  await enrol(page, away);
  await expect(people(page)).toContainText('Inscriptions (2)');
  await everyWay(page, `/ateliers/${id}/gerer`);
  await everyWay(page, `/ateliers/${id}/liste`);
  await everyWay(page, `/ateliers/${id}/modifier`);
  await page.setViewportSize(PHONE);

  startsIn(server, id, -150);
  await open(page, `/ateliers/${id}/gerer`);
  await row(page, came).getByRole('radio', { name: 'Là', exact: true }).check();
  await page.getByRole('button', { name: 'Enregistrer l’atelier' }).click();
  await expect(page.getByText('Notez d’abord qui est venu, pour chaque place.')).toBeVisible();
  await expectAccessible(page, 'attendance, refused');
  await row(page, away).getByRole('radio', { name: 'Pas là' }).check();
  await row(page, away)
    .getByRole('checkbox', { name: /A prévenu/ })
    .check();
  await page.getByRole('button', { name: 'Une personne venue sans inscription' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill(walked);
  await dialog.getByRole('option', { name: new RegExp(walked) }).click();
  await expectAccessible(page, 'walk-in');
  await dialog.getByRole('button', { name: 'Noter sa venue' }).click();
  await expect(row(page, walked)).toContainText('venue sans inscription');
  await expect(page.getByText('2 là, 1 pas là, 0 à pointer.')).toBeVisible();
  await page
    .getByRole('button', { name: 'Un de plus' })
    .or(page.getByLabel(/hors liste : un de plus/))
    .click();
  await expect(page.getByText(/enregistrée pour 3 personnes/)).toBeVisible();
  await page.getByRole('button', { name: 'Enregistrer l’atelier' }).click();
  await expect(page.getByText('C’est enregistré : une séance, une seule fois.')).toBeVisible();
  await everyWay(page, `/ateliers/${id}/gerer`);

  // A correction is the same session again, and keeps what it does not change.
  await page.setViewportSize(PHONE);
  await open(page, `/ateliers/${id}/gerer`);
  await expect(page.getByRole('spinbutton', { name: 'Personnes hors liste' })).toHaveValue('1');
  await row(page, away).getByRole('radio', { name: 'Là', exact: true }).check();
  await page.getByRole('button', { name: 'Enregistrer la correction' }).click();
  await expect(page.getByText('La séance est corrigée.')).toBeVisible();
  await page.getByRole('link', { name: 'Voir la séance' }).click();
  await expect(page.getByRole('main')).toContainText(came);
  await expect(page.getByRole('main')).toContainText(away);
  await expect(page.getByRole('main')).toContainText(walked);
  await open(page, '/seances');
  await expect(page.getByRole('main').getByText(title)).toHaveCount(1);
});

test('a workshop is put off to another day, and cancelled with a reason', async ({ mediator: page }) => {
  test.setTimeout(120_000);
  await fillWorkshop(page, 'Ranger ses photos', inDays(9));
  await page.getByRole('button', { name: 'Publier', exact: true }).click();
  await expect(page.getByText('L’atelier est publié. On peut s’y inscrire.')).toBeVisible();
  await page.getByRole('button', { name: 'Reporter' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reporter à quand ?' });
  await dialog.getByRole('button', { name: 'Reporter' }).click();
  await expect(dialog.getByRole('group', { name: '2 réponses sont à corriger' })).toBeFocused();
  await expectAccessible(page, 'postpone, errors');
  await dialog.getByLabel('Date').fill(inDays(16));
  await dialog.getByRole('textbox', { name: 'Pourquoi ?' }).fill('La salle est fermée ce jour-là.');
  await dialog.getByRole('button', { name: 'Reporter' }).click();
  await expect(page.getByText('Voici le brouillon qui prend la suite')).toBeVisible();
  await page.getByRole('button', { name: 'Publier', exact: true }).click();
  await expect(page.getByText('L’atelier est publié. On peut s’y inscrire.')).toBeVisible();
  await page.getByRole('button', { name: 'Annuler l’atelier' }).click();
  const ask = page.getByRole('dialog', { name: 'Annuler l’atelier ?' });
  await ask.getByRole('button', { name: 'Annuler l’atelier' }).click();
  await expect(ask.getByText('Donnez une raison.')).toBeVisible();
  await ask.getByRole('textbox', { name: 'Pourquoi ?' }).fill('Plus personne ne peut venir.');
  await ask.getByRole('button', { name: 'Annuler l’atelier' }).click();
  await expect(page.getByText('Plus personne ne peut venir.')).toBeVisible();
  await expect(page.getByText('Annulé', { exact: true }).first()).toBeVisible();
});

test('a template fills a workshop', async ({ mediator: page }) => {
  test.setTimeout(120_000);
  const title = `Mots de passe ${surname('m')}`;
  await everyWay(page, '/ateliers/modeles/nouveau');
  await page.setViewportSize(PHONE);
  await open(page, '/ateliers/modeles/nouveau');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('group', { name: '2 réponses sont à corriger' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Titre' }).fill(title);
  await theme(page).check();
  await page.getByLabel('Durée', { exact: true }).selectOption('90');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Modèle enregistré.')).toBeVisible();
  await everyWay(page, '/ateliers/modeles');
  await page.setViewportSize(PHONE);
  await open(page, '/ateliers/modeles');
  await page
    .getByRole('listitem')
    .filter({ hasText: title })
    .getByRole('link', { name: 'Planifier' })
    .click();
  await expect(page.getByRole('textbox', { name: 'Titre' })).toHaveValue(title);
  await expect(page.getByLabel('Fin')).toHaveValue('15:30');
  await everyWay(page, '/ateliers/nouveau');
});

test('what one offers, when, and a pause', async ({ mediator: page, learner }) => {
  test.setTimeout(120_000);
  await everyWay(page, '/mon-offre');
  await page.setViewportSize(PHONE);
  await open(page, '/mon-offre');
  await page.getByLabel('Ajouter une compétence').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Enregistrer' }).first().click();
  await expect(page.getByText('Proposition enregistrée.')).toBeVisible();
  await page.getByRole('button', { name: 'Ajouter des heures' }).click();
  await page.getByLabel('À', { exact: true }).fill('13:00');
  const hours = page.getByRole('region', { name: 'Quand je peux venir' });
  await hours.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(hours.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
  await expectAccessible(page, 'availability, error');
  await page.getByLabel('À', { exact: true }).fill('18:00');
  await hours.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Vos heures sont enregistrées.')).toBeVisible();
  await page.getByRole('button', { name: 'Faire une pause' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Faire une pause' }).click();
  await expect(page.getByText('En pause', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Reprendre' }).click();
  await expect(page.getByText('En activité', { exact: true })).toBeVisible();

  // Whoever knows something may volunteer.
  await open(learner, '/mon-offre');
  await learner.getByLabel('Ajouter une compétence').selectOption({ index: 1 });
  await learner.getByRole('button', { name: 'Me proposer' }).click();
  await expect(learner.getByText('Votre proposition est envoyée à la coordination.')).toBeVisible();
});

test('the coordinator finds somebody for a workshop that nobody leads', async ({
  coordinator: page,
  mediator,
}) => {
  test.setTimeout(120_000);
  // Never in the evening: whoever asks all the same says why.
  await open(mediator, '/mon-offre');
  await mediator.getByRole('button', { name: 'Ajouter des heures' }).click();
  const hours = mediator.getByRole('region', { name: 'Quand je peux venir' });
  await hours.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(mediator.getByText('Vos heures sont enregistrées.')).toBeVisible();

  await page.setViewportSize(DESKTOP);
  await page.goto('/ateliers/nouveau');
  await page.getByRole('textbox', { name: 'Titre' }).fill('Écrire un courrier');
  await page.getByRole('group', { name: 'Thématiques' }).getByRole('checkbox').first().check();
  await page.getByLabel('Date').fill(inDays(12));
  await page.getByLabel('Début').fill('19:00');
  await page.getByLabel('Début').blur();
  await page.getByRole('combobox', { name: 'Chercher un lieu' }).fill('média');
  await page
    .getByRole('option', { name: /Médiathèque/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Publier', exact: true }).click();
  await expect(
    page
      .getByRole('group', { name: 'Qui anime' })
      .getByText('Personne n’a encore accepté d’animer l’atelier.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Garder en brouillon' }).click();
  await expect(page.getByText('Personne n’anime encore')).toBeVisible();
  await everyWay(page, '/pilotage');
  await page.setViewportSize(DESKTOP);
  await open(page, '/pilotage');
  await page.getByRole('link', { name: 'Trouver quelqu’un pour « Écrire un courrier »' }).click();
  await page.getByRole('button', { name: 'Demander à quelqu’un' }).click();
  const dialog = page.getByRole('dialog', { name: 'Demander à quelqu’un' });
  await dialog.getByRole('radio', { name: /Amélie Roussel/ }).check();
  await expectAccessible(page, 'asking somebody');
  await dialog.getByRole('button', { name: 'Envoyer la demande' }).click();
  await expect(dialog.getByText('La séance sort des disponibilités')).toHaveCount(1);
  await expectAccessible(page, 'asking somebody, refused');
  await dialog.getByRole('textbox', { name: 'Malgré un avertissement' }).fill('Amélie est d’accord.');
  await dialog.getByRole('button', { name: 'Envoyer la demande' }).click();
  await expect(page.getByText('Amélie Roussel reçoit la demande.')).toBeVisible();
  await expect(page.getByText('Réponse attendue')).toBeVisible();
});
