/** Rooms and devices of a place: written down where one works, and chosen when a workshop is planned. */
import { apiOf } from './network';
import { everyWay, expect, expectAccessible, open, PHONE, test } from './support';

test.setTimeout(120_000);

test('rooms and devices are written down, found by the workshop form, and closed', async ({
  mediator: page,
  signedIn,
}) => {
  const mark = Date.now().toString(36);
  const lead = await apiOf(await signedIn('mediator'));
  const places: { id: string; name: string }[] = (await lead.get('/api/places?mine=true&limit=50')).items;
  const lent = await Promise.all(places.map(({ id }) => lead.get(`/api/places/${id}/rooms`)));
  const at = lent.findIndex(({ rooms, device_pools }) => rooms.length + device_pools.length === 0);
  expect(at, 'a place of theirs of which nothing is known').toBeGreaterThanOrEqual(0);
  const place = places[at]!;

  // The form of a workshop leads there, as long as nothing is known of the place.
  await page.goto('/ateliers/nouveau');
  await page.getByLabel('Lieu', { exact: true }).selectOption(place.id);
  await page.getByRole('link', { name: 'Décrire les salles et le matériel' }).click();
  const card = page.getByRole('region', { name: 'Salles et appareils prêtés' });
  await expect(card.getByText('Aucune salle n’est notée.')).toBeVisible();

  const dialog = page.getByRole('dialog');
  await card.getByRole('button', { name: 'Ajouter une salle' }).click();
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(dialog.getByText('Donnez un nom.')).toBeVisible();
  await expectAccessible(page, 'a room, refused');
  await dialog.getByRole('textbox', { name: 'Nom' }).fill(`Salle bleue ${mark}`);
  await dialog.getByRole('spinbutton', { name: 'Places assises' }).fill('12');
  await dialog.getByRole('spinbutton', { name: 'Prises réseau' }).fill('4');
  await page.keyboard.press('Enter');
  await expect(card.getByText(`« Salle bleue ${mark} » est enregistré.`)).toBeVisible();
  await expect(card).toContainText('12 places, 4 prises réseau');

  await card.getByRole('button', { name: 'Ajouter des appareils' }).click();
  await dialog.getByRole('textbox', { name: 'Nom' }).fill(`Valise ${mark}`);
  await dialog.getByRole('spinbutton', { name: 'Nombre d’appareils' }).fill('8');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(card).toContainText('8 appareils');
  await everyWay(page, `/lieux/${place.id}`);
  await everyWay(page, `/lieux/${place.id}`, async () => {
    await card.getByRole('button', { name: `Modifier « Salle bleue ${mark} »` }).click();
    await expect(dialog.getByRole('checkbox')).toBeVisible();
  });

  await page.setViewportSize(PHONE);
  await page.goto('/ateliers/nouveau');
  await page.getByLabel('Lieu', { exact: true }).selectOption(place.id);
  await expect(page.getByRole('link', { name: 'Décrire les salles et le matériel' })).toHaveCount(0);
  await expect(page.getByLabel('Salle', { exact: false }).locator('option')).toContainText([
    `Salle bleue ${mark}`,
  ]);

  await open(page, `/lieux/${place.id}`);
  await card.getByRole('button', { name: `Modifier « Valise ${mark} »` }).click();
  await dialog.getByRole('checkbox', { name: 'Ces appareils ne sont plus prêtés' }).check();
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(card.getByText('Plus prêtés')).toBeVisible();
});

test('who does not work there reads, and changes nothing', async ({ mediator: page, signedIn }) => {
  const lead = await apiOf(await signedIn('mediator'));
  const all: { id: string; attached: boolean }[] = (await lead.get('/api/places?limit=50')).items;
  const other = all.find(({ attached }) => !attached)!;
  await open(page, `/lieux/${other.id}`);
  const card = page.getByRole('region', { name: 'Salles et appareils prêtés' });
  await expect(card.getByRole('heading', { name: 'Salles', exact: true })).toBeVisible();
  await expect(card.getByRole('button')).toHaveCount(0);
});

test('what fails is tried again, what is refused is told', async ({ admin: page, signedIn }) => {
  const admin = await apiOf(await signedIn('admin'));
  const [place] = (await admin.get('/api/places?limit=1')).items;
  const id = crypto.randomUUID();
  const room = { place_id: place.id, name: `Salle rouge ${Date.now()}`, seats: 9 };
  await admin.put(`/api/rooms/${id}`, room);
  await page.route('**/rooms', (route) => route.abort());
  await open(page, `/lieux/${place.id}`);
  const card = page.getByRole('region', { name: 'Salles et appareils prêtés' });
  await expect(card.getByRole('button', { name: 'Réessayer' })).toBeVisible();
  await page.unroute('**/rooms');
  await card.getByRole('button', { name: 'Réessayer' }).click();
  await card.getByRole('button', { name: `Modifier « ${room.name} »` }).click();
  await page.route(`**/api/rooms/${id}`, (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 403, code: 'forbidden' }),
    }),
  );
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText(/^Seules les personnes qui travaillent dans ce lieu/)).toBeVisible();
});
