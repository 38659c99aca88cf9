import { expect, test } from 'vitest';
import { Problem } from '$lib/api/problem';
import { byAddress } from './api';
import { readEmails, validateEmails } from './emails';

test('addresses are read as people paste them, each once', () => {
  expect(readEmails(' a@exemple.fr, b@exemple.fr;\nc@exemple.fr\n\nA@exemple.fr ')).toEqual([
    'A@exemple.fr',
    'b@exemple.fr',
    'c@exemple.fr',
  ]);
  expect(readEmails(' \n ')).toEqual([]);
});

test('the wrong addresses are named', () => {
  expect(validateEmails('a@exemple.fr')).toEqual({});
  expect(validateEmails('')).toHaveProperty('emails');
  expect(validateEmails('a@exemple.fr personne b@')['emails']).toContain('personne et b@');
  const many = Array.from({ length: 51 }, (_, at) => `p${at}@exemple.fr`).join('\n');
  expect(validateEmails(many)['emails']).toContain('50');
});

test('the server’s faults are said with their address', () => {
  const fault = { pointer: '/emails/1', code: 'already_member', message: 'Déjà membre.' };
  const problem = byAddress(new Problem(422, 'invalid', '', [fault]), ['a@exemple.fr', 'b@exemple.fr']);
  expect(problem.errors[0]).toMatchObject({ pointer: '/emails', message: 'b@exemple.fr – Déjà membre.' });
});
