import type { Page } from '@playwright/test';
import { DESKTOP, everyWay, expect, open, PHONE, taps, test, theme } from './support';

test.use({ withLevels: false });

const FILES = 'Ranger et retrouver mes fichiers';
const PRIVACY = 'Protéger la vie privée';

/** Letters alone, different at each call: names of one run never meet those of another. */
let calls = 0;
const surname = (base: string) =>
  base +
  [...(Date.now() + 1000 * calls++).toString(26)]
    .map((digit) => String.fromCharCode(97 + parseInt(digit, 26)))
    .join('');

interface Person {
  first: string;
  last: string;
  number?: string;
}

async function addLearner(page: Page, { first, last, number }: Person) {
  await page.goto('/personnes/nouvelle');
  await page.getByRole('textbox', { name: 'Prénom' }).fill(first);
  await page.getByRole('textbox', { name: 'Nom', exact: true }).fill(last);
  if (number) await page.getByRole('textbox', { name: 'Matricule' }).fill(number);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${first} ${last}` })).toBeVisible();
}

/** A workshop of today with one person by name; stays on the form. */
async function logWorkshop(page: Page, last: string, about: string[] = []) {
  await page.goto('/saisir?type=atelier');
  await theme(page).check();
  await page.getByRole('combobox', { name: /Personnes suivies/ }).fill(last);
  await page.getByRole('option', { name: new RegExp(last) }).click();
  if (about.length > 0) {
    await page.getByText('Ajouter des détails').click();
    await page.getByRole('button', { name: 'Choisir des compétences' }).click();
    for (const name of about) await page.getByRole('checkbox', { name }).check();
    await page.getByLabel(`Niveau visé : ${about[0]}`).selectOption('2');
  }
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Séance enregistrée')).toBeVisible();
}

const card = (page: Page, person: string, competence: string) =>
  page
    .getByRole('region', { name: new RegExp(person) })
    .getByRole('article', { name: competence, exact: true });
const level = (page: Page, person: string, competence: string, number: number) =>
  card(page, person, competence).getByRole('radio', { name: new RegExp(`^Niveau ${number}\\b`) });

async function openCoverage(page: Page) {
  await page.setViewportSize(DESKTOP);
  await open(page, '/equipe');
  await page.getByRole('link', { name: 'Niveaux de l’équipe' }).click();
  await expect(page.getByRole('table').first()).toBeVisible();
}

const row = (page: Page, competence: string) =>
  page
    .getByRole('region', { name: /^Membres qui peuvent transmettre/ })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: competence, exact: true }) });

async function authorise(page: Page, competence: string, upTo: string) {
  await row(page, competence)
    .getByRole('button', { name: `Autoriser quelqu’un : ${competence}` })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Autoriser quelqu’un à transmettre' });
  await dialog.getByLabel('Membre').selectOption({ label: 'Amélie Roussel' });
  await dialog.getByLabel('Jusqu’au niveau').selectOption(upTo);
  await dialog.getByRole('textbox', { name: 'Pourquoi ?' }).fill('Anime ces ateliers depuis trois ans.');
  await dialog.getByRole('button', { name: 'Autoriser' }).click();
  await expect(page.getByText(`Amélie Roussel peut transmettre « ${competence} »`)).toBeVisible();
}

test('a grant, an attestation in two taps, a co-signature', async ({ mediator, coordinator }) => {
  test.setTimeout(120_000);
  const last = surname('Marchebois');
  await openCoverage(coordinator);
  await expect(coordinator.getByText('Aucune compétence ne peut encore être transmise')).toBeVisible();
  await expect(row(coordinator, FILES)).toContainText('personne');
  await row(coordinator, FILES).getByRole('button').click();
  await coordinator.getByRole('dialog').getByRole('button', { name: 'Autoriser' }).click();
  await expect(
    coordinator.getByRole('dialog').getByRole('group', { name: '2 réponses sont à corriger' }),
  ).toBeFocused();
  await coordinator.keyboard.press('Escape');
  await authorise(coordinator, FILES, '4');
  await expect(coordinator.getByText('15 compétences ne peuvent être transmises au niveau 3')).toBeVisible();
  await expect(row(coordinator, FILES)).toContainText('1, dont 1 par autorisation');
  await coordinator.getByLabel('Niveau à transmettre').selectOption('5');
  await expect(coordinator.getByText('Aucune compétence ne peut encore être transmise')).toBeVisible();
  await expect(coordinator).toHaveURL(/niveau=5/);

  await addLearner(mediator, { first: 'Lucette', last });
  await logWorkshop(mediator, last);
  await mediator.getByRole('link', { name: 'Attester un niveau' }).click();
  await mediator.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(mediator.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
  await mediator.getByRole('checkbox', { name: FILES }).check();
  await mediator.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(card(mediator, last, FILES)).toContainText('Rien de connu');

  const thumb = taps(mediator);
  await thumb.tap(level(mediator, last, FILES, 1));
  await thumb.tap(mediator.getByRole('button', { name: /^Attester le niveau 1/ }));
  await expect(card(mediator, last, FILES).getByText('Attesté aujourd’hui : niveau 1')).toBeVisible();
  expect(thumb.count).toBe(2);

  const own = card(mediator, last, FILES);
  await own.getByRole('button', { name: /^Un autre niveau/ }).click();
  await expect(level(mediator, last, FILES, 5)).toBeDisabled();
  await own.getByText('Pourquoi pas plus haut ?').click();
  await expect(own).toContainText('Votre coordination vous autorise jusqu’au niveau 4');
  await level(mediator, last, FILES, 3).check();
  await expect(own).toContainText('on commence au niveau 1');
  await own.getByRole('textbox', { name: 'Pourquoi ce niveau ?' }).fill('Range seule ses photos.');
  await own.getByRole('button', { name: 'Demander la co-signature' }).click();
  await expect(own.getByText('En attente de co-signature')).toBeVisible();
  await mediator.reload();
  await expect(own.getByText('Déjà attesté aujourd’hui : niveau 1')).toBeVisible();
  await expect(own.getByText('En attente de co-signature')).toBeVisible();

  // The reminder is read at the next start of the application.
  await open(coordinator, '/equipe');
  await coordinator.getByRole('link', { name: /Une décision vous attend/ }).click();
  const request = coordinator.getByRole('article', { name: /Amélie Roussel demande le niveau 3/ });
  await expect(request).toContainText('Range seule ses photos.');
  await expect(request).not.toContainText(last);
  await request.getByRole('button', { name: 'Refuser' }).click();
  await request.getByRole('button', { name: 'Refuser' }).click();
  await expect(request.getByText('Dites pourquoi vous refusez.')).toBeVisible();
  await request.getByRole('button', { name: 'Annuler' }).click();
  await request.getByRole('button', { name: 'Signer' }).click();
  await expect(request.getByText('Signé : le niveau est attesté.')).toBeVisible();

  await mediator.reload();
  await expect(own).toContainText('niveau 3 (Indépendant 1), attesté par Amélie Roussel');
});

test('what was worked on is said with the session, and an attestation is taken back', async ({
  mediator: page,
  coordinator,
}) => {
  test.setTimeout(120_000);
  const last = surname('Quatrevaux');
  await openCoverage(coordinator);
  await authorise(coordinator, PRIVACY, '2');

  await addLearner(page, { first: 'Marcel', last });
  await logWorkshop(page, last, [PRIVACY, 'Réagir en cas de panne']);
  await page.getByRole('link', { name: 'Attester un niveau' }).click();
  const stuck = card(page, last, 'Réagir en cas de panne');
  await expect(stuck).toContainText('Vous ne pouvez pas encore attester ici.');
  await expect(stuck).toContainText('On atteste au plus son propre niveau vérifié.');
  await expect(stuck.getByRole('radio')).toHaveCount(0);

  // With the keyboard alone.
  const own = card(page, last, PRIVACY);
  await level(page, last, PRIVACY, 1).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await expect(own.getByRole('button', { name: /^Attester le niveau 1/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(own.getByText('Attesté aujourd’hui')).toBeVisible();
  await own.getByRole('button', { name: /^Annuler/ }).click();
  const reason = own.getByRole('textbox', { name: 'Raison du retrait' });
  await expect(reason).toBeFocused();
  await reason.fill('');
  await own.getByRole('button', { name: 'Retirer l’attestation' }).click();
  await expect(own.getByText('Donnez une raison.')).toBeVisible();
  await reason.fill('Mauvaise personne');
  await own.getByRole('button', { name: 'Retirer l’attestation' }).click();
  await expect(own.getByText('L’attestation est retirée.')).toBeVisible();
  await page.reload();
  await expect(own).toContainText('Rien de connu');

  await page.getByRole('link', { name: 'La séance' }).click();
  await expect(page.getByText('Compétences travaillées')).toBeVisible();
  await expect(page.getByRole('main')).toContainText(`${PRIVACY} – vise le niveau 2`);
  await page.getByRole('link', { name: 'Modifier' }).click();
  await page.getByRole('button', { name: 'Retirer Réagir en cas de panne' }).click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page).toHaveURL(/\/seances\/[^/]+$/);
  await expect(page.getByRole('main')).toContainText(PRIVACY);
  await expect(page.getByRole('main')).not.toContainText('Réagir en cas de panne');
});

test('nobody is asked to attest where nobody is named', async ({ mediator: page }) => {
  await page.goto('/saisir');
  await theme(page).check();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Séance enregistrée')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Attester un niveau' })).toHaveCount(0);
  await page.goto('/seances');
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click();
  await expect(page.getByRole('link', { name: 'Attester un niveau' })).toHaveCount(0);
});

test('the competences are there to choose without network', async ({ mediator: page }) => {
  await open(page, '/');
  await page.route('**/api/competences', (route) => route.abort());
  await page.goto('/saisir');
  await theme(page).check();
  await page.getByText('Ajouter des détails').click();
  await page.getByRole('button', { name: 'Choisir des compétences' }).click();
  await page.getByRole('checkbox', { name: PRIVACY }).check();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Séance gardée sur cet appareil')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Attester un niveau' })).toHaveCount(0);
  await page.context().setOffline(false);
  await expect(page.getByText('Tout est envoyé')).toBeVisible({ timeout: 20_000 });
  await page.goto('/seances');
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click();
  await expect(page.getByText(PRIVACY)).toBeVisible();
});

const TITLES = [
  'Nom de l’organisation',
  'ID Campagne',
  'Code',
  'Nom de la campagne',
  'Nom du Participant',
  'Prénom du Participant',
  'Matricule',
  'Envoi (O/N)',
  'Date et heure de l’envoi (Europe/Paris)',
  'Nombre de pix total',
  'Certifiable (O/N)',
  'Nombre de compétences certifiables',
  'Niveau pour la compétence Gérer des données',
  'Nombre de pix pour la compétence Gérer des données',
];
const PIX_A_LEVEL = 8;

interface Profile extends Person {
  level: number | null;
}

/** A profile collection as Pix writes it; a level that is not there was not sent. */
function profiles(people: Profile[]): Buffer {
  const quoted = (text: string) => `"${text.replaceAll('’', "'")}"`;
  const lines = people.map(({ first, last, number = '', level }) => {
    const whose = ['"Ville d\'Essai"', '4242', '"ESSAI"', '"Positionnement"', quoted(last), quoted(first)];
    const sent =
      level === null
        ? ['"Non"', ...Array<string>(6).fill('"NA"')]
        : ['"Oui"', '"12/03/2026 14:05"', level * PIX_A_LEVEL, '"Non"', 1, level, level * PIX_A_LEVEL];
    return [...whose, quoted(number), ...sent].join(';');
  });
  return Buffer.from(`\ufeff${[TITLES.map(quoted).join(';'), ...lines].join('\n')}`);
}

async function check(page: Page, buffer: Buffer) {
  const file = { name: 'profils.csv', mimeType: 'text/csv', buffer };
  await page.getByLabel('Fichier à importer').setInputFiles(file);
  await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
}

test('levels come from a Pix file, after a dry run', async ({ mediator, coordinator: page }) => {
  test.setTimeout(120_000);
  const last = surname('Vaucresson');
  const stranger = surname('Inconnue');
  const number = `0${Date.now()}`;
  await addLearner(mediator, { first: 'Huguette', last, number });
  await expect(mediator.getByText(number)).toBeVisible();

  await open(page, '/niveaux/import');
  await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
  await expect(page.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
  const report = page.getByRole('region', { name: 'Résultat de la vérification' });

  await check(
    page,
    profiles([
      { first: 'Karim', last: 'Delaunay', number: '', level: 5 },
      { first: 'Huguette', last, number, level: 2 },
      { first: 'Zoé', last: stranger, number: '9', level: 2 },
      { first: 'Solène', last: 'Quentric', number: '', level: null },
    ]),
  );
  await expect(report).toContainText('Collecte de profils Pix : « Positionnement »');
  await expect(report).toContainText('À enregistrer : 2 preuves pour 2 personnes.');
  await expect(report.getByRole('listitem').filter({ hasText: 'Inconnues ici' })).toContainText('Ligne 4');
  await expect(report.getByRole('listitem').filter({ hasText: 'Profil non envoyé' })).toContainText(
    'Ligne 5',
  );
  await report.getByLabel('Reconnaître les personnes par').selectOption('Matricule');
  await expect(report.getByLabel('Reconnaître les personnes par')).toHaveValue('Matricule');
  await expect(report).toContainText('2 preuves pour 2 personnes');
  await report.getByRole('button', { name: 'Enregistrer ces niveaux' }).click();
  await expect(page.getByText('Enregistré : 2 preuves pour 2 personnes.')).toBeVisible();

  await openCoverage(page);
  await page.goto(`${page.url()}?niveau=5`);
  await expect(row(page, FILES)).toContainText('une personne');

  await open(page, '/niveaux/import');
  await check(page, profiles([{ first: 'Karim', last: 'Delaunay', number: '', level: 5 }]));
  await expect(report).toContainText('Tout ce que dit ce fichier est déjà enregistré.');
  await expect(page.getByRole('button', { name: 'Enregistrer ces niveaux' })).toHaveCount(0);
  await check(page, Buffer.from('\ufeff"Nom du Participant";"Prénom du Participant";"% de progression"\n'));
  await expect(page.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
  await expect(page.getByRole('link', { name: /fichier/ })).toBeVisible();
});

/** What the page says to the server, said once more. */
async function authorization(page: Page): Promise<string> {
  const asked = page.waitForRequest((request) => request.headers()['authorization'] !== undefined);
  await page.reload();
  return (await asked).headers()['authorization']!;
}

test('an attestation whose ground is gone is looked at again', async ({ mediator, coordinator: page }) => {
  test.setTimeout(120_000);
  const last = surname('Beaugency');
  await open(page, '/niveaux/import');
  await check(page, profiles([{ first: 'Amélie', last: 'Roussel', number: '', level: 6 }]));
  await page.getByRole('button', { name: 'Enregistrer ces niveaux' }).click();
  await expect(page.getByText('Enregistré :')).toBeVisible();

  await addLearner(mediator, { first: 'Odile', last });
  await logWorkshop(mediator, last, [FILES]);
  await mediator.getByRole('link', { name: 'Attester un niveau' }).click();
  await level(mediator, last, FILES, 1).check();
  await mediator.getByRole('button', { name: /^Attester le niveau 1/ }).click();
  await expect(mediator.getByText('Attesté aujourd’hui')).toBeVisible();

  await page.setViewportSize(DESKTOP);
  await open(page, '/equipe');
  await page.getByRole('link', { name: 'Amélie Roussel' }).click();
  await expect(page.getByText('Votre regard sera noté')).toBeVisible();
  const read = page.waitForResponse(/\/members\/[^/]+\/levels$/);
  await page.getByRole('button', { name: 'Voir les niveaux' }).click();
  const levels = await (await read).json();
  await expect(page.getByRole('region', { name: /^Niveaux\s: Amélie Roussel/ })).toContainText(
    'Niveau 6 · Avancé 2',
  );
  const proof = levels.levels.find((own: { verified: unknown }) => own.verified).verified.evidence_id;
  const answer = await page.request.post(`/api/evidence/${proof}/acts`, {
    headers: { Authorization: await authorization(page) },
    data: { kind: 'revoke', reason: 'Fichier d’une autre personne' },
  });
  expect(answer.status()).toBe(204);

  await open(page, '/niveaux/decisions');
  const review = page.getByRole('article', { name: `${FILES}, niveau 1 (Novice 1)` });
  await expect(review).toContainText('Le niveau sur lequel s’appuyait Amélie Roussel a été retiré depuis.');
  await review.getByRole('button', { name: 'Confirmer' }).click();
  await expect(review.getByRole('textbox', { name: 'Raison' })).toBeFocused();
  await review.getByRole('button', { name: 'Confirmer' }).click();
  await expect(review.getByText('Donnez une raison.')).toBeVisible();
  await review.getByRole('textbox', { name: 'Raison' }).fill('J’y étais.');
  await review.getByRole('button', { name: 'Confirmer' }).click();
  await expect(review.getByText('Confirmé : l’attestation reste.')).toBeVisible();
  await page.reload();
  await expect(review).toHaveCount(0);
});

test('a code is handed out, once, with where to type it', async ({ mediator: page }) => {
  await addLearner(page, { first: 'Colette', last: surname('Tréguier') });
  await page.getByRole('button', { name: 'Donner un code' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Créer le code' }).click();
  await expect(dialog.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
  await dialog.getByRole('radio', { name: /tablette/ }).check();
  await dialog.getByRole('button', { name: 'Créer le code' }).click();
  const code = dialog.getByText(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
  await expect(code).toBeVisible();
  await expect(dialog).toContainText('/placement');
  await expect(dialog.getByRole('link', { name: 'Ouvrir sur cet appareil' })).toHaveAttribute(
    'href',
    `/placement#${await code.textContent()}`,
  );
  // On paper the slip alone.
  await page.emulateMedia({ media: 'print' });
  await expect(code).toBeVisible();
  await expect(page.getByRole('button', { name: 'Fermer' })).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await dialog.getByRole('button', { name: 'Fermer' }).click();
  await page.getByRole('button', { name: 'Donner un code' }).click();
  await dialog
    .getByRole('radio', { name: /compte/ })
    .first()
    .check();
  await dialog.getByRole('button', { name: 'Créer le code' }).click();
  await expect(dialog).toContainText('/mon-parcours');
});

test('an administrator adds a competence, retires it, and notes a maximum', async ({ admin: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/admin/competences');
  const title = surname('Messagerie de la ville ');
  await page.getByRole('button', { name: 'Ajouter une compétence' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Niveau 1' }).fill('Je sais ouvrir ma messagerie.');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(dialog.getByRole('group', { name: '2 réponses sont à corriger' })).toBeFocused();
  await dialog.getByRole('textbox', { name: 'Intitulé en français' }).fill(title);
  await dialog.getByRole('textbox', { name: 'Niveau 1' }).fill('');
  await dialog.getByLabel('Domaine').selectOption({ label: 'Communication et collaboration' });
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  const line = page.getByRole('row').filter({ hasText: title });
  await expect(line).toContainText('Communication et collaboration');

  await line.getByRole('button', { name: `Modifier ${title}` }).click();
  for (const level of [1, 2, 3, 4, 5]) {
    await dialog.getByRole('textbox', { name: `Niveau ${level}` }).fill(`Je sais faire ${level} choses.`);
  }
  await dialog.getByRole('checkbox', { name: /Retirer cette compétence/ }).check();
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(line).toContainText('Retirée');
  await expect(line.getByRole('cell', { name: '5', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Noter un maximum' }).click();
  await dialog.getByLabel('À partir du').fill('2000-01-01');
  await dialog.getByRole('button', { name: 'Noter' }).click();
  await expect(dialog.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
  await expect(dialog.getByText('Cette date doit suivre').first()).toBeVisible();
  await dialog.getByLabel('À partir du').fill('2091-01-01');
  await dialog.getByRole('button', { name: 'Noter' }).click();
  await expect(page.getByText('Niveau 8 au plus à partir du 1 janvier 2091.')).toBeVisible();
});

test('a staff number stays with an account', async ({ admin: page }) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/admin/comptes');
  await page.getByRole('searchbox').fill('Linotte');
  await page.getByRole('link', { name: /Linotte/ }).click();
  const address = page.url();
  await page.getByRole('textbox', { name: 'Matricule' }).fill('004598');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page).toHaveURL(/\/admin\/comptes$/);
  await page.goto(address);
  await page.getByRole('textbox', { name: 'Téléphone' }).fill('06 39 98 00 09');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page).toHaveURL(/\/admin\/comptes$/);
  await page.goto(address);
  await expect(page.getByRole('textbox', { name: 'Matricule' })).toHaveValue('004598');
});

test.describe('suits everybody', () => {
  test.describe.configure({ timeout: 300_000 });

  test('the form with competences, and the levels of a session', async ({ mediator: page, coordinator }) => {
    const last = surname('Lanvollon');
    await openCoverage(coordinator);
    await authorise(coordinator, FILES, '4');
    await addLearner(page, { first: 'Ahmed', last });
    await logWorkshop(page, last);
    await page.getByRole('link', { name: 'Attester un niveau' }).click();
    await expect(page.getByRole('heading', { name: 'De quoi parlait la séance ?' })).toBeVisible();
    const path = new URL(page.url()).pathname;
    await everyWay(page, path);
    await page.setViewportSize(PHONE);
    await open(page, path);
    await page.getByRole('checkbox', { name: FILES }).check();
    await page.getByRole('checkbox', { name: PRIVACY }).check();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(level(page, last, FILES, 1)).toBeVisible();
    await everyWay(page, path, async () => {
      await level(page, last, FILES, 3).check();
      await page.getByRole('button', { name: 'Changer' }).click();
      await page.getByRole('button', { name: 'Choisir des compétences' }).click();
    });
    await level(page, last, FILES, 1).check();
    await page.getByRole('button', { name: /^Attester le niveau 1/ }).click();
    await expect(page.getByText('Attesté aujourd’hui')).toBeVisible();
    await everyWay(page, path, async () => {
      await page.getByRole('button', { name: /^Annuler/ }).click();
    });
    await everyWay(page, '/saisir', async () => {
      await page.getByText('Ajouter des détails').click();
      await page.getByRole('button', { name: 'Choisir des compétences' }).click();
      await page.getByRole('checkbox', { name: FILES }).check();
    });
  });

  test('the code dialog', async ({ mediator: page }) => {
    await addLearner(page, { first: 'Samira', last: surname('Ploërmel') });
    await everyWay(page, new URL(page.url()).pathname, async () => {
      await page.getByRole('button', { name: 'Donner un code' }).click();
      await page.getByRole('radio', { name: /tablette/ }).check();
      await page.getByRole('button', { name: 'Créer le code' }).click();
      await expect(page.getByRole('button', { name: 'Imprimer' })).toBeVisible();
    });
  });

  test('coverage, its dialog, decisions, a member’s levels', async ({ coordinator: page }) => {
    await openCoverage(page);
    const path = new URL(page.url()).pathname;
    await everyWay(page, path, async () => {
      const all = page.getByRole('button', { name: 'Tous les niveaux' });
      if (await all.isVisible()) await all.click();
    });
    await everyWay(page, path, async () => {
      await row(page, FILES).getByRole('button').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Autoriser' }).click();
      await expect(page.getByRole('dialog').getByRole('group', { name: /à corriger/ })).toBeFocused();
    });
    await everyWay(page, '/niveaux/decisions');
    await open(page, '/equipe');
    const sheet = await page.getByRole('link', { name: 'Amélie Roussel' }).getAttribute('href');
    await everyWay(page, sheet!, async () => {
      await page.getByRole('button', { name: 'Voir les niveaux' }).click();
      await expect(page.getByText('Ce regard est noté')).toBeVisible();
    });
  });

  test('the import of a Pix file', async ({ coordinator: page }) => {
    await everyWay(page, '/niveaux/import', async () => {
      await check(
        page,
        profiles([
          { first: 'Maud', last: 'Sablonnière', number: '7', level: 3 },
          { first: 'Zoé', last: 'Personne', number: '8', level: 3 },
        ]),
      );
      await expect(page.getByText('À enregistrer :')).toBeVisible();
    });
  });

  test('the competences and their dialogs', async ({ admin: page }) => {
    await everyWay(page, '/admin/competences');
    await everyWay(page, '/admin/competences', async () => {
      await page.getByRole('button', { name: 'Ajouter une compétence' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
    });
    await everyWay(page, '/admin/competences', async () => {
      await page.getByRole('button', { name: 'Noter un maximum' }).click();
    });
    await everyWay(page, '/niveaux/decisions');
  });
});
