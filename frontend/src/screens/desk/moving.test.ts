import { expect, it } from 'vitest';
import type { WorkshopSummary } from './api';
import { destinations } from './moving';

const one = (id: string, starts_at: string, seats_free: number, ...competences: string[]) =>
  ({
    id,
    starts_at,
    seats_free,
    competences: competences.map((competence_id) => ({ competence_id, target_level: 3 })),
  }) as WorkshopSummary;

it('offers what teaches the same first, then by day; never the same one nor a full one', () => {
  const here = one('here', '2026-01-01', 2, 'mail');
  const found = [
    here,
    one('late', '2026-01-09', 1, 'mail'),
    one('soon', '2026-01-02', 1, 'scan'),
    one('full', '2026-01-03', 0, 'mail'),
    one('early', '2026-01-04', 5, 'scan', 'mail'),
  ];
  expect(destinations(here, found).map(({ id }) => id)).toEqual(['early', 'late', 'soon']);
});
