import { api, ok } from '$lib/api/client';
import { isProblem } from '$lib/api/problem';
import type {
  ActKind,
  Catalogue,
  Claim,
  Evidence,
  LevelStep,
  Look,
  OwnLevels,
  PlacedView,
  PlacementDesk,
  PlacementInput,
} from '$lib/api/levels';
import { recall, remember } from '$lib/offline/reference';

const CATALOGUE = 'competences';

/** Kept on the device: one places oneself without network too. */
export async function readCatalogue(): Promise<Catalogue> {
  try {
    const catalogue = await ok(api.GET('/api/competences'));
    void remember(CATALOGUE, catalogue);
    return catalogue;
  } catch (error) {
    const known = isProblem(error) && error.kind === 'network' ? await recall<Catalogue>(CATALOGUE) : null;
    if (!known) throw error;
    return known;
  }
}

export function readLevels(): Promise<OwnLevels> {
  return ok(api.GET('/api/me/levels'));
}

/** What was ever said of one competence, newest first. */
export async function readEvidence(competenceId: string): Promise<Evidence[]> {
  const { items } = await ok(api.GET('/api/me/evidence'));
  return items.filter((item) => item.competence_id === competenceId);
}

export async function readSteps(competenceId: string): Promise<LevelStep[]> {
  const { items } = await ok(api.GET('/api/me/levels/history'));
  return items.find((item) => item.competence_id === competenceId)?.steps ?? [];
}

export async function readLooks(): Promise<Look[]> {
  return (await ok(api.GET('/api/me/levels/looks'))).items;
}

export async function act(id: string, kind: ActKind, reason: string) {
  await api.POST('/api/evidence/{id}/acts', { params: { path: { id } }, body: { kind, reason } });
}

export function claim(code: string): Promise<Claim> {
  return ok(api.POST('/api/me/claims', { body: { code } }));
}

export function openDesk(code: string): Promise<PlacementDesk> {
  return ok(api.POST('/api/placement/open', { body: { code } }));
}

export function answerByCode(code: string, id: string, placement: PlacementInput): Promise<PlacedView> {
  return ok(api.POST('/api/placement/answers', { body: { code, id, placement } }));
}
