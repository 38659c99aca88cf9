import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { drawing } from './drawing';

/** The modules that a path makes dark, as `x,y`. */
function dark(path: string): Set<string> {
  const found = new Set<string>();
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let at = 0; at < Number(length); at++) found.add(`${Number(x) + at},${y}`);
  }
  return found;
}

test('the path has the dark modules of the code, inside a white border of four', () => {
  const text = 'https://reseau.exemple.fr/presence#K7QF-3MPD';
  const { side, path } = drawing(text);
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  expect(side).toBe(size + 8);
  const wanted = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x + 4},${y + 4}`] : [])));
  expect(dark(path)).toEqual(new Set(wanted));
  // The three squares in the corners.
  for (const [x, y] of [
    [4, 4],
    [side - 5, 4],
    [4, side - 5],
  ]) {
    expect(dark(path)).toContain(`${x},${y}`);
  }
});
