import { describe, expect, it } from 'vitest';
import { areasOf, legendOf, mapFinding, measuresOf, type MapLine } from './areas';
import { classOf, limitsOf, shadeOf } from './classes';
import { boxOf, closerView, loadFrance, outlines } from './france';

/** French spaces are typography, not content. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('classes', () => {
  it('are five of about as many, with round limits', () => {
    const values = Array.from({ length: 100 }, (_, index) => index * 13 + 7);
    const limits = limitsOf(values);
    expect(limits).toEqual([270, 530, 790, 1000]);
    const sizes = [0, 1, 2, 3, 4].map(
      (index) => values.filter((value) => classOf(value, limits) === index).length,
    );
    expect(Math.min(...sizes)).toBeGreaterThan(15);
  });

  it('leave zero out, and need two different values', () => {
    expect(limitsOf([])).toEqual([]);
    expect(limitsOf([0, 0, 12])).toEqual([]);
    expect(limitsOf([5, 5, 5])).toEqual([]);
    expect(limitsOf([0, 3, 9])).toEqual([9]);
  });

  it('put a value at a limit in the class above, and never leave the lowest class empty', () => {
    expect(classOf(9, [9])).toBe(1);
    expect(classOf(8.9, [9])).toBe(0);
    for (const values of [
      [1, 2],
      [1, 1, 1, 50],
      [0.4, 0.5, 12],
    ]) {
      expect(values.some((value) => classOf(value, limitsOf(values)) === 0)).toBe(true);
    }
  });

  it('spread over the palette', () => {
    expect([0, 1, 2, 3, 4].map((index) => shadeOf(index, 5))).toEqual([1, 2, 3, 4, 5]);
    expect([0, 1].map((index) => shadeOf(index, 2))).toEqual([1, 5]);
    expect(shadeOf(0, 1)).toBe(3);
  });
});

const line = (
  code: string,
  label: string,
  participations: number | null,
  per_10000: number | null,
): MapLine => ({
  code,
  label,
  participations,
  per_10000,
  ...(participations === null ? { why: 'moins de 11 personnes' } : {}),
});
const LINES = [
  line('44', 'Loire-Atlantique', 2410, 17),
  line('85', 'Vendée', 820, 11.8),
  line('53', 'Mayenne', null, null),
  line('72', 'Sarthe', 0, 0),
];

describe('areas', () => {
  it('say their value, that they are masked and why, or that nothing happened', () => {
    const areas = areasOf(LINES, 'per_10000');
    expect(plain(areas.get('44')!.words)).toBe('17 accompagnements pour 10 000 habitants');
    expect(areas.get('53')).toEqual({ look: 'hidden', words: 'masqué (moins de 11 personnes)' });
    expect(areas.get('72')).toEqual({ look: 'none', words: 'aucun accompagnement' });
    expect(areas.get('44')!.look).toBe(5);
  });

  it('are explained by a legend that knows what is masked', () => {
    const labels = legendOf(LINES, 'participations').map(({ label }) => plain(label));
    expect(labels).toEqual(['moins de 2 400', '2 400 ou plus', 'masqué', 'aucun accompagnement']);
    expect(legendOf(LINES.slice(0, 2), 'participations').map(({ look }) => look)).not.toContain('hidden');
  });

  it('are told in one sentence, from those that are shown', () => {
    expect(plain(mapFinding(LINES, 'participations'))).toBe(
      'Loire-Atlantique est en tête (2 410 accompagnements), Vendée en dernier (820).',
    );
    expect(mapFinding([LINES[2]!], 'participations')).toContain('Rien à montrer');
    expect(mapFinding([LINES[0]!, LINES[2]!], 'participations')).toContain('Un seul département montré');
  });

  it('offer a rate only where there is one', () => {
    expect(measuresOf(LINES)).toEqual(['per_10000', 'participations']);
    expect(measuresOf([line('44', 'Loire-Atlantique', 3, null)])).toEqual(['participations']);
  });
});

describe('the outlines', () => {
  it('are 101 départements with a name and a drawing', async () => {
    const france = await loadFrance();
    const all = outlines(france);
    expect(all).toHaveLength(101);
    expect(new Set(all.map(([code]) => code)).size).toBe(101);
    for (const [code, name, path] of all) {
      expect(code).toMatch(/^(\d\d|2[AB]|97[12346])$/);
      expect(name).not.toBe('');
      expect(path).toMatch(/^M-?\d+[,-]/);
    }
    const [left, top, width, height] = boxOf(france.mainland.find(([code]) => code === '44')![2]);
    expect(left).toBeGreaterThan(0);
    expect(top).toBeGreaterThan(0);
    expect(left + width).toBeLessThan(france.width / 2);
    expect(top + height).toBeLessThan(france.height);
  });

  it('come closer for a few neighbours of the mainland alone', async () => {
    const france = await loadFrance();
    const [, , width, height] = closerView(france, ['44', '85'])!;
    expect(width).toBe(height);
    expect(width).toBeLessThan(france.width / 2);
    expect(closerView(france, ['44', '06'])).toBeNull();
    expect(closerView(france, ['44', '974'])).toBeNull();
    expect(closerView(france, [])).toBeNull();
  });
});
