import { describe, expect, it } from 'vitest';
import { filtersFromQuery, periodIsWrong, queryFromFilters, type Filters } from './filters';

describe('the filters of the address', () => {
  it('come back as they were written', () => {
    const filters: Filters = { kind: 'evenement', from: '2026-01-01', to: '2026-02-01', departement: '2A' };
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(queryFromFilters(filters))) {
      if (value !== null) query.set(name, value);
    }
    expect(query.get('type')).toBe('evenement');
    expect(filtersFromQuery(query)).toEqual(filters);
  });

  it('leave out what cannot be read', () => {
    expect(filtersFromQuery(new URLSearchParams('type=reunion&du=2026-02-30&departement='))).toEqual({});
  });

  it('know a period that goes backwards', () => {
    expect(periodIsWrong({ from: '2026-02-02', to: '2026-02-01' })).toBe(true);
    expect(periodIsWrong({ from: '2026-02-01', to: '2026-02-01' })).toBe(false);
  });
});
