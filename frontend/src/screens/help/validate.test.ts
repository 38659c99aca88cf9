import { expect, test } from 'vitest';
import { helpInput, validateHelp, type HelpValues } from './validate';

const values: HelpValues = {
  competence: '',
  level: null,
  question: '',
  commune: null,
  hidesName: false,
  halfDays: [],
};
const nantes = { code: '44109', name: 'Nantes' };

test('a subject or a question is needed, and a town', () => {
  expect(Object.keys(validateHelp(values))).toEqual(['question', 'commune_code']);
  expect(validateHelp({ ...values, competence: 'a', commune: nantes })).toEqual({});
  expect(validateHelp({ ...values, question: 'Pourquoi ?', commune: nantes })).toEqual({});
  expect(Object.keys(validateHelp({ ...values, question: '  ', commune: nantes }))).toEqual(['question']);
});

test('a level goes with a subject alone', () => {
  const asked = { ...values, level: 3, question: ' Comment ? ', commune: nantes };
  expect(helpInput(asked)).toEqual({
    competence_id: null,
    target_level: null,
    question: 'Comment ?',
    commune_code: '44109',
    hides_name: false,
  });
  expect(helpInput({ ...asked, competence: 'a' }).target_level).toBe(3);
});

test('hours are sent when some are said', () => {
  expect(helpInput({ ...values, halfDays: ['TU-am'] }).weekly).toHaveLength(1);
  expect('weekly' in helpInput(values)).toBe(false);
});
