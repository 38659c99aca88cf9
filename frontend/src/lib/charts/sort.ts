/** Order of the rows of a table that is sorted by one of its columns. */
import { language } from '$lib/language.svelte';
import type { Cell } from './model';

export interface Order {
  column: number;
  descending: boolean;
}

/** Figures first show their largest, words start at A; the same column again turns round. */
export function nextOrder(order: Order | null, column: number, numeric: boolean): Order {
  if (order?.column === column) return { column, descending: !order.descending };
  return { column, descending: numeric };
}

const known = (cell: Cell | undefined): cell is string | number =>
  typeof cell === 'string' || typeof cell === 'number';

/** Empty and masked cells come last either way, in the order they had. */
export function sorted(rows: readonly Cell[][], order: Order | null): Cell[][] {
  if (!order) return [...rows];
  const { column, descending } = order;
  const turn = descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [one[column], other[column]];
    if (!known(a) || !known(b)) return Number(!known(a)) - Number(!known(b));
    const difference =
      typeof a === 'number' && typeof b === 'number'
        ? a - b
        : String(a).localeCompare(String(b), language.tag);
    return turn * difference;
  });
}
