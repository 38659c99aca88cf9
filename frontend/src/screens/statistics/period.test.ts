import { describe, expect, it } from 'vitest';
import { addMonths, checkPeriod, isDay, lengthInDays, periodOf, previousPeriod } from './period';

const TODAY = '2026-11-21';

describe('days', () => {
  it('knows real days from impossible ones', () => {
    expect(isDay('2024-02-29')).toBe(true);
    expect(isDay('2025-02-29')).toBe(false);
    expect(isDay('2026-1-1')).toBe(false);
    expect(isDay('')).toBe(false);
  });

  it('adds months, and stays inside the shorter ones', () => {
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2026-11-21', -12)).toBe('2025-11-21');
  });
});

describe('presets', () => {
  it.each([
    ['this_month', '2026-11-01', TODAY],
    ['last_month', '2026-10-01', '2026-10-31'],
    ['this_quarter', '2026-10-01', TODAY],
    ['this_year', '2026-01-01', TODAY],
    ['last_12_months', '2025-11-22', TODAY],
  ] as const)('%s runs from %s to %s', (preset, from, to) => {
    expect(periodOf(preset, TODAY)).toEqual({ from, to });
  });

  it('crosses the year on the first of January', () => {
    expect(periodOf('last_month', '2026-01-01')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(periodOf('this_quarter', '2026-01-01').from).toBe('2026-01-01');
  });

  it('compares with as many days just before', () => {
    const period = { from: '2026-11-01', to: TODAY };
    expect(lengthInDays(period)).toBe(21);
    expect(previousPeriod(period)).toEqual({ from: '2026-10-11', to: '2026-10-31' });
    expect(previousPeriod(periodOf('last_12_months', TODAY))).toEqual({
      from: '2024-11-22',
      to: '2025-11-21',
    });
  });
});

describe('a period typed by hand', () => {
  it.each([
    ['2026-01-01', '2026-01-01', {}],
    ['2026-02-30', '2026-03-01', { from: 'invalid' }],
    ['', '', { from: 'invalid', to: 'invalid' }],
    ['2014-12-31', '2026-03-01', { from: 'too_early' }],
    ['2026-11-01', '2026-11-22', { to: 'in_the_future' }],
    ['2026-05-02', '2026-05-01', { to: 'reversed' }],
    ['2016-11-21', '2026-11-20', {}],
    ['2016-11-21', '2026-11-21', { to: 'too_long' }],
  ])('%s to %s', (from, to, faults) => {
    expect(checkPeriod({ from, to }, TODAY)).toEqual(faults);
  });
});
