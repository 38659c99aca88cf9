import { describe, expect, it } from 'vitest';
import type { CoordinationLine, CoordinationStatistics } from '$lib/api/coordination';
import { BY_KIND, months, ranked, SECTIONS } from './blocks';

/** French spaces are typography, not content. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

const line = (code: string, activities: number, label: string | null = null): CoordinationLine => ({
  code,
  label,
  activities,
  minutes: activities * 90,
  people: activities * 10,
});

const view = {
  by_kind: [line('animation', 1), line('evenement', 0), line('partenariat', 4)],
  by_departement: [line('44', 2, 'Loire-Atlantique'), line('non_communique', 9)],
  by_month: [
    { code: '2026-01', activities: 1, minutes: 30, people: 2, partial: true },
    { code: '2026-02', activities: 3, minutes: 90, people: 5, partial: false },
  ],
} as unknown as CoordinationStatistics;

describe('a family of figures', () => {
  it('draws what counts, most first, and keeps every line in the table', () => {
    const block = ranked(BY_KIND, view);
    expect(block.bars.map(({ key, values }) => [key, ...values])).toEqual([
      ['partenariat', 4],
      ['animation', 1],
    ]);
    expect(block.table.rows.map((row) => row.slice(1))).toEqual([
      [1, 1.5, 10],
      [0, 0, 0],
      [4, 6, 40],
    ]);
    expect(plain(block.bars[0]!.hint!)).toBe('· 6 h, 40 personnes');
  });

  it('names territories, and what was not told last', () => {
    const [territories] = SECTIONS[0]!.families;
    const block = ranked(territories!, view);
    expect(block.bars.map(({ label }) => label)).toEqual(['Loire-Atlantique', 'Non communiqué']);
    expect(plain(block.finding)).toBe('En tête : Loire-Atlantique (2 activités).');
  });
});

it('the months name the fullest one and mark those that are cut', () => {
  const { columns, finding } = months(view);
  expect(columns.map(({ value, partial }) => [value, partial])).toEqual([
    [1, true],
    [3, false],
  ]);
  expect(plain(finding)).toBe('En tête : février 2026 (3 activités).');
});
