import type { Answer } from '$lib/api/answer';
import { api, ok } from '$lib/api/client';

export type NetworkFigures = Answer<'NetworkFigures'>;
export type NetworkFigure = NetworkFigures['items'][number];

interface Question {
  from: string;
  to: string;
  /** Only in a département. */
  departement: string;
}

/** Of the whole network for an administrator, of their team for who coordinates. */
export function readNetworkFigures({ from, to, departement }: Question): Promise<NetworkFigures> {
  const where = departement === '' ? {} : { territory: 'departement' as const, code: departement };
  return ok(api.GET('/api/network/figures', { params: { query: { from, to, ...where } } }));
}
