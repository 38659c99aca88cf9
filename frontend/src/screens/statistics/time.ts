/** Figures over time: labels of months, weeks and days, sentence and table. */
import type { StatisticsView, TimeRow } from '$lib/api/statistics';
import type { Column, DataTable } from '$lib/charts/model';
import { shiftDay } from '$lib/format';
import { language } from '$lib/language.svelte';
import { m } from '$lib/paraglide/messages';
import { timeFinding, weekdayFinding } from './findings';

export const GRAINS = ['month', 'week', 'day'] as const;
export type Grain = (typeof GRAINS)[number];

const utc = (day: string) => new Date(`${day}T00:00:00Z`);
const format = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language.tag, { timeZone: 'UTC', ...options }).format(utc(day));

/** Monday of an ISO week: `2026-W11` → `2026-03-09`. The 4th of January is always in week 1. */
export function mondayOf(week: string): string {
  const [year, number] = week.split('-W').map(Number) as [number, number];
  const fourth = `${year}-01-04`;
  const weekday = (utc(fourth).getUTCDay() + 6) % 7;
  return shiftDay(fourth, (number - 1) * 7 - weekday);
}

interface Words {
  short: string;
  label: string;
  when: string;
}

const DAY_MONTH: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };

export const words: Record<Grain, (code: string) => Words> = {
  month(code) {
    const first = `${code}-01`;
    const label = format(first, { month: 'long', year: 'numeric' });
    return { short: format(first, { month: 'short' }), label, when: m.stats_when_month({ label }) };
  },
  week(code) {
    const monday = mondayOf(code);
    const label = format(monday, DAY_MONTH);
    return {
      short: format(monday, { day: '2-digit', month: '2-digit' }),
      label: m.stats_week_of({ day: label }),
      when: m.stats_when_week({ label }),
    };
  },
  day(code) {
    const label = format(code, { weekday: 'long', ...DAY_MONTH });
    return {
      short: format(code, { day: '2-digit', month: '2-digit' }),
      label,
      when: m.stats_when_day({ label }),
    };
  },
};

export interface TimeBlock {
  finding: string;
  columns: Column[];
  table: DataTable;
}

const tableOf = (name: string, rows: TimeRow[], labels: string[], marked: boolean): DataTable => ({
  columns: [
    { label: name },
    { label: m.stats_col_participations(), digits: 0 },
    { label: m.stats_col_sessions(), digits: 0 },
    ...(marked ? [{ label: m.stats_col_partial() }] : []),
  ],
  rows: rows.map((row, index) => [
    labels[index]!,
    row.participations,
    row.sessions,
    ...(marked ? [row.partial ? m.stats_yes() : null] : []),
  ]),
});

export function rowsOf(view: StatisticsView, grain: Grain): TimeRow[] {
  return { month: view.by_month, week: view.by_week, day: view.by_day }[grain];
}

/** Days are counted one by one only in short periods. */
export function grainsOf(view: StatisticsView): Grain[] {
  return GRAINS.filter((grain) => rowsOf(view, grain).length > 0);
}

const UNITS: Record<Grain, () => string> = {
  month: m.stats_unit_month,
  week: m.stats_unit_week,
  day: m.stats_unit_day,
};

export function timeBlock(view: StatisticsView, grain: Grain): TimeBlock {
  const rows = rowsOf(view, grain);
  const named = rows.map((row) => words[grain](row.code));
  const marked = rows.some((row) => row.partial);
  return {
    finding: timeFinding(
      rows.map((row, index) => ({
        when: named[index]!.when,
        value: row.participations,
        partial: row.partial,
      })),
    ),
    columns: rows.map((row, index) => ({
      key: row.code,
      short: named[index]!.short,
      label: named[index]!.label,
      value: row.participations,
      partial: row.partial,
    })),
    table: tableOf(
      UNITS[grain](),
      rows,
      named.map((name) => name.label),
      marked,
    ),
  };
}

/** A Monday: the days of a week are named from it. */
const SOME_MONDAY = '2024-01-01';

export function weekdayBlock(view: StatisticsView): TimeBlock {
  const days = view.by_weekday.map((row) => shiftDay(SOME_MONDAY, Number(row.code) - 1));
  const labels = days.map((day) => format(day, { weekday: 'long' }));
  return {
    finding: weekdayFinding(
      view.by_weekday.map((row, index) => ({ label: labels[index]!, value: row.participations })),
    ),
    columns: view.by_weekday.map((row, index) => ({
      key: row.code,
      short: format(days[index]!, { weekday: 'short' }),
      label: labels[index]!,
      value: row.participations,
    })),
    table: tableOf(m.stats_unit_day(), view.by_weekday, labels, false),
  };
}
