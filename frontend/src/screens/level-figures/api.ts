import type { Answer } from '$lib/api/answer';
import { api, ok } from '$lib/api/client';

export type LevelFigures = Answer<'LevelFigures'>;
export type CompetenceFigures = LevelFigures['items'][number];
export type ProtectedFigure = LevelFigures['population'];

/** Of one's team, of the network, or of a perimeter. */
export function readLevelFigures(perimeter: string | undefined, level: number): Promise<LevelFigures> {
  const query = { level };
  if (perimeter === undefined) return ok(api.GET('/api/levels/figures', { params: { query } }));
  return ok(api.GET('/api/perimeters/{id}/levels', { params: { path: { id: perimeter }, query } }));
}
