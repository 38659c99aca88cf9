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

/** The square in a corner by which scanners find a code: a ring, a gap, a heart. */
function isEye(modules: Set<string>, left: number, top: number): boolean {
  const wanted = (x: number, y: number) => {
    const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
    return ring !== 2;
  };
  const all = Array.from({ length: 49 }, (_, at) => [at % 7, Math.floor(at / 7)] as const);
  return all.every(([x, y]) => modules.has(`${left + x},${top + y}`) === wanted(x, y));
}

test('a code has its three eyes, and a white border of four modules', () => {
  const { side, path } = drawing('https://reseau.exemple.fr/presence#K7QF-3MPD');
  const modules = dark(path);
  const places = [...modules].flatMap((module) => module.split(',').map(Number));
  expect([Math.min(...places), Math.max(...places)]).toEqual([4, side - 5]);
  expect(isEye(modules, 4, 4)).toBe(true);
  expect(isEye(modules, side - 11, 4)).toBe(true);
  expect(isEye(modules, 4, side - 11)).toBe(true);
  expect(isEye(modules, side - 11, side - 11)).toBe(false);
});

test('another address is another code', () => {
  expect(drawing('https://a.exemple.fr/#1').path).not.toBe(drawing('https://a.exemple.fr/#2').path);
});
