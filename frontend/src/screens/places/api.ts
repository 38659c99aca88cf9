import { api, ifMatch, ok } from '$lib/api/client';
import type { Departement, PlaceInput, PlaceView } from '$lib/api/places';

const PAGE = 30;

export interface PlaceQuestion {
  q: string;
  departement: string;
  mine: boolean;
}

export function listPlaces({ q, departement, mine }: PlaceQuestion, cursor: string | null) {
  const query = {
    ...(q === '' ? {} : { q }),
    ...(departement === '' ? {} : { departement }),
    ...(mine ? { mine: true } : {}),
    limit: PAGE,
    with_total: true,
    ...(cursor === null ? {} : { cursor }),
  };
  return ok(api.GET('/api/places', { params: { query } }));
}

export function readPlace(id: string): Promise<PlaceView> {
  return ok(api.GET('/api/places/{id}', { params: { path: { id } } }));
}

/** Creates (no version) or corrects the sheet of a place. */
export function savePlace(id: string, body: PlaceInput, version?: number): Promise<PlaceView> {
  const params = { path: { id }, ...(version === undefined ? {} : { header: ifMatch(version) }) };
  return ok(api.PUT('/api/places/{id}', { params, body }));
}

/** « J’y travaille », from today. */
export async function attach(id: string) {
  await api.POST('/api/places/{id}/attachment', { params: { path: { id } } });
}

/** The end of it, today: past sessions keep their place. */
export async function leave(id: string) {
  await api.DELETE('/api/places/{id}/attachment', { params: { path: { id } } });
}

export async function departements(): Promise<Departement[]> {
  return (await ok(api.GET('/api/departements'))).items;
}
