/** To which other workshop somebody may be moved. */
import type { Workshop, WorkshopSummary } from './api';

type Here = Pick<Workshop, 'id' | 'competences'>;

/** Workshops with a seat, those that teach the same first; each kind by its day. */
export function destinations(here: Here, found: readonly WorkshopSummary[]): WorkshopSummary[] {
  const taught = new Set(here.competences.map(({ competence_id }) => competence_id));
  const isAlike = (one: WorkshopSummary) =>
    one.competences.some(({ competence_id }) => taught.has(competence_id));
  return found
    .filter(({ id, seats_free }) => id !== here.id && seats_free > 0)
    .toSorted((a, b) => Number(isAlike(b)) - Number(isAlike(a)) || a.starts_at.localeCompare(b.starts_at));
}
