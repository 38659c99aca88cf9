/** When somebody can come, as half-days: what one can say in a few taps. */
import type { Input } from '$lib/api/answer';
import { language } from '$lib/language.svelte';

export type WeeklyHours = Input<'WeeklyHours'>;
export type HalfDay = `${WeeklyHours['weekday']}-${'am' | 'pm'}`;

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
const HOURS = { am: { from: '09:00', until: '12:00' }, pm: { from: '13:30', until: '17:30' } } as const;

/** A Monday, to name the days of the week by. */
const MONDAY = Date.UTC(2024, 0, 1, 12);

/** The mornings, or the afternoons, of a week. */
export function halfDays(half: 'am' | 'pm'): { code: HalfDay; label: string }[] {
  const format = new Intl.DateTimeFormat(language.tag, { weekday: 'long', timeZone: 'UTC' });
  return DAYS.map((weekday, index) => ({
    code: `${weekday}-${half}` as const,
    label: format.format(MONDAY + index * 86_400_000),
  }));
}

export function weeklyOf(chosen: readonly HalfDay[]): WeeklyHours[] {
  return DAYS.flatMap((weekday) =>
    (['am', 'pm'] as const)
      .filter((half) => chosen.includes(`${weekday}-${half}`))
      .map((half) => ({ weekday, ...HOURS[half] })),
  );
}
