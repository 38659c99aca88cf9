import { describe, expect, it } from 'vitest';
import { hasFilters, readFilters, toApiQuery, withoutValue, writeFilters, type Scope } from './filters';

const TODAY = '2026-11-21';
const OWN: Scope[] = ['own'];
const ALL: Scope[] = ['own', 'team', 'network'];
const read = (text: string, scopes = ALL) => readFilters(new URLSearchParams(text), TODAY, scopes);

describe('reading the address', () => {
  it('gives twelve months of one’s own work when nothing is said', () => {
    expect(read('')).toMatchObject({
      scope: 'own',
      preset: 'last_12_months',
      period: { from: '2025-11-22', to: TODAY },
      kind: null,
      places: [],
    });
  });

  it('ignores a scope the reader does not have and what it cannot read', () => {
    expect(read('scope=network', OWN).scope).toBe('own');
    expect(read('period=forever').preset).toBe('last_12_months');
    expect(read('period=custom').preset).toBe('last_12_months');
    expect(read('from=2026-02-30&to=2026-03-01').preset).toBe('last_12_months');
    expect(read('from=2026-03-02&to=2026-03-01').preset).toBe('last_12_months');
    expect(read('kind=both').kind).toBeNull();
    expect(read('themes=,email,,email').themes).toEqual(['email']);
  });

  it.each([
    '',
    'scope=team&period=this_month',
    'from=2026-01-01&to=2026-03-31&kind=workshop',
    'places=a%2Cb&themes=email&place_types=domicile&tags=t',
  ])('writes back what it read: %s', (text) => {
    expect(writeFilters(read(text), ALL).toString()).toBe(text);
  });
});

describe('asking the API', () => {
  it('sends days and only the filters in use', () => {
    expect(toApiQuery(read('kind=workshop&themes=email,sante'))).toEqual({
      scope: 'own',
      from: '2025-11-22',
      to: TODAY,
      kind: 'workshop',
      themes: 'email,sante',
    });
  });

  it('removes one value and keeps the others', () => {
    const filters = read('themes=email,sante');
    expect(hasFilters(filters)).toBe(true);
    const fewer = withoutValue(filters, 'themes', 'email');
    expect(fewer.themes).toEqual(['sante']);
    expect(hasFilters(withoutValue(fewer, 'themes', 'sante'))).toBe(false);
  });
});
