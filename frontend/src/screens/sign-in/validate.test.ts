import { expect, test } from 'vitest';
import { safePath, validateNewPassword, validateSignIn } from './validate';

test('both fields are asked for at once', () => {
  expect(Object.keys(validateSignIn({ email: '', password: '' }))).toEqual(['email', 'password']);
  expect(Object.keys(validateSignIn({ email: 'prenom.nom', password: 'x' }))).toEqual(['email']);
  expect(validateSignIn({ email: 'prenom.nom@exemple.fr', password: 'x' })).toEqual({});
});

test('a password has 12 characters', () => {
  expect(validateNewPassword('onze lettre')).toHaveProperty('new_password');
  expect(validateNewPassword('douze lettre')).toEqual({});
});

test.each([
  ['/seances?type=workshop', '/seances?type=workshop'],
  [null, '/'],
  ['https://ailleurs.example', '/'],
  ['//ailleurs.example', '/'],
  ['/\\ailleurs.example', '/'],
])('after signing in, %s leads to %s', (wanted, path) => {
  expect(safePath(wanted)).toBe(path);
});
