/** Checks of the learner's form, the same as the server's: pure, one sentence per field. */
import type { LearnerInput, LearnerView } from '$lib/api/learners';
import type { Commune } from '$lib/api/types';
import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';

export interface LearnerValues {
  first_name: string;
  last_name: string;
  birth_year: string;
  age_band: string;
  gender: string;
  status: string;
  commune: Commune | null;
  phone: string;
  no_phone: boolean;
  email: string;
  staff_number: string;
  notes: string;
}

const NAME_MAX = 100;
const EMAIL_MAX = 254;
const NOTES_MAX = 10_000;
const FIRST_YEAR = 1900;

/** France and its overseas territories, written at home (0…) or from abroad; Luxembourg. */
const PHONE = /^(0[1-9]\d{8}|(\+|00)(33|262|590|594|596)[1-9]\d{8}|(\+|00)352\d{6,9})$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

export const emptyLearner = (): LearnerValues => ({
  first_name: '',
  last_name: '',
  birth_year: '',
  age_band: '',
  gender: '',
  status: '',
  commune: null,
  phone: '',
  no_phone: false,
  email: '',
  staff_number: '',
  notes: '',
});

export function valuesOf(learner: LearnerView): LearnerValues {
  return {
    first_name: learner.first_name,
    last_name: learner.last_name,
    birth_year: learner.birth_year === null ? '' : String(learner.birth_year),
    age_band: learner.age_band ?? '',
    gender: learner.gender ?? '',
    status: learner.status ?? '',
    commune: learner.commune,
    phone: learner.phone ?? '',
    no_phone: false,
    email: learner.email ?? '',
    staff_number: learner.staff_number ?? '',
    notes: learner.notes ?? '',
  };
}

function nameError(name: string, missing: string): string | undefined {
  if (name.trim() === '') return missing;
  return name.trim().length > NAME_MAX ? m.learners_error_name_long() : undefined;
}

export function validate(values: LearnerValues, today: string): Errors {
  const errors: Errors = {};
  const set = (field: keyof LearnerValues, message: string | undefined) => {
    if (message) errors[field] = message;
  };
  set('first_name', nameError(values.first_name, m.learners_error_first_name()));
  set('last_name', nameError(values.last_name, m.learners_error_last_name()));
  const year = values.birth_year.trim();
  const thisYear = Number(today.slice(0, 4));
  if (year !== '' && !(/^\d{4}$/.test(year) && Number(year) >= FIRST_YEAR && Number(year) <= thisYear)) {
    set('birth_year', m.learners_error_birth_year({ year: String(thisYear) }));
  }
  const phone = values.phone.replace(/[\s.()\-\u00a0\u202f]/g, '');
  if (!values.no_phone && phone !== '' && !PHONE.test(phone)) set('phone', m.learners_error_phone());
  const email = values.email.trim();
  if (email !== '' && (email.length > EMAIL_MAX || !EMAIL.test(email))) {
    set('email', m.learners_error_email());
  }
  if (values.notes.length > NOTES_MAX) set('notes', m.learners_error_notes());
  return errors;
}

/** The band that a birth year gives this year; the server does the same at each session's date. */
export function ageBandOf(birthYear: string, today: string): string | null {
  if (!/^\d{4}$/.test(birthYear.trim())) return null;
  const age = Number(today.slice(0, 4)) - Number(birthYear);
  if (age < 0 || age > 150) return null;
  if (age < 12) return 'moins_de_douze';
  if (age < 18) return 'douze_dix_huit';
  if (age < 25) return 'dix_huit_vingt_quatre';
  if (age < 40) return 'vingt_cinq_trente_neuf';
  if (age < 60) return 'quarante_cinquante_neuf';
  return age < 70 ? 'soixante_soixante_neuf' : 'soixante_dix_plus';
}

/** A code of a closed list: the form offers no other. */
const chosen = <Field extends keyof LearnerInput>(code: string) => (code || undefined) as LearnerInput[Field];

/** What is sent: nothing empty, and no band of its own beside a birth year. */
export function toInput(values: LearnerValues): LearnerInput {
  const filled = (text: string) => text.trim() || undefined;
  const year = filled(values.birth_year);
  return {
    first_name: values.first_name.trim(),
    last_name: values.last_name.trim(),
    birth_year: year === undefined ? undefined : Number(year),
    age_band: year === undefined ? chosen<'age_band'>(values.age_band) : undefined,
    gender: chosen<'gender'>(values.gender),
    status: chosen<'status'>(values.status),
    commune_code: values.commune?.code,
    phone: values.no_phone ? undefined : filled(values.phone),
    email: filled(values.email),
    staff_number: filled(values.staff_number),
    notes: filled(values.notes),
  };
}
