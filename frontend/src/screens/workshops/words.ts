/** Workshops and places in them, in words. */
import type { Enrolment, Facilitating, Need, WorkshopSummary } from '$lib/api/workshops';
import { competences } from '$lib/competences/catalogue.svelte';
import { capital, formatDay, formatList, formatTime, localToday } from '$lib/format';
import { m } from '$lib/paraglide/messages';

type Times = Pick<WorkshopSummary, 'date' | 'start_time' | 'end_time'>;

/** « de 14 h à 16 h » */
export const hours = ({ start_time, end_time }: Times) =>
  m.ws_hours({ start: formatTime(start_time), end: formatTime(end_time) });

/** « Vendredi 13 novembre » */
export const dayName = (date: string) => capital(formatDay(date, localToday()));

/** The day of an instant, where the device is. */
export const dayOf = (instant: string) => localToday(new Date(instant));

/** « vendredi 13 novembre à 18 h » */
export function deadline(instant: string): string {
  const at = new Date(instant);
  const time = `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
  return m.ws_deadline({ day: formatDay(dayOf(instant), localToday()), time: formatTime(time) });
}

/** « Vendredi 13 novembre, de 14 h à 16 h » */
export const when = (times: Times) => m.ws_when({ day: dayName(times.date), hours: hours(times) });

/** « Pour aller vers le niveau 2 »; nothing when the workshop aims at none. */
export function aim(needs: readonly Need[]): string | null {
  const levels = [...new Set(needs.map(({ target_level }) => target_level))].sort((a, b) => a - b);
  if (levels.length === 0) return null;
  return levels.length === 1
    ? m.ws_aim({ level: levels[0]! })
    : m.ws_aims({ levels: formatList(levels.map(String)) });
}

/** What a workshop is about, in plain words. */
export const about = (needs: readonly Need[]) =>
  formatList(needs.map(({ competence_id }) => competences.name(competence_id)));

export const whereabouts = (workshop: WorkshopSummary) =>
  workshop.is_remote ? m.ws_remote() : (workshop.place?.name ?? m.ws_place_to_come());

export const isToCome = ({ starts_at }: WorkshopSummary) => new Date(starts_at) > new Date();

export const isFull = ({ seats_free }: WorkshopSummary) => seats_free === 0;

export const isLive = ({ state }: Enrolment) =>
  state === 'requested' || state === 'confirmed' || state === 'waitlisted' || state === 'offered';

/** « 3 places libres sur 6 », « Complet, 2 en attente » */
export function seats({ seats, seats_free, waiting }: WorkshopSummary): string {
  if (seats_free > 0) return m.ws_seats({ count: seats_free, seats });
  return waiting > 0 ? m.ws_full_waiting({ count: waiting }) : m.ws_full();
}

/** Where one's own enrolment stands, in a few words. */
export function standing({ state, role, rank }: Enrolment): string {
  switch (state) {
    case 'confirmed':
      return role === 'helper' ? m.ws_state_helper() : m.ws_state_confirmed();
    case 'requested':
      return m.ws_state_requested();
    case 'waitlisted':
      return rank === null ? m.ws_state_waiting() : m.ws_state_waiting_at({ rank });
    case 'offered':
      return m.ws_state_offered();
    case 'declined':
      return m.ws_state_declined();
    case 'cancelled_by_learner':
      return m.ws_state_given_back();
    case 'cancelled_by_organiser':
      return m.ws_state_cancelled();
    case 'attended':
    case 'partial':
    case 'walk_in':
      return m.ws_state_attended();
    case 'excused':
      return m.ws_state_excused();
    case 'no_show':
      return m.ws_state_absent();
  }
}

export type Tone = '' | 'ok' | 'warn' | 'brand';

export function toneOf({ state }: Enrolment): Tone {
  if (state === 'confirmed') return 'ok';
  if (state === 'offered') return 'warn';
  return state === 'requested' || state === 'waitlisted' ? 'brand' : '';
}

/** What one is told after asking for a seat, or for something else about it. */
export function saidAfter(enrolment: Enrolment): string {
  switch (enrolment.state) {
    case 'confirmed':
      return enrolment.role === 'helper' ? m.ws_said_helper() : m.ws_said_confirmed();
    case 'requested':
      return m.ws_said_requested();
    case 'waitlisted':
      return m.ws_said_waiting({ rank: enrolment.rank ?? 1 });
    case 'offered':
      return m.ws_said_offered({ until: deadline(enrolment.offer_until ?? '') });
    default:
      return m.ws_said_given_back();
  }
}

export function facilitatesAs({ role, state }: Facilitating): string {
  if (state === 'invited') return m.ws_as_invited();
  return { lead: m.ws_as_lead(), co: m.ws_as_co(), observer: m.ws_as_observer() }[role];
}
