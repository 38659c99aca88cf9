import { correction, generate } from 'lean-qr';

/** The white around a code that scanners need, in modules. */
const QUIET = 4;

/** A QR code as one path of an SVG, and the side of its square: dark modules row by row, joined where they touch. */
export function drawing(text: string): { side: number; path: string } {
  const code = generate(text, { minCorrectionLevel: correction.M });
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (!code.get(x, y)) continue;
      const from = x;
      while (code.get(x + 1, y)) x++;
      const length = x + 1 - from;
      path += `M${from + QUIET} ${y + QUIET}h${length}v1h-${length}z`;
    }
  }
  return { side: code.size + 2 * QUIET, path };
}
