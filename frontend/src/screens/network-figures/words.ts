import type { DataTable } from '$lib/charts/model';
import { formatDuration, formatNumber, formatPercent } from '$lib/format';
import { m } from '$lib/paraglide/messages';
import type { AnyFigure } from './api';

/** What belongs together, in the order of the screen. */
export const GROUPS = [
  {
    name: 'workshops',
    title: m.nf_workshops,
    codes: ['workshops_held', 'fill_rate', 'no_show_rate', 'hours_given'],
  },
  {
    name: 'people',
    title: m.nf_people,
    codes: [
      'active_facilitators',
      'new_facilitators',
      'retained_facilitators',
      'relay_rate',
      'cascade_depth',
    ],
  },
  { name: 'help', title: m.nf_help, codes: ['help_answered', 'help_delay', 'help_solved'] },
] as const;

/** Protected: there is a number, and it is not told. */
export const isHidden = (figure: AnyFigure) => 'hidden' in figure && !!figure.hidden;

const isRate = ({ of }: AnyFigure) => of !== null && of !== undefined;

/** In percent; nothing without a whole. */
export function rate({ value, of }: AnyFigure): number | null {
  return value === null || value === undefined || !of ? null : (100 * value) / of;
}

/** The number as it is read; nothing where there is nothing to count. */
export function told(figure: AnyFigure): string | null {
  const { code, value } = figure;
  if (value === null || value === undefined) return null;
  if (isRate(figure)) {
    const share = rate(figure);
    return share === null ? null : formatPercent(share);
  }
  return code === 'help_delay' ? m.nf_days({ count: value }) : formatNumber(value);
}

/** What stands under the number: what a rate is made of, hours beside minutes. */
export function beside(figure: AnyFigure): string | null {
  const { code, value, of } = figure;
  if (isHidden(figure)) return null;
  if (told(figure) === null || value === null || value === undefined) return m.nf_nothing();
  if (of) return m.nf_part({ part: formatNumber(value), whole: formatNumber(of) });
  return code === 'hours_given' && value >= 60 ? m.nf_that_is({ length: formatDuration(value) }) : null;
}

/** All figures as numbers, for the table and its file. */
export function tableOf(items: readonly AnyFigure[]): DataTable {
  return {
    columns: [
      { label: m.nf_figure() },
      { label: m.nf_number(), digits: 0 },
      { label: m.nf_whole(), digits: 0 },
      { label: m.nf_rate(), digits: 1 },
    ],
    rows: items.map((figure) => [figure.title, figure.value ?? null, figure.of ?? null, rate(figure)]),
  };
}

export interface HalfYear {
  year: number;
  half: number;
}

/** The last half-years that have ended on a day, the latest first. */
export function halvesBefore(today: string, many: number): HalfYear[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const last = year * 2 + (month > 6 ? 1 : 0) - 1;
  return Array.from({ length: many }, (_, at) => ({
    year: Math.floor((last - at) / 2),
    half: ((last - at) % 2) + 1,
  }));
}

/** As it stands in the address: `2026-1`. */
export const halfText = ({ year, half }: HalfYear) => `${year}-${half}`;

/** As it is read. */
export const halfName = ({ year, half }: HalfYear) =>
  half === 1 ? m.nf_first_half({ year: String(year) }) : m.nf_second_half({ year: String(year) });
