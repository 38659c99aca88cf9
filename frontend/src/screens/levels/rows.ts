import type { Catalogue, Competence, CompetenceLevel } from '$lib/api/levels';
import { eitherText } from '$lib/either-text';
import { m } from '$lib/paraglide/messages';

/** A competence with where one stands on it. */
export interface Row {
  competence: Competence;
  level: CompetenceLevel;
}

export interface Area<Item> {
  code: string;
  title: string;
  items: Item[];
}

/** Items by area of the framework, in its order; those of the network that name none come last. */
export function byArea<Item>(
  { areas }: Pick<Catalogue, 'areas'>,
  items: readonly Item[],
  competenceOf: (item: Item) => Competence,
): Area<Item>[] {
  const named = areas.map((area) => ({
    code: area.code,
    title: eitherText(area, 'title'),
    items: items.filter((item) => competenceOf(item).area === area.code),
  }));
  const known = new Set(areas.map(({ code }) => code));
  const others = items.filter((item) => !known.has(competenceOf(item).area ?? ''));
  return [...named, { code: 'own', title: m.levels_other_area(), items: others }].filter(
    (area) => area.items.length > 0,
  );
}

export function rowsOf(catalogue: Catalogue, levels: readonly CompetenceLevel[]): Row[] {
  const byId = new Map(catalogue.items.map((item) => [item.id, item]));
  return levels.flatMap((level) => {
    const competence = byId.get(level.competence_id);
    return competence ? [{ competence, level }] : [];
  });
}

/** The next step up, where a ladder marks it: what one says of oneself may go beyond. */
export function markedStep({ next_step: step, declared }: CompetenceLevel): number | null {
  if (step.kind !== 'go_up' && step.kind !== 'get_verified') return null;
  return step.level !== null && step.level > (declared?.level ?? 0) ? step.level : null;
}

/** The framework's own competence first: a network may give any code to none of its own. */
export function findByCode(catalogue: Catalogue, code: string): Competence | null {
  return catalogue.items.find((item) => item.code === code) ?? null;
}

/** Those one may place oneself on. */
export const offered = (catalogue: Catalogue) => catalogue.items.filter((item) => !item.is_retired);

/** The next one that is not done, after the present one and round again. */
export function following(
  items: readonly Competence[],
  done: readonly string[],
  present: string,
): Competence | null {
  const at = items.findIndex(({ id }) => id === present);
  const round = [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))];
  return round.find(({ id }) => !done.includes(id)) ?? null;
}
