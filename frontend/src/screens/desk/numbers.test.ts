import { expect, it } from 'vitest';
import { Problem } from '$lib/api/problem';
import { namingNumbers, numbersIn } from './numbers';

it('reads numbers one a line, or with commas between, each once', () => {
  expect(numbersIn(' A-1042\nA-7, B 12 ;A-7\n\n')).toEqual(['A-1042', 'A-7', 'B 12']);
  expect(numbersIn(' \n , ')).toEqual([]);
});

it('says which number is refused, and leaves other errors alone', () => {
  const problem = new Problem(422, 'invalid', '', [
    { pointer: '/staff_numbers/1', code: 'unknown_value', message: 'Personne n’a ce numéro.' },
    { pointer: '/learner_ids/0', code: 'unknown_value', message: 'Inconnue.' },
  ]);
  const [number, learner] = namingNumbers(problem, ['A-1', 'B-2']).errors;
  expect(number?.message).toMatch(/^B-2/);
  expect(number?.message).toContain('Personne n’a ce numéro.');
  expect(learner?.message).toBe('Inconnue.');
});
