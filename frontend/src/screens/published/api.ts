/** The three doors to protected figures, and their files. */
import { api, ok, request } from '$lib/api/client';
import type { ProgrammeView } from '$lib/api/administration';
import type { ProgressList, PublishedView } from '$lib/api/published';

/** Where figures are read: the same path, with a question, gives the files. */
export const doors = {
  perimeter: (id: string) => `/api/perimeters/${id}/statistics`,
  shared: (token: string) => `/api/shared/${encodeURIComponent(token)}/statistics`,
  everybody: () => '/api/public/statistics',
};

export const withQuery = (path: string, query: Record<string, string>) => {
  const text = new URLSearchParams(query).toString();
  return text ? `${path}?${text}` : path;
};

export async function readFigures(path: string, query: Record<string, string> = {}): Promise<PublishedView> {
  return (await request('GET', withQuery(path, query))) as PublishedView;
}

export async function listProgrammes(): Promise<ProgrammeView[]> {
  return (await ok(api.GET('/api/programmes'))).items;
}

export function readProgress(id: string): Promise<ProgressList> {
  return ok(api.GET('/api/programmes/{id}/progress', { params: { path: { id } } }));
}
