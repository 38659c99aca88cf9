/** Turns the figures into what their blocks show: sentence, columns or bars, table. Pure, so that it is tested without a screen. */
import type { CoordinationLine, CoordinationStatistics } from '$lib/api/coordination';
import type { Bar, Column, DataTable } from '$lib/charts/model';
import { formatDate, formatInstant, formatNumber } from '$lib/format';
import { language } from '$lib/language.svelte';
import { label, type CoordinationList } from '$lib/lists/lists.svelte';
import { m } from '$lib/paraglide/messages';
import { hoursOf } from './describe';

export type FamilyKey = Extract<keyof CoordinationStatistics, `by_${string}`>;
type LineKey = Exclude<FamilyKey, 'by_month'>;

export interface Family {
  key: LineKey;
  title: () => string;
  /** The list of the codes; absent for territories, which are named by the server. */
  list?: CoordinationList;
  definition?: () => string;
}

export interface Section {
  id: string;
  title: () => string;
  families: Family[];
}

export const SECTIONS: Section[] = [
  {
    id: 'coord-territory',
    title: m.coord_section_territory,
    families: [
      { key: 'by_departement', title: m.coord_by_departement, definition: m.coord_def_departement },
      { key: 'by_region', title: m.coord_by_region },
      { key: 'by_territorial_level', title: m.coord_by_level, list: 'territorial_level' },
    ],
  },
  {
    id: 'coord-animations',
    title: m.coord_section_animations,
    families: [
      { key: 'by_animation_type', title: m.coord_by_animation_type, list: 'animation_type' },
      {
        key: 'by_animation_theme',
        title: m.coord_by_theme,
        list: 'animation_theme',
        definition: m.coord_def_multi,
      },
      { key: 'by_initiative', title: m.coord_by_initiative, list: 'initiative' },
    ],
  },
  {
    id: 'coord-events',
    title: m.coord_section_events,
    families: [
      { key: 'by_event_type', title: m.coord_by_event_type, list: 'event_type' },
      { key: 'by_organizer', title: m.coord_by_organizer, list: 'organizer', definition: m.coord_def_multi },
    ],
  },
  {
    id: 'coord-partnerships',
    title: m.coord_section_partnerships,
    families: [
      {
        key: 'by_nature',
        title: m.coord_by_nature,
        list: 'partnership_nature',
        definition: m.coord_def_multi,
      },
      {
        key: 'by_partner_kind',
        title: m.coord_by_partner_kind,
        list: 'partner_kind',
        definition: m.coord_def_multi,
      },
    ],
  },
];

export const BY_KIND: Family = { key: 'by_kind', title: m.coord_by_kind, list: 'coordination_kind' };

const NOT_TOLD = 'non_communique';

export function labelOf(family: Family, line: CoordinationLine): string {
  if (line.code === NOT_TOLD) return m.coord_not_told();
  return line.label ?? (family.list ? label(family.list, line.code) : line.code);
}

/** « · 6 h, 40 personnes »: apart from the figure before it. */
function hintOf({ minutes, people }: CoordinationLine): string {
  const parts = [
    minutes > 0 ? m.coord_hours({ hours: hoursOf(minutes) }) : '',
    people > 0 ? m.coord_people({ count: people }) : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? `· ${parts.join(', ')}` : '';
}

export interface Ranked {
  finding: string;
  bars: Bar[];
  table: DataTable;
}

const COUNTS = () => [
  { label: m.coord_col_activities(), digits: 0 },
  { label: m.coord_col_hours(), digits: 1 },
  { label: m.coord_col_people(), digits: 0 },
];

/** The lines that count, most activities first, what was not told last; all of them in the table. */
export function ranked(family: Family, view: CoordinationStatistics): Ranked {
  const lines = view[family.key];
  const counting = lines
    .filter((line) => line.activities > 0)
    .sort((a, b) => Number(a.code === NOT_TOLD) - Number(b.code === NOT_TOLD) || b.activities - a.activities);
  const first = counting[0];
  return {
    finding: first
      ? m.coord_finding_first({
          label: labelOf(family, first),
          count: m.coord_count_activities({ count: first.activities }),
        })
      : m.coord_finding_none(),
    bars: counting.map((line) => ({
      key: line.code,
      label: labelOf(family, line),
      values: [line.activities],
      text: formatNumber(line.activities),
      hint: hintOf(line),
    })),
    table: {
      columns: [{ label: family.title() }, ...COUNTS()],
      rows: lines.map((line) => [labelOf(family, line), line.activities, line.minutes / 60, line.people]),
    },
  };
}

export interface Months {
  finding: string;
  columns: Column[];
  table: DataTable;
}

export function months(view: CoordinationStatistics): Months {
  const name = (code: string, month: 'short' | 'long') =>
    new Intl.DateTimeFormat(language.tag, {
      timeZone: 'UTC',
      month,
      ...(month === 'long' ? { year: 'numeric' } : {}),
    }).format(new Date(`${code}-01T12:00:00Z`));
  const rows = view.by_month;
  const best = rows.reduce((one, other) => (other.activities > one.activities ? other : one), rows[0]!);
  return {
    finding:
      best.activities > 0
        ? m.coord_finding_first({
            label: name(best.code, 'long'),
            count: m.coord_count_activities({ count: best.activities }),
          })
        : m.coord_finding_none(),
    columns: rows.map((row) => ({
      key: row.code,
      label: name(row.code, 'long'),
      short: name(row.code, 'short'),
      value: row.activities,
      partial: row.partial,
    })),
    table: {
      columns: [{ label: m.coord_by_month() }, ...COUNTS()],
      rows: rows.map((row) => [name(row.code, 'long'), row.activities, row.minutes / 60, row.people]),
    },
  };
}

/** First lines of every file: what the figures cover, and how they were counted. */
export function fileContext(view: CoordinationStatistics, filters: string[]): [string, string][] {
  return [
    [m.stats_file_scope(), view.scope === 'own' ? m.coord_scope_own() : m.coord_scope_network()],
    [m.stats_file_period(), m.stats_span({ from: formatDate(view.from), to: formatDate(view.to) })],
    [m.stats_file_filters(), filters.join(', ') || m.stats_file_no_filter()],
    [m.stats_file_calculated(), formatInstant(view.calculated_at)],
    [m.stats_file_version(), String(view.definitions_version)],
    [m.stats_file_protection(), m.stats_file_exact()],
  ];
}
