import { api, ifMatch, ok, request } from '$lib/api/client';
import type { IndividualSessionInput, SessionKind, SessionView, WorkshopInput } from '$lib/api/types';
import { collection } from '$lib/offline/flush';

export function readSession(id: string): Promise<SessionView> {
  return ok(api.GET('/api/sessions/{id}', { params: { path: { id } } }));
}

export async function updateSession(
  id: string,
  kind: SessionKind,
  body: IndividualSessionInput | WorkshopInput,
  version: number,
): Promise<SessionView> {
  return (await request('PUT', `${collection(kind)}/${id}`, { body, version })) as SessionView;
}

/** Writes over whatever the server has. */
export async function replaceSession(
  id: string,
  kind: SessionKind,
  body: IndividualSessionInput | WorkshopInput,
): Promise<SessionView> {
  const { version } = await readSession(id);
  return updateSession(id, kind, body, version);
}

export async function deleteSession(id: string, version: number) {
  await api.DELETE('/api/sessions/{id}', { params: { path: { id }, header: ifMatch(version) } });
}

export function restoreSession(id: string): Promise<SessionView> {
  return ok(api.POST('/api/sessions/{id}/restore', { params: { path: { id } } }));
}
