import { api, ok } from '$lib/api/client';
import type {
  BadgeInput,
  BadgeView,
  Catalogue,
  FacilitationStanding,
  Proof,
  PublicBadge,
  Says,
} from '$lib/api/badges';

const at = (id: string) => ({ params: { path: { id } } });

export function readCatalogue(): Promise<Catalogue> {
  return ok(api.GET('/api/competences'));
}

/** Newest first. */
export async function listBadges(): Promise<BadgeView[]> {
  return (await ok(api.GET('/api/me/badges'))).items;
}

/** What one's verified levels rest on, by competence. */
export async function verifiedLevels(): Promise<{ competence_id: string; proof: Proof }[]> {
  const { levels } = await ok(api.GET('/api/me/levels'));
  return levels.flatMap(({ competence_id, verified }) =>
    verified ? [{ competence_id, proof: verified }] : [],
  );
}

/** The badge, and whether it is a new one. */
export interface Asked {
  badge: BadgeView;
  isNew: boolean;
}

export async function askBadge(body: BadgeInput): Promise<Asked> {
  const { data, response } = await api.POST('/api/me/badges', { body });
  return { badge: data as BadgeView, isNew: response.status === 201 };
}

export function readTaught(): Promise<FacilitationStanding> {
  return ok(api.GET('/api/me/badges/facilitation'));
}

export async function askTaughtBadge(body: Says): Promise<Asked> {
  const { data, response } = await api.POST('/api/me/badges/facilitation', { body });
  return { badge: data as BadgeView, isNew: response.status === 201 };
}

export async function takeBack(id: string) {
  await api.POST('/api/me/badges/{id}/revoke', at(id));
}

export function readBadge(id: string): Promise<PublicBadge> {
  return ok(api.GET('/api/badges/awards/{id}/state', at(id)));
}

export function checkBadge(token: string): Promise<PublicBadge> {
  return ok(api.POST('/api/badges/check', { body: { token } }));
}
