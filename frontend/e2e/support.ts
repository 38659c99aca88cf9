import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Browser, type BrowserContext, type Page } from '@playwright/test';

export type Role = 'admin' | 'coordinator' | 'mediator' | 'peer' | 'funder' | 'learner';
const ROLES: readonly Role[] = ['admin', 'coordinator', 'mediator', 'peer', 'funder', 'learner'];

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };

/** The real program with the demo network, on a port and a directory of its own. */
export interface Server {
  url: string;
  /** The data directory: mails become files in it. */
  data: string;
  /** Fragment of the one-time sign-in link of each role. */
  tokens: Record<Role, string>;
}

interface WorkerFixtures {
  /** Whether the demo's people have levels already; a network on its first day has none. */
  withLevels: boolean;
  server: Server;
  /** One signed-in browser context per role, opened when first asked for. */
  signedIn: (role: Role) => Promise<BrowserContext>;
}

interface Fixtures {
  mediator: Page;
  peer: Page;
  coordinator: Page;
  admin: Page;
  funder: Page;
  /** Followed by the mediator; signs in. */
  learner: Page;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  withLevels: [true, { option: true, scope: 'worker' }],

  server: [
    async ({ withLevels }, use) => {
      const data = mkdtempSync(join(tmpdir(), 'coopair-e2e-'));
      const port = await freePort();
      const program = process.env.COOPAIR_BIN ?? '../target/debug/coopair';
      const args = ['demo', '--port', String(port), '--data-dir', data];
      const child = spawn(program, withLevels ? args : [...args, '--without-levels'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        const tokens = await readTokens(child);
        const url = `http://127.0.0.1:${port}`;
        await answers(`${url}/healthz`);
        await use({ url, data, tokens });
      } finally {
        child.kill();
        rmSync(data, { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  signedIn: [
    async ({ browser, server }, use) => {
      const contexts = new Map<Role, Promise<BrowserContext>>();
      await use((role) => {
        if (!contexts.has(role)) contexts.set(role, signIn(browser, server, role));
        return contexts.get(role)!;
      });
      for (const context of contexts.values()) await (await context).close();
    },
    { scope: 'worker' },
  ],

  mediator: async ({ signedIn }, use) => withPage(await signedIn('mediator'), use),
  peer: async ({ signedIn }, use) => withPage(await signedIn('peer'), use),
  coordinator: async ({ signedIn }, use) => withPage(await signedIn('coordinator'), use),
  admin: async ({ signedIn }, use) => withPage(await signedIn('admin'), use),
  funder: async ({ signedIn }, use) => withPage(await signedIn('funder'), use),
  learner: async ({ signedIn }, use) => withPage(await signedIn('learner'), use),
});

export { expect };

/** A new page in the context of a role; whatever a test did to the network or the device is undone. */
async function withPage(context: BrowserContext, use: (page: Page) => Promise<void>) {
  const page = await context.newPage();
  await page.setViewportSize(PHONE);
  await use(page);
  await context.setOffline(false);
  // Not the application: it would begin to renew the sign-in, and be closed before the answer.
  await page.goto('/healthz');
  await page.evaluate(() => indexedDB.deleteDatabase('coopair'));
  await page.close();
}

async function signIn(browser: Browser, server: Server, role: Role): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: server.url,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await enterByLink(page, server.tokens[role]);
  await page.close();
  return context;
}

/** Opens a one-time link, as from a message, and goes in. */
export async function enterByLink(page: Page, token: string) {
  await page.goto(`/connexion/lien#${token}`);
  await page.getByRole('button', { name: 'Entrer dans Coopair' }).click();
  const skip = page.getByRole('button', { name: 'Continuer sans mot de passe' });
  const inside = page.getByRole('navigation', { name: 'Navigation principale' });
  await expect(skip.or(inside)).toBeVisible();
  if (await skip.isVisible()) await skip.click();
  await expect(inside).toBeVisible();
}

async function readTokens(child: ChildProcess): Promise<Record<Role, string>> {
  const tokens: Partial<Record<Role, string>> = {};
  for await (const line of createInterface({ input: child.stdout! })) {
    const found = /^\s*(\w+)\s+\S+\/connexion\/lien#(\S+)/.exec(line);
    if (found && ROLES.includes(found[1] as Role)) tokens[found[1] as Role] = found[2]!;
    // The learner signs in where people have levels.
    if (ROLES.every((role) => tokens[role] || (role === 'learner' && line.includes('Start again')))) {
      child.stdout!.resume();
      return tokens as Record<Role, string>;
    }
  }
  throw new Error('the program ended before printing one sign-in link per role');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(url: string) {
  await expect.poll(async () => (await fetch(url).catch(() => null))?.status, { timeout: 30_000 }).toBe(200);
}

/** What no screen does, such as letting time pass: asked of the database of the demo. */
export function sql(server: Server, text: string): string {
  const database = join(server.data, 'coopair.sqlite');
  return execFileSync('sqlite3', ['-cmd', '.timeout 5000', database, text], { encoding: 'utf8' }).trim();
}

/** The theme that this person uses most. */
export const theme = (page: Page) =>
  page.getByRole('group', { name: 'Thématiques' }).getByRole('checkbox').first();

/** Counts what a thumb does. */
export function taps(page: Page) {
  let count = 0;
  return {
    get count() {
      return count;
    },
    async tap(locator: ReturnType<Page['locator']>, waitMs = 0) {
      await page.waitForTimeout(waitMs);
      await locator.click();
      count++;
    },
  };
}

/** Nothing for axe to say (WCAG 2.2 A and AA, best practice), and no sideways scroll. */
export async function expectAccessible(page: Page, where: string) {
  await expectNothing(
    axe(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']),
    where,
  );
  await expectNoSidewaysScroll(page, where);
}

// No page of ours holds a frame of another origin: no second page is opened to join what frames say.
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode(true);

async function expectNothing(look: AxeBuilder, where: string) {
  const { violations } = await look.analyze();
  const found = violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html.slice(0, 200)}`);
  expect(found).toEqual([]);
}

async function expectNoSidewaysScroll(page: Page, where: string) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${where}: sideways scroll`).toBeLessThanOrEqual(0);
}

const SIZES = [PHONE, DESKTOP];
const NARROWEST = { width: 320, height: 640 };

/** Opens a screen and waits until it has all it shows. */
export async function open(page: Page, path: string) {
  await page.goto(path);
  await expect(page.locator('main h1')).toBeVisible();
  await page.waitForLoadState('networkidle');
}

/**
 * A screen (in the state that `prepare` gives it) at each width. It is made wider, not opened
 * again: widths are matters of style sheets alone. In the dark only colours differ, so that only
 * their contrast is looked at again.
 */
export async function everyWay(page: Page, path: string, prepare?: (page: Page) => Promise<void>) {
  await page.setViewportSize(PHONE);
  await open(page, path);
  await prepare?.(page);
  for (const size of SIZES) {
    const where = `${path} ${size.width}`;
    await page.emulateMedia({ colorScheme: 'light' });
    await resize(page, size);
    await expectAccessible(page, where);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNothing(axe(page).withRules(['color-contrast']), `${where} dark`);
  }
  await resize(page, NARROWEST);
  await expectNoSidewaysScroll(page, `${path} 320`);
}

/** Charts measure themselves once the page is laid out anew. */
async function resize(page: Page, size: { width: number; height: number }) {
  await page.setViewportSize(size);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
