/** Periods of the statistics: inclusive days written YYYY-MM-DD, compared as text. */
import { shiftDay } from '$lib/format';

export interface Period {
  from: string;
  to: string;
}

export const PRESETS = [
  'last_12_months',
  'this_month',
  'last_month',
  'this_quarter',
  'this_year',
  'custom',
] as const;
export type Preset = (typeof PRESETS)[number];

export const EARLIEST = '2015-01-01';
const DAY_MS = 86_400_000;
const MONTHS_IN_TEN_YEARS = 120;

const pad = (value: number) => String(value).padStart(2, '0');
const toDate = (day: string) => new Date(`${day}T00:00:00Z`);
const toDay = (date: Date) => date.toISOString().slice(0, 10);

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = toDate(text);
  return !Number.isNaN(date.getTime()) && toDay(date) === text;
}

/** Moves by whole months; the 31st becomes the last day of a shorter month. */
export function addMonths(day: string, months: number): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return `${toDay(first).slice(0, 8)}${pad(Math.min(dayOfMonth, last))}`;
}

const startOfMonth = (day: string) => `${day.slice(0, 8)}01`;

function startOfQuarter(day: string): string {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 5)}${pad(month - ((month - 1) % 3))}-01`;
}

/** The days of a preset, never later than today: what is not lived yet would look like a drop. */
export function periodOf(preset: Exclude<Preset, 'custom'>, today: string): Period {
  switch (preset) {
    case 'this_month':
      return { from: startOfMonth(today), to: today };
    case 'last_month': {
      const firstOfThis = startOfMonth(today);
      return { from: addMonths(firstOfThis, -1), to: shiftDay(firstOfThis, -1) };
    }
    case 'this_quarter':
      return { from: startOfQuarter(today), to: today };
    case 'this_year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case 'last_12_months':
      return { from: shiftDay(addMonths(today, -12), 1), to: today };
  }
}

export function lengthInDays({ from, to }: Period): number {
  return Math.round((toDate(to).getTime() - toDate(from).getTime()) / DAY_MS) + 1;
}

/** The period of equal length just before. */
export function previousPeriod(period: Period): Period {
  return {
    from: shiftDay(period.from, -lengthInDays(period)),
    to: shiftDay(period.from, -1),
  };
}

export type PeriodFault = 'invalid' | 'too_early' | 'in_the_future' | 'reversed' | 'too_long';

/** What is wrong with a period typed by hand, field by field; empty when it can be asked. */
export function checkPeriod({ from, to }: Period, today: string): Partial<Record<keyof Period, PeriodFault>> {
  const faults: Partial<Record<keyof Period, PeriodFault>> = {};
  for (const [end, day] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (!isDay(day)) faults[end] = 'invalid';
    else if (day < EARLIEST) faults[end] = 'too_early';
    else if (day > today) faults[end] = 'in_the_future';
  }
  if (faults.from || faults.to) return faults;
  if (from > to) faults.to = 'reversed';
  else if (to >= addMonths(from, MONTHS_IN_TEN_YEARS)) faults.to = 'too_long';
  return faults;
}
