/** What a team can teach, ready to draw: one line a competence, one cell a level. */
import type { CoverageLine } from './api';

export interface Cell {
  level: number;
  /** Members who can teach it: verified, and those who were only authorised. */
  verified: number;
  granted: number;
  /** 0 nobody, 1 one person alone, 2 two, 3 more. */
  shade: 0 | 1 | 2 | 3;
}

export const TOP = 8;

/** The levels 1 to `most` of a line. */
export function cellsOf(line: CoverageLine, most: number): Cell[] {
  return Array.from({ length: most }, (_, index) => {
    const verified = line.verified[index] ?? 0;
    const teachable = line.teachable[index] ?? 0;
    const shade = Math.min(3, teachable) as Cell['shade'];
    return { level: index + 1, verified, granted: teachable - verified, shade };
  });
}

/** How many lines nobody can teach at a level. */
export const gapsAt = (lines: readonly CoverageLine[], level: number) =>
  lines.filter((line) => (line.teachable[level - 1] ?? 0) === 0).length;

/** The level asked for in the address, 1–8; else 3, the first at which one manages alone. */
export function levelOf(text: string | null): number {
  const level = Number(text);
  return Number.isInteger(level) && level >= 1 && level <= TOP ? level : 3;
}

/** As the server counts months: 31 August and six months is 28 or 29 February. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
