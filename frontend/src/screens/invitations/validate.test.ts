import { expect, test } from 'vitest';
import { validateNewcomer } from './validate';

test('a newcomer says who they are', () => {
  expect(Object.keys(validateNewcomer({ first_name: ' ', last_name: '' }))).toEqual([
    'newcomer.first_name',
    'newcomer.last_name',
  ]);
  expect(validateNewcomer({ first_name: 'Nour', last_name: 'Essai' })).toEqual({});
});
