import { api, ifMatch, ok } from '$lib/api/client';
import type { ProgrammeInput, ProgrammeView } from '$lib/api/administration';
import type {
  FunderInput,
  NetworkSettingsInput,
  NetworkSettingsView,
  PerimeterInput,
  PerimeterView,
  PublicView,
  TerritoryView,
} from '$lib/api/funding';
import type { Named } from '$lib/api/types';
import { fullName } from '$lib/sessions/people';

/** Funders are few: read at once, to choose some. */
const WHOLE = 500;
const FOUND = 10;

const at = (id: string) => ({ path: { id } });
/** A record as it was read; without a version, one to create. */
const seen = (id: string, version?: number) => ({
  path: { id },
  ...(version === undefined ? {} : { header: ifMatch(version) }),
});

export function readProgramme(id: string): Promise<ProgrammeView> {
  return ok(api.GET('/api/programmes/{id}', { params: at(id) }));
}

/** A programme as it is, to be sent back with one thing changed: what is left out is removed. */
export function asInput(programme: ProgrammeView): ProgrammeInput {
  return {
    name: programme.name,
    starts_on: programme.starts_on ?? undefined,
    ends_on: programme.ends_on ?? undefined,
    envelopes: (programme.envelopes ?? []).map((envelope) => ({
      ...envelope,
      amount_eur: envelope.amount_eur ?? undefined,
    })),
    targets: programme.targets ?? [],
  };
}

export async function listPerimeters(): Promise<PerimeterView[]> {
  return (await ok(api.GET('/api/perimeters'))).items;
}

export function readPerimeter(id: string): Promise<PerimeterView> {
  return ok(api.GET('/api/perimeters/{id}', { params: at(id) }));
}

export function savePerimeter(id: string, body: PerimeterInput, version?: number): Promise<PerimeterView> {
  return ok(api.PUT('/api/perimeters/{id}', { params: seen(id, version), body }));
}

export async function deletePerimeter({ id, version }: PerimeterView) {
  await api.DELETE('/api/perimeters/{id}', { params: { path: { id }, header: ifMatch(version) } });
}

export function inviteFunder(id: string, body: FunderInput): Promise<PerimeterView> {
  return ok(api.POST('/api/perimeters/{id}/invitations', { params: at(id), body }));
}

export async function listFunders(): Promise<Named[]> {
  const query = { role: 'funder' as const, limit: WHOLE };
  const { items } = await ok(api.GET('/api/accounts', { params: { query } }));
  return items.map((account) => ({ id: account.id, name: fullName(account) }));
}

export async function searchTerritories(q: string): Promise<TerritoryView[]> {
  return (await ok(api.GET('/api/territories', { params: { query: { q, limit: FOUND } } }))).items;
}

export async function searchOrganizations(q: string): Promise<Named[]> {
  const query = { q, limit: FOUND };
  const { items } = await ok(api.GET('/api/organizations', { params: { query } }));
  return items.map(({ id, name }) => ({ id, name }));
}

export function readSettings(): Promise<NetworkSettingsView> {
  return ok(api.GET('/api/settings'));
}

export function saveSettings(version: number, body: NetworkSettingsInput): Promise<NetworkSettingsView> {
  return ok(api.PUT('/api/settings', { params: { header: ifMatch(version) }, body }));
}

export function readPublic(): Promise<PublicView> {
  return ok(api.GET('/api/public'));
}
