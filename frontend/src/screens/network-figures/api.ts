import type { Answer } from '$lib/api/answer';
import { api, ok } from '$lib/api/client';

export type NetworkFigures = Answer<'NetworkFigures'>;
export type NetworkFigure = NetworkFigures['items'][number];

export type PublishedNetwork = Answer<'PublishedNetwork'>;
export type ProtectedFigure = PublishedNetwork['items'][number];
export type AnyFigure = NetworkFigure | ProtectedFigure;
export type NetworkLines = PublishedNetwork['by_programme'];
export type NetworkLine = NetworkFigures['by_programme'][number];

interface Question {
  from: string;
  to: string;
  /** Only in a département. */
  departement: string;
  /** Only of a programme. */
  programme: string;
}

/** Of the whole network for an administrator, of their team for who coordinates. */
export function readNetworkFigures(question: Question): Promise<NetworkFigures> {
  const { from, to, departement, programme } = question;
  const where = departement === '' ? {} : { territory: 'departement' as const, code: departement };
  const paid = programme === '' ? {} : { programme };
  return ok(api.GET('/api/network/figures', { params: { query: { from, to, ...where, ...paid } } }));
}

/** Of a funder's perimeter over a half-year, protected. */
export function readPerimeterNetwork(id: string, year: number, half: number): Promise<PublishedNetwork> {
  const params = { path: { id }, query: { year, half } };
  return ok(api.GET('/api/perimeters/{id}/network', { params }));
}
