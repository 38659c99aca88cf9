import type { DataTable } from '$lib/charts/model';
import { formatDuration, formatNumber, formatPercent } from '$lib/format';
import { m } from '$lib/paraglide/messages';
import type { NetworkFigure } from './api';

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

const isRate = ({ of }: NetworkFigure) => of !== null && of !== undefined;

/** In percent; nothing without a whole. */
export function rate({ value, of }: NetworkFigure): number | null {
  return value === null || value === undefined || !of ? null : (100 * value) / of;
}

/** The number as it is read; nothing where there is nothing to count. */
export function told(figure: NetworkFigure): string | null {
  const { code, value } = figure;
  if (value === null || value === undefined) return null;
  if (isRate(figure)) {
    const share = rate(figure);
    return share === null ? null : formatPercent(share);
  }
  return code === 'help_delay' ? m.nf_days({ count: value }) : formatNumber(value);
}

/** What stands under the number: what a rate is made of, hours beside minutes. */
export function beside(figure: NetworkFigure): string | null {
  const { code, value, of } = figure;
  if (told(figure) === null || value === null || value === undefined) return m.nf_nothing();
  if (of) return m.nf_part({ part: formatNumber(value), whole: formatNumber(of) });
  return code === 'hours_given' && value >= 60 ? m.nf_that_is({ length: formatDuration(value) }) : null;
}

/** All figures as numbers, for the table and its file. */
export function tableOf(items: readonly NetworkFigure[]): DataTable {
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
