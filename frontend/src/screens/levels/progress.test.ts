import { expect, test } from 'vitest';
import type { LevelStep } from '$lib/api/levels';
import { dayNumber, finding, stairOf } from './progress';

const steps: LevelStep[] = [
  { from: '2025-03-10', verified: null, declared: 1 },
  { from: '2025-06-10', verified: 1, declared: 1 },
  { from: '2026-01-15', verified: 2, declared: 1 },
  { from: '2026-03-10', verified: 2, declared: null },
];

test('a stair holds the days on which its own series changed', () => {
  expect(stairOf(steps, 'verified', 1).points).toEqual([
    { at: dayNumber('2025-03-10'), value: null },
    { at: dayNumber('2025-06-10'), value: 1 },
    { at: dayNumber('2026-01-15'), value: 2 },
  ]);
  expect(stairOf(steps, 'declared', 2).points).toEqual([
    { at: dayNumber('2025-03-10'), value: 1 },
    { at: dayNumber('2026-03-10'), value: null },
  ]);
  expect(dayNumber('2026-03-11') - dayNumber('2026-03-10')).toBe(1);
});

test('the sentence is about what is verified, if anything ever was', () => {
  expect(finding(steps)).toContain('vérifié 1 le 10 juin 2025, 2 aujourd’hui');
  expect(finding(steps.slice(0, 2))).toContain('vérifié 1, pour la première fois');
  expect(finding([...steps, { from: '2028-01-15', verified: null, declared: null }])).toContain('plus aucun');
  expect(finding(steps.slice(0, 1))).toContain('Vous dites 1');
  expect(finding([])).toBe('');
});
