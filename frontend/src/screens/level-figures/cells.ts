import { formatNumber, formatPercent } from '$lib/format';
import type { CompetenceFigures, ProtectedFigure } from './api';

/** A cell of a table: a number with its share (nobody has none), or nothing where the figure is protected. */
export function told({ value, share }: ProtectedFigure): string | null {
  if (value === null || value === undefined) return null;
  const number = formatNumber(value);
  return !value || share === null || share === undefined ? number : `${number} (${formatPercent(share)})`;
}

/** The figure that a column is about: `unknown`, `1` … `8`, or a name of progress and coverage. */
export function figureOf(row: CompetenceFigures, column: string): ProtectedFigure {
  if (column === 'places_covered' || column === 'places') return row.coverage[column];
  if (column === 'learners' || column === 'up' || column === 'same' || column === 'down') {
    return row.progress[column];
  }
  const level = column === 'unknown' ? null : Number(column);
  const found = row.levels.find((own) => (own.level ?? null) === level);
  return found ?? { value: null, share: null, hidden: null };
}
