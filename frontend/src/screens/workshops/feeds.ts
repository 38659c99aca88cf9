import { api, ok } from '$lib/api/client';
import type { Feed, FeedKind, NewFeed } from '$lib/api/workshops';

/** Newest first, those that were closed included. */
export async function listFeeds(): Promise<Feed[]> {
  return (await ok(api.GET('/api/me/calendars'))).items;
}

/** The answer holds the address: nobody can ask for it again. */
export function openFeed(kind: FeedKind): Promise<NewFeed> {
  return ok(api.POST('/api/me/calendars', { body: { kind } }));
}

export async function closeFeed(id: string) {
  await api.POST('/api/me/calendars/{id}/revoke', { params: { path: { id } } });
}
