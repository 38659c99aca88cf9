import { expect, test } from 'vitest';
import { monthEnd, monthStart } from './months';

test('a day belongs to a month that starts and ends', () => {
  expect(monthStart('2026-11-21')).toBe('2026-11-01');
  expect(monthEnd('2026-11-21')).toBe('2026-11-30');
  expect(monthEnd('2026-12-31')).toBe('2026-12-31');
  expect(monthEnd('2024-02-01')).toBe('2024-02-29');
  expect(monthEnd('2026-02-28')).toBe('2026-02-28');
});
