import type { StairPoint } from './model';

/** A path that goes level from each point to the next, up or down there, and stops where nothing is known. */
export function stairPath(
  points: readonly StairPoint[],
  end: number,
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  const pieces: string[] = [];
  let open = false;
  for (const [index, { at, value }] of points.entries()) {
    const until = points[index + 1]?.at ?? end;
    if (value !== null) {
      pieces.push(`${open ? 'L' : 'M'}${x(at).toFixed(1)},${y(value).toFixed(1)}`);
      pieces.push(`H${x(until).toFixed(1)}`);
    }
    open = value !== null;
  }
  return pieces.join('');
}
