import type { CoordinationKind } from '$lib/api/coordination';
import { isDate } from '$lib/sessions/validate';

export const KINDS: readonly CoordinationKind[] = ['animation', 'evenement', 'partenariat'];

/** The filters of the list, as the API names them. */
export interface Filters {
  kind?: CoordinationKind;
  from?: string;
  to?: string;
  departement?: string;
  tag_id?: string;
}

/** Names in the address, in French like the rest of it. */
const NAMES: Record<keyof Filters, string> = {
  kind: 'type',
  from: 'du',
  to: 'au',
  departement: 'departement',
  tag_id: 'tag',
};

export function isKind(text: string | null): text is CoordinationKind {
  return KINDS.some((kind) => kind === text);
}

export function filtersFromQuery(query: URLSearchParams): Filters {
  const filters: Filters = {};
  const kind = query.get(NAMES.kind);
  if (isKind(kind)) filters.kind = kind;
  for (const name of ['from', 'to'] as const) {
    const date = query.get(NAMES[name]);
    if (date && isDate(date)) filters[name] = date;
  }
  for (const name of ['departement', 'tag_id'] as const) {
    const value = query.get(NAMES[name]);
    // Whether the code exists is for the server to say.
    if (value) filters[name] = value;
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
