import { encode } from 'uqr';

/** The white around a code that scanners need, in modules. */
const QUIET = 4;

/** A QR code as one path of an SVG, and the side of its square: dark modules row by row, joined where they touch. */
export function drawing(text: string): { side: number; path: string } {
  const { data } = encode(text, { ecc: 'M', border: 0 });
  const rows = data.map((row, y) => {
    let strokes = '';
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      const length = x + 1 - from;
      strokes += `M${from + QUIET} ${y + QUIET}h${length}v1h-${length}z`;
    }
    return strokes;
  });
  return { side: data.length + 2 * QUIET, path: rows.join('') };
}
