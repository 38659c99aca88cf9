import { expect, test } from 'vitest';
import { halfDays, weeklyOf } from './availability';

test('each half-day is offered once', () => {
  const codes = [...halfDays('am'), ...halfDays('pm')].map(({ code }) => code);
  expect(new Set(codes).size).toBe(12);
  expect(codes[0]).toBe('MO-am');
});

test('half-days become hours, in the order of the week', () => {
  expect(weeklyOf(['FR-pm', 'MO-am'])).toEqual([
    { weekday: 'MO', from: '09:00', until: '12:00' },
    { weekday: 'FR', from: '13:30', until: '17:30' },
  ]);
  expect(weeklyOf([])).toEqual([]);
});
