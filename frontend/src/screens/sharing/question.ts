/** From the address of the statistics to what a link freezes: whole months, and the filters. */
import { monthEnd, monthStart } from '$lib/months';

/** What says whose sessions are counted, or people: that is the scope's business. */
const NOT_FROZEN = ['scope', 'from', 'to', 'period', 'facilitators', 'teams'];

/** The filters of a query string, as they are. */
export function frozenFilters(query: URLSearchParams): [string, string][] {
  return [...query].filter(([name, value]) => !NOT_FROZEN.includes(name) && value !== '');
}

/** The question of a link, as the API takes it. */
export function questionOf(
  period: { from: string; to: string },
  filters: readonly (readonly [string, string])[],
): string {
  const query = new URLSearchParams({ from: monthStart(period.from), to: monthEnd(period.to) });
  for (const [name, value] of filters) query.set(name, value);
  return query.toString();
}
