import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';
import { EARLIEST, isDate, LONGEST_MIN, NOTES_MAX } from '$lib/sessions/validate';
import { OTHER, type ActivityValues } from './values';

export const MOST_DAYS = 31;
export const MOST_PARTICIPANTS = 1_000_000;
const DAY_MS = 86_400_000;

/** Days from the first to the last, both included; NaN when a date is none. */
export function daysOf({ date, end_date }: Pick<ActivityValues, 'date' | 'end_date'>): number {
  if (end_date === '') return 1;
  return (Date.parse(`${end_date}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`)) / DAY_MS + 1;
}

/** What is wrong in the form, field by field; the server says the same, this only says it sooner. */
export function validateActivity(values: ActivityValues, today: string): Errors {
  const errors: Errors = {};
  if (!isDate(values.date)) errors.date = m.error_date();
  else if (values.date > today) errors.date = m.error_date_future();
  else if (values.date < EARLIEST) errors.date = m.error_date_early();
  KINDS[values.kind](values, errors, today);
  if (values.notes.length > NOTES_MAX) errors.notes = m.error_notes();
  return errors;
}

const whole = (value: number | null, least: number, most: number) =>
  value !== null && Number.isInteger(value) && value >= least && value <= most;

function checkOther(errors: Errors, name: string, chosen: readonly string[] | string | null, word: string) {
  const other = typeof chosen === 'string' ? chosen === OTHER : chosen?.includes(OTHER);
  if (other && word.trim() === '') errors[name] = m.coord_error_other();
}

function checkGiven(values: ActivityValues, errors: Errors, most: number) {
  // An emptied number field holds null; NaN is no duration.
  if (values.given_min === null || whole(values.given_min, 1, most)) return;
  errors.duration_min = m.coord_error_duration({ most });
}

const KINDS: Record<ActivityValues['kind'], (values: ActivityValues, errors: Errors, today: string) => void> =
  {
    animation(values, errors) {
      if (!values.animation_type) errors.animation_type = m.coord_error_type();
      checkOther(errors, 'animation_type_other', values.animation_type, values.animation_type_other);
      if (values.themes.length === 0) errors.themes = m.coord_error_themes();
      checkOther(errors, 'theme_other', values.themes, values.theme_other);
      if (!whole(values.duration_min, 1, LONGEST_MIN)) errors.duration_min = m.error_duration();
      if (values.mediators + values.structures + values.other_actors === 0) {
        errors.mediators = m.coord_error_nobody();
      }
    },
    evenement(values, errors, today) {
      const days = daysOf(values);
      const ends = values.end_date === '' || (isDate(values.end_date) && values.end_date <= today);
      if (!errors.date && (!ends || days < 1 || days > MOST_DAYS)) errors.end_date = m.coord_error_end();
      if (!values.event_type) errors.event_type = m.coord_error_type();
      checkOther(errors, 'event_type_other', values.event_type, values.event_type_other);
      if (values.organizers.length === 0) errors.organizers = m.coord_error_organizers();
      checkOther(errors, 'organizer_other', values.organizers, values.organizer_other);
      if (!whole(values.participants, 0, MOST_PARTICIPANTS)) {
        errors.participants = m.coord_error_participants();
      }
      checkGiven(values, errors, LONGEST_MIN * Math.max(1, days || 1));
    },
    partenariat(values, errors) {
      if (values.natures.length === 0) errors.natures = m.coord_error_natures();
      checkOther(errors, 'nature_other', values.natures, values.nature_other);
      checkGiven(values, errors, LONGEST_MIN);
      const began = values.partners.map(({ name, kind }) => name.trim() !== '' || kind !== '');
      if (!began.includes(true)) errors.partners = m.coord_error_partners();
      values.partners.forEach((partner, at) => {
        if (!began[at]) return;
        const number = at + 1;
        if (partner.name.trim() === '') {
          errors[`partners.${at}.name`] = m.coord_error_partner_name({ number });
        }
        if (partner.kind === '') errors[`partners.${at}.kind`] = m.coord_error_partner_kind({ number });
        checkOther(errors, `partners.${at}.kind_other`, partner.kind, partner.kind_other);
      });
    },
  };
