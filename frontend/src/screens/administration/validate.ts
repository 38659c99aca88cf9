/** Checks of the administration's forms: pure, the same rules as the server's. */
import type { Role } from '$lib/api/types';
import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const LA_POSTE = '356000000';

/** Digits alone: people copy a SIRET with its spaces. */
export const compactSiret = (text: string) => text.replace(/[\s\u00a0\u202f.]/g, '');

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** La Poste's establishments follow the sum of their digits instead of the Luhn key. */
function isSiret(digits: string): boolean {
  if (luhn(digits)) return true;
  const sum = [...digits].reduce((total, digit) => total + Number(digit), 0);
  return digits.startsWith(LA_POSTE) && sum % 5 === 0;
}

export type SiretState = 'empty' | 'length' | 'key' | 'right';

export function siretState(text: string): SiretState {
  const digits = compactSiret(text);
  if (digits === '') return 'empty';
  if (!/^\d{14}$/.test(digits)) return 'length';
  return isSiret(digits) ? 'right' : 'key';
}

export interface OrganizationValues {
  name: string;
  siret: string;
  rna: string;
  address: string;
}

export function validateOrganization(values: OrganizationValues): Errors {
  const errors: Errors = {};
  if (values.name.trim() === '') errors['name'] = m.organizations_error_name();
  const siret = siretState(values.siret);
  if (siret === 'length') errors['siret'] = m.organizations_error_siret_length();
  if (siret === 'key') errors['siret'] = m.organizations_error_siret_key();
  const rna = values.rna.trim();
  if (rna !== '' && !/^[Ww]\d{9}$/.test(rna)) errors['rna'] = m.organizations_error_rna();
  return errors;
}

export interface AccountValues {
  email: string;
  first_name: string;
  last_name: string;
  phone: string;
  roles: Role[];
  kind: 'mediator' | 'peer';
}

export function validateAccount(values: AccountValues, { withEmail }: { withEmail: boolean }): Errors {
  const errors: Errors = {};
  if (withEmail && !EMAIL.test(values.email.trim())) errors['email'] = m.accounts_error_email();
  if (values.first_name.trim() === '') errors['first_name'] = m.accounts_error_first_name();
  if (values.last_name.trim() === '') errors['last_name'] = m.accounts_error_last_name();
  if (values.roles.length === 0) errors['roles'] = m.accounts_error_roles();
  return errors;
}

export function validateProgramme(values: { name: string; starts_on: string; ends_on: string }): Errors {
  const errors: Errors = {};
  if (values.name.trim() === '') errors['name'] = m.programmes_error_name();
  if (values.starts_on && values.ends_on && values.ends_on < values.starts_on) {
    errors['ends_on'] = m.programmes_error_dates();
  }
  return errors;
}

export function validateTeam(values: { name: string; coordinator_account_id: string }): Errors {
  const errors: Errors = {};
  if (values.name.trim() === '') errors['name'] = m.teams_error_name();
  if (values.coordinator_account_id === '') {
    errors['coordinator_account_id'] = m.teams_error_coordinator();
  }
  return errors;
}

export function validateMember(values: {
  facilitator_id: string;
  joined_on: string;
  left_on: string;
}): Errors {
  const errors: Errors = {};
  if (values.facilitator_id === '') errors['facilitator_id'] = m.teams_error_member();
  if (values.joined_on === '') errors['joined_on'] = m.teams_error_joined();
  if (values.left_on !== '' && values.left_on < values.joined_on) errors['left_on'] = m.teams_error_left();
  return errors;
}
