/** Workshops of the network made through the API, as those who plan them would. */
import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { signInToken } from './mails';
import { enterByLink, expect, PHONE, sql, type Server } from './support';

/** The API as somebody who is signed in, without a page. */
export async function apiOf(context: BrowserContext) {
  const answer = await context.request.post('/api/sign-in/refresh');
  const headers = { Authorization: `Bearer ${(await answer.json()).access_token}` };
  return {
    async get(path: string) {
      const found = await context.request.get(path, { headers });
      expect(found.status(), path).toBe(200);
      return found.json();
    },
    /** Writes something new, or changes the version seen. */
    async put(path: string, data: object, version = 0) {
      const seen: Record<string, string> = version > 0 ? { 'If-Match': `"${version}"` } : {};
      const found = await context.request.put(path, { headers: { ...headers, ...seen }, data });
      expect([200, 201], `${path} ${await found.text()}`).toContain(found.status());
      return found.json();
    },
    async post(path: string, data: object = {}) {
      const found = await context.request.post(path, { headers, data });
      expect(found.ok(), `${path} ${found.status()} ${await found.text()}`).toBe(true);
      return found.status() === 204 ? null : found.json();
    },
  };
}

export type Api = Awaited<ReturnType<typeof apiOf>>;

/** A day from today, as the browser counts. */
export function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' });
}

/** Plans and publishes a workshop; its id. */
export async function publish(api: Api, changes: object): Promise<string> {
  const id = randomUUID();
  await api.put(`/api/planned-workshops/${id}`, {
    title: 'Reconnaître un message piégé',
    objectives: 'Savoir dire si un message est sincère, et quoi faire quand il ne l’est pas.',
    date: dayIn(3),
    start_time: '14:00',
    end_time: '16:00',
    remote_url: 'https://visio.exemple.fr/atelier',
    themes: ['securite_numerique'],
    capacity: 6,
    visibility: 'network',
    ...changes,
  });
  await api.post(`/api/planned-workshops/${id}/publish`);
  return id;
}

export const enrolBy = (api: Api, workshop: string, extra: object = {}) =>
  api.post(`/api/planned-workshops/${workshop}/enrolments`, { id: randomUUID(), ...extra });

/** Letters alone, different at each call: names of one run never meet those of another. */
let calls = 0;
export const surname = (base: string) =>
  base +
  [...(Date.now() + 1000 * calls++).toString(26)]
    .map((digit) => String.fromCharCode(97 + parseInt(digit, 26)))
    .join('');

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;

/** A day and a quarter of an hour around now, by the clock on the wall of the network. */
export const soon = (minutes: number) => wall(Date.now() + minutes * MINUTE_MS);

function wall(near: number) {
  const at = new Date(Math.ceil(near / QUARTER_MS) * QUARTER_MS);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', ...options }).format(at);
  return { at: at.getTime(), date: part({ dateStyle: 'short' }), time: part({ timeStyle: 'short' }) };
}

/**
 * The time of a workshop comes nearer, or comes: nobody waits for it in a test. Its length stays, what it took is free.
 * It is of one day, as all are: around midnight what has begun is earlier, and what is to come later.
 */
export function startsIn(server: Server, id: string, minutes: number) {
  const length = Number(sql(server, `SELECT ends_at - starts_at FROM workshops WHERE id = '${id}'`));
  let start = soon(minutes);
  while (wall(start.at + length).date !== start.date)
    start = wall(start.at + (minutes < 0 ? -QUARTER_MS : QUARTER_MS));
  const end = wall(start.at + length);
  sql(
    server,
    `UPDATE workshops SET starts_at = ${start.at}, ends_at = ${start.at + length}, date = '${start.date}',
      start_time = '${start.time}', end_time = '${end.time}' WHERE id = '${id}';
     DELETE FROM busy_quarters WHERE workshop_id = '${id}'`,
  );
}

/** Somebody with an account who learns and does nothing else, on their own phone. */
export interface Newcomer {
  name: string;
  email: string;
  page: Page;
  api: Api;
}

/** As an administrator makes accounts, and people come in by the link of their mail. */
export async function newcomer(
  browser: Browser,
  server: Server,
  admin: Api,
  first: string,
  roles: readonly string[] = ['learner'],
) {
  const last = surname('Arrivan');
  const email = `${first.normalize('NFD').replace(/\W/g, '')}.${last}@exemple.fr`.toLowerCase();
  await admin.post('/api/accounts', { email, first_name: first, last_name: last, roles });
  const context = await browser.newContext({
    baseURL: server.url,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    viewport: PHONE,
  });
  const page = await context.newPage();
  await enterByLink(page, await signInToken(server, email));
  const somebody: Newcomer = { name: `${first} ${last}`, email, page, api: await apiOf(context) };
  return somebody;
}

/** What a workshop's page says of its seats, and of one's own. */
export const seats = (page: Page) => page.getByRole('region', { name: 'Places' });
