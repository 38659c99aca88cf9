/** Round values for an axis of counts that starts at zero: about `count` of them, whole, the last at or above `highest`. */
export function ticks(highest: number, count = 4): number[] {
  const rough = Math.max(1, highest / count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const steps = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: steps + 1 }, (_, index) => index * step);
}
