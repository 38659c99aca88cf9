import { fieldErrors, type FieldProblem } from '$lib/api/problem';
import type { Errors } from '$lib/form/field';

/** The server's errors by field; what it says of one partner stands with the partners. */
export function activityErrors(problem: { errors: FieldProblem[] }): Errors {
  const errors: Errors = {};
  for (const [name, message] of Object.entries(fieldErrors(problem))) {
    errors[name.startsWith('partners.') ? 'partners' : name] ??= message;
  }
  return errors;
}
