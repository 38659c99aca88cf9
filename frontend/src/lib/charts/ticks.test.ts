import { describe, expect, it } from 'vitest';
import { ticks } from './ticks';

describe('ticks of an axis', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [134, [0, 50, 100, 150]],
    [454, [0, 200, 400, 600]],
    [1269, [0, 500, 1000, 1500]],
  ])('up to %i: %j', (highest, expected) => {
    expect(ticks(highest)).toEqual(expected);
  });

  it('is whole, starts at zero and covers the highest value', () => {
    for (let highest = 0; highest < 3000; highest += 7) {
      const axis = ticks(highest);
      expect(axis[0]).toBe(0);
      expect(axis.at(-1)).toBeGreaterThanOrEqual(highest);
      expect(axis.every(Number.isInteger)).toBe(true);
      expect(axis.length).toBeLessThanOrEqual(6);
    }
  });
});
