import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';
import type { SessionValues } from './values';

export const EARLIEST = '2015-01-01';
export const LONGEST_MIN = 1440;
export const NOTES_MAX = 10_000;

/** What is wrong in the form, field by field; the server says the same, this only says it sooner. */
export function validate(values: SessionValues, today: string): Errors {
  const errors: Errors = {};
  if (values.themes.length === 0) errors.themes = m.error_themes();
  const duration = values.duration_min;
  if (duration === null || !Number.isInteger(duration) || duration < 1 || duration > LONGEST_MIN) {
    errors.duration_min = m.error_duration();
  }
  if (!isDate(values.date)) errors.date = m.error_date();
  else if (values.date > today) errors.date = m.error_date_future();
  else if (values.date < EARLIEST) errors.date = m.error_date_early();
  if (values.place === '') errors.place_id = m.error_place();
  if ((values.place === 'domicile' || values.place === 'autre') && !values.commune) {
    errors.commune_code = m.error_commune();
  }
  if (values.kind === 'workshop' && values.learners.length + values.counts.total === 0) {
    errors.learner_ids = m.error_no_participant();
  }
  if (values.notes.length > NOTES_MAX) errors.notes = m.error_notes();
  return errors;
}

/** A real date: 2025-02-30 is not one. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
