import { api, ok } from '$lib/api/client';
import type { LearnerSummary } from '$lib/api/types';
import { formatShortDate } from '$lib/format';
import { m } from '$lib/paraglide/messages';

/** Followed learners by name. The text travels in the body: names never stand in an address. */
export async function searchPeople(text: string): Promise<LearnerSummary[]> {
  const { items } = await ok(api.POST('/api/learners/search', { body: { text, limit: 8 } }));
  return items;
}

export const fullName = (person: { first_name: string; last_name: string }) =>
  `${person.first_name} ${person.last_name}`;

/** What tells namesakes apart. */
export function personDetail(person: LearnerSummary): string {
  const parts = [
    person.birth_year === null ? null : m.person_born({ year: person.birth_year }),
    person.commune_name,
    person.last_session_on === null ? null : m.person_last({ date: formatShortDate(person.last_session_on) }),
  ];
  return parts.filter((part) => part !== null).join(', ');
}
