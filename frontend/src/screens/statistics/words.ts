/** The filters in words: for chips, for the print sheet, for the first lines of a file. */
import type { StatisticsView } from '$lib/api/statistics';
import { formatDate, formatInstant } from '$lib/format';
import { label, themeLabel, type ListName } from '$lib/lists/lists.svelte';
import { m } from '$lib/paraglide/messages';
import { LIST_FILTERS, type Filters, type Kind, type ListFilter, type Scope } from './filters';
import type { Preset } from './period';

export const scopeWords: Record<Scope, () => string> = {
  own: m.stats_scope_own,
  team: m.stats_scope_team,
  network: m.stats_scope_network,
};

export const kindWords: Record<Kind, () => string> = {
  individual: m.stats_kind_individual,
  workshop: m.stats_kind_workshop,
};

export const durationWords: Record<string, () => string> = {
  '0-29': m.stats_duration_0_29,
  '30-59': m.stats_duration_30_59,
  '60-119': m.stats_duration_60_119,
  '120+': m.stats_duration_120,
};

export const presetWords: Record<Preset, () => string> = {
  last_12_months: m.stats_period_last_12_months,
  this_month: m.stats_period_this_month,
  last_month: m.stats_period_last_month,
  this_quarter: m.stats_period_this_quarter,
  this_year: m.stats_period_this_year,
  custom: m.stats_period_custom,
};

export const filterWords: Record<ListFilter, () => string> = {
  places: m.stats_filter_places,
  themes: m.stats_filter_themes,
  place_types: m.stats_filter_place_types,
  equipment: m.stats_filter_equipment,
  durations: m.stats_by_duration,
  tags: m.stats_filter_tags,
  programmes: m.stats_filter_programmes,
  departements: m.stats_filter_departements,
  epcis: m.stats_by_epci,
  organizations: m.stats_filter_organizations,
  facilitators: m.stats_filter_facilitators,
  genders: m.stats_filter_genders,
  age_bands: m.stats_filter_age_bands,
  statuses: m.stats_filter_statuses,
};

/** The lists whose codes a filter takes. */
const LISTS: Partial<Record<ListFilter, ListName>> = {
  place_types: 'place_type',
  equipment: 'equipment',
  genders: 'gender',
  age_bands: 'age_band',
  statuses: 'status',
};

/** Names of places, tags, people …, learnt from the workspace and from the figures already read. */
export type Names = ReadonlyMap<string, string>;

export function valueWords(name: ListFilter, value: string, names: Names): string {
  if (name === 'themes') return themeLabel(value);
  if (name === 'durations') return durationWords[value]?.() ?? value;
  const codes = LISTS[name];
  if (codes) return label(codes, value);
  return names.get(value) ?? filterWords[name]();
}

export interface Chip {
  text: string;
  name: ListFilter | 'kind';
  value: string;
}

export function chipsOf(filters: Filters, names: Names): Chip[] {
  const chips: Chip[] = LIST_FILTERS.flatMap((name) =>
    filters[name].map((value) => ({ name, value, text: valueWords(name, value, names) })),
  );
  if (filters.kind) chips.unshift({ name: 'kind', value: filters.kind, text: kindWords[filters.kind]() });
  return chips;
}

export function spanWords({ from, to }: { from: string; to: string }): string {
  return m.stats_span({ from: formatDate(from), to: formatDate(to) });
}

/** First lines of every file: what the figures cover, and how they were counted. */
export function fileContext(view: StatisticsView, chips: Chip[]): [string, string][] {
  return [
    [m.stats_file_scope(), scopeWords[view.scope]()],
    [m.stats_file_period(), spanWords(view)],
    [m.stats_file_filters(), chips.map((chip) => chip.text).join(', ') || m.stats_file_no_filter()],
    [m.stats_file_calculated(), formatInstant(view.calculated_at)],
    [m.stats_file_version(), String(view.definitions_version)],
    [m.stats_file_protection(), m.stats_file_exact()],
  ];
}
