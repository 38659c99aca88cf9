import { capital, localToday } from '$lib/format';
import { language } from '$lib/language.svelte';

/** « 30 nov. », with the year when it is not this one */
export function shortDay(day: string): string {
  const year = day.slice(0, 4) === localToday().slice(0, 4) ? undefined : ('numeric' as const);
  const options = { day: 'numeric', month: 'short', year, timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language.tag, options).format(new Date(`${day}T12:00:00Z`));
}

/** « Novembre 2026 » */
export function monthName(day: string): string {
  const format = new Intl.DateTimeFormat(language.tag, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return capital(format.format(new Date(`${day}T12:00:00Z`)));
}
