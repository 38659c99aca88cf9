import type { AnonymousCounts } from '$lib/api/types';

export type Family = 'genders' | 'age_bands' | 'statuses';
export const FAMILIES: readonly Family[] = ['genders', 'age_bands', 'statuses'];
export const MOST_PEOPLE = 10_000;

/** How many people of a family have been described. */
export function sum(family: Record<string, number>): number {
  return Object.values(family).reduce((total, count) => total + count, 0);
}

/** The total can never go below what is already described. */
export function leastTotal(counts: AnonymousCounts): number {
  return Math.max(counts.already_supported, ...FAMILIES.map((family) => sum(counts[family])));
}

/** The rest of a family: people whose gender (age, status) is not known. */
export function unknown(counts: AnonymousCounts, family: Family): number {
  return counts.total - sum(counts[family]);
}

/** Sets one counter; describing more people than were counted counts them too. */
export function setCount(
  counts: AnonymousCounts,
  family: Family,
  code: string,
  count: number,
): AnonymousCounts {
  const next = { ...counts[family], [code]: count };
  if (count === 0) delete next[code];
  const changed = { ...counts, [family]: next };
  return { ...changed, total: Math.max(changed.total, sum(next)) };
}
