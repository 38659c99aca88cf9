import { describe, expect, test } from 'vitest';
import { TODAY, workspace } from './fixtures';
import { isDate, validate } from './validate';
import { emptyValues, type SessionValues } from './values';

const good: SessionValues = { ...emptyValues(workspace, TODAY), themes: ['email'] };
const wrong = (change: Partial<SessionValues>) => Object.keys(validate({ ...good, ...change }, TODAY));

describe('validate', () => {
  test('one theme is enough when the defaults suit', () => {
    expect(validate(good, TODAY)).toEqual({});
  });

  test.each<[string, Partial<SessionValues>, string[]]>([
    ['no theme', { themes: [] }, ['themes']],
    ['no duration', { duration_min: null }, ['duration_min']],
    ['duration 0', { duration_min: 0 }, ['duration_min']],
    ['duration of a day and a minute', { duration_min: 1441 }, ['duration_min']],
    ['half a minute', { duration_min: 12.5 }, ['duration_min']],
    ['no date', { date: '' }, ['date']],
    ['a day that does not exist', { date: '2025-02-30' }, ['date']],
    ['tomorrow', { date: '2026-03-13' }, ['date']],
    ['before 2015', { date: '2014-12-31' }, ['date']],
    ['no place', { place: '' }, ['place_id']],
    ['at home without a commune', { place: 'domicile' }, ['commune_code']],
    ['elsewhere without a commune', { place: 'autre' }, ['commune_code']],
    ['remote needs nothing', { place: 'a_distance' }, []],
    ['workshop with nobody', { kind: 'workshop' }, ['learner_ids']],
    ['workshop with a followed person', { kind: 'workshop', learners: [{ id: 'a', name: 'A' }] }, []],
    ['long notes', { notes: 'x'.repeat(10_001) }, ['notes']],
    ['everything at once', { themes: [], date: '', place: '' }, ['themes', 'date', 'place_id']],
  ])('%s', (_, change, fields) => {
    expect(wrong(change)).toEqual(fields);
  });
});

test.each([
  ['2024-02-29', true],
  ['2025-02-29', false],
  ['2025-13-01', false],
  ['12/03/2026', false],
])('isDate(%s) is %s', (text, expected) => {
  expect(isDate(text)).toBe(expected);
});
