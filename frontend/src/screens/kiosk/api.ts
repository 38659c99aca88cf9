import createClient, { type Middleware } from 'openapi-fetch';
import type { Answer } from '$lib/api/answer';
import { api, ok } from '$lib/api/client';
import { Problem } from '$lib/api/problem';
import type { paths } from '$lib/api/schema';
import { language } from '$lib/language.svelte';

export type KioskState = Answer<'KioskState'>;
export type KioskOpened = Answer<'KioskOpened'>;
export type KioskView = Answer<'KioskView'>;
export type KioskPerson = Answer<'KioskPerson'>;
export type KioskTapped = Answer<'KioskTapped'>;
export type KioskWorkshop = Answer<'KioskWorkshop'>;
export type Presence = Answer<'PresenceView'>;
export type PresenceTold = Answer<'PresenceTold'>;

/** How somebody says who they are: a tap on the list, or what they type. */
export type Who = { enrolment_id: string } | { staff_number: string } | { slip_code: string };

const conventions: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', language.current);
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw Problem.fromBody(response.status, await response.json().catch(() => null));
  },
  onError() {
    throw Problem.network();
  },
};

/** The tablet is nobody: it sends neither a token nor a cookie, whoever was signed in on it. */
const tablet = createClient<paths>({ baseUrl: '', credentials: 'omit' });
tablet.use(conventions);

export function readKiosk(secret: string): Promise<KioskView> {
  return ok(tablet.POST('/api/kiosk/read', { body: { secret } })) as Promise<KioskView>;
}

/** The same id again is the same tap. */
export function tap(secret: string, id: string, who: Who): Promise<KioskTapped> {
  return ok(tablet.POST('/api/kiosk/taps', { body: { secret, id, ...who } })) as Promise<KioskTapped>;
}

export async function undo(secret: string, id: string, enrolment: string, tapped: string) {
  const body = { secret, id, enrolment_id: enrolment, tap_id: tapped };
  await tablet.POST('/api/kiosk/undo', { body });
}

/** With one's own account, on one's own phone. */
export function readPresence(code: string): Promise<Presence> {
  return ok(api.POST('/api/me/presence/read', { body: { code } })) as Promise<Presence>;
}

export function bePresent(code: string, id: string): Promise<PresenceTold> {
  return ok(api.POST('/api/me/presence', { body: { code, id } })) as Promise<PresenceTold>;
}

const at = (id: string) => ({ params: { path: { id } } });

/** For who manages the workshop. */
export function readState(workshop: string): Promise<KioskState> {
  return ok(api.GET('/api/planned-workshops/{id}/kiosk', at(workshop))) as Promise<KioskState>;
}

export function openKiosk(workshop: string): Promise<KioskOpened> {
  return ok(api.POST('/api/planned-workshops/{id}/kiosk', at(workshop))) as Promise<KioskOpened>;
}

export async function closeKiosk(workshop: string) {
  await api.POST('/api/planned-workshops/{id}/kiosk/close', at(workshop));
}
