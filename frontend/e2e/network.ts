/** Workshops of the network made through the API, as those who plan them would. */
import { randomUUID } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';
import { expect } from './support';

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
    async put(path: string, data: object) {
      const found = await context.request.put(path, { headers, data });
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
