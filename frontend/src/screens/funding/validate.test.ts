import { expect, test } from 'vitest';
import {
  validateEnvelope,
  validatePerimeter,
  validateSettings,
  validateTarget,
  wholeMonths,
  wholeNumber,
} from './validate';

const fields = (errors: object) => Object.keys(errors).sort();

test('whole numbers are read as people write them', () => {
  expect(wholeNumber('1 200')).toBe(1200);
  expect(wholeNumber('150\u202f000')).toBe(150_000);
  for (const text of ['', '-1', '1,5', '12 €', '1e3']) expect(wholeNumber(text)).toBeNaN();
});

test('an envelope has a name, an amount or none, and dates in order', () => {
  const right = { name: 'Convention', amount: '', starts_on: '2026-01-01', ends_on: '2026-12-31' };
  expect(validateEnvelope(right)).toEqual({});
  expect(validateEnvelope({ ...right, amount: '150 000' })).toEqual({});
  expect(fields(validateEnvelope({ name: ' ', amount: 'beaucoup', starts_on: '', ends_on: '' }))).toEqual([
    'amount',
    'ends_on',
    'name',
    'starts_on',
  ]);
  expect(fields(validateEnvelope({ ...right, ends_on: '2025-12-31' }))).toEqual(['ends_on']);
});

test('a target is above zero, over months in order', () => {
  expect(validateTarget({ value: '1200', from: '2026-03-15', to: '2026-03-01' })).toEqual({});
  expect(fields(validateTarget({ value: '0', from: '2026-03-15', to: '2026-02-28' }))).toEqual([
    'to',
    'value',
  ]);
  expect(wholeMonths({ from: '2026-03-15', to: '2026-04-02' })).toEqual({
    from: '2026-03-01',
    to: '2026-04-30',
  });
});

test('a perimeter narrows by one list at least', () => {
  const empty = { name: 'Loire', k: '', programme_ids: [], organizations: [], territories: [] };
  expect(fields(validatePerimeter(empty))).toEqual(['territories']);
  expect(validatePerimeter({ ...empty, programme_ids: ['a'] })).toEqual({});
  expect(fields(validatePerimeter({ ...empty, organizations: ['a'], k: '4' }))).toEqual(['k']);
});

test('the network hides below five at the least', () => {
  expect(validateSettings({ name: 'Réseau', k: '11' })).toEqual({});
  expect(fields(validateSettings({ name: '', k: '4' }))).toEqual(['k', 'name']);
  expect(fields(validateSettings({ name: 'Réseau', k: '101' }))).toEqual(['k']);
});
