import { api, ok } from '$lib/api/client';
import { isProblem, Problem } from '$lib/api/problem';
import type { List } from '$lib/api/types';
import type { MemberItem, MemberSheet, MemberSort, MembersShown, TeamInvitation } from '$lib/api/teams';

const PAGE = 50;

const page = (cursor: string | null) => ({
  limit: PAGE,
  with_total: true,
  ...(cursor === null ? {} : { cursor }),
});
const at = (id: string) => ({ path: { id } });
const member = (team: string, id: string) => ({ path: { id: team, facilitator_id: id } });

export interface MembersQuestion {
  state: MembersShown;
  sort: MemberSort;
}

export function listMembers(team: string, question: MembersQuestion, cursor: string | null) {
  const query = { ...question, ...page(cursor) };
  const answer = ok(api.GET('/api/teams/{id}/members', { params: { ...at(team), query } }));
  return answer as Promise<List<MemberItem>>;
}

export function readMember(team: string, id: string): Promise<MemberSheet> {
  return ok(api.GET('/api/teams/{id}/members/{facilitator_id}', { params: member(team, id) }));
}

export type Ending = 'archive' | 'remove';

export async function endStay(team: string, id: string, how: Ending) {
  const params = member(team, id);
  if (how === 'archive') await api.POST('/api/teams/{id}/members/{facilitator_id}/archive', { params });
  else await api.POST('/api/teams/{id}/members/{facilitator_id}/remove', { params });
}

export function listInvitations(team: string, waiting: boolean, cursor: string | null) {
  const query = { ...(waiting ? { state: 'waiting' as const } : {}), ...page(cursor) };
  const answer = ok(api.GET('/api/teams/{id}/invitations', { params: { ...at(team), query } }));
  return answer as Promise<List<TeamInvitation>>;
}

/** Invites; what is wrong with an address is said with the address, as they are all in one field. */
export async function invite(team: string, emails: string[]) {
  try {
    await api.POST('/api/teams/{id}/invitations', { params: at(team), body: { emails } });
  } catch (error) {
    throw isProblem(error) ? byAddress(error, emails) : error;
  }
}

export function byAddress(problem: Problem, emails: readonly string[]): Problem {
  const lines = problem.errors.map(({ pointer, message }) => {
    const email = emails[Number(pointer.split('/')[2])];
    return email === undefined ? message : `${email} – ${message}`;
  });
  if (lines.length === 0) return problem;
  const fault = { pointer: '/emails', code: problem.code, message: lines.join(' ') };
  return new Problem(problem.status, problem.code, problem.detail, [fault], problem.requestId);
}

export async function withdraw(id: string) {
  await api.POST('/api/team-invitations/{id}/withdraw', { params: at(id) });
}
