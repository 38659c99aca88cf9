import { isDay, periodOf, PRESETS, type Period, type Preset } from './period';

/** What the figures cover. All of it lives in the address of the page: it can be shared, and « back » works. */
export interface Filters {
  scope: Scope;
  preset: Preset;
  period: Period;
  kind: Kind | null;
  places: string[];
  themes: string[];
  place_types: string[];
  equipment: string[];
  durations: string[];
  tags: string[];
  programmes: string[];
  departements: string[];
  epcis: string[];
  organizations: string[];
  facilitators: string[];
  genders: string[];
  age_bands: string[];
  statuses: string[];
}

export const SCOPES = ['own', 'team', 'network'] as const;
export type Scope = (typeof SCOPES)[number];
export const KINDS = ['individual', 'workshop'] as const;
export type Kind = (typeof KINDS)[number];
/** Chosen among what earlier answers named. */
export const NAMED_FILTERS = [
  'places',
  'tags',
  'programmes',
  'departements',
  'epcis',
  'organizations',
  'facilitators',
] as const;
export type NamedFilter = (typeof NAMED_FILTERS)[number];
/** Of followed people on the day: the counters of anonymous people cannot be crossed. */
export const PEOPLE_FILTERS = ['genders', 'age_bands', 'statuses'] as const;
export const LIST_FILTERS = [
  'places',
  'themes',
  'place_types',
  'equipment',
  'durations',
  'tags',
  'programmes',
  'departements',
  'epcis',
  'organizations',
  'facilitators',
  ...PEOPLE_FILTERS,
] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

const DEFAULT_PRESET = 'last_12_months';

function oneOf<T extends string>(values: readonly T[], text: string | null): T | null {
  return values.find((value) => value === text) ?? null;
}

const list = (query: URLSearchParams, name: string) =>
  [...new Set((query.get(name) ?? '').split(','))].filter((value) => value !== '');

/** Reads the address. An unreadable part falls back to its default: an old link still opens. */
export function readFilters(query: URLSearchParams, today: string, scopes: Scope[]): Filters {
  const from = query.get('from') ?? '';
  const to = query.get('to') ?? '';
  const custom = isDay(from) && isDay(to) && from <= to;
  const named = oneOf(PRESETS, query.get('period'));
  const preset = custom ? 'custom' : named === null || named === 'custom' ? DEFAULT_PRESET : named;
  return {
    scope: oneOf(scopes, query.get('scope')) ?? scopes[0] ?? 'own',
    preset,
    period: preset === 'custom' ? { from, to } : periodOf(preset, today),
    kind: oneOf(KINDS, query.get('kind')),
    ...listFilters((name) => list(query, name)),
  };
}

function listFilters(values: (name: ListFilter) => string[]): Pick<Filters, ListFilter> {
  return Object.fromEntries(LIST_FILTERS.map((name) => [name, values(name)])) as Pick<Filters, ListFilter>;
}

/** The same question without any filter. */
export function withoutFilters(filters: Filters): Filters {
  return { ...filters, kind: null, ...listFilters(() => []) };
}

/** Writes the address: what is at its default is left out. */
export function writeFilters(filters: Filters, scopes: Scope[]): URLSearchParams {
  const query = new URLSearchParams();
  if (filters.scope !== scopes[0]) query.set('scope', filters.scope);
  if (filters.preset === 'custom') {
    query.set('from', filters.period.from);
    query.set('to', filters.period.to);
  } else if (filters.preset !== DEFAULT_PRESET) {
    query.set('period', filters.preset);
  }
  if (filters.kind) query.set('kind', filters.kind);
  for (const name of LIST_FILTERS) {
    if (filters[name].length > 0) query.set(name, filters[name].join(','));
  }
  return query;
}

/** The question as the API takes it: plain days, comma lists, nothing that does not filter. */
export function toApiQuery(filters: Filters, period: Period = filters.period) {
  const query: Record<string, string> = { scope: filters.scope, from: period.from, to: period.to };
  if (filters.kind) query['kind'] = filters.kind;
  for (const name of LIST_FILTERS) {
    if (filters[name].length > 0) query[name] = filters[name].join(',');
  }
  return query;
}

export function withoutValue(filters: Filters, name: ListFilter, value: string): Filters {
  return { ...filters, [name]: filters[name].filter((other) => other !== value) };
}

export function hasFilters(filters: Filters): boolean {
  return filters.kind !== null || LIST_FILTERS.some((name) => filters[name].length > 0);
}
