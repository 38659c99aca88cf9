import { api, ok } from '$lib/api/client';
import { isProblem } from '$lib/api/problem';
import type { CommuneItem } from '$lib/api/types';
import { recall, remember } from '$lib/offline/reference';
import { fold } from '$lib/text';

const RECENT = 'communes';
const KEPT = 30;

/** Communes by name or postcode; without network, among those used on this device. */
export async function searchCommunes(text: string): Promise<CommuneItem[]> {
  try {
    const { items } = await ok(api.GET('/api/communes', { params: { query: { q: text, limit: 8 } } }));
    return items;
  } catch (error) {
    if (!isProblem(error) || error.kind !== 'network') throw error;
    const recent = (await recall<CommuneItem[]>(RECENT)) ?? [];
    const found = recent.filter(
      ({ name, postcodes }) =>
        fold(name).includes(fold(text)) || postcodes.some((code) => code.startsWith(text)),
    );
    if (found.length === 0) throw error;
    return found;
  }
}

export async function usedCommune(commune: CommuneItem) {
  const recent = (await recall<CommuneItem[]>(RECENT)) ?? [];
  const others = recent.filter(({ code }) => code !== commune.code);
  await remember(RECENT, [plain(commune), ...others].slice(0, KEPT));
}

/** IndexedDB stores plain objects only. */
const plain = (commune: CommuneItem): CommuneItem => ({ ...commune, postcodes: [...commune.postcodes] });
