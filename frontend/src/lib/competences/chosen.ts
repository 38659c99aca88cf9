/** What a session was about, as the form keeps it: nothing chosen yet is an empty list. */
import type { SessionCompetence } from '$lib/api/competences';
import type { Errors } from '$lib/form/field';

export interface Chosen {
  competence_id: string;
  target_level: number | null;
}

/** Adds what was ticked, drops what was not; the levels already chosen stay. */
export function choose(chosen: readonly Chosen[], ids: readonly string[]): Chosen[] {
  const kept = chosen.filter(({ competence_id }) => ids.includes(competence_id));
  const known = new Set(kept.map(({ competence_id }) => competence_id));
  const added = ids.filter((id) => !known.has(id));
  return [...kept, ...added.map((competence_id) => ({ competence_id, target_level: null }))];
}

/** What is sent: no level where none was chosen. */
export function toBody(chosen: readonly Chosen[]): SessionCompetence[] {
  return chosen.map(({ competence_id, target_level }) =>
    target_level === null ? { competence_id } : { competence_id, target_level },
  );
}

/** From what the server says, which adds names. */
export function fromView(named: readonly { competence_id: string; target_level: number | null }[]): Chosen[] {
  return named.map(({ competence_id, target_level }) => ({ competence_id, target_level }));
}

const NAMES = ['competences', 'competences.competence_id', 'competences.target_level'];

/** The name under which the server finds fault with the list: the summary of errors leads to it. */
export const faultName = (errors: Errors) => NAMES.find((name) => errors[name]) ?? NAMES[0]!;
