import { describe, expect, it } from 'vitest';
import { mondayOf } from './time';

describe('ISO weeks', () => {
  it.each([
    ['2026-W11', '2026-03-09'],
    ['2026-W01', '2025-12-29'],
    ['2020-W53', '2020-12-28'],
    ['2021-W01', '2021-01-04'],
  ])('%s begins on %s', (week, monday) => {
    expect(mondayOf(week)).toBe(monday);
  });
});
