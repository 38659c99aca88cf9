import { expect, test } from 'vitest';
import { dayFromQuery, filtersFromQuery, queryFromFilters, viewFromQuery } from './filters';

const query = (text: string) => new URLSearchParams(text);

test('filters go into the address and come back', () => {
  const filters = { competence_id: 'a', level: 3, place_id: 'b', free: true } as const;
  const written = queryFromFilters(filters) as Record<string, string>;
  expect(filtersFromQuery(new URLSearchParams(written))).toEqual(filters);
  expect(Object.values(queryFromFilters({}))).toEqual([null, null, null, null]);
});

test('what is no filter is left out', () => {
  expect(filtersFromQuery(query('niveau=9&libres=non'))).toEqual({});
  expect(filtersFromQuery(query('niveau=0'))).toEqual({});
  expect(filtersFromQuery(query('niveau=deux&lieu='))).toEqual({});
});

test('views and days are those that exist', () => {
  expect(viewFromQuery(query('vue=semaine'))).toBe('week');
  expect(viewFromQuery(query('vue=annee'))).toBeNull();
  expect(dayFromQuery(query('jour=2026-11-12'))).toBe('2026-11-12');
  expect(dayFromQuery(query('jour=2026-13-12'))).toBeNull();
  expect(dayFromQuery(query('jour=demain'))).toBeNull();
});
