/** Checks of a new link: pure, the same rules as the server's. */
import type { ScopeKind } from '$lib/api/funding';
import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';
import { validatePeriod } from '../funding/validate';
import { addMonths } from '../statistics/period';

export interface LinkValues {
  label: string;
  scope: ScopeKind;
  scope_id: string;
  from: string;
  to: string;
  expires_on: string;
}

const NAMED: ScopeKind[] = ['team', 'organization', 'perimeter'];

export function validateLink(values: LinkValues, today: string): Errors {
  const errors: Errors = {};
  if (values.label.trim() === '') errors['label'] = m.share_error_label();
  if (NAMED.includes(values.scope) && values.scope_id === '') errors['scope_id'] = m.share_error_scope();
  Object.assign(errors, validatePeriod(values));
  if (values.expires_on < today || values.expires_on > addMonths(today, 24)) {
    errors['expires_on'] = m.share_error_expires();
  }
  return errors;
}
