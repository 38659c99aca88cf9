import type { FieldProblem, Problem } from '$lib/api/problem';
import type { PlacedView, PlacementInput } from '$lib/api/levels';
import type { IndividualSessionInput, SessionKind, SessionView, WorkshopInput } from '$lib/api/types';
import type { SessionValues } from '$lib/sessions/values';

/** Something on its way to the server. Its id is the record's own id, so that sending twice is sending once. */
interface OnItsWay {
  id: string;
  account_id: string;
  created_at: number;
  state: 'waiting' | 'to_fix';
  attempts: number;
  /** Not before this instant (milliseconds). */
  next_at: number;
  /** Why the server refused it. */
  problem?: { status: number; code: string; detail: string; errors: FieldProblem[] };
}

export interface SessionEntry extends OnItsWay {
  kind: SessionKind;
  /** `create` sends the body; `cancel` undoes a creation that may have reached the server. */
  action: 'create' | 'cancel';
  body: IndividualSessionInput | WorkshopInput;
  /** The form as it was, to show the entry and to correct it. */
  values: SessionValues;
}

/** What somebody says of their own level. */
export interface PlacementEntry extends OnItsWay {
  kind: 'placement';
  action: 'create';
  body: PlacementInput;
  /** The competence, to show the entry and to answer again. */
  competence: { code: string; short_fr: string; short_en: string };
}

export type OutboxEntry = SessionEntry | PlacementEntry;

/** What the server answers to an entry; null for what was cancelled. */
export type ViewOf<Entry extends OutboxEntry> = Entry extends PlacementEntry
  ? PlacedView
  : SessionView | null;

export const isSession = (entry: OutboxEntry): entry is SessionEntry => entry.kind !== 'placement';

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 10 * 60_000;

/** 5 s, 10 s, 20 s … 10 min. */
export function backoff(attempts: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1));
}

/** What a failed attempt makes of an entry, and whether the next ones may still be tried now. */
export function afterFailure(
  entry: OutboxEntry,
  problem: Problem,
  now: number,
): { entry: OutboxEntry; goOn: boolean } {
  const attempts = entry.attempts + 1;
  const waits = problem.status === 0 || problem.status === 429 || problem.status >= 500;
  if (waits) {
    return { entry: { ...entry, attempts, next_at: now + backoff(attempts) }, goOn: false };
  }
  // Signed out: nothing wrong with the entry, and nothing else would pass either.
  if (problem.status === 401) return { entry: { ...entry, attempts }, goOn: false };
  const { status, code, detail, errors } = problem;
  return {
    entry: { ...entry, attempts, state: 'to_fix', problem: { status, code, detail, errors } },
    goOn: true,
  };
}
