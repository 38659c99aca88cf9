import { api, ifMatch, ok, request } from '$lib/api/client';
import type {
  CoordinationInput,
  CoordinationKind,
  CoordinationStatistics,
  CoordinationSummary,
  CoordinationView,
} from '$lib/api/coordination';
import type { List, Named } from '$lib/api/types';
import type { Filters } from './filters';

const COLLECTIONS: Record<CoordinationKind, string> = {
  animation: '/api/coordination/animations',
  evenement: '/api/coordination/events',
  partenariat: '/api/coordination/partnerships',
};

export function listActivities(
  filters: Filters,
  cursor: string | null,
  limit = 30,
): Promise<List<CoordinationSummary>> {
  const query = { ...filters, limit, with_total: true, ...(cursor ? { cursor } : {}) };
  return ok(api.GET('/api/coordination/activities', { params: { query } }));
}

export function readActivity(id: string): Promise<CoordinationView> {
  return ok(api.GET('/api/coordination/activities/{id}', { params: { path: { id } } }));
}

/** Records an activity under an id of this device's, or changes the version seen. */
export async function saveActivity(
  kind: CoordinationKind,
  id: string,
  body: CoordinationInput,
  version?: number,
): Promise<CoordinationView> {
  return (await request('PUT', `${COLLECTIONS[kind]}/${id}`, { body, version })) as CoordinationView;
}

export async function deleteActivity(id: string, version: number) {
  await api.DELETE('/api/coordination/activities/{id}', {
    params: { path: { id }, header: ifMatch(version) },
  });
}

export function restoreActivity(id: string): Promise<CoordinationView> {
  return ok(api.POST('/api/coordination/activities/{id}/restore', { params: { path: { id } } }));
}

export function readFigures(query: Record<string, string>): Promise<CoordinationStatistics> {
  return ok(api.GET('/api/coordination/statistics', { params: { query } }));
}

export interface Departement {
  code: string;
  name: string;
}

let known: Promise<readonly Departement[]> | null = null;

/** The 101 départements and the collectivities: read once. */
export function departements(): Promise<readonly Departement[]> {
  known ??= ok(api.GET('/api/departements')).then(({ items }) => items);
  known.catch(() => (known = null));
  return known;
}

export async function usableTags(): Promise<readonly Named[]> {
  return (await ok(api.GET('/api/tags'))).items.map(({ id, name }) => ({ id, name }));
}
