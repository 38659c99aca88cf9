/** Checks of the coordinator's and the administrator's forms on levels; the server says the same, and more. */
import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';

export interface GrantValues {
  facilitator_id: string;
  competence_id: string;
  reason: string;
  expires_on: string;
}

export function validateGrant(values: GrantValues, today: string): Errors {
  const errors: Errors = {};
  if (values.facilitator_id === '') errors['facilitator_id'] = m.grant_error_member();
  if (values.competence_id === '') errors['competence_id'] = m.grant_error_competence();
  if (values.reason.trim() === '') errors['reason'] = m.error_reason();
  if (values.expires_on === '' || values.expires_on <= today) errors['expires_on'] = m.grant_error_end();
  return errors;
}

export const STATEMENTS = 5;

export interface CompetenceValues {
  title_fr: string;
  title_en: string;
  area: string;
  statements: string[];
  is_retired: boolean;
}

export function validateCompetence(values: CompetenceValues): Errors {
  const errors: Errors = {};
  if (values.title_fr.trim().length < 3) errors['title_fr'] = m.competence_error_title();
  const told = values.statements.filter((text) => text.trim() !== '').length;
  if (told !== 0 && told !== STATEMENTS) errors['statements'] = m.competence_error_statements();
  return errors;
}

export function validateMaximum(values: { level: string; from_on: string }): Errors {
  return values.from_on === '' ? { from_on: m.maximum_error_day() } : {};
}
