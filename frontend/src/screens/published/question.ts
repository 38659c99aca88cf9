/** The question of a funder, in the address: months, and the filters that protected figures know. */
import type { PublishedView } from '$lib/api/published';
import {
  KINDS,
  readFilters,
  withoutFilters,
  writeFilters,
  type Filters,
  type ListFilter,
  type NamedFilter,
} from '../statistics/filters';
import type { Names } from '../statistics/words';
import { readPeriod, writePeriod, type Chosen } from './period';

/** No filter on people, places, tags or colleagues: those could single somebody out. */
export const OFFERED = [
  'themes',
  'place_types',
  'equipment',
  'durations',
  'programmes',
  'organizations',
  'departements',
  'epcis',
] as const satisfies readonly ListFilter[];

export interface Question {
  chosen: Chosen;
  filters: Filters;
}

export function readQuestion(query: URLSearchParams, today: string): Question {
  const read = readFilters(query, today, ['network']);
  const kept = Object.fromEntries(OFFERED.map((name) => [name, read[name]]));
  const kind = KINDS.find((code) => code === read.kind) ?? null;
  return { chosen: readPeriod(query, today), filters: { ...withoutFilters(read), ...kept, kind } };
}

/** The filters alone, as the address and the API write them. */
function filterQuery({ filters }: Question): Record<string, string> {
  const query = Object.fromEntries(writeFilters(filters, ['network']));
  for (const name of ['from', 'to', 'period']) delete query[name];
  return query;
}

export const toAddress = (question: Question): string =>
  new URLSearchParams({ ...writePeriod(question.chosen), ...filterQuery(question) }).toString();

export const toApi = (question: Question): Record<string, string> => ({
  ...question.chosen.period,
  ...filterQuery(question),
});

/** One filter less: the last that the address names; the same question when it has none. */
export function withoutLast(question: Question): Question {
  const last = Object.entries(filterQuery(question)).at(-1);
  if (!last) return question;
  const [name, values] = last;
  if (name === 'kind') return { ...question, filters: { ...question.filters, kind: null } };
  const left = values.split(',').slice(0, -1);
  return { ...question, filters: { ...question.filters, [name]: left } };
}

/** Where each filter's names come from. */
const NAMED = {
  by_programme: 'programmes',
  by_organization: 'organizations',
  by_departement: 'departements',
  by_epci: 'epcis',
} as const;

type Known = Partial<Record<NamedFilter, Names>>;

/** What could be chosen so far, and what an answer adds: a filter is then named without another question. */
export function learnt(known: Known, view: PublishedView): Known {
  const next = { ...known };
  for (const family of view.families) {
    const filter = NAMED[family.code as keyof typeof NAMED];
    if (!filter) continue;
    const named = family.lines.flatMap(({ code, label, remote }) =>
      code && label && !remote ? [[code, label] as const] : [],
    );
    next[filter] = new Map([...(known[filter] ?? []), ...named]);
  }
  return next;
}
