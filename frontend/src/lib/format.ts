import { language } from './language.svelte';

/** Dates travel as YYYY-MM-DD: read at noon UTC, shown in UTC, they never slip by a day. */
function day(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language.tag + JSON.stringify(options);
  let format = formats.get(key);
  if (!format)
    formats.set(key, (format = new Intl.DateTimeFormat(language.tag, { timeZone: 'UTC', ...options })));
  return format;
}

/** 12 novembre 2026 */
export function formatDate(date: string): string {
  return dateFormat({ day: 'numeric', month: 'long', year: 'numeric' }).format(day(date));
}

/** 12 nov. 2026 */
export function formatShortDate(date: string): string {
  return dateFormat({ day: 'numeric', month: 'short', year: 'numeric' }).format(day(date));
}

/** jeudi 12 novembre, with the year when it is not this one */
export function formatDay(date: string, today: string): string {
  const year = date.slice(0, 4) === today.slice(0, 4) ? undefined : ('numeric' as const);
  return dateFormat({ weekday: 'long', day: 'numeric', month: 'long', year }).format(day(date));
}

/** jeu. 12 */
export function formatWeekday(date: string): { weekday: string; day: string } {
  return {
    weekday: dateFormat({ weekday: 'short' }).format(day(date)),
    day: dateFormat({ day: 'numeric' }).format(day(date)),
  };
}

/** An instant, in the time zone of the device: 12 nov. 2026, 14:05 */
export function formatInstant(instant: string): string {
  return new Intl.DateTimeFormat(language.tag, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  );
}

/** 9 h 30 in French, 9:30 in English */
export function formatTime(time: string): string {
  const [hours = '', minutes = ''] = time.split(':');
  if (language.current === 'en') return `${Number(hours)}:${minutes}`;
  return `${Number(hours)}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}`;
}

/** 45 min, 1 h, 1 h 30 */
export function formatDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}\u00a0min`;
  if (rest === 0) return `${formatNumber(hours)}\u00a0h`;
  return `${formatNumber(hours)}\u00a0h\u00a0${String(rest).padStart(2, '0')}`;
}

export function formatNumber(value: number, maximumFractionDigits = 0): string {
  return new Intl.NumberFormat(language.tag, { maximumFractionDigits }).format(value);
}

/** 12.3 → 12,3 % */
export function formatPercent(value: number): string {
  return new Intl.NumberFormat(language.tag, { style: 'percent', maximumFractionDigits: 1 }).format(
    value / 100,
  );
}

/** "un, deux et trois" */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(language.tag, { type: 'conjunction' }).format(items);
}

/** The first letter in capital: dates begin a title. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(language.tag) + text.slice(1);
}

/** Days to or from a date: shift('2026-03-01', -1) → 2026-02-28 */
export function shiftDay(date: string, days: number): string {
  const moved = day(date);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** Today where the device is. */
export function localToday(now = new Date()): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
