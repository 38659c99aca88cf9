/** What the map says of each département: a shade, and words. Pure, so that it is tested without a screen. */
import { formatNumber } from '$lib/format';
import { m } from '$lib/paraglide/messages';
import { classOf, limitsOf, shadeOf, type Shade } from './classes';

/** One département with activity on the spot. */
export interface MapLine {
  code: string;
  label: string;
  /** Null: masked. */
  participations: number | null;
  per_10000: number | null;
  /** Why it is masked, in words. */
  why?: string;
}

export const MEASURES = ['per_10000', 'participations'] as const;
export type Measure = (typeof MEASURES)[number];

export interface Area {
  look: Shade | 'none' | 'hidden';
  words: string;
}

export interface Entry {
  look: Area['look'];
  label: string;
}

const digits: Record<Measure, number> = { per_10000: 1, participations: 0 };
const told: Record<Measure, (value: string) => string> = {
  per_10000: (value) => m.map_rate({ value }),
  participations: (value) => m.map_count({ value }),
};

const number = (value: number, measure: Measure) => formatNumber(value, value < 10 ? digits[measure] : 0);

/** Measures that the lines carry. */
export const measuresOf = (lines: readonly MapLine[]): Measure[] =>
  MEASURES.filter((measure) => lines.some((line) => line[measure] !== null));

function lookOf(value: number | null, limits: number[]): Area['look'] {
  if (value === null) return 'hidden';
  return value === 0 ? 'none' : shadeOf(classOf(value, limits), limits.length + 1);
}

const limitsFor = (lines: readonly MapLine[], measure: Measure) =>
  limitsOf(lines.flatMap((line) => line[measure] ?? []));

export function areasOf(lines: readonly MapLine[], measure: Measure): Map<string, Area> {
  const limits = limitsFor(lines, measure);
  return new Map(
    lines.map((line) => {
      const value = line[measure];
      const words =
        value === null
          ? m.map_masked({ why: line.why ?? '' })
          : value === 0
            ? m.map_none()
            : told[measure](number(value, measure));
      return [line.code, { look: lookOf(value, limits), words }];
    }),
  );
}

/** The classes in words, then what is masked and what is empty. */
export function legendOf(lines: readonly MapLine[], measure: Measure): Entry[] {
  const limits = limitsFor(lines, measure);
  const text = limits.map((limit) => number(limit, measure));
  const classes = limits.length + 1;
  const shades = Array.from({ length: classes }, (_, index): Entry => {
    const label =
      classes === 1
        ? m.map_some()
        : index === 0
          ? m.map_below({ limit: text[0]! })
          : index === limits.length
            ? m.map_from({ limit: text.at(-1)! })
            : m.map_between({ low: text[index - 1]!, high: text[index]! });
    return { look: shadeOf(index, classes), label };
  });
  const hidden = lines.some((line) => line[measure] === null);
  return [
    ...(lines.some((line) => (line[measure] ?? 0) > 0) ? shades : []),
    ...(hidden ? [{ look: 'hidden' as const, label: m.masked() }] : []),
    { look: 'none', label: m.map_none() },
  ];
}

/** The highest and the lowest, among those that are shown. */
export function mapFinding(lines: readonly MapLine[], measure: Measure): string {
  const shown = lines.filter((line) => (line[measure] ?? 0) > 0);
  const sorted = shown.sort((a, b) => b[measure]! - a[measure]!);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return m.stats_finding_none();
  const words = (line: MapLine) => told[measure](number(line[measure]!, measure));
  if (first === last) return m.map_finding_one({ first: first.label, high: words(first) });
  return m.map_finding({
    first: first.label,
    high: words(first),
    last: last.label,
    low: number(last[measure]!, measure),
  });
}
