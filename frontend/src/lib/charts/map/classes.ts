/** Five classes of about as many départements each, with round limits. */
const CLASSES = 5;

/** To two digits: 247 → 250, 3.46 → 3.5. */
function rounded(value: number): number {
  const power = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.round(value / power) * power).toPrecision(2));
}

/** Rising limits between classes, four at most; a value at a limit belongs to the class above. */
export function limitsOf(values: readonly number[]): number[] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined || lowest === highest) return [];
  const limits = Array.from({ length: CLASSES - 1 }, (_, index) =>
    rounded(sorted[Math.floor(((index + 1) * sorted.length) / CLASSES)]!),
  );
  return [...new Set(limits)].filter((limit) => limit > lowest && limit <= highest).sort((a, b) => a - b);
}

/** 0-based class of a value above zero. */
export const classOf = (value: number, limits: readonly number[]): number =>
  limits.filter((limit) => value >= limit).length;

export type Shade = 1 | 2 | 3 | 4 | 5;

/** Shade of a class: few classes are spread over the palette. */
export function shadeOf(index: number, classes: number): Shade {
  if (classes <= 1) return 3;
  return (1 + Math.round((index * (CLASSES - 1)) / (classes - 1))) as Shade;
}
