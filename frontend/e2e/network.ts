/** Workshops of the network made through the API, as those who plan them would. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { expect, type Server } from './support';

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

const QUARTER_MS = 15 * 60_000;

/** A day and a quarter of an hour to come, by the clock on the wall of the network. */
export function soon(minutes: number) {
  const at = new Date(Math.ceil((Date.now() + minutes * 60_000) / QUARTER_MS) * QUARTER_MS);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', ...options }).format(at);
  return { date: part({ dateStyle: 'short' }), time: part({ timeStyle: 'short' }) };
}

/** Writes into the database of the network what no screen writes in a test's time. */
export function writeInto(server: Server, sql: string) {
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(server.data, 'coopair.sqlite'), sql]);
}

/** The time of a workshop comes: nobody waits for a quarter of an hour in a test. */
export function begin(server: Server, id: string) {
  const hours = 4 * 3_600_000;
  // Near midnight it was planned for tomorrow.
  const sql = `UPDATE workshops SET starts_at = starts_at - ${hours}, ends_at = ends_at - ${hours},
    date = '${soon(-15).date}' WHERE id = '${id}'`;
  writeInto(server, sql);
}
