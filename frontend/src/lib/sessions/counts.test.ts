import { describe, expect, test } from 'vitest';
import { leastTotal, setCount, unknown } from './counts';
import { noCounts } from './values';

describe('anonymous counters cannot contradict each other', () => {
  test('describing more people than were counted counts them too', () => {
    const counts = setCount({ ...noCounts(), total: 2 }, 'genders', 'feminin', 3);
    expect(counts.total).toBe(3);
  });

  test('the total cannot go below what is described', () => {
    let counts = setCount(noCounts(), 'genders', 'feminin', 3);
    counts = setCount(counts, 'age_bands', 'soixante_dix_plus', 5);
    expect(leastTotal({ ...counts, already_supported: 4 })).toBe(5);
    expect(leastTotal({ ...counts, already_supported: 7 })).toBe(7);
  });

  test('what is not described is not disclosed', () => {
    const counts = setCount({ ...noCounts(), total: 8 }, 'statuses', 'retraite', 5);
    expect(unknown(counts, 'statuses')).toBe(3);
    expect(unknown(counts, 'genders')).toBe(8);
  });

  test('a counter back to zero leaves no trace', () => {
    const counts = setCount(setCount(noCounts(), 'genders', 'feminin', 2), 'genders', 'feminin', 0);
    expect(counts.genders).toEqual({});
  });
});
