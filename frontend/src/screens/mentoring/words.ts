/** Pairs in words. */
import { m } from '$lib/paraglide/messages';
import type { Pair, PairAct, PairState } from './api';

type Tone = '' | 'ok' | 'warn' | 'bad' | 'brand';

export const states: Record<PairState, { words: () => string; tone: Tone }> = {
  proposed: { words: m.pair_state_proposed, tone: 'warn' },
  accepted: { words: m.pair_state_accepted, tone: 'brand' },
  active: { words: m.pair_state_active, tone: 'brand' },
  completed: { words: m.pair_state_completed, tone: 'ok' },
  ended_early: { words: m.pair_state_ended_early, tone: '' },
  declined: { words: m.pair_state_declined, tone: '' },
  expired: { words: m.pair_state_expired, tone: '' },
};

interface Act {
  words: () => string;
  /** What is said once it is done. */
  done: () => string;
  /** What is asked first, of what cannot be taken back. */
  ask: (() => string) | null;
}

export const acts: Record<PairAct, Act> = {
  accept: { words: m.pair_accept, done: m.pair_accepted, ask: null },
  decline: { words: m.pair_decline, done: m.pair_declined, ask: m.pair_decline_text },
  complete: { words: m.pair_complete, done: m.pair_completed, ask: m.pair_complete_text },
  end: { words: m.pair_end, done: m.pair_ended, ask: m.pair_end_text },
};

export const otherName = ({ is_mentor, mentor_name, learner_name }: Pair) =>
  is_mentor ? learner_name : mentor_name;

/** Who does what: « Vous accompagnez Lucette Bernardin ». */
export const titleOf = (pair: Pair) =>
  pair.is_mentor
    ? m.pair_you_mentor({ name: pair.learner_name })
    : m.pair_mentors_you({ name: pair.mentor_name });

export const isRunning = ({ state }: Pair) => state === 'accepted' || state === 'active';

/** Whether one's own answer is awaited. */
export const awaitsMe = ({ state, may }: Pair) => state === 'proposed' && may.includes('accept');

/** What comes next, in one sentence; nothing once it is over. */
export function nextOf(pair: Pair): string | null {
  if (pair.state === 'proposed') {
    return awaitsMe(pair)
      ? m.pair_next_yours({ name: otherName(pair) })
      : m.pair_next_theirs({ name: otherName(pair) });
  }
  return pair.state === 'accepted' ? m.pair_next_meet() : null;
}
