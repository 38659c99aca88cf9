import { expect, test } from 'vitest';
import { answered, firstOpen, mayBeHigher, previewLevel } from './answers';
import { competence } from './fixtures';

const item = competence('1.2');

test('answers come in order; one given again replaces the first', () => {
  expect(answered([], 0, 'alone')).toEqual(['alone']);
  expect(answered(['alone', 'not_yet'], 0, 'with_help')).toEqual(['with_help', 'not_yet']);
  expect(answered(['alone'], 4, 'alone'), 'no holes').toEqual(['alone', 'alone']);
});

test('the first statement without an answer', () => {
  expect(firstOpen(item, [])).toBe(0);
  expect(firstOpen(item, ['alone', 'alone'])).toBe(2);
  expect(firstOpen(item, Array(5).fill('alone'))).toBeNull();
});

test('help and not yet do not count; the top of the statements may not be the top', () => {
  expect(previewLevel(['alone', 'with_help', 'alone', 'not_yet'])).toBe(2);
  expect(mayBeHigher(item, Array(5).fill('alone'))).toBe(true);
  expect(mayBeHigher(item, ['alone'])).toBe(false);
  expect(mayBeHigher(competence('1.2', { max_level: 5 }), Array(5).fill('alone'))).toBe(false);
});
