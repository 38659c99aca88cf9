import type {
  AccountInput,
  AuditEntry,
  FacilitatorItem,
  Invitation,
  MailEntry,
  MemberInput,
  OrganizationInput,
  OrganizationView,
  ProgrammeInput,
  ProgrammeView,
  TeamInput,
  TeamView,
} from '$lib/api/administration';
import { api, ifMatch, ok } from '$lib/api/client';
import type { AccountView, List, Role } from '$lib/api/types';
import { fold } from '$lib/text';

const PAGE = 30;
/** Coordinators are few: read at once, to choose one. */
const WHOLE = 500;
const SHOWN = 8;

const page = (cursor: string | null) => ({
  limit: PAGE,
  with_total: true,
  ...(cursor === null ? {} : { cursor }),
});
const at = (id: string) => ({ path: { id } });
/** A record as it was read; without a version, one to create. */
const seen = (id: string, version?: number) => ({
  path: { id },
  ...(version === undefined ? {} : { header: ifMatch(version) }),
});

export interface AccountQuestion {
  text: string;
  role: Role | null;
  status: AccountView['status'] | null;
}

/** Names and addresses travel in the body, never in the address of a request. */
export function listAccounts({ text, role, status }: AccountQuestion, cursor: string | null) {
  const filters = { ...(role ? { role } : {}), ...(status ? { status } : {}) };
  return text === ''
    ? ok(api.GET('/api/accounts', { params: { query: { ...filters, ...page(cursor) } } }))
    : ok(api.POST('/api/accounts/search', { body: { text, ...filters, ...page(cursor) } }));
}

export function readAccount(id: string): Promise<AccountView> {
  return ok(api.GET('/api/accounts/{id}', { params: at(id) }));
}

export function invite(body: Invitation): Promise<AccountView> {
  return ok(api.POST('/api/accounts', { body }));
}

export function saveAccount(account: AccountView, body: AccountInput): Promise<AccountView> {
  const params = { path: { id: account.id }, header: ifMatch(account.version) };
  return ok(api.PUT('/api/accounts/{id}', { params, body }));
}

export async function inviteAgain(id: string) {
  await api.POST('/api/accounts/{id}/invitation', { params: at(id) });
}

export function setSuspended(account: AccountView, suspended: boolean): Promise<AccountView> {
  const path = suspended ? '/api/accounts/{id}/suspend' : '/api/accounts/{id}/reactivate';
  const params = { path: { id: account.id }, header: ifMatch(account.version) };
  return ok(api.POST(path, { params }));
}

export async function coordinators(): Promise<AccountView[]> {
  const query = { role: 'coordinator' as const, limit: WHOLE };
  return (await ok(api.GET('/api/accounts', { params: { query } }))).items;
}

/** Facilitators are hundreds at most: the list is read whole, and searched here. */
export async function searchFacilitators(text: string): Promise<FacilitatorItem[]> {
  const { items } = await ok(api.GET('/api/facilitators'));
  return items.filter(({ name }) => fold(name).includes(fold(text))).slice(0, SHOWN);
}

export function listOrganizations(text: string, cursor: string | null) {
  const query = { ...(text ? { q: text } : {}), ...page(cursor) };
  return ok(api.GET('/api/organizations', { params: { query } }));
}

export function readOrganization(id: string): Promise<OrganizationView> {
  return ok(api.GET('/api/organizations/{id}', { params: at(id) }));
}

export function saveOrganization(id: string, body: OrganizationInput, version?: number) {
  const options = { params: seen(id, version), body };
  return ok(api.PUT('/api/organizations/{id}', options));
}

export async function listProgrammes(): Promise<ProgrammeView[]> {
  return (await ok(api.GET('/api/programmes'))).items;
}

export function saveProgramme(id: string, body: ProgrammeInput, version?: number) {
  const options = { params: seen(id, version), body };
  return ok(api.PUT('/api/programmes/{id}', options));
}

export async function listTeams(): Promise<TeamView[]> {
  return (await ok(api.GET('/api/teams'))).items;
}

export function readTeam(id: string): Promise<TeamView> {
  return ok(api.GET('/api/teams/{id}', { params: at(id) }));
}

export function saveTeam(id: string, body: TeamInput, version?: number) {
  return ok(api.PUT('/api/teams/{id}', { params: seen(id, version), body }));
}

export async function saveMember(team: string, facilitator: string, body: MemberInput) {
  const path = { id: team, facilitator_id: facilitator };
  await api.PUT('/api/teams/{id}/members/{facilitator_id}', { params: { path }, body });
}

export function listAudit(cursor: string | null): Promise<List<AuditEntry>> {
  return ok(api.GET('/api/audit', { params: { query: page(cursor) } }));
}

export function listMails(cursor: string | null): Promise<List<MailEntry>> {
  return ok(api.GET('/api/mails', { params: { query: page(cursor) } }));
}
