import { expect, test } from 'vitest';
import { choose, faultName, fromView, toBody } from './chosen';

test('what is ticked is added, what is not is dropped, and levels stay', () => {
  const chosen = [
    { competence_id: 'a', target_level: 2 },
    { competence_id: 'b', target_level: null },
  ];
  expect(choose(chosen, ['a', 'c'])).toEqual([
    { competence_id: 'a', target_level: 2 },
    { competence_id: 'c', target_level: null },
  ]);
  expect(choose(chosen, [])).toEqual([]);
});

test('what was read is sent back the same, without names or empty levels', () => {
  const named = { code: '1.2', title_fr: 'Gérer des données', title_en: 'Manage data' };
  const view = [
    { ...named, competence_id: 'a', target_level: 3 },
    { ...named, competence_id: 'b', target_level: null },
  ];
  expect(toBody(fromView(view))).toEqual([{ competence_id: 'a', target_level: 3 }, { competence_id: 'b' }]);
});

test('the summary of errors leads to the field whatever part of it is at fault', () => {
  expect(faultName({})).toBe('competences');
  expect(faultName({ notes: 'x' })).toBe('competences');
  expect(faultName({ 'competences.target_level': 'x' })).toBe('competences.target_level');
});
