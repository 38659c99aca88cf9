import type { Newcomer } from '$lib/api/teams';
import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';

/** The fields are named as the server names them. */
export function validateNewcomer(values: Pick<Newcomer, 'first_name' | 'last_name'>): Errors {
  const errors: Errors = {};
  if (values.first_name.trim() === '') errors['newcomer.first_name'] = m.error_first_name();
  if (values.last_name.trim() === '') errors['newcomer.last_name'] = m.error_last_name();
  return errors;
}
