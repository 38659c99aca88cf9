import { describe, expect, it } from 'vitest';
import { bands } from './band';

describe('bands', () => {
  it('fill the width, the last one ending where the width ends', () => {
    const { start, step, width } = bands(3, 10, 100, 0.25);
    expect(start(0)).toBe(10);
    expect(start(1) - start(0)).toBeCloseTo(step);
    expect(start(2) + width).toBeCloseTo(100);
    expect(width).toBeCloseTo(0.75 * step);
  });

  it('stand in the middle when there is one, and are never endless when there is none', () => {
    const { start, width } = bands(1, 0, 50, 0.3);
    expect(width).toBeCloseTo(35);
    expect(start(0)).toBeCloseTo(7.5);
    expect(bands(0, 0, 50, 0.3).step).toBe(50);
  });
});
