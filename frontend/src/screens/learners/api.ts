import { api, ifMatch, ok } from '$lib/api/client';
import type { DuplicatePair, LearnerInput, LearnerView } from '$lib/api/learners';
import type { LearnerSummary, List, SessionSummary } from '$lib/api/types';

export const SORTS = ['name', 'recent', 'sessions'] as const;
export type Sort = (typeof SORTS)[number];

const PAGE = 30;
const after = (cursor: string | null) => (cursor === null ? {} : { cursor });

/** One page of the list. The text travels in the body: names never stand in an address. */
export function listLearners(text: string, sort: Sort, cursor: string | null) {
  const page = { sort, limit: PAGE, with_total: true, ...after(cursor) };
  return text === ''
    ? ok<List<LearnerSummary>>(api.GET('/api/learners', { params: { query: page } }))
    : ok<List<LearnerSummary>>(api.POST('/api/learners/search', { body: { text, ...page } }));
}

export function readLearner(id: string): Promise<LearnerView> {
  return ok<LearnerView>(api.GET('/api/learners/{id}', { params: { path: { id } } }));
}

/** Creates (no version) or corrects a sheet. */
export function saveLearner(id: string, body: LearnerInput, version?: number): Promise<LearnerView> {
  const headers = version === undefined ? {} : ifMatch(version);
  return ok<LearnerView>(api.PUT('/api/learners/{id}', { params: { path: { id } }, headers, body }));
}

export function historyOf(id: string, cursor: string | null): Promise<List<SessionSummary>> {
  const query = { learner_id: id, limit: PAGE, with_total: true, ...after(cursor) };
  return ok<List<SessionSummary>>(api.GET('/api/sessions', { params: { query } }));
}

export async function anonymise(learner: LearnerView) {
  const params = { path: { id: learner.id } };
  await api.POST('/api/learners/{id}/anonymise', { params, headers: ifMatch(learner.version) });
}

export async function findDuplicates(): Promise<DuplicatePair[]> {
  return (await ok<{ items: DuplicatePair[] }>(api.GET('/api/learners/duplicates'))).items;
}

export function merge(kept: LearnerView, other: LearnerView): Promise<LearnerView> {
  return ok<LearnerView>(
    api.POST('/api/learners/{id}/merge', {
      params: { path: { id: kept.id } },
      headers: ifMatch(kept.version),
      body: { source_id: other.id },
    }),
  );
}
