import { expect, test } from 'vitest';
import { problems, typeset } from './messages.mjs';

test.each([
  ["L'atelier", 'L’atelier'],
  ['Quand ?', 'Quand\u202f?'],
  ['Type : atelier', 'Type\u00a0: atelier'],
  ['« Lieux »', '«\u202fLieux\u202f»'],
  ['30 min', '30\u00a0min'],
  ['https://exemple.fr', 'https://exemple.fr'],
])('%s', (typed, set) => {
  expect(typeset(typed)).toBe(set);
  expect(typeset(set)).toBe(set);
});

test('both languages have the same messages, typeset', () => {
  expect(problems()).toEqual([]);
});
