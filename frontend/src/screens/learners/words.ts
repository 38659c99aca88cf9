/** A learner's sheet in words. */
import type { LearnerView } from '$lib/api/learners';
import { formatNumber, formatShortDate } from '$lib/format';
import { label } from '$lib/lists/lists.svelte';
import { m } from '$lib/paraglide/messages';
import type { MergedField } from './merge';

export const fieldWords: Record<MergedField, () => string> = {
  last_name: m.learners_last_name,
  first_name: m.learners_first_name,
  birth_year: m.learners_birth_year,
  age_band: m.learners_age_band,
  gender: m.learners_gender,
  status: m.learners_status,
  commune: m.learners_commune,
  phone: m.learners_phone,
  email: m.learners_email,
  staff_number: m.staff_number,
  notes: m.learners_notes,
};

const LISTS = { age_band: 'age_band', gender: 'gender', status: 'status' } as const;

/** +33612345678 → 06 12 34 56 78, as it is dictated in France; other numbers as they are. */
export function phoneWords(phone: string): string {
  const french = /^\+33([1-9]\d{8})$/.exec(phone);
  return french ? `0${french[1]}`.replace(/(\d{2})(?=\d)/g, '$1\u00a0') : phone;
}

/** The value of a field as it is read; null when it is not given. */
export function valueWords(field: MergedField, value: LearnerView[MergedField]): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'object') return value.name;
  if (field === 'phone') return phoneWords(String(value));
  if (field in LISTS) return label(LISTS[field as keyof typeof LISTS], String(value));
  return String(value);
}

export function sessionsWords(count: number): string {
  return count === 0 ? m.learners_no_session() : m.learners_sessions({ count, n: formatNumber(count) });
}

/** « 5 séances, dernière le 12 nov. 2026 » */
export function activityWords(person: { session_count: number; last_session_on: string | null }): string {
  const sessions = sessionsWords(person.session_count);
  if (person.session_count === 0 || person.last_session_on === null) return sessions;
  return `${sessions}, ${m.learners_last({ day: formatShortDate(person.last_session_on) })}`;
}

/** « né·e en 1957, Nantes » */
export function identityWords(person: { birth_year: number | null; commune_name: string | null }): string {
  const born = person.birth_year === null ? null : m.learners_born({ year: String(person.birth_year) });
  return [born, person.commune_name].filter(Boolean).join(', ');
}
