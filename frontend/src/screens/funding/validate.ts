/** Checks of the forms on money and perimeters: pure, the same rules as the server's. */
import type { Errors } from '$lib/form/field';
import { monthEnd, monthStart } from '$lib/months';
import { m } from '$lib/paraglide/messages';

export const LOWEST_K = 5;
export const HIGHEST_K = 100;

/** A whole number typed by hand, spaces accepted; NaN when it is none. */
export function wholeNumber(text: string): number {
  const digits = text.replace(/[\s\u00a0\u202f]/g, '');
  return /^\d+$/.test(digits) ? Number(digits) : NaN;
}

const between = (value: number, low: number, high: number) => value >= low && value <= high;

export interface EnvelopeValues {
  name: string;
  amount: string;
  starts_on: string;
  ends_on: string;
}

export function validateEnvelope(values: EnvelopeValues): Errors {
  const errors: Errors = {};
  if (values.name.trim() === '') errors['name'] = m.envelopes_error_name();
  if (values.amount.trim() !== '' && !between(wholeNumber(values.amount), 0, 1e12)) {
    errors['amount'] = m.envelopes_error_amount();
  }
  if (values.starts_on === '') errors['starts_on'] = m.envelopes_error_start();
  if (values.ends_on === '') errors['ends_on'] = m.envelopes_error_end();
  else if (values.ends_on < values.starts_on) errors['ends_on'] = m.programmes_error_dates();
  return errors;
}

/** A period counts in whole months: a day stands for its month. */
export const wholeMonths = ({ from, to }: { from: string; to: string }) => ({
  from: monthStart(from),
  to: monthEnd(to),
});

export function validatePeriod({ from, to }: { from: string; to: string }): Errors {
  const errors: Errors = {};
  if (from === '') errors['from'] = m.envelopes_error_start();
  if (to === '') errors['to'] = m.envelopes_error_end();
  else if (from !== '' && monthEnd(to) < monthStart(from)) errors['to'] = m.programmes_error_dates();
  return errors;
}

export function validateTarget(values: { value: string; from: string; to: string }): Errors {
  const errors = validatePeriod(values);
  if (!between(wholeNumber(values.value), 1, 10_000_000)) errors['value'] = m.targets_error_value();
  return errors;
}

export interface PerimeterValues {
  name: string;
  k: string;
  programme_ids: string[];
  organizations: unknown[];
  territories: unknown[];
}

export function validatePerimeter(values: PerimeterValues): Errors {
  const errors: Errors = {};
  if (values.name.trim() === '') errors['name'] = m.perimeters_error_name();
  if (values.k.trim() !== '' && !between(wholeNumber(values.k), LOWEST_K, HIGHEST_K)) {
    errors['k'] = m.settings_error_k();
  }
  const lists = [values.programme_ids, values.organizations, values.territories];
  if (lists.every((list) => list.length === 0)) errors['territories'] = m.perimeters_error_empty();
  return errors;
}

export function validateSettings(values: { name: string; k: string }): Errors {
  const errors: Errors = {};
  if (values.name.trim() === '') errors['name'] = m.settings_error_name();
  if (!between(wholeNumber(values.k), LOWEST_K, HIGHEST_K)) errors['k'] = m.settings_error_k();
  return errors;
}
