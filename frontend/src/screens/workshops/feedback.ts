import { api, ok } from '$lib/api/client';
import type { SatisfactionAsked, SatisfactionInput } from '$lib/api/workshops';

/** Workshops of which one may say what one thought. */
export async function toAnswer(): Promise<SatisfactionAsked[]> {
  return (await ok(api.GET('/api/me/satisfaction'))).items;
}

export async function sayWhatOneThought(workshopId: string, body: SatisfactionInput) {
  await api.POST('/api/planned-workshops/{id}/satisfaction', { params: { path: { id: workshopId } }, body });
}
