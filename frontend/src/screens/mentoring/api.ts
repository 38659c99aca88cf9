import type { Answer, Input } from '$lib/api/answer';
import { api, ok } from '$lib/api/client';

export type Pair = Answer<'PairView'>;
export type PairInput = Input<'PairInput'>;
export type PairAct = Input<'PairAct'>;
export type PairState = Input<'PairState'>;

const at = (id: string) => ({ path: { id } });

/** One's own pairs: those that run or wait first. */
export async function listPairs(): Promise<Pair[]> {
  return (await ok(api.GET('/api/mentoring-pairs'))).items;
}

export function readPair(id: string): Promise<Pair> {
  return ok(api.GET('/api/mentoring-pairs/{id}', { params: at(id) }));
}

/** Under the same id it is proposed once. */
export function proposePair(id: string, body: PairInput): Promise<Pair> {
  return ok(api.PUT('/api/mentoring-pairs/{id}', { params: at(id), body }));
}

export function takeStep(id: string, step: PairAct): Promise<Pair> {
  return ok(api.POST('/api/mentoring-pairs/{id}/steps', { params: at(id), body: { step } }));
}
