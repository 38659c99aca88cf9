import { api, ifMatch, ok } from '$lib/api/client';
import type { PlaceInput, PlaceSummary, PlaceView } from '$lib/api/places';
import type { List } from '$lib/api/types';

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
  return ok<List<PlaceSummary>>(api.GET('/api/places', { params: { query } }));
}

export function readPlace(id: string): Promise<PlaceView> {
  return ok<PlaceView>(api.GET('/api/places/{id}', { params: { path: { id } } }));
}

/** Creates (no version) or corrects the sheet of a place. */
export function savePlace(id: string, body: PlaceInput, version?: number): Promise<PlaceView> {
  const headers = version === undefined ? {} : ifMatch(version);
  return ok<PlaceView>(api.PUT('/api/places/{id}', { params: { path: { id } }, headers, body }));
}

/** « J’y travaille », from today. */
export async function attach(id: string) {
  await api.POST('/api/places/{id}/attachment', { params: { path: { id } } });
}

/** The end of it, today: past sessions keep their place. */
export async function leave(id: string) {
  await api.DELETE('/api/places/{id}/attachment', { params: { path: { id } } });
}

export interface Departement {
  code: string;
  name: string;
}

export async function departements(): Promise<Departement[]> {
  return (await ok<{ items: Departement[] }>(api.GET('/api/departements'))).items;
}
