import { expect, it } from 'vitest';
import { questionsOf } from './satisfaction';

const results = {
  is_shown: true,
  answers: 6,
  useful: [0, 1, 0, 2, 3],
  pace: [1, 4, 0],
  can_redo: [0, 0, 0],
  words: [],
};

it('begins with the most useful, and counts each answer under its words', () => {
  const [useful, pace] = questionsOf(results);
  expect(useful?.bars.map(({ label, values }) => [label, values[0]])).toEqual([
    ['Très utile', 3],
    ['Utile', 2],
    ['Entre les deux', 0],
    ['Peu utile', 1],
    ['Pas utile', 0],
  ]);
  expect(pace?.bars.map(({ values }) => values[0])).toEqual([1, 4, 0]);
});

it('says how many answered a question, and leaves out one that nobody did', () => {
  const questions = questionsOf(results);
  expect(questions.map(({ name }) => name)).toEqual(['useful', 'pace']);
  expect(questions[1]?.finding).toContain('5');
});
