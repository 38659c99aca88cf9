import type { Answer, Input } from '$lib/api/answer';
import { api, ifMatch, ok } from '$lib/api/client';
import type { DuplicatePair, LearnerInput, LearnerView } from '$lib/api/learners';
import type { List, SessionSummary } from '$lib/api/types';

export const SORTS = ['name', 'recent', 'sessions'] as const;
export type Sort = (typeof SORTS)[number];

const PAGE = 30;
const after = (cursor: string | null) => (cursor === null ? {} : { cursor });

/** One page of the list. The text travels in the body: names never stand in an address. */
export function listLearners(text: string, sort: Sort, cursor: string | null) {
  const page = { sort, limit: PAGE, with_total: true, ...after(cursor) };
  return text === ''
    ? ok(api.GET('/api/learners', { params: { query: page } }))
    : ok(api.POST('/api/learners/search', { body: { text, ...page } }));
}

export function readLearner(id: string): Promise<LearnerView> {
  return ok(api.GET('/api/learners/{id}', { params: { path: { id } } }));
}

/** Creates (no version) or corrects a sheet. */
export function saveLearner(id: string, body: LearnerInput, version?: number): Promise<LearnerView> {
  const params = { path: { id }, ...(version === undefined ? {} : { header: ifMatch(version) }) };
  return ok(api.PUT('/api/learners/{id}', { params, body }));
}

export function historyOf(id: string, cursor: string | null): Promise<List<SessionSummary>> {
  const query = { learner_id: id, limit: PAGE, with_total: true, ...after(cursor) };
  return ok(api.GET('/api/sessions', { params: { query } }));
}

export async function anonymise(learner: LearnerView) {
  const params = { path: { id: learner.id }, header: ifMatch(learner.version) };
  await api.POST('/api/learners/{id}/anonymise', { params });
}

export async function findDuplicates(): Promise<DuplicatePair[]> {
  const { items } = await ok(api.GET('/api/learners/duplicates'));
  return items as DuplicatePair[];
}

export function merge(kept: LearnerView, other: LearnerView): Promise<LearnerView> {
  return ok(
    api.POST('/api/learners/{id}/merge', {
      params: { path: { id: kept.id }, header: ifMatch(kept.version) },
      body: { source_id: other.id },
    }),
  );
}

export type CodePurpose = Input<'CodePurpose'>;
export type HandedCode = Answer<'CodeView'>;

/** A new code; the one before for the same purpose no longer opens anything. */
export function handOutCode(id: string, purpose: CodePurpose): Promise<HandedCode> {
  return ok(api.POST('/api/learners/{id}/codes', { params: { path: { id } }, body: { purpose } }));
}
