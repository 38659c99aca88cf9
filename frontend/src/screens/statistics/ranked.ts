/** Turns a family's rows into what its block shows: sentence, bars, table. Pure, so that it is tested without a screen. */
import type {
  LongFamily,
  MultiRow,
  NotSent,
  PeopleRow,
  SingleRow,
  StatisticsView,
  TerritoryRow,
} from '$lib/api/statistics';
import type { MapLine } from '$lib/charts/map/areas';
import type { Bar, Cell, DataTable } from '$lib/charts/model';
import { formatNumber, formatPercent } from '$lib/format';
import { language } from '$lib/language.svelte';
import { label as listLabel } from '$lib/lists/lists.svelte';
import { m } from '$lib/paraglide/messages';
import { wordings, type Family } from './families';
import { ageFinding, rankFinding } from './findings';

export interface Block {
  finding: string;
  bars: Bar[];
  table: DataTable;
  /** Lines that were not sent. */
  left: number;
}

interface Line {
  key: string;
  code: string;
  label: string;
  /** One value, or followed then anonymous people. */
  values: number[];
  value: number;
  share: number;
  unknown: boolean;
}

export const UNKNOWN = ['non_communique', ''];

export type AnyRow = MultiRow | SingleRow | TerritoryRow | PeopleRow;
type Named = Pick<AnyRow, 'code' | 'label'> & { remote?: boolean };

export function labelOf(family: Family, row: Named): string {
  if (row.remote) {
    return row.label ? m.stats_remote_at({ name: row.label }) : m.stats_remote();
  }
  const wording = wordings[family.key]?.[row.code];
  if (wording) return wording();
  if (row.label) return row.label;
  const listed = family.list ? listLabel(family.list, row.code) : row.code;
  if (listed !== row.code) return listed;
  if (family.counting === 'territory') return m.stats_elsewhere();
  return UNKNOWN.includes(row.code) ? m.stats_unknown() : row.code;
}

/** A territory may have two lines: on the spot, and at a distance. */
export const keyOf = (row: Named) => (row.remote ? `${row.code}-remote` : row.code);

function shareOf(row: AnyRow): number {
  if ('share_of_people' in row) return row.share_of_people;
  return 'share_of_participations' in row ? row.share_of_participations : row.share;
}

function toLine(family: Family, row: AnyRow): Line {
  const values = 'followed' in row ? [row.followed, row.anonymous] : [row.participations];
  return {
    key: keyOf(row),
    code: row.code,
    label: labelOf(family, row),
    values,
    value: values.reduce((sum, value) => sum + value, 0),
    share: shareOf(row),
    unknown: UNKNOWN.includes(row.code),
  };
}

function toBar(line: Line): Bar {
  return {
    key: line.key,
    label: line.label,
    values: line.values,
    text: formatNumber(line.value),
    hint: m.stats_share_hint({ share: formatPercent(line.share) }),
  };
}

/** Columns of the table and how each is read from a row, by way of counting. */
function tableOf(family: Family, rows: AnyRow[]): DataTable {
  const name = { label: family.title() };
  const labels = rows.map((row) => labelOf(family, row));
  if (family.counting === 'people') {
    return {
      columns: [
        name,
        { label: m.stats_col_followed(), digits: 0 },
        { label: m.stats_col_anonymous(), digits: 0 },
        { label: m.stats_col_share_people(), digits: 1 },
      ],
      rows: (rows as PeopleRow[]).map((row, index) => [
        labels[index]!,
        row.followed,
        row.anonymous,
        row.share_of_people,
      ]),
    };
  }
  const counts = [
    { label: m.stats_col_participations(), digits: 0 },
    { label: m.stats_col_sessions(), digits: 0 },
  ];
  if (family.counting === 'multi') {
    return {
      columns: [
        name,
        ...counts,
        { label: m.stats_col_share_participations(), digits: 1 },
        { label: m.stats_col_share_mentions(), digits: 1 },
      ],
      rows: (rows as MultiRow[]).map((row, index) => [
        labels[index]!,
        row.participations,
        row.sessions,
        row.share_of_participations,
        row.share_of_mentions,
      ]),
    };
  }
  const rated = family.counting === 'territory' && family.key !== 'by_place';
  return {
    columns: [
      name,
      ...counts,
      { label: m.stats_col_share(), digits: 1 },
      ...(rated ? [{ label: m.stats_col_rate(), digits: 1 }] : []),
    ],
    rows: (rows as TerritoryRow[]).map((row, index) => [
      labels[index]!,
      row.participations,
      row.sessions,
      row.share,
      ...(rated ? [row.per_10000] : []),
    ]),
  };
}

/** The last row of the table: what the lines that were not sent add up to. */
function restRow(family: Family, rest: NotSent): Cell[] {
  const name = m.stats_rest({ count: rest.lines, n: formatNumber(rest.lines) });
  if (family.counting === 'people') return [name, rest.followed, rest.anonymous, rest.share];
  const counts = [name, rest.participations, rest.sessions];
  if (family.counting === 'multi') return [...counts, null, rest.share];
  return family.counting === 'territory' && family.key !== 'by_place'
    ? [...counts, rest.share, null]
    : [...counts, rest.share];
}

export function restOf(family: Family, view: StatisticsView): NotSent | null {
  return view.not_sent.find((rest) => rest.family === family.key) ?? null;
}

export const isLong = (family: Family, view: StatisticsView): family is Family & { key: LongFamily } =>
  restOf(family, view) !== null;

function findingOf(family: Family, lines: Line[], left: number): string {
  if (family.key === 'by_age_band') return ageFinding(lines);
  if (family.counting === 'facilitator') {
    const count = lines.filter((line) => line.value > 0).length + left;
    return count === 0
      ? m.stats_finding_none()
      : m.stats_finding_facilitator({ count, n: formatNumber(count) });
  }
  return rankFinding(lines, { people: family.counting === 'people' });
}

/** The largest first; people by name, because colleagues are never ranked. */
function orderOf(family: Family): (a: AnyRow, b: AnyRow) => number {
  if (family.counting === 'facilitator') {
    return (a, b) => labelOf(family, a).localeCompare(labelOf(family, b), language.tag);
  }
  const weight = (row: AnyRow) => toLine(family, row).value;
  return (a, b) => weight(b) - weight(a);
}

/** `whole`: every line of a long family, once it was asked for. */
export function blockOf(family: Family, view: StatisticsView, whole: AnyRow[] | null = null): Block {
  const rows: AnyRow[] = [...(whole ?? view[family.key])];
  const rest = whole ? null : restOf(family, view);
  if (!family.ordered) rows.sort(orderOf(family));
  const lines = rows.map((row) => toLine(family, row));
  const drawn = family.ordered ? lines : lines.filter((line) => line.value > 0);
  const table = tableOf(family, rows);
  if (rest) table.rows.push(restRow(family, rest));
  return {
    finding: findingOf(family, lines, rest?.lines ?? 0),
    bars: lines.some((line) => line.value > 0) ? drawn.map(toBar) : [],
    table,
    left: rest?.lines ?? 0,
  };
}

/** The départements of a map: activity on the spot alone. */
export function mapLines(rows: readonly TerritoryRow[]): MapLine[] {
  return rows
    .filter((row) => row.code !== '' && !row.remote && row.participations > 0)
    .map((row) => ({
      code: row.code,
      label: row.label ?? row.code,
      participations: row.participations,
      per_10000: row.per_10000,
    }));
}
