import type { Errors } from '$lib/form/field';
import { m } from '$lib/paraglide/messages';

export const PASSWORD_MIN = 12;

export function validateEmail(email: string): Errors {
  if (email === '') return { email: m.error_email() };
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? {} : { email: m.error_email_wrong() };
}

export function validateSignIn({ email, password }: { email: string; password: string }): Errors {
  const errors = validateEmail(email);
  if (password === '') errors.password = m.error_password();
  return errors;
}

export function validateNewPassword(password: string): Errors {
  return [...password].length < PASSWORD_MIN ? { new_password: m.error_password_short() } : {};
}

/** Where to go after signing in: a path of this application, never another site. */
export function safePath(wanted: string | null): string {
  return wanted && /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}
