import { api, ok } from '$lib/api/client';
import type { PlaceSummary } from '$lib/api/places';

/** Places of the network by name or town. */
export async function searchPlaces(text: string): Promise<PlaceSummary[]> {
  return (await ok(api.GET('/api/places', { params: { query: { q: text, limit: 8 } } }))).items;
}
