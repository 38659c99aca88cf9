import type { LevelStep } from '$lib/api/levels';
import type { Stair } from '$lib/charts/model';
import { formatDate } from '$lib/format';
import { m } from '$lib/paraglide/messages';

const DAY_MS = 86_400_000;

/** Days since 1970: dates as places on an axis. */
export const dayNumber = (date: string) => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

type Series = 'verified' | 'declared';

/** Only the days on which this series changed. */
export function stairOf(steps: readonly LevelStep[], series: Series, tone: 1 | 2): Stair {
  const points = steps
    .filter((step, index) => index === 0 || step[series] !== steps[index - 1]![series])
    .map((step) => ({ at: dayNumber(step.from), value: step[series] }));
  return { tone, points };
}

const SENTENCES = {
  verified: {
    moved: m.levels_progress_verified,
    same: m.levels_progress_verified_same,
    over: m.levels_progress_verified_over,
  },
  declared: {
    moved: m.levels_progress_declared,
    same: m.levels_progress_declared_same,
    over: m.levels_progress_declared_over,
  },
} as const;

/** How it moved, in one sentence: of what is verified if anything ever was, else of what one says. */
export function finding(steps: readonly LevelStep[]): string {
  const series: Series = steps.some(({ verified }) => verified !== null) ? 'verified' : 'declared';
  const start = steps.find((step) => step[series] !== null);
  if (!start) return '';
  const first = start[series]!;
  const last = steps.at(-1)![series];
  const date = formatDate(start.from);
  if (last === null) return SENTENCES[series].over({ first, date });
  return last === first
    ? SENTENCES[series].same({ first, date })
    : SENTENCES[series].moved({ first, last, date });
}
