import { api, ok } from '$lib/api/client';
import type { HelpDraft, Helpers, HelpInput, HelpRequest, HelpStepInput } from '$lib/api/help';

export interface Subject {
  competence: string;
  level?: number;
  commune?: string;
}

/** Who can help oneself with a subject: the first to ask first. */
export function findHelpers(subject: Subject): Promise<Helpers> {
  return ok(api.GET('/api/me/helpers', { params: { query: subject } }));
}

/** Asks for help. The same id sent twice is one request. */
export function askForHelp(id: string, body: HelpInput): Promise<HelpRequest> {
  return ok(api.PUT('/api/help-requests/{id}', { params: { path: { id } }, body }));
}

/** What one asked for, newest first. */
export async function ownRequests(): Promise<HelpRequest[]> {
  return (await ok(api.GET('/api/me/help-requests'))).items;
}

/** What waits for one's help, and what one took on: who waits longest first. */
export async function waitingRequests(): Promise<HelpRequest[]> {
  return (await ok(api.GET('/api/help-requests'))).items;
}

/** Drafts that requests made: those that one is asked to lead, and those of one's team. */
export async function helpDrafts(): Promise<HelpDraft[]> {
  return (await ok(api.GET('/api/help-drafts'))).items;
}

export function takeStep(id: string, body: HelpStepInput): Promise<HelpRequest> {
  return ok(api.POST('/api/help-requests/{id}/steps', { params: { path: { id } }, body }));
}
