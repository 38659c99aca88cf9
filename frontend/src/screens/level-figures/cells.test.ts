import { expect, test } from 'vitest';
import type { CompetenceFigures } from './api';
import { figureOf, told } from './cells';

const shown = (value: number, share: number | null = null) => ({ value, share, hidden: null });
const row = {
  levels: [
    { level: 1, ...shown(12, 24) },
    { level: null, ...shown(38, 76) },
  ],
  progress: { learners: shown(20), up: shown(15, 75), same: shown(5, 25), down: shown(0, 0) },
  coverage: { places_covered: shown(3, 37.5), places: shown(8) },
} as unknown as CompetenceFigures;

test('a figure is told with its share, and a protected one is not told', () => {
  expect(told(shown(1200))).toMatch(/^1\s200$/);
  expect(told(figureOf(row, 'up'))).toMatch(/^15 \(75\s%\)$/);
  expect(told(figureOf(row, 'down'))).toBe('0');
  expect(told({ value: null, share: null, hidden: { reason: 'few' } } as never)).toBeNull();
});

test('each column finds its figure', () => {
  expect(figureOf(row, '1').value).toBe(12);
  expect(figureOf(row, 'unknown').value).toBe(38);
  expect(figureOf(row, '5').value).toBeNull();
  expect(figureOf(row, 'places').value).toBe(8);
});
