import { v7 as uuidv7 } from 'uuid';
import type { Answer, Complete, Input } from '$lib/api/answer';
import { api, ifMatch, ok } from '$lib/api/client';
import type { paths } from '$lib/api/schema';
import type { List } from '$lib/api/types';

/** The body of a write, by its path: some names stand for two things in the contract. */
type Body<Path extends keyof paths, Method extends 'put' | 'post'> = paths[Path] extends {
  [key in Method]: { requestBody: { content: { 'application/json': infer Sent } } };
}
  ? Sent
  : never;

export type Workshop = Answer<'PlannedWorkshopView'>;
export type WorkshopSummary = Answer<'PlannedWorkshopSummary'>;
export type WorkshopInput = Input<'PlannedWorkshopInput'>;
export type WorkshopState = Input<'WorkshopState'>;
export type Facilitating = Workshop['facilitators'][number];
export type FacilitationRole = Input<'FacilitationRole'>;
export type FacilitationAnswer = Input<'FacilitationAnswer'>;
export type Roster = Answer<'RosterView'>;
export type RosterLine = Answer<'RosterLine'>;
export type Invited = Answer<'InvitedView'>;
export type Unheard = Answer<'UnheardLine'>;
export type Attendance = Input<'Attendance'>;
export type Enrolment = Answer<'EnrolmentView'>;
export type EnrolmentDeed = Input<'Asked'>;
export type CloseInput = Input<'CloseInput'>;
export type Template = Answer<'TemplateView'>;
export type TemplateInput = Input<'TemplateInput'>;
export type Lending = Answer<'LendingView'>;
export type Satisfaction = Answer<'SatisfactionResults'>;

export type Facilitation = Answer<'FacilitationView'>;
export type OfferInput = Body<'/api/me/facilitation', 'put'>;
export type Reach = OfferInput['reach'];
export type Step = Input<'Step'>;
export type FacilitatorStatus = Input<'FacilitatorStatus'>;
export type Availability = Answer<'AvailabilityView'>;
export type Weekday = Input<'Weekday'>;
export type Recognition = Answer<'Recognition'>;
export type Helper = Answer<'Helper'>;
export type NetworkFacilitator = Answer<'NetworkFacilitator'>;
export type NetworkFacilitatorDetail = Answer<'NetworkFacilitatorView'>;
export type HelpRequest = Answer<'HelpView'>;

type WorkshopsQuery = NonNullable<paths['/api/planned-workshops']['get']['parameters']['query']>;
export type Attention = NonNullable<WorkshopsQuery['attention']>;

/** Whom somebody enrols: a followed person, or a colleague by what the employer calls them. */
export type Whom = { learner_id: string } | { staff_number: string };

const at = (id: string) => ({ path: { id } });
/** One page is enough for lists to choose from. */
const WHOLE = 200;

export function listWorkshops(query: WorkshopsQuery): Promise<List<WorkshopSummary>> {
  return ok(api.GET('/api/planned-workshops', { params: { query } })) as Promise<List<WorkshopSummary>>;
}

export function readWorkshop(id: string): Promise<Workshop> {
  return ok(api.GET('/api/planned-workshops/{id}', { params: at(id) })) as Promise<Workshop>;
}

/** Plans a workshop (no version), or changes it. */
export function saveWorkshop(id: string, body: WorkshopInput, version?: number): Promise<Workshop> {
  const params = { ...at(id), ...(version === undefined ? {} : { header: ifMatch(version) }) };
  return ok(api.PUT('/api/planned-workshops/{id}', { params, body })) as Promise<Workshop>;
}

export function publish(id: string): Promise<Workshop> {
  return ok(api.POST('/api/planned-workshops/{id}/publish', { params: at(id) })) as Promise<Workshop>;
}

export async function cancelWorkshop(id: string, reason: string) {
  await api.POST('/api/planned-workshops/{id}/cancel', { params: at(id), body: { reason } });
}

export async function didNotHappen(id: string, reason: string) {
  await api.POST('/api/planned-workshops/{id}/did-not-happen', { params: at(id), body: { reason } });
}

export async function postpone(id: string, body: Input<'PostponeInput'>) {
  await api.POST('/api/planned-workshops/{id}/postpone', { params: at(id), body });
}

export function readRoster(id: string): Promise<Roster> {
  return ok(api.GET('/api/planned-workshops/{id}/roster', { params: at(id) })) as Promise<Roster>;
}

/** The same id again is the same enrolment. */
export function enrol(workshop: string, id: string, whom: Whom): Promise<Enrolment> {
  const body = { id, ...whom };
  return ok(
    api.POST('/api/planned-workshops/{id}/enrolments', { params: at(workshop), body }),
  ) as Promise<Enrolment>;
}

/** Somebody who came without a seat; who waited comes by their enrolment. */
export async function walkIn(workshop: string, id: string, whom: Whom | { enrolment_id: string }) {
  await api.POST('/api/planned-workshops/{id}/walk-ins', {
    params: at(workshop),
    body: { id, ...whom },
  });
}

/** Each is told once; who was invited before is not told again. */
export async function invite(workshop: string, body: Input<'InvitationsInput'>) {
  await api.POST('/api/planned-workshops/{id}/invitations', { params: at(workshop), body });
}

/** Who was invited, in the order of the invitations. */
export async function listInvited(workshop: string): Promise<Invited[]> {
  const found = await ok(api.GET('/api/planned-workshops/{id}/invitations', { params: at(workshop) }));
  return (found as Answer<'InvitedList'>).items;
}

/** Nobody is told, and no seat is taken away. */
export async function takeInvitationBack(workshop: string, person: string) {
  const params = { path: { id: workshop, person_id: person } };
  await api.DELETE('/api/planned-workshops/{id}/invitations/{person_id}', { params });
}

/** The seat in the other workshop comes first: nothing is lost where there is none. */
export function moveEnrolment(
  workshop: string,
  enrolment: string,
  body: Input<'MoveInput'>,
): Promise<Enrolment> {
  const params = { path: { id: workshop, enrolment_id: enrolment } };
  return ok(
    api.POST('/api/planned-workshops/{id}/enrolments/{enrolment_id}/move', { params, body }),
  ) as Promise<Enrolment>;
}

export async function act(workshop: string, enrolment: string, deed: EnrolmentDeed, reason?: string) {
  await api.POST('/api/planned-workshops/{id}/enrolments/{enrolment_id}/commands', {
    params: { path: { id: workshop, enrolment_id: enrolment } },
    body: { id: uuidv7(), do: deed, ...(reason === undefined ? {} : { reason }) },
  });
}

export async function mark(workshop: string, marks: Input<'MarkInput'>[]) {
  await api.POST('/api/planned-workshops/{id}/attendance', { params: at(workshop), body: { marks } });
}

/** The session of the log that the workshop became; again is a correction of it. */
export async function close(workshop: string, body: CloseInput): Promise<string> {
  const params = at(workshop);
  const closed = await ok(api.POST('/api/planned-workshops/{id}/close', { params, body }));
  return closed.session_id;
}

/** What people thought of a workshop; nothing is told below five answers. */
export function readSatisfaction(workshop: string): Promise<Satisfaction> {
  const params = at(workshop);
  return ok(api.GET('/api/planned-workshops/{id}/satisfaction', { params })) as Promise<Satisfaction>;
}

export async function askToFacilitate(
  workshop: string,
  facilitator: string,
  role: FacilitationRole,
  override?: string,
) {
  await api.PUT('/api/planned-workshops/{id}/facilitators/{facilitator_id}', {
    params: { path: { id: workshop, facilitator_id: facilitator } },
    body: { role, ...(override ? { override_reason: override } : {}) },
  });
}

export async function answerToFacilitate(workshop: string, facilitator: string, answer: FacilitationAnswer) {
  await api.POST('/api/planned-workshops/{id}/facilitators/{facilitator_id}/answer', {
    params: { path: { id: workshop, facilitator_id: facilitator } },
    body: { answer },
  });
}

export async function listTemplates(q = '', archived = false): Promise<Template[]> {
  const query = { limit: WHOLE, ...(q === '' ? {} : { q }), ...(archived ? { archived } : {}) };
  return (await ok(api.GET('/api/workshop-templates', { params: { query } }))).items as Template[];
}

export function readTemplate(id: string): Promise<Template> {
  return ok(api.GET('/api/workshop-templates/{id}', { params: at(id) })) as Promise<Template>;
}

export async function saveTemplate(id: string, body: TemplateInput, version?: number) {
  const params = { ...at(id), ...(version === undefined ? {} : { header: ifMatch(version) }) };
  await api.PUT('/api/workshop-templates/{id}', { params, body });
}

export async function archiveTemplate(id: string, version: number, archived: boolean) {
  await api.POST('/api/workshop-templates/{id}/archive', {
    params: { ...at(id), header: ifMatch(version) },
    body: { archived },
  });
}

export function readRooms(place: string): Promise<Lending> {
  return ok(api.GET('/api/places/{id}/rooms', { params: at(place) })) as Promise<Lending>;
}

export async function searchPlaces(text: string) {
  return (await ok(api.GET('/api/places', { params: { query: { q: text, limit: 8 } } }))).items;
}

/** Who can bring people to a level, the first to ask first. */
export async function findHelpers(
  competence: string,
  level: number,
  place: string | null,
): Promise<Helper[]> {
  const query = { competence, level, limit: 10, ...(place === null ? {} : { place }) };
  return (await ok(api.GET('/api/facilitators/for', { params: { query } }))).items as Helper[];
}

export async function listFacilitators() {
  return (await ok(api.GET('/api/facilitators'))).items;
}

export function readFacilitation(): Promise<Facilitation> {
  return ok(api.GET('/api/me/facilitation')) as Promise<Facilitation>;
}

export function saveOffer(body: OfferInput, version: number): Promise<Facilitation> {
  const header = version === 0 ? {} : ifMatch(version);
  return ok(api.PUT('/api/me/facilitation', { headers: header, body })) as Promise<Facilitation>;
}

export function takeStep(step: Step): Promise<Facilitation> {
  return ok(api.POST('/api/me/facilitation/steps', { body: { step } })) as Promise<Facilitation>;
}

export function readAvailability(): Promise<Availability> {
  return ok(api.GET('/api/me/availability')) as Promise<Availability>;
}

export function saveAvailability(body: Input<'AvailabilityView'>): Promise<Availability> {
  return ok(api.PUT('/api/me/availability', { body })) as Promise<Availability>;
}

export function readRecognition(year: number): Promise<Recognition> {
  return ok(api.GET('/api/me/recognition', { params: { query: { year } } })) as Promise<Recognition>;
}

export async function listNetworkFacilitators(): Promise<NetworkFacilitator[]> {
  return (await ok(api.GET('/api/network/facilitators'))).items as NetworkFacilitator[];
}

export function readNetworkFacilitator(id: string): Promise<NetworkFacilitatorDetail> {
  return ok(
    api.GET('/api/network/facilitators/{id}', { params: at(id) }),
  ) as Promise<NetworkFacilitatorDetail>;
}

export async function takeStepFor(id: string, step: Step, reason?: string) {
  const body = { step, ...(reason ? { reason } : {}) };
  await api.POST('/api/network/facilitators/{id}/steps', { params: at(id), body });
}

export async function takeIntoTeam(id: string, team: string) {
  await api.POST('/api/network/facilitators/{id}/team', { params: at(id), body: { team_id: team } });
}

export async function listOwnTeams(): Promise<Complete<{ id: string; name: string }>[]> {
  return (await ok(api.GET('/api/teams'))).items;
}

export async function listHelpRequests(): Promise<HelpRequest[]> {
  return (await ok(api.GET('/api/help-requests'))).items as HelpRequest[];
}
