import { api, ok } from '$lib/api/client';
import type { Acceptance, InvitationOffer, Newcomer } from '$lib/api/teams';

/** The token travels in the body: addresses are written to logs. */
export function readOffer(token: string): Promise<InvitationOffer> {
  return ok(api.POST('/api/team-invitations/read', { body: { token } }));
}

export function accept(token: string, newcomer?: Newcomer): Promise<Acceptance> {
  const body = { token, ...(newcomer ? { newcomer } : {}) };
  return ok(api.POST('/api/team-invitations/accept', { body }));
}

export async function decline(token: string) {
  await api.POST('/api/team-invitations/decline', { body: { token } });
}
