import { expect, test } from 'vitest';
import { filtersFromQuery, REMOTE, whereOf } from './filters';

const read = (text: string) => filtersFromQuery(new URLSearchParams(text), '2026-11-12');

test('the address says what is asked for', () => {
  expect(read('')).toEqual({});
  expect(read('jour=2026-11-20&competence=c&ou=44109')).toEqual({
    from: '2026-11-20',
    competence_id: 'c',
    commune: '44109',
  });
  expect(read(`ou=${REMOTE}`)).toEqual({ remote: true });
});

test('a day that is over or is none counts as today', () => {
  for (const day of ['2026-11-12', '2020-01-01', '2026-13-40', 'demain', '']) {
    expect(read(`jour=${day}`)).toEqual({});
  }
});

test('where is one choice', () => {
  expect(whereOf(read(`ou=${REMOTE}`))).toBe(REMOTE);
  expect(whereOf(read('ou=44109'))).toBe('44109');
  expect(whereOf({})).toBe('');
});
