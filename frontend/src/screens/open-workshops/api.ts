import { api, ok } from '$lib/api/client';
import type { OpenChoices, OpenWorkshop, OpenWorkshopView } from '$lib/api/open';
import type { Filters } from './filters';

export interface OpenPage {
  items: OpenWorkshop[];
  next_cursor: string | null;
  total: number | null;
}

export function listOpen(filters: Filters, cursor?: string): Promise<OpenPage> {
  const query = { ...filters, with_total: true, ...(cursor ? { cursor } : {}) };
  return ok(api.GET('/api/public/workshops', { params: { query } })) as Promise<OpenPage>;
}

export function readChoices(): Promise<OpenChoices> {
  return ok(api.GET('/api/public/workshops/choices'));
}

export function readOpen(id: string): Promise<OpenWorkshopView> {
  return ok(api.GET('/api/public/workshops/{id}', { params: { path: { id } } })) as Promise<OpenWorkshopView>;
}
