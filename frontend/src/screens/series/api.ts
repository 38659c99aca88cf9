import type { Answer, Input } from '$lib/api/answer';
import { api, ifMatch, ok } from '$lib/api/client';

export type Series = Answer<'WorkshopSeriesView'>;
export type SeriesSession = Series['sessions'][number];
export type SeriesInput = Input<'WorkshopSeriesInput'>;
export type Preview = Answer<'WorkshopSeriesPreview'>;
export type Published = Answer<'WorkshopSeriesPublished'>;
export type Skipped = Series['skipped'][number];
export type ChangeInput = Input<'WorkshopSeriesChangeInput'>;
export type ChangePreview = Answer<'WorkshopSeriesChangePreview'>;
export type Scope = Input<'WorkshopSeriesCancelInput'>['scope'];
export type Onward = ChangeInput['scope'];

const at = (id: string) => ({ path: { id } });

export function previewSeries(body: SeriesInput): Promise<Preview> {
  return ok(api.POST('/api/workshop-series/preview', { body })) as Promise<Preview>;
}

export function readSeries(id: string): Promise<Series> {
  return ok(api.GET('/api/workshop-series/{id}', { params: at(id) })) as Promise<Series>;
}

/** All its sessions as drafts, or none; the same id again is the same series. */
export function planSeries(id: string, body: SeriesInput): Promise<Series> {
  return ok(api.PUT('/api/workshop-series/{id}', { params: at(id), body })) as Promise<Series>;
}

export function publishSeries(id: string): Promise<Published> {
  return ok(api.POST('/api/workshop-series/{id}/publish', { params: at(id) })) as Promise<Published>;
}

/** What another course comes to, before it is taken. */
export function previewChange(id: string, body: ChangeInput): Promise<ChangePreview> {
  return ok(
    api.POST('/api/workshop-series/{id}/change/preview', { params: at(id), body }),
  ) as Promise<ChangePreview>;
}

/** The series that takes over. */
export function changeSeries(id: string, version: number, body: ChangeInput): Promise<Series> {
  const params = { ...at(id), header: ifMatch(version) };
  return ok(api.POST('/api/workshop-series/{id}/change', { params, body })) as Promise<Series>;
}

export function cancelSeries(id: string, session: string, scope: Scope, reason: string): Promise<Series> {
  const body = { session_id: session, scope, reason };
  return ok(api.POST('/api/workshop-series/{id}/cancel', { params: at(id), body })) as Promise<Series>;
}
