import type { Answer, Input } from '$lib/api/answer';
import { api, ok } from '$lib/api/client';
import type { ActKind, Level } from '$lib/api/competences';
import type { MemberItem } from '$lib/api/teams';

export type Coverage = Answer<'CoverageView'>;
export type CoverageLine = Answer<'CoverageLine'>;
export type TeamGrant = Answer<'TeamGrant'>;
export type GrantInput = Input<'GrantInput'>;
export type Cosignature = Answer<'CosignatureView'>;
export type Review = Answer<'ReviewItem'>;
export type MemberLevels = Answer<'MemberLevels'>;
/** Somebody to whom a grant may be given. */
export type Member = Pick<MemberItem, 'facilitator_id' | 'name'>;

/** Members of one team are dozens: read at once, to choose one. */
const WHOLE = 500;
const at = (id: string) => ({ path: { id } });

export function readCoverage(team: string, level: Level): Promise<Coverage> {
  return ok(api.GET('/api/teams/{id}/coverage', { params: { ...at(team), query: { level } } }));
}

export async function presentMembers(team: string): Promise<Member[]> {
  const query = { state: 'present' as const, sort: 'name' as const, limit: WHOLE };
  return (await ok(api.GET('/api/teams/{id}/members', { params: { ...at(team), query } }))).items;
}

export async function listGrants(): Promise<TeamGrant[]> {
  return (await ok(api.GET('/api/teaching-grants'))).items as TeamGrant[];
}

export async function giveGrant(id: string, body: GrantInput) {
  await api.PUT('/api/teaching-grants/{id}', { params: at(id), body });
}

export async function endGrant(id: string) {
  await api.POST('/api/teaching-grants/{id}/end', { params: at(id) });
}

export async function listCosignatures(): Promise<Cosignature[]> {
  return (await ok(api.GET('/api/cosignatures'))).items as Cosignature[];
}

export async function sign(id: string) {
  await api.POST('/api/cosignatures/{id}/decision', { params: at(id), body: { sign: true } });
}

export async function decline(id: string, answer: string) {
  await api.POST('/api/cosignatures/{id}/decision', { params: at(id), body: { sign: false, answer } });
}

export async function listReviews(): Promise<Review[]> {
  return (await ok(api.GET('/api/reviews'))).items as Review[];
}

export async function actOn(evidence: string, kind: ActKind, reason: string) {
  await api.POST('/api/evidence/{id}/acts', { params: at(evidence), body: { kind, reason } });
}

/** This look is noted, and the member sees it. */
export function readMemberLevels(team: string, facilitator: string): Promise<MemberLevels> {
  const path = { id: team, facilitator_id: facilitator };
  return ok(
    api.GET('/api/teams/{id}/members/{facilitator_id}/levels', { params: { path } }),
  ) as Promise<MemberLevels>;
}
