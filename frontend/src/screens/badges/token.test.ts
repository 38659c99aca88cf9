import { expect, test } from 'vitest';
import { fileName, holderOf, tokenOf } from './token';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const badge = (identifier?: unknown) =>
  `${part({ alg: 'RS256' })}.${part({ credentialSubject: { identifier } })}.c2ln`;

test('a token is what is left of a file or a paste', () => {
  expect(tokenOf('a.b.c')).toBe('a.b.c');
  expect(tokenOf('\uFEFF a.b\r\n.c \n')).toBe('a.b.c');
  expect(tokenOf('"a.b.c"\n')).toBe('a.b.c');
  expect(tokenOf('{"proof":"x"}'), 'something else stays itself').toBe('{"proof":"x"}');
  expect(tokenOf(' \n')).toBe('');
});

test('a badge tells whom it names', () => {
  const name = { identityType: 'name', hashed: false, identityHash: 'Zoé Œuvrard' };
  const email = { identityType: 'emailAddress', hashed: true, identityHash: 'sha256$12', salt: 's' };
  expect(holderOf(badge())).toEqual({ name: null, email: false });
  expect(holderOf(badge([name]))).toEqual({ name: 'Zoé Œuvrard', email: false });
  expect(holderOf(badge([email]))).toEqual({ name: null, email: true });
  expect(holderOf(badge([name, email]))).toEqual({ name: 'Zoé Œuvrard', email: true });
});

test('what cannot be read names nobody', () => {
  for (const text of ['', 'a.b.c', 'no', `x.${part('a text')}.y`]) {
    expect(holderOf(text)).toEqual({ name: null, email: false });
  }
});

test('a file is called after what it proves', () => {
  expect(fileName('1.2', 3, 'Niveau')).toBe('badge-1.2-niveau-3.jwt');
  expect(fileName('L4', 1, 'level')).toBe('badge-l4-level-1.jwt');
});
