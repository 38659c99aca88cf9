import { expect, test } from 'vitest';
import { formatDay, formatDuration, formatTime, localToday, shiftDay } from './format';

test.each([
  [15, '15\u00a0min'],
  [60, '1\u00a0h'],
  [65, '1\u00a0h\u00a005'],
  [90, '1\u00a0h\u00a030'],
  [1440, '24\u00a0h'],
])('%i minutes', (minutes, text) => {
  expect(formatDuration(minutes)).toBe(text);
});

test.each([
  ['09:30', '9\u00a0h\u00a030'],
  ['14:00', '14\u00a0h'],
  ['00:05:00', '0\u00a0h\u00a005'],
])('%s', (time, text) => {
  expect(formatTime(time)).toBe(text);
});

test('the year is said only when it is another one', () => {
  expect(formatDay('2026-11-12', '2026-11-21')).toBe('jeudi 12 novembre');
  expect(formatDay('2025-11-12', '2026-11-21')).toBe('mercredi 12 novembre 2025');
});

test('days follow the calendar', () => {
  expect(shiftDay('2026-03-01', -1)).toBe('2026-02-28');
  expect(shiftDay('2024-02-28', 1)).toBe('2024-02-29');
  expect(shiftDay('2026-03-29', 1)).toBe('2026-03-30');
});

test('today is the day of the device, even just before midnight', () => {
  expect(localToday(new Date(2026, 2, 12, 23, 59))).toBe('2026-03-12');
});
