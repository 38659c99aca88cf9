import type { Page } from '@playwright/test';
import { DESKTOP, everyWay, expect, open, test } from './support';

test.setTimeout(120_000);

const title = (page: Page) => page.getByRole('heading', { level: 1, name: 'Niveaux et progression' });

/** From the funder's perimeter to its levels. */
async function openPerimeter(page: Page) {
  await open(page, '/financeur');
  await page.getByRole('main').getByRole('link').first().click();
  await page.getByRole('link', { name: 'Niveaux et progression' }).click();
  await expect(title(page)).toBeVisible();
}

test('somebody who coordinates reads where people stand, and nobody’s level', async ({
  coordinator: page,
}) => {
  await page.setViewportSize(DESKTOP);
  await open(page, '/');
  await page.getByRole('link', { name: 'Niveaux : chiffres' }).click();
  await expect(title(page)).toBeVisible();
  await expect(page.getByText(/^Trop peu de lieux/)).toBeVisible();
  const standing = page.getByRole('table', { name: /^Personnes par niveau/ });
  await expect(standing.getByRole('row')).toHaveCount(17);
  await expect(standing.getByText('masqué').first()).toBeVisible();
});

test('the funder reads the same of a perimeter, protected', async ({ funder: page }) => {
  await openPerimeter(page);
  await expect(page.getByText(/moins de \d+ personnes/)).toBeVisible();
  await expect(page.getByRole('table').first()).toBeVisible();
});

test('the figures of levels suit everybody', async ({ coordinator, funder }) => {
  await everyWay(coordinator, '/niveaux/chiffres');
  await openPerimeter(funder);
  await everyWay(funder, new URL(funder.url()).pathname);
});
