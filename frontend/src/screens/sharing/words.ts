/** What a link shares, in words: the same for its author and for whoever opens it. */
import type { FrozenFilter, ScopeKind, SharedView } from '$lib/api/funding';
import { formatDate, formatList } from '$lib/format';
import { label, themeLabel } from '$lib/lists/lists.svelte';
import { m } from '$lib/paraglide/messages';
import { durationWords } from '../statistics/words';

export const scopeWords: Record<ScopeKind, () => string> = {
  own: m.share_scope_own,
  team: m.share_scope_team,
  organization: m.share_scope_organization,
  network: m.share_scope_network,
  perimeter: m.share_scope_perimeter,
};

export const scopeTold = ({ kind, name }: SharedView['scope']) =>
  name === null ? scopeWords[kind]() : m.share_scope_named({ scope: scopeWords[kind](), name });

export const periodTold = ({ from, to }: { from: string; to: string }) =>
  m.stats_span({ from: formatDate(from), to: formatDate(to) });

const filterNames: Record<string, () => string> = {
  administrative: m.share_filter_administrative,
  age_bands: m.share_filter_age_bands,
  communes: m.share_filter_communes,
  departements: m.share_filter_departements,
  durations: m.share_filter_durations,
  epcis: m.share_filter_epcis,
  equipment: m.share_filter_equipment,
  facilitator_kind: m.share_filter_facilitator_kind,
  genders: m.share_filter_genders,
  kind: m.stats_filter_kind,
  organizations: m.organizations_title,
  place_types: m.stats_filter_place_types,
  places: m.stats_filter_places,
  programmes: m.share_filter_programmes,
  regions: m.share_filter_regions,
  residence_communes: m.share_filter_residence_communes,
  statuses: m.share_filter_statuses,
  tags: m.stats_filter_tags,
  themes: m.stats_filter_themes,
};

const codes: Record<string, () => string> = {
  individual: m.stats_kind_individual,
  workshop: m.stats_kind_workshop,
  mediator: m.accounts_kind_mediator,
  peer: m.accounts_kind_peer,
  yes: m.yes,
  no: m.no,
  ...durationWords,
};

const lists = {
  age_bands: 'age_band',
  equipment: 'equipment',
  genders: 'gender',
  place_types: 'place_type',
  statuses: 'status',
} as const;

/** A value of a filter; a record that is gone has no name any more. */
export function valueTold(filter: string, code: string, name: string | null): string {
  if (name !== null) return name;
  if (filter === 'themes') return themeLabel(code);
  if (filter in lists) return label(lists[filter as keyof typeof lists], code);
  return codes[code]?.() ?? m.share_gone();
}

export const filterTold = ({ name, values }: FrozenFilter) => ({
  name: filterNames[name]?.() ?? name,
  values: formatList(values.map(({ code, label }) => valueTold(name, code, label))),
});

export const filterName = (name: string) => filterNames[name]?.() ?? name;
