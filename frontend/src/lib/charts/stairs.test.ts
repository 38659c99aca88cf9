import { expect, test } from 'vitest';
import { stairPath } from './stairs';

const path = (points: { at: number; value: number | null }[]) =>
  stairPath(
    points,
    100,
    (at) => at,
    (value) => -value,
  );

test('level until the next change, then up, and on to the end', () => {
  expect(
    path([
      { at: 0, value: 1 },
      { at: 40, value: 3 },
    ]),
  ).toBe('M0.0,-1.0H40.0L40.0,-3.0H100.0');
});

test('nothing is drawn where nothing is known', () => {
  expect(
    path([
      { at: 0, value: 2 },
      { at: 30, value: null },
      { at: 60, value: 1 },
    ]),
  ).toBe('M0.0,-2.0H30.0M60.0,-1.0H100.0');
  expect(path([{ at: 5, value: null }])).toBe('');
});
