import { describe, expect, it } from 'vitest';
import type { Cell } from './model';
import { nextOrder, sorted } from './sort';

const MASKED = { hidden: 'masqué' };
const ROWS: Cell[][] = [
  ['Médiathèque', 12],
  ['Étang', MASKED],
  ['Atelier', 30],
  ['Zèbre', null],
];
const names = (rows: Cell[][]) => rows.map(([name]) => name);

describe('a sorted table', () => {
  it('starts with the largest figure, then turns round', () => {
    const first = nextOrder(null, 1, true);
    expect(first).toEqual({ column: 1, descending: true });
    expect(names(sorted(ROWS, first)).slice(0, 2)).toEqual(['Atelier', 'Médiathèque']);
    const second = nextOrder(first, 1, true);
    expect(names(sorted(ROWS, second)).slice(0, 2)).toEqual(['Médiathèque', 'Atelier']);
  });

  it('keeps what is masked or empty at the end either way', () => {
    for (const descending of [true, false]) {
      expect(names(sorted(ROWS, { column: 1, descending })).slice(2)).toEqual(['Étang', 'Zèbre']);
    }
  });

  it('orders words as a dictionary, accents aside', () => {
    const order = nextOrder({ column: 1, descending: true }, 0, false);
    expect(names(sorted(ROWS, order))).toEqual(['Atelier', 'Étang', 'Médiathèque', 'Zèbre']);
  });

  it('leaves the rows alone without an order', () => {
    expect(sorted(ROWS, null)).toEqual(ROWS);
  });
});
