import { describe, expect, it } from 'vitest';
import { lastEnded, lastTwelve, monthsOf, readPeriod, writePeriod, yearPeriod, years } from './period';

const TODAY = '2026-11-22';
const read = (text: string, today = TODAY) => readPeriod(new URLSearchParams(text), today);

describe('ended months', () => {
  it('stop before this one', () => {
    expect(lastEnded(TODAY)).toBe('2026-10-31');
    expect(lastEnded('2026-03-01')).toBe('2026-02-28');
    expect(lastTwelve(TODAY)).toEqual({ from: '2025-11-01', to: '2026-10-31' });
    expect(lastTwelve('2026-01-15')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
  });

  it('cut the current year, and no other', () => {
    expect(yearPeriod(2026, TODAY)).toEqual({ from: '2026-01-01', to: '2026-10-31' });
    expect(yearPeriod(2025, TODAY)).toEqual({ from: '2025-01-01', to: '2025-12-31' });
    expect(yearPeriod(2026, '2026-01-31')).toBeNull();
    expect(years('2026-01-31')[0]).toBe(2025);
    expect(monthsOf(2026, TODAY)[0]).toBe('2026-10-01');
    expect(monthsOf(2026, TODAY)).toHaveLength(10);
    expect(monthsOf(2027, TODAY)).toEqual([]);
  });
});

describe('the address', () => {
  it('says a year, own months, or nothing for the last twelve', () => {
    for (const text of ['', 'period=2025', 'from=2026-02-01&to=2026-04-30']) {
      expect(new URLSearchParams(writePeriod(read(text))).toString()).toBe(text);
    }
    expect(read('period=2025').period).toEqual({ from: '2025-01-01', to: '2025-12-31' });
  });

  it.each([
    'from=2026-02-02&to=2026-04-30',
    'from=2026-02-01&to=2026-04-29',
    'from=2026-04-01&to=2026-02-28',
    'from=2026-10-01&to=2026-11-30',
    'period=2031',
    'period=this_month',
  ])('falls back when %s cannot be asked', (text) => {
    expect(read(text).choice).toBe('last_12_months');
  });
});
