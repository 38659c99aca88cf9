import type { Page } from '@playwright/test';
import { DESKTOP, everyWay, expect, open, test } from './support';

test.beforeEach(async ({ admin }) => admin.setViewportSize(DESKTOP));

async function fillInvitation(page: Page, email: string) {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('textbox', { name: 'Prénom' }).fill('Maëlle');
  await page.getByRole('textbox', { name: 'Nom', exact: true }).fill('Tirebourse');
}

test('an invited person appears, and the mail outbox holds the invitation', async ({ admin: page }) => {
  const email = `maelle.${Date.now()}@exemple.fr`;
  await page.goto('/admin/comptes');
  await page.getByRole('link', { name: 'Inviter une personne' }).click();
  await fillInvitation(page, email);
  await page.getByRole('button', { name: 'Envoyer l’invitation' }).click();
  await expect(page.getByText('L’invitation part à Maëlle Tirebourse.')).toBeVisible();
  await page.getByRole('searchbox').fill(email);
  await expect(page.getByRole('row').filter({ hasText: email })).toContainText('Invitée');

  await page.goto('/admin/courriels');
  const newest = page.getByRole('row').nth(1);
  await expect(newest).toContainText('Invitation');
  await expect(newest).toContainText('m…@exemple.fr');
  await expect(page.getByText(email)).toHaveCount(0);

  await page.goto('/admin/journal');
  await expect(page.getByRole('row').nth(1)).toContainText('Invitation');

  await page.goto('/admin/comptes/inviter');
  await fillInvitation(page, email);
  await page.getByRole('button', { name: 'Envoyer l’invitation' }).click();
  await expect(page.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveAccessibleDescription(/existe déjà/);
});

test('an account is suspended and comes back', async ({ admin: page }) => {
  await page.goto('/admin/comptes?role=facilitator');
  await page.getByRole('row').last().getByRole('link').click();
  await page.getByRole('button', { name: 'Suspendre' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Suspendre' }).click();
  await expect(page.getByText(/est suspendu/)).toBeVisible();
  await page.getByRole('button', { name: 'Réactiver' }).click();
  await expect(page.getByText(/est réactivé/)).toBeVisible();
});

test('an organization with a miscopied SIRET is refused, then saved', async ({ admin: page }) => {
  const name = `Centre social ${Date.now()}`;
  await page.goto('/admin/structures/nouvelle');
  await page.getByRole('textbox', { name: 'Nom' }).fill(name);
  await page.getByRole('textbox', { name: 'SIRET' }).fill('732 829 320 00075');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('textbox', { name: 'SIRET' })).toHaveAccessibleDescription(
    /clé de ce SIRET est fausse/,
  );
  await page.getByRole('textbox', { name: 'SIRET' }).fill('732 829 320 00074');
  await expect(page.getByText('La clé de ce SIRET est juste.')).toBeVisible();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText(`${name} est enregistrée.`)).toBeVisible();
});

test('a programme and a team with a member', async ({ admin: page }) => {
  const name = `Semaine du numérique ${Date.now()}`;
  await page.goto('/admin/dispositifs');
  await page.getByRole('button', { name: 'Ajouter un dispositif' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Nom' }).fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();

  await page.goto('/admin/equipes');
  await page.getByRole('button', { name: 'Créer une équipe' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Nom de l’équipe' }).fill(name);
  await dialog.getByRole('combobox', { name: 'Coordination' }).selectOption({ index: 1 });
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('link', { name }).click();
  await expect(page.getByText('Personne dans cette équipe pour le moment.')).toBeVisible();

  await page.getByRole('button', { name: 'Ajouter une personne' }).click();
  await dialog.getByRole('combobox', { name: 'Chercher une personne' }).fill('an');
  await dialog.getByRole('option').first().click();
  await dialog.getByLabel('Arrivée').fill('2026-01-05');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('5 janvier 2026');

  await page.getByRole('button', { name: /^Dates de/ }).click();
  await dialog.getByLabel('Départ').fill('2026-01-04');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(dialog.getByRole('group', { name: 'Une réponse est à corriger' })).toBeFocused();
});

test('a coordinator cannot run the network', async ({ coordinator: page }) => {
  for (const path of ['/admin/equipes', '/admin/journal']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Page introuvable' })).toBeVisible();
  }
});

test.describe('suits everybody', () => {
  test.describe.configure({ timeout: 240_000 });

  for (const path of ['comptes', 'equipes', 'structures', 'dispositifs', 'journal', 'courriels']) {
    test(`/admin/${path}`, async ({ admin: page }) => everyWay(page, `/admin/${path}`));
  }

  test('an invitation, refused', async ({ admin: page }) => {
    await everyWay(page, '/admin/comptes/inviter', async () => {
      await page.getByRole('button', { name: 'Envoyer l’invitation' }).click();
      await expect(page.getByRole('group', { name: '3 réponses sont à corriger' })).toBeFocused();
    });
  });

  test('an account and the dialog that suspends it', async ({ admin: page }) => {
    await open(page, '/admin/comptes?role=facilitator');
    const path = await page.getByRole('row').last().getByRole('link').getAttribute('href');
    await everyWay(page, path!);
    await everyWay(page, path!, async () => {
      await page.getByRole('button', { name: 'Suspendre' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    });
  });

  test('dialogs and forms, refused', async ({ admin: page }) => {
    await everyWay(page, '/admin/structures/nouvelle', async () => {
      await page.getByRole('button', { name: 'Enregistrer' }).click();
    });
    await everyWay(page, '/admin/dispositifs', async () => {
      await page.getByRole('button', { name: 'Ajouter un dispositif' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
    });
    await open(page, '/admin/equipes');
    const team = await page.getByRole('main').getByRole('link').first().getAttribute('href');
    await everyWay(page, team!, async () => {
      await page.getByRole('button', { name: 'Ajouter une personne' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
    });
  });
});
