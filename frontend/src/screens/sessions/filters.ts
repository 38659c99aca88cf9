import type { SessionQuery } from '$lib/api/types';
import { isDate } from '$lib/sessions/validate';

/** The filters of the list, as the API names them. */
export type Filters = {
  [Name in Exclude<keyof SessionQuery, 'learner_id'>]?: NonNullable<SessionQuery[Name]>;
};

/** Names in the address, in French like the rest of it. */
const NAMES = {
  kind: 'type',
  from: 'du',
  to: 'au',
  place_id: 'lieu',
  place_type: 'mode',
  theme: 'theme',
  tag_id: 'tag',
} as const satisfies Record<keyof Filters, string>;

export function filtersFromQuery(query: URLSearchParams): Filters {
  const filters: Filters = {};
  const kind = query.get(NAMES.kind);
  if (kind === 'individual' || kind === 'workshop') filters.kind = kind;
  for (const name of ['from', 'to'] as const) {
    const date = query.get(NAMES[name]);
    if (date && isDate(date)) filters[name] = date;
  }
  for (const name of ['place_id', 'place_type', 'theme', 'tag_id'] as const) {
    const value = query.get(NAMES[name]);
    // Whether the code exists is for the server to say.
    if (value) Object.assign(filters, { [name]: value });
  }
  return filters;
}

/** What to change in the address for these filters: an absent one is taken away. */
export function queryFromFilters(filters: Filters): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(NAMES).map(([name, inAddress]) => [inAddress, filters[name as keyof Filters] ?? null]),
  );
}

/** The end before the start finds nothing, and the server refuses it. */
export function periodIsWrong({ from, to }: Filters): boolean {
  return from !== undefined && to !== undefined && from > to;
}
