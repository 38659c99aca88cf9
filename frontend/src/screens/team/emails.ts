/** Addresses as people paste them. */
import type { Errors } from '$lib/form/field';
import { formatList } from '$lib/format';
import { m } from '$lib/paraglide/messages';

export const MOST_AT_ONCE = 50;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** One per line, or with commas or semicolons between them; each once. */
export function readEmails(text: string): string[] {
  const typed = text.split(/[\s,;]+/).filter((part) => part !== '');
  return [...new Map(typed.map((email) => [email.toLowerCase(), email])).values()];
}

export function validateEmails(text: string): Errors {
  const emails = readEmails(text);
  if (emails.length === 0) return { emails: m.team_error_emails() };
  if (emails.length > MOST_AT_ONCE) return { emails: m.team_error_too_many({ count: MOST_AT_ONCE }) };
  const wrong = emails.filter((email) => !EMAIL.test(email));
  return wrong.length === 0
    ? {}
    : { emails: m.team_error_wrong_emails({ count: wrong.length, emails: formatList(wrong) }) };
}
