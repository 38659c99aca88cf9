import { expect, test } from 'vitest';
import { dayByKey, firstToCome, monthGrid, moveBy, moveMonth, shownBy, weekday, weekOf } from './period';

test('weeks begin on Monday', () => {
  expect(weekday('2026-11-30')).toBe(0);
  expect(weekday('2026-11-29')).toBe(6);
  expect(weekOf('2026-11-26')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
  expect(weekOf('2026-11-23')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
});

test('a week across the change of the clock has seven days', () => {
  for (const day of ['2026-03-29', '2026-10-25']) {
    expect(weekOf(day).to).toBe(day);
    expect(monthGrid(day).every((week) => week.length === 7)).toBe(true);
  }
});

test('the grid of a month holds its days once, in whole weeks', () => {
  const weeks = monthGrid('2026-11-12');
  expect(weeks).toHaveLength(6);
  expect(weeks[0]![0]).toBe('2026-10-26');
  expect(weeks[5]![6]).toBe('2026-12-06');
  expect(new Set(weeks.flat()).size).toBe(42);
  expect(monthGrid('2027-02-10')).toHaveLength(4);
});

test('each view asks for what it shows', () => {
  expect(shownBy('list', '2026-11-12')).toEqual({ from: '2026-11-12', to: '2026-12-12' });
  expect(shownBy('month', '2026-11-12')).toEqual({ from: '2026-10-26', to: '2026-12-06' });
  expect(shownBy('week', '2026-11-12')).toEqual({ from: '2026-11-09', to: '2026-11-15' });
});

test('a month later is the same day, or the last', () => {
  expect(moveMonth('2026-01-31', 1)).toBe('2026-02-28');
  expect(moveMonth('2026-01-15', -1)).toBe('2025-12-15');
  expect(moveBy('week', '2026-12-30', 1)).toBe('2027-01-06');
  expect(moveBy('list', '2026-11-12', 1)).toBe('2026-12-13');
  expect(moveBy('month', '2026-03-31', -1)).toBe('2026-02-28');
});

test('keys lead through the grid', () => {
  const from = (key: string) => dayByKey(key, '2026-11-12');
  expect(from('ArrowLeft')).toBe('2026-11-11');
  expect(from('ArrowDown')).toBe('2026-11-19');
  expect(from('Home')).toBe('2026-11-09');
  expect(from('End')).toBe('2026-11-15');
  expect(from('PageDown')).toBe('2026-12-12');
  expect(from('a')).toBeNull();
});

test('a week that has begun is asked about from today on', () => {
  const week = { from: '2026-11-23', to: '2026-11-29' };
  expect(firstToCome(week, '2026-11-28')).toBe('2026-11-28');
  expect(firstToCome(week, '2026-11-29')).toBe('2026-11-29');
  expect(firstToCome(week, '2026-11-23')).toBe('2026-11-23');
  expect(firstToCome(week, '2026-11-20')).toBe('2026-11-23');
  expect(firstToCome(week, '2026-11-30')).toBe('2026-11-23');
});
