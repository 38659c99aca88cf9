/** Progress towards a target, in figures and words; the same for funders (protected) and for those who work (exact). */
import type { Measure } from '$lib/api/funding';
import { formatDate, formatNumber, formatPercent } from '$lib/format';
import { m } from '$lib/paraglide/messages';
import { lengthInDays } from '../statistics/period';

export interface Progress {
  measure: Measure;
  /** What is aimed at. */
  value: number;
  from: string;
  to: string;
  /** Last day that is counted; null: nothing of the period is over. */
  counted_to: string | null;
  /** Null: masked. */
  done: number | null;
}

/** Percent of the target, not capped. */
export const percentDone = ({ value, done }: { value: number; done: number }): number =>
  value === 0 ? 100 : (100 * done) / value;

/** Percent of the period that is over: where steady work would be. */
export function percentExpected({ from, to, counted_to }: Progress): number {
  if (counted_to === null || counted_to < from) return 0;
  const over = counted_to < to ? counted_to : to;
  return (100 * lengthInDays({ from, to: over })) / lengthInDays({ from, to });
}

export type Pace = 'waiting' | 'masked' | 'reached' | 'over' | 'ahead' | 'on_time' | 'late';

/** Less than this many points apart is on time. */
const CLOSE = 5;

export function paceOf(progress: Progress): Pace {
  if (progress.counted_to === null) return 'waiting';
  if (progress.done === null) return 'masked';
  const done = percentDone({ value: progress.value, done: progress.done });
  if (done >= 100) return 'reached';
  if (progress.counted_to >= progress.to) return 'over';
  const ahead = done - percentExpected(progress);
  if (Math.abs(ahead) < CLOSE) return 'on_time';
  return ahead > 0 ? 'ahead' : 'late';
}

/** « 5 580 sur 6 000 (93 %) » */
export function doneWords({ value, done }: Progress): string {
  const aim = formatNumber(value);
  if (done === null) return m.target_done_masked({ aim });
  return m.target_done({
    done: formatNumber(done),
    aim,
    share: formatPercent(Math.floor(percentDone({ value, done }))),
  });
}

export function paceWords(progress: Progress): string {
  const pace = paceOf(progress);
  const points =
    progress.done === null
      ? 0
      : Math.abs(percentDone({ value: progress.value, done: progress.done }) - percentExpected(progress));
  const n = formatNumber(Math.round(points));
  switch (pace) {
    case 'waiting':
      return m.target_waiting();
    case 'masked':
      return m.target_masked();
    case 'reached':
      return m.target_reached();
    case 'over':
      return m.target_over();
    case 'ahead':
      return m.target_ahead({ n });
    case 'late':
      return m.target_late({ n });
    case 'on_time':
      return m.target_on_time();
  }
}

export function periodWords({ from, to, counted_to }: Progress): string {
  const span = { from: formatDate(from), to: formatDate(to) };
  return counted_to === null
    ? m.target_span(span)
    : m.target_span_counted({ ...span, day: formatDate(counted_to) });
}
