/** Turns protected families into what their blocks show. Pure, so that it is tested without a screen. */
import type { PublishedFamily, PublishedLine } from '$lib/api/published';
import type { MapLine } from '$lib/charts/map/areas';
import type { Bar, Cell, Column, DataTable, TableColumn } from '$lib/charts/model';
import { formatNumber, formatPercent } from '$lib/format';
import { m } from '$lib/paraglide/messages';
import type { Family } from '../statistics/families';
import { ageFinding, rankFinding, timeFinding } from '../statistics/findings';
import { keyOf, labelOf, UNKNOWN } from '../statistics/ranked';
import { words } from '../statistics/time';
import { maskedNote, why } from './words';

export interface Block {
  finding: string;
  table: DataTable;
  /** What is masked, why, and how to see more. */
  masked?: string;
}

export interface RankedBlock extends Block {
  bars: Bar[];
}

/** One value, or followed then anonymous people; null where masked. */
const valuesOf = (line: PublishedLine, people: boolean): (number | null)[] =>
  people ? [line.followed, line.anonymous] : [line.participations];

/** The sum of what a line shows; null as soon as a part is masked. */
function sumOf(values: (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}

const cell = (value: number | null): Cell => value ?? { hidden: m.masked() };
const whyCell = (line: PublishedLine, k: number): Cell => (line.hidden ? why(line.hidden, k) : null);
/** Of masked lines, nothing is known; elsewhere null says that there is none. */
const orNothing = (line: PublishedLine, value: number | null): Cell => (line.hidden ? null : value);

/** A sentence that knows that lines are missing from it. */
function amongShown(finding: string, hidden: number): string {
  return hidden === 0 ? finding : m.pub_finding_among({ finding });
}

function findingOf(family: Family, { lines, people }: PublishedFamily): string {
  const rows = lines.flatMap((line) => {
    const value = sumOf(valuesOf(line, people));
    if (value === null) return [];
    const unknown = UNKNOWN.includes(line.code);
    return [{ code: line.code, label: labelOf(family, line), value, share: line.share, unknown }];
  });
  const hidden = lines.length - rows.length;
  if (hidden > 0 && rows.every((row) => row.value === 0)) return m.pub_finding_masked();
  if (hidden === 0 && family.key === 'by_age_band') return ageFinding(rows);
  return amongShown(rankFinding(rows, { people }), hidden);
}

function barOf(family: Family, line: PublishedLine, people: boolean, k: number): Bar {
  const values = valuesOf(line, people);
  const sum = sumOf(values);
  const base = { key: keyOf(line), label: labelOf(family, line) };
  if (sum === null) {
    const hint = line.hidden ? why(line.hidden, k) : undefined;
    return { ...base, values: [], text: m.masked(), hint, hidden: true };
  }
  const hint = line.share === null ? undefined : m.stats_share_hint({ share: formatPercent(line.share) });
  return { ...base, values: values.map((value) => value ?? 0), text: formatNumber(sum), hint };
}

/** Columns of figures, and how a line fills them. */
function figuresOf(family: Family, { people, lines }: PublishedFamily) {
  const rated = !people && family.counting === 'territory';
  const columns: TableColumn[] = [
    { label: people ? m.stats_col_followed() : m.stats_col_participations(), digits: 0 },
    { label: people ? m.stats_col_anonymous() : m.stats_col_sessions(), digits: 0 },
    { label: m.stats_col_share(), digits: 1 },
    ...(rated ? [{ label: m.stats_col_rate(), digits: 1 }] : []),
  ];
  const cells = (line: PublishedLine): Cell[] => [
    cell(people ? line.followed : line.participations),
    cell(people ? line.anonymous : line.sessions),
    orNothing(line, line.share),
    ...(rated ? [orNothing(line, line.per_10000)] : []),
  ];
  return { columns, cells, hidden: lines.some((line) => line.hidden) };
}

function tableOf(family: Family, found: PublishedFamily, k: number): DataTable {
  const { columns, cells, hidden } = figuresOf(family, found);
  return {
    columns: [{ label: family.title() }, ...columns, ...(hidden ? [{ label: m.pub_col_why() }] : [])],
    rows: found.lines.map((line) => [
      labelOf(family, line),
      ...cells(line),
      ...(hidden ? [whyCell(line, k)] : []),
    ]),
  };
}

export function rankedBlock(family: Family, found: PublishedFamily, k: number): RankedBlock {
  const sums = found.lines.map((line) => sumOf(valuesOf(line, found.people)));
  const drawn = family.ordered ? found.lines : found.lines.filter((_, index) => sums[index] !== 0);
  return {
    finding: findingOf(family, found),
    bars: sums.some((sum) => sum !== 0) ? drawn.map((line) => barOf(family, line, found.people, k)) : [],
    table: tableOf(family, found, k),
    masked: maskedNote(found.lines, k),
  };
}

export interface MonthsBlock extends Block {
  columns: Column[];
}

export function monthsBlock(found: PublishedFamily, k: number): MonthsBlock {
  const named = found.lines.map((line) => ({ line, ...words.month(line.code) }));
  const shown = named.flatMap(({ line, when }) =>
    line.participations === null ? [] : [{ when, value: line.participations, partial: false }],
  );
  const hidden = named.length - shown.length;
  const masked = found.lines.some((line) => line.hidden);
  return {
    finding:
      shown.length === 0 && hidden > 0 ? m.pub_finding_masked() : amongShown(timeFinding(shown), hidden),
    columns: named.map(({ line, short, label }) => ({
      key: line.code,
      short,
      label,
      value: line.participations ?? 0,
      hidden: line.participations === null,
    })),
    table: {
      columns: [
        { label: m.stats_unit_month() },
        { label: m.stats_col_participations(), digits: 0 },
        { label: m.stats_col_sessions(), digits: 0 },
        ...(masked ? [{ label: m.pub_col_why() }] : []),
      ],
      rows: named.map(({ line, label }) => [
        label,
        cell(line.participations),
        cell(line.sessions),
        ...(masked ? [whyCell(line, k)] : []),
      ]),
    },
    masked: maskedNote(found.lines, k),
  };
}

/** The départements of a map: activity on the spot alone. */
export function mapLines(family: Family, found: PublishedFamily, k: number): MapLine[] {
  return found.lines
    .filter((line) => line.code !== '' && !line.remote)
    .map((line) => ({
      code: line.code,
      label: labelOf(family, line),
      participations: line.participations,
      per_10000: line.per_10000,
      why: line.hidden ? why(line.hidden, k) : undefined,
    }));
}
