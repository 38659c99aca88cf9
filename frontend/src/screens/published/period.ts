/** Periods of protected figures: whole months that have ended. Days are written YYYY-MM-DD. */
import { shiftDay } from '$lib/format';
import { monthEnd, monthStart } from '$lib/months';
import { addMonths, isDay, type Period } from '../statistics/period';

/** Twelve months, a calendar year, or months chosen one by one. */
export type Choice = 'last_12_months' | 'custom' | (string & {});

export interface Chosen {
  choice: Choice;
  period: Period;
}

const FIRST_YEAR = 2015;
/** Calendar years that are offered; older ones are chosen month by month. */
const YEARS = 5;

/** The last day that may be asked for. */
export const lastEnded = (today: string): string => shiftDay(monthStart(today), -1);

export function lastTwelve(today: string): Period {
  return { from: addMonths(monthStart(today), -12), to: lastEnded(today) };
}

/** A year, as far as its months have ended; null while none has. */
export function yearPeriod(year: number, today: string): Period | null {
  const [from, end, last] = [`${year}-01-01`, `${year}-12-31`, lastEnded(today)];
  if (from > last) return null;
  return { from, to: end < last ? end : last };
}

/** The newest first. */
export function years(today: string): number[] {
  const newest = Number(lastEnded(today).slice(0, 4));
  return Array.from({ length: YEARS }, (_, index) => newest - index).filter((year) => year >= FIRST_YEAR);
}

/** Every ended month of a year, newest first: its first day. */
export function monthsOf(year: number, today: string): string[] {
  const period = yearPeriod(year, today);
  if (!period) return [];
  const count = Number(period.to.slice(5, 7));
  return Array.from({ length: count }, (_, index) => `${year}-${String(count - index).padStart(2, '0')}-01`);
}

export function allYears(today: string): number[] {
  const newest = Number(lastEnded(today).slice(0, 4));
  return Array.from({ length: newest - FIRST_YEAR + 1 }, (_, index) => newest - index);
}

const whole = ({ from, to }: Period, today: string) =>
  isDay(from) &&
  isDay(to) &&
  from === monthStart(from) &&
  to === monthEnd(to) &&
  from < to &&
  to <= lastEnded(today);

/** Reads the address; what cannot be asked falls back to the last twelve months. */
export function readPeriod(query: URLSearchParams, today: string): Chosen {
  const own = { from: query.get('from') ?? '', to: query.get('to') ?? '' };
  if (whole(own, today)) return { choice: 'custom', period: own };
  const year = query.get('period') ?? '';
  const period = /^20\d\d$/.test(year) ? yearPeriod(Number(year), today) : null;
  return period ? { choice: year, period } : { choice: 'last_12_months', period: lastTwelve(today) };
}

/** What the address says of it: nothing for the last twelve months. */
export function writePeriod({ choice, period }: Chosen): Record<string, string> {
  if (choice === 'last_12_months') return {};
  return choice === 'custom' ? { ...period } : { period: choice };
}
