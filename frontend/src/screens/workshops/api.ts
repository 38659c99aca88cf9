import { v7 } from 'uuid';
import { api, ok } from '$lib/api/client';
import type {
  Commitment,
  DayCount,
  Enrolment,
  EnrolmentRole,
  FacilitationAnswer,
  Workshop,
  WorkshopSummary,
} from '$lib/api/workshops';

const at = (id: string) => ({ params: { path: { id } } });

/** The most that one answer holds. */
const MOST = 500;

/** Which workshops are asked for: days, both included, and filters as the API names them. */
export interface Question {
  from: string;
  to: string;
  competence_id?: string;
  level?: number;
  place_id?: string;
  free?: true;
  mine?: true;
  state?: 'draft';
}

/** Workshops by their start; `more` when there are more than one answer holds. */
export async function listWorkshops(question: Question, limit = MOST) {
  const query = { ...question, limit };
  const page = await ok(api.GET('/api/planned-workshops', { params: { query } }));
  return { items: page.items as WorkshopSummary[], more: page.next_cursor !== null };
}

export async function countDays(question: Question): Promise<DayCount[]> {
  return (await ok(api.GET('/api/planned-workshops/days', { params: { query: question } }))).items;
}

export async function readWorkshop(id: string): Promise<Workshop> {
  return (await ok(api.GET('/api/planned-workshops/{id}', at(id)))) as unknown as Workshop;
}

/** What one is enrolled in, from now on. */
export async function ownCommitments(): Promise<Commitment[]> {
  return (await ok(api.GET('/api/me/enrolments'))).items;
}

/** Asks for a seat for oneself. The same id sent twice is one enrolment. */
export function enrol(workshopId: string, id: string, role?: EnrolmentRole): Promise<Enrolment> {
  const body = role === undefined ? { id } : { id, role };
  return ok(api.POST('/api/planned-workshops/{id}/enrolments', { ...at(workshopId), body }));
}

/** Gives the seat back, takes an offer, or says that one still wants a seat. */
export function command(enrolment: Enrolment, act: 'withdraw' | 'accept' | 'renew'): Promise<Enrolment> {
  const path = { id: enrolment.workshop_id, enrolment_id: enrolment.id };
  return ok(
    api.POST('/api/planned-workshops/{id}/enrolments/{enrolment_id}/commands', {
      params: { path },
      body: { id: v7(), do: act },
    }),
  );
}

export async function answerAsFacilitator(
  workshopId: string,
  facilitatorId: string,
  answer: FacilitationAnswer,
) {
  await api.POST('/api/planned-workshops/{id}/facilitators/{facilitator_id}/answer', {
    params: { path: { id: workshopId, facilitator_id: facilitatorId } },
    body: { answer },
  });
}
