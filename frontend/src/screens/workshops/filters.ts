import type { Question } from './api';
import { VIEWS, type View } from './period';

/** The filters of the calendar, as the API names them. */
export type Filters = Pick<Question, 'competence_id' | 'level' | 'place_id' | 'free'>;

/** Names in the address, in French like the rest of it. */
const NAMES = { competence_id: 'competence', level: 'niveau', place_id: 'lieu', free: 'libres' } as const;
const VIEW_NAMES: Record<View, string> = { month: 'mois', week: 'semaine', list: 'liste' };

export function filtersFromQuery(query: URLSearchParams): Filters {
  const filters: Filters = {};
  const level = Number(query.get(NAMES.level));
  if (Number.isInteger(level) && level >= 1 && level <= 8) filters.level = level;
  if (query.get(NAMES.free) === 'oui') filters.free = true;
  for (const name of ['competence_id', 'place_id'] as const) {
    const value = query.get(NAMES[name]);
    // Whether it exists is for the server to say.
    if (value) filters[name] = value;
  }
  return filters;
}

/** What to change in the address for these filters: an absent one is taken away. */
export function queryFromFilters(filters: Filters): Record<string, string | null> {
  return {
    [NAMES.competence_id]: filters.competence_id ?? null,
    [NAMES.level]: filters.level ? String(filters.level) : null,
    [NAMES.place_id]: filters.place_id ?? null,
    [NAMES.free]: filters.free ? 'oui' : null,
  };
}

/** The view that the address asks for, if any. */
export function viewFromQuery(query: URLSearchParams): View | null {
  return VIEWS.find((view) => VIEW_NAMES[view] === query.get('vue')) ?? null;
}

export const viewInAddress = (view: View) => VIEW_NAMES[view];

/** The day that the address is about; anything that is no day is nothing. */
export function dayFromQuery(query: URLSearchParams): string | null {
  const day = query.get('jour') ?? '';
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  return isDay ? day : null;
}
