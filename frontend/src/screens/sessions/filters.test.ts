import { expect, test } from 'vitest';
import { byDay } from './days';
import { filtersFromQuery, periodIsWrong, queryFromFilters } from './filters';

test('filters travel through the address and back', () => {
  const filters = {
    kind: 'workshop' as const,
    from: '2026-01-01',
    to: '2026-03-31',
    theme: 'email' as const,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(queryFromFilters(filters))) if (value) query.set(name, value);
  expect(query.toString()).toBe('type=workshop&du=2026-01-01&au=2026-03-31&theme=email');
  expect(filtersFromQuery(query)).toEqual(filters);
});

test('what the address says wrongly is left out', () => {
  expect(filtersFromQuery(new URLSearchParams('type=autre&du=2026-02-30'))).toEqual({});
});

test('a period ends after it starts', () => {
  expect(periodIsWrong({ from: '2026-02-01', to: '2026-01-01' })).toBe(true);
  expect(periodIsWrong({ from: '2026-02-01' })).toBe(false);
});

test('sessions are grouped by day, in their order', () => {
  const sessions = ['2026-03-12', '2026-03-12', '2026-03-10'].map((date, id) => ({ id, date }));
  expect(byDay(sessions).map(({ date, sessions }) => [date, sessions.length])).toEqual([
    ['2026-03-12', 2],
    ['2026-03-10', 1],
  ]);
});
