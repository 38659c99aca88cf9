/** Help requests, in words. */
import type { Circle, HelpRequest, HelpState, Outcome } from '$lib/api/help';
import { competences } from '$lib/competences/catalogue.svelte';
import { levelWords } from '$lib/competences/words';
import { m } from '$lib/paraglide/messages';

/** What a request is about: the subject, or the first words of the question. */
export function subjectOf({ competence_id, question }: HelpRequest): string {
  if (competence_id) return competences.name(competence_id);
  const text = question ?? '';
  return text.length > 80 ? `${text.slice(0, 79).trimEnd()}…` : text;
}

export function aimOf({ target_level }: HelpRequest): string | null {
  return target_level === null ? null : m.help_to_level({ level: levelWords(target_level) });
}

const STATES: Record<HelpState, () => string> = {
  open: m.help_state_open,
  claimed: m.help_state_claimed,
  scheduled: m.help_state_scheduled,
  answered: m.help_state_answered,
  closed: m.help_state_closed,
  withdrawn: m.help_state_withdrawn,
  expired: m.help_state_expired,
};

export const stateWords = (state: HelpState) => STATES[state]();

export function stateTone(state: HelpState): '' | 'ok' | 'warn' | 'brand' {
  if (state === 'answered') return 'ok';
  if (state === 'claimed' || state === 'scheduled') return 'brand';
  return state === 'open' ? 'warn' : '';
}

const CIRCLES: Record<Circle, () => string> = {
  nearest: m.help_circle_nearest,
  district: m.help_circle_district,
  coordinators: m.help_circle_coordinators,
};

export const circleWords = (circle: Circle) => CIRCLES[circle]();

const OUTCOMES: Record<Outcome, () => string> = {
  solved: m.help_outcome_solved,
  partly: m.help_outcome_partly,
  unsolved: m.help_outcome_unsolved,
};

export const outcomeWords = (outcome: Outcome) => OUTCOMES[outcome]();

export const isRunning = ({ state }: HelpRequest) =>
  state === 'open' || state === 'claimed' || state === 'scheduled' || state === 'answered';

/** The words of the last answer. */
export const answerOf = ({ events }: HelpRequest) =>
  events.findLast(({ note }) => note !== null)?.note ?? null;
