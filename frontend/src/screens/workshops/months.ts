import { capital } from '$lib/format';
import { language } from '$lib/language.svelte';

/** « Novembre 2026 » */
export function monthName(day: string): string {
  const format = new Intl.DateTimeFormat(language.tag, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return capital(format.format(new Date(`${day}T12:00:00Z`)));
}
