import type { Page } from '@playwright/test';
import { expectTold } from './mails';
import { apiOf, dayIn, newcomer, publish, seats, startsIn, surname, type Newcomer } from './network';
import { everyWay, expect, open, PHONE, test } from './support';

test.describe.configure({ timeout: 180_000 });

/** Somebody who learns asks for a seat on the workshop's page. */
async function ask({ page }: Newcomer, workshop: string) {
  await open(page, `/ateliers/${workshop}`);
  await page.getByRole('button', { name: /^(M’inscrire|Demander une place)/ }).click();
}

test('a seat that needs a yes is asked for, kept, and given by the coordinator', async ({
  browser,
  server,
  signedIn,
  mediator,
  coordinator,
  admin,
}) => {
  const lead = await apiOf(await signedIn('mediator'));
  const title = `Classer ses papiers ${surname('p')}`;
  const workshop = await publish(lead, { title, date: dayIn(23), capacity: 2, approval: 'coordinator' });
  const administration = await apiOf(admin.context());
  const ana = await newcomer(browser, server, administration, 'Ana');
  const luc = await newcomer(browser, server, administration, 'Luc');

  await open(ana.page, `/ateliers?jour=${dayIn(23)}`);
  await ana.page.getByRole('button', { name: `M’inscrire : ${title}` }).click();
  const dialogue = ana.page.getByRole('dialog', { name: title });
  await expect(dialogue).toContainText('La coordination dit oui ou non à chaque demande');
  await expect(dialogue.getByRole('button', { name: 'Demander une place' })).toBeVisible();
  await open(ana.page, `/ateliers/${workshop}`);
  await expect(seats(ana.page)).toContainText('La coordination dit oui ou non à chaque demande');
  for (const one of [ana, luc]) {
    await ask(one, workshop);
    await expect(
      one.page.getByText('Votre demande est envoyée. La coordination vous répondra.'),
    ).toBeVisible();
    await expect(seats(one.page)).toContainText('Une place est gardée pour vous.');
  }
  await open(ana.page, '/mes-engagements');
  await expectTold(server, 'hugo.vernier@exemple.fr', 'Une personne demande une place.');

  // The facilitator sees who asks; the answer is the coordinator's.
  await open(mediator, `/ateliers/${workshop}/gerer`);
  const requests = (page: Page) => page.getByRole('region', { name: /^Demandes? à examiner/ });
  await expect(requests(mediator)).toContainText('attend la coordination');
  await expect(requests(mediator).getByRole('button')).toHaveCount(0);
  await open(coordinator, `/ateliers/${workshop}`);
  await coordinator.getByRole('link', { name: 'Gérer l’atelier' }).click();
  await expect(requests(coordinator)).toContainText('Demandes à examiner (2)');
  await everyWay(coordinator, `/ateliers/${workshop}/gerer`);
  await coordinator.setViewportSize(PHONE);
  await coordinator.getByRole('button', { name: `Accepter ${ana.name}` }).click();
  await expect(coordinator.getByText(`${ana.name} a une place.`)).toBeVisible();
  await coordinator.getByRole('button', { name: `Refuser ${luc.name}` }).click();
  const dialog = coordinator.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Pourquoi ?' }).fill('Réservé aux débutants cette fois.');
  await dialog.getByRole('button', { name: 'Refuser' }).click();
  await expect(coordinator.getByText(`La demande de ${luc.name} est refusée.`)).toBeVisible();
  await expect(requests(coordinator)).toHaveCount(0);
  await expect(coordinator.getByRole('region', { name: /^Inscriptions/ })).toContainText(ana.name);

  await expectTold(server, ana.email, 'Votre place est confirmée.');
  await expectTold(server, luc.email, 'Réservé aux débutants cette fois.');
  await open(ana.page, '/mes-engagements');
  await expect(ana.page.getByRole('region', { name: 'J’apprends' })).toContainText('Vous avez une place');
  await open(luc.page, `/ateliers/${workshop}`);
  await expect(seats(luc.page)).toContainText('Demande refusée');
  await expect(seats(luc.page)).toContainText('Réservé aux débutants cette fois.');
  for (const { page } of [ana, luc]) await page.context().close();
});

test('a seat that falls free on the day before is offered to the first in the queue, for a time', async ({
  browser,
  server,
  signedIn,
  admin,
}) => {
  const lead = await apiOf(await signedIn('mediator'));
  const title = `Imprimer chez soi ${surname('i')}`;
  const workshop = await publish(lead, { title, date: dayIn(24), capacity: 1 });
  const administration = await apiOf(admin.context());
  const ana = await newcomer(browser, server, administration, 'Iris');
  const luc = await newcomer(browser, server, administration, 'Marc');
  await ask(ana, workshop);
  await expect(ana.page.getByText('C’est fait : vous avez une place.')).toBeVisible();
  await ask(luc, workshop);
  await expect(luc.page.getByText('Vous êtes numéro 1 sur la liste d’attente.')).toBeVisible();
  await open(luc.page, '/mes-engagements');

  startsIn(server, workshop, 20 * 60);
  await open(ana.page, `/ateliers/${workshop}`);
  await ana.page.getByRole('button', { name: 'Rendre ma place' }).click();
  const dialog = ana.page.getByRole('dialog');
  await expect(dialog).toContainText('il est noté que la place a été rendue tard');
  await dialog.getByRole('button', { name: 'Je n’y vais plus' }).click();
  await expect(seats(ana.page)).toContainText('Complet');

  await expectTold(server, luc.email, 'Une place s’est libérée. Elle vous est gardée jusqu’au');
  await luc.page.setViewportSize(PHONE);
  await open(luc.page, '/mes-engagements');
  const answers = luc.page.getByRole('region', { name: 'On attend votre réponse' });
  await expect(answers).toContainText('Une place est gardée pour vous jusqu’au');
  await luc.page.setViewportSize(PHONE);
  await answers.getByRole('link', { name: `Répondre : ${title}` }).click();
  await expect(luc.page.getByRole('main')).toContainText('Une place est gardée pour vous jusqu’au');
  await luc.page.getByRole('button', { name: 'Laisser la place' }).click();
  await luc.page.getByRole('dialog').getByRole('button', { name: 'Pas tout de suite' }).click();
  await everyWay(luc.page, `/ateliers/${workshop}`);
  await luc.page.setViewportSize(PHONE);
  await luc.page.getByRole('button', { name: 'Prendre la place' }).click();
  await expect(luc.page.getByText('C’est fait : vous avez une place.')).toBeVisible();
  await expect(luc.page.getByRole('button', { name: 'Rendre ma place' })).toBeVisible();
  for (const { page } of [ana, luc]) await page.context().close();
});
