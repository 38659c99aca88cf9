/** The points of a radar chart: one branch each, from the top, clockwise. */
export interface Point {
  x: number;
  y: number;
}

/** Where a value stands on branch `index` of `count`, `radius` away from a centre at 0, 0 when it is `highest`. */
export function onBranch(
  index: number,
  count: number,
  value: number,
  highest: number,
  radius: number,
): Point {
  const angle = (2 * Math.PI * index) / Math.max(1, count) - Math.PI / 2;
  const away = (radius * value) / highest;
  return { x: Math.cos(angle) * away, y: Math.sin(angle) * away };
}

/** `12.3,-4.5 …` for a polygon. */
export function outline(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
}

/** How a label at the end of a branch is aligned so that it grows away from the middle. */
export function anchor({ x }: Point): 'start' | 'middle' | 'end' {
  if (Math.abs(x) < 1) return 'middle';
  return x > 0 ? 'start' : 'end';
}
