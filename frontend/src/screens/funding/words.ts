import type { Measure, PerimeterView, TargetView, TerritoryView } from '$lib/api/funding';
import { formatDate, formatNumber } from '$lib/format';
import { language } from '$lib/language.svelte';
import { m } from '$lib/paraglide/messages';

export const MEASURES: Measure[] = ['participations', 'followed', 'sessions', 'workshops', 'hours_delivered'];

export const measureWords: Record<Measure, () => string> = {
  participations: m.targets_measure_participations,
  followed: m.targets_measure_followed,
  sessions: m.targets_measure_sessions,
  workshops: m.targets_measure_workshops,
  hours_delivered: m.targets_measure_hours_delivered,
};

export const territoryWords: Record<TerritoryView['kind'], () => string> = {
  region: m.territory_region,
  departement: m.territory_departement,
  epci: m.territory_epci,
  commune: m.territory_commune,
};

export const territoryName = ({ kind, code, name }: TerritoryView) =>
  kind === 'epci' ? name : `${name} (${code})`;

/** « 1 200 accompagnements, du 1 janvier 2026 au 31 décembre 2026 » */
export const targetWords = ({ measure, value, from, to }: TargetView) =>
  m.targets_told({
    value: formatNumber(value),
    measure: measureWords[measure]().toLocaleLowerCase(language.tag),
    from: formatDate(from),
    to: formatDate(to),
  });

export function formatEuros(amount: number): string {
  return new Intl.NumberFormat(language.tag, {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 0,
  }).format(amount);
}

/** What a perimeter covers, line by line: only the lists that narrow it. */
export function coverage(perimeter: PerimeterView): { name: string; values: string[] }[] {
  return [
    { name: m.perimeters_programmes(), values: perimeter.programmes.map(({ name }) => name) },
    { name: m.perimeters_organizations(), values: perimeter.organizations.map(({ name }) => name) },
    { name: m.perimeters_territories(), values: perimeter.territories.map(territoryName) },
  ].filter(({ values }) => values.length > 0);
}
