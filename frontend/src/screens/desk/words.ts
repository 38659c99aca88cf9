/** Workshops, enrolments and facilitators in words. */
import type { Problem } from '$lib/api/problem';
import { capital, formatDay, formatTime, localToday } from '$lib/format';
import { m } from '$lib/paraglide/messages';
import type {
  Facilitating,
  FacilitationRole,
  FacilitatorStatus,
  RosterLine,
  Step,
  Unheard,
  Weekday,
  WorkshopState,
  WorkshopSummary,
} from './api';

/** What the server says is in the way, each sentence once. */
export function refusals({ errors }: Problem): string[] {
  return [...new Set(errors.map(({ message }) => message))];
}

/** « Vendredi 13 novembre, de 14 h à 16 h » */
export function whenWords(workshop: Pick<WorkshopSummary, 'date' | 'start_time' | 'end_time'>): string {
  return m.desk_when_words({
    day: capital(formatDay(workshop.date, localToday())),
    start: formatTime(workshop.start_time),
    end: formatTime(workshop.end_time),
  });
}

export function whereWords(workshop: Pick<WorkshopSummary, 'place' | 'is_remote'>): string {
  if (workshop.is_remote) return m.desk_remote_word();
  return workshop.place?.name ?? m.desk_no_place();
}

type Tone = '' | 'ok' | 'warn' | 'bad' | 'brand';

export const states: Record<WorkshopState, { words: () => string; tone: Tone }> = {
  draft: { words: m.desk_state_draft, tone: 'warn' },
  published: { words: m.desk_state_published, tone: 'brand' },
  held: { words: m.desk_state_held, tone: 'ok' },
  cancelled: { words: m.desk_state_cancelled, tone: 'bad' },
  postponed: { words: m.desk_state_postponed, tone: 'warn' },
  did_not_happen: { words: m.desk_state_did_not_happen, tone: 'bad' },
};

export const roles: Record<FacilitationRole, () => string> = {
  lead: m.desk_role_lead,
  co: m.desk_role_co,
  observer: m.desk_role_observer,
};

export const answers: Record<Facilitating['state'], { words: () => string; tone: Tone }> = {
  invited: { words: m.desk_answer_invited, tone: 'warn' },
  accepted: { words: m.desk_answer_accepted, tone: 'ok' },
  declined: { words: m.desk_answer_declined, tone: 'bad' },
  withdrawn: { words: m.desk_answer_withdrawn, tone: '' },
};

export const statuses: Record<FacilitatorStatus, { words: () => string; tone: Tone }> = {
  candidate: { words: m.desk_status_candidate, tone: 'warn' },
  observing: { words: m.desk_status_observing, tone: 'warn' },
  active: { words: m.desk_status_active, tone: 'ok' },
  paused: { words: m.desk_status_paused, tone: '' },
  retired: { words: m.desk_status_retired, tone: '' },
  suspended: { words: m.desk_status_suspended, tone: 'bad' },
};

export const steps: Record<Step, () => string> = {
  volunteer: m.desk_step_volunteer,
  welcome: m.desk_step_welcome,
  activate: m.desk_step_activate,
  pause: m.desk_step_pause,
  resume: m.desk_step_resume,
  retire: m.desk_step_retire,
  suspend: m.desk_step_suspend,
  reinstate: m.desk_step_reinstate,
};

export const weekdays: Record<Weekday, () => string> = {
  MO: m.desk_monday,
  TU: m.desk_tuesday,
  WE: m.desk_wednesday,
  TH: m.desk_thursday,
  FR: m.desk_friday,
  SA: m.desk_saturday,
  SU: m.desk_sunday,
};

/** The name of somebody on a list; somebody of whom nothing is known any more has none. */
export function nameOf(person: { first_name: string; last_name: string }): string {
  return `${person.first_name} ${person.last_name}`.trim() || m.person_anonymous();
}

/** What became of a seat, or how it stands. */
export const standing: Record<RosterLine['state'], () => string> = {
  requested: m.desk_enrolled_requested,
  confirmed: m.desk_enrolled_confirmed,
  waitlisted: m.desk_enrolled_waitlisted,
  offered: m.desk_enrolled_offered,
  declined: m.desk_enrolled_declined,
  cancelled_by_learner: m.desk_enrolled_cancelled_by_learner,
  cancelled_by_organiser: m.desk_enrolled_cancelled_by_organiser,
  attended: m.desk_enrolled_attended,
  partial: m.desk_enrolled_partial,
  excused: m.desk_enrolled_excused,
  no_show: m.desk_enrolled_no_show,
  walk_in: m.desk_enrolled_walk_in,
};

/** Why somebody is no longer on the list; who said last at the kiosk that they came took it back there. */
export function whyEnded({ reason, seen_by }: RosterLine): string | null {
  return reason ?? (seen_by === 'kiosk' ? m.desk_undone_at_kiosk() : null);
}

/** Through whom somebody is on the list, where that is not themself, nor who looks. */
export function through(line: RosterLine): string | null {
  if (line.learner_id !== null) return null;
  if (line.source === 'facilitator') return m.desk_through_facilitator();
  return line.source === 'colleague' ? m.desk_through_colleague() : null;
}

/** Who was not reached, each once, with all that they have to be told. */
export function unheardByName(lines: readonly Unheard[]): { name: string; about: string[] }[] {
  const people = new Map<string, string[]>();
  for (const line of lines) {
    const about = `${m.desk_notice({ about: line.about })}${line.has_failed ? m.desk_mail_failed() : ''}`;
    const name = nameOf(line);
    people.set(name, [...(people.get(name) ?? []), about]);
  }
  return [...people].map(([name, about]) => ({ name, about }));
}
