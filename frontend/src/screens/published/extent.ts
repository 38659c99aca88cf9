/** Whether there is anything to count, and whether anything of it can be shown. */
import type { PublishedTotals, PublishedView } from '$lib/api/published';

const LARGE: (keyof PublishedTotals)[] = ['sessions', 'participations', 'followed', 'anonymous'];

export const isEmpty = ({ totals }: Pick<PublishedView, 'totals'>): boolean =>
  LARGE.every((key) => totals[key] === 0);

/** Not one of the large figures is shown: the period or the territory is too small. */
export const isMasked = (view: Pick<PublishedView, 'totals'>): boolean =>
  !isEmpty(view) && LARGE.every((key) => view.totals[key] === null || view.totals[key] === 0);
