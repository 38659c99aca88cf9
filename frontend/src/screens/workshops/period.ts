/** The days that the calendar shows. Days are written YYYY-MM-DD; weeks begin on Monday. */
import { shiftDay } from '$lib/format';
import { monthEnd, monthStart } from '$lib/months';

export const VIEWS = ['month', 'week', 'list'] as const;
export type View = (typeof VIEWS)[number];

/** How many days a list covers. */
const LIST_DAYS = 31;

export interface Period {
  from: string;
  to: string;
}

/** 0 for Monday. */
export function weekday(day: string): number {
  return (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;
}

export const weekStart = (day: string) => shiftDay(day, -weekday(day));

export function weekOf(day: string): Period {
  const from = weekStart(day);
  return { from, to: shiftDay(from, 6) };
}

export const monthOf = (day: string): Period => ({ from: monthStart(day), to: monthEnd(day) });

/** The weeks that a month's grid shows, whole. */
export function monthGrid(day: string): string[][] {
  const { from, to } = monthOf(day);
  const weeks: string[][] = [];
  for (let monday = weekStart(from); monday <= to; monday = shiftDay(monday, 7)) {
    weeks.push(daysOf({ from: monday, to: shiftDay(monday, 6) }));
  }
  return weeks;
}

export function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = shiftDay(day, 1)) days.push(day);
  return days;
}

/** The days to ask for: the grid of a month shows days of its neighbours. */
export function shownBy(view: View, day: string): Period {
  if (view === 'week') return weekOf(day);
  // A list begins where one stands, whatever the month.
  if (view === 'list') return { from: day, to: shiftDay(day, LIST_DAYS - 1) };
  const weeks = monthGrid(day);
  return { from: weeks[0]![0]!, to: weeks.at(-1)![6]! };
}

/** One period earlier or later; the 31st becomes the last day of a shorter month. */
export function moveBy(view: View, day: string, by: -1 | 1): string {
  if (view === 'month') return moveMonth(day, by);
  return shiftDay(day, by * (view === 'week' ? 7 : LIST_DAYS));
}

export function moveMonth(day: string, by: number): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  const first = new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 10);
  const last = monthEnd(first);
  const same = first.slice(0, 8) + day.slice(8);
  return same > last ? last : same;
}

/** Where a key leads from a day of the month's grid; null for any other key. */
export function dayByKey(key: string, day: string): string | null {
  switch (key) {
    case 'ArrowLeft':
      return shiftDay(day, -1);
    case 'ArrowRight':
      return shiftDay(day, 1);
    case 'ArrowUp':
      return shiftDay(day, -7);
    case 'ArrowDown':
      return shiftDay(day, 7);
    case 'Home':
      return weekStart(day);
    case 'End':
      return shiftDay(weekStart(day), 6);
    case 'PageUp':
      return moveMonth(day, -1);
    case 'PageDown':
      return moveMonth(day, 1);
    default:
      return null;
  }
}

/** The first day of these that is not over; the first of all when all are, or none is. */
export const firstToCome = ({ from, to }: Period, today: string) =>
  from < today && today <= to ? today : from;
