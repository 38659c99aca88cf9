import type {
  AuditEntry,
  FacilitatorItem,
  Invitation,
  MailEntry,
  OrganizationView,
  ProgrammeView,
  TeamView,
} from '$lib/api/administration';
import { api, ifMatch, ok } from '$lib/api/client';
import type { AccountView, List, Role } from '$lib/api/types';

const PAGE = 30;
/** Coordinators are few: read at once, to choose one. */
const WHOLE = 500;

const page = (cursor: string | null) => ({
  limit: PAGE,
  with_total: true,
  ...(cursor === null ? {} : { cursor }),
});
const version = (known: number | undefined) => (known === undefined ? {} : ifMatch(known));
const at = (id: string) => ({ path: { id } });

export interface AccountQuestion {
  text: string;
  role: string;
  status: string;
}

/** Names and addresses travel in the body, never in the address of a request. */
export function listAccounts({ text, role, status }: AccountQuestion, cursor: string | null) {
  const filters = { ...(role ? { role } : {}), ...(status ? { status } : {}) };
  return text === ''
    ? ok<List<AccountView>>(api.GET('/api/accounts', { params: { query: { ...filters, ...page(cursor) } } }))
    : ok<List<AccountView>>(
        api.POST('/api/accounts/search', { body: { text, ...filters, ...page(cursor) } }),
      );
}

export function readAccount(id: string): Promise<AccountView> {
  return ok<AccountView>(api.GET('/api/accounts/{id}', { params: at(id) }));
}

export function invite(body: Invitation): Promise<AccountView> {
  return ok<AccountView>(api.POST('/api/accounts', { body }));
}

export interface AccountInput {
  first_name: string;
  last_name: string;
  phone: string | null;
  roles: Role[];
  facilitator_kind: 'mediator' | 'peer' | null;
  organization_id: string | null;
}

export function saveAccount(account: AccountView, body: AccountInput): Promise<AccountView> {
  const headers = ifMatch(account.version);
  return ok<AccountView>(api.PUT('/api/accounts/{id}', { params: at(account.id), headers, body }));
}

export async function inviteAgain(id: string) {
  await api.POST('/api/accounts/{id}/invitation', { params: at(id) });
}

export function setSuspended(account: AccountView, suspended: boolean): Promise<AccountView> {
  const path = suspended ? '/api/accounts/{id}/suspend' : '/api/accounts/{id}/reactivate';
  return ok<AccountView>(api.POST(path, { params: at(account.id), headers: ifMatch(account.version) }));
}

export async function coordinators(): Promise<AccountView[]> {
  const query = { role: 'coordinator', limit: WHOLE };
  return (await ok<List<AccountView>>(api.GET('/api/accounts', { params: { query } }))).items;
}

export async function searchFacilitators(text: string): Promise<FacilitatorItem[]> {
  const params = { query: { q: text } };
  return (await ok<{ items: FacilitatorItem[] }>(api.GET('/api/facilitators', { params }))).items;
}

export function listOrganizations(text: string, cursor: string | null) {
  const query = { ...(text ? { q: text } : {}), ...page(cursor) };
  return ok<List<OrganizationView>>(api.GET('/api/organizations', { params: { query } }));
}

export function readOrganization(id: string): Promise<OrganizationView> {
  return ok<OrganizationView>(api.GET('/api/organizations/{id}', { params: at(id) }));
}

export interface OrganizationInput {
  name: string;
  siret?: string;
  rna?: string;
  commune_code?: string;
  address?: string;
}

export function saveOrganization(id: string, body: OrganizationInput, known?: number) {
  const options = { params: at(id), headers: version(known), body };
  return ok<OrganizationView>(api.PUT('/api/organizations/{id}', options));
}

export async function listProgrammes(): Promise<ProgrammeView[]> {
  return (await ok<{ items: ProgrammeView[] }>(api.GET('/api/programmes'))).items;
}

export interface ProgrammeInput {
  name: string;
  starts_on?: string;
  ends_on?: string;
}

export function saveProgramme(id: string, body: ProgrammeInput, known?: number) {
  const options = { params: at(id), headers: version(known), body };
  return ok<ProgrammeView>(api.PUT('/api/programmes/{id}', options));
}

export async function listTeams(): Promise<TeamView[]> {
  return (await ok<{ items: TeamView[] }>(api.GET('/api/teams'))).items;
}

export function readTeam(id: string): Promise<TeamView> {
  return ok<TeamView>(api.GET('/api/teams/{id}', { params: at(id) }));
}

export function saveTeam(id: string, body: { name: string; coordinator_account_id: string }, known?: number) {
  return ok<TeamView>(api.PUT('/api/teams/{id}', { params: at(id), headers: version(known), body }));
}

export async function saveMember(
  team: string,
  facilitator: string,
  body: { joined_on: string; left_on: string | null },
) {
  const path = { id: team, facilitator_id: facilitator };
  await api.PUT('/api/teams/{id}/members/{facilitator_id}', { params: { path }, body });
}

export function listAudit(cursor: string | null): Promise<List<AuditEntry>> {
  return ok<List<AuditEntry>>(api.GET('/api/audit', { params: { query: page(cursor) } }));
}

export function listMails(cursor: string | null): Promise<List<MailEntry>> {
  return ok<List<MailEntry>>(api.GET('/api/mails', { params: { query: page(cursor) } }));
}
