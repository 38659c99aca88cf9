/** Days of a series in words. */
import { eitherText } from '$lib/either-text';
import { capital, formatDay, formatTime, localToday } from '$lib/format';
import { m } from '$lib/paraglide/messages';
import type { Skipped } from './api';

export const dayWords = (date: string) => capital(formatDay(date, localToday()));

export function timesWords({ start_time, end_time }: { start_time: string; end_time: string }): string {
  return m.series_times({ start: formatTime(start_time), end: formatTime(end_time) });
}

export function whySkipped({ why, name_fr, name_en }: Skipped): string {
  if (why === 'excepted') return m.series_left_out();
  return m.series_holiday({ name: eitherText({ name_fr: name_fr ?? '', name_en: name_en ?? '' }, 'name') });
}
