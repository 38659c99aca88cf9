import { expect, test } from 'vitest';
import { cellsOf, gapsAt, levelOf, monthsAfter } from './matrix';

const line = (verified: number[], teachable: number[]) => ({ competence_id: 'c', verified, teachable });

test('a cell tells verified from authorised, and how many there are', () => {
  const cells = cellsOf(line([2, 1, 0, 0], [5, 1, 1, 0]), 4);
  expect(cells).toEqual([
    { level: 1, verified: 2, granted: 3, shade: 3 },
    { level: 2, verified: 1, granted: 0, shade: 1 },
    { level: 3, verified: 0, granted: 1, shade: 1 },
    { level: 4, verified: 0, granted: 0, shade: 0 },
  ]);
});

test('gaps are the lines that nobody can teach at that level', () => {
  const lines = [line([0, 0], [1, 0]), line([1, 1], [1, 1])];
  expect(gapsAt(lines, 1)).toBe(0);
  expect(gapsAt(lines, 2)).toBe(1);
});

test('the level of the address is one of the ladder', () => {
  expect(levelOf('5')).toBe(5);
  for (const odd of [null, '', '0', '9', '2.5', 'trois']) expect(levelOf(odd)).toBe(3);
});

test('six months end in the month that is meant', () => {
  expect(monthsAfter('2026-03-12', 6)).toBe('2026-09-12');
  expect(monthsAfter('2026-08-31', 6)).toBe('2027-02-28');
  expect(monthsAfter('2027-08-31', 6)).toBe('2028-02-29');
});
