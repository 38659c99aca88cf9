/** The outlines of the 101 départements, loaded when a map is first drawn. Sources: LICENCE.md. */

/** Code, name, path. */
export type Outline = [code: string, name: string, path: string];
/** Left, top, width, height. */
export type Box = [number, number, number, number];

export interface France {
  width: number;
  height: number;
  /** Side of the square of each overseas département. */
  inset: number;
  /** Small départements, drawn again larger. */
  closeUp: { codes: string[]; box: Box };
  mainland: Outline[];
  overseas: Outline[];
}

export async function loadFrance(): Promise<France> {
  return (await import('./france.json')).default as unknown as France;
}

export const outlines = (france: France): Outline[] => [...france.mainland, ...france.overseas];

const FEW = 12;
const MARGIN = 0.2;
const SMALLEST_VIEW = 260;

/** The box around a path of `M` and relative `l` steps. */
export function boxOf(path: string): Box {
  const all: [number, number][] = [];
  for (const ring of path.split('M').slice(1)) {
    const numbers = (ring.match(/-?\d+/g) ?? []).map(Number);
    let [x, y] = [0, 0];
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      all.push([(x += numbers[index]!), (y += numbers[index + 1]!)]);
    }
  }
  const xs = all.map(([x]) => x);
  const ys = all.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
}

/** A square around a few neighbours, with some of what surrounds them; null when the whole country serves better. */
export function closerView(france: France, codes: readonly string[]): Box | null {
  const boxes = france.mainland.filter(([code]) => codes.includes(code)).map(([, , path]) => boxOf(path));
  if (boxes.length === 0 || boxes.length > FEW || boxes.length < codes.length) return null;
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const width = Math.max(...boxes.map(([x, , w]) => x + w)) - left;
  const height = Math.max(...boxes.map(([, y, , h]) => y + h)) - top;
  const side = Math.max(width, height, SMALLEST_VIEW) * (1 + 2 * MARGIN);
  if (side > france.height * 0.7) return null;
  return [left + width / 2 - side / 2, top + height / 2 - side / 2, side, side].map(Math.round) as Box;
}
