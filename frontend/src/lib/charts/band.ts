/** Equal bands side by side: where the columns of a chart stand, and how wide they are. */
export interface Bands {
  /** From the start of one band to the start of the next. */
  step: number;
  width: number;
  /** Where the band at `index` starts. */
  start: (index: number) => number;
}

/** `count` bands from `from` to `to`; `gap` is the part of a step that stays empty (0 to 1). */
export function bands(count: number, from: number, to: number, gap: number): Bands {
  const step = (to - from) / Math.max(1, count - gap);
  // One band alone keeps its gap, half on each side.
  const first = from + (to - from - step * (count - gap)) / 2;
  return { step, width: step * (1 - gap), start: (index) => first + step * index };
}
