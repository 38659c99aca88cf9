import { expect, test } from 'vitest';
import { validateCompetence, validateGrant, validateMaximum } from './validate';

test('a grant names somebody, a competence, a reason and a day to come', () => {
  const empty = { facilitator_id: '', competence_id: '', reason: ' ', expires_on: '2026-03-12' };
  expect(Object.keys(validateGrant(empty, '2026-03-12'))).toEqual([
    'facilitator_id',
    'competence_id',
    'reason',
    'expires_on',
  ]);
  const whole = { facilitator_id: 'f', competence_id: 'c', reason: 'R', expires_on: '2026-03-13' };
  expect(validateGrant(whole, '2026-03-12')).toEqual({});
});

test('a competence has a title, and five statements or none', () => {
  const values = {
    title_fr: 'Un',
    title_en: '',
    area: '',
    statements: ['', '', '', '', ''],
    is_retired: false,
  };
  expect(validateCompetence(values)).toHaveProperty('title_fr');
  expect(validateCompetence({ ...values, title_fr: 'Une' })).toEqual({});
  const some = { ...values, title_fr: 'Une', statements: ['Je sais', '', '', '', ''] };
  expect(validateCompetence(some)).toHaveProperty('statements');
  expect(validateCompetence({ ...some, statements: Array(5).fill('Je sais') })).toEqual({});
});

test('a maximum has a day', () => {
  expect(validateMaximum({ level: '8', from_on: '' })).toHaveProperty('from_on');
  expect(validateMaximum({ level: '8', from_on: '2026-03-12' })).toEqual({});
});
