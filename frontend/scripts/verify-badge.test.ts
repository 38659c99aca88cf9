import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { refusal } from './verify-badge.mjs';

// The badge that the server's own tests made and check (src/competences/badges/tests/fixtures.rs).
const fixture = (name: string) =>
  readFileSync(new URL(`../../tests/fixtures/badges/${name}`, import.meta.url), 'utf8').trim();
const badge = fixture('badge.jwt');
const jwks = JSON.parse(fixture('keys.json'));
const parts = badge.split('.') as [string, string, string];
const header = JSON.parse(Buffer.from(parts[0], 'base64url').toString());
const payload = JSON.parse(Buffer.from(parts[1], 'base64url').toString());
const none = { id: payload.credentialStatus.id, issuer: payload.iss, revokedCredentials: [] as object[] };
const now = Date.parse('2026-03-02T12:00:00Z');

const judge = (token: string, more: object = {}) => refusal({ token, jwks, revocations: none, now, ...more });
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a badge signed by the server is ok', () => {
  expect(judge(badge)).toBeUndefined();
});

test('a badge of having taught is ok too', () => {
  expect(judge(fixture('facilitation.jwt'))).toBeUndefined();
});

test('it begins and ends on the second', () => {
  const [from, until] = [Date.parse(payload.validFrom), Date.parse(payload.validUntil)];
  expect(judge(badge, { now: from - 1 })).toBe('the badge is not valid yet');
  expect(judge(badge, { now: from })).toBeUndefined();
  expect(judge(badge, { now: until + 999 })).toBeUndefined();
  expect(judge(badge, { now: until + 1000 })).toBe('the badge has expired');
});

test('it is refused once its issuer lists it', () => {
  const list = (...revokedCredentials: object[]) =>
    judge(badge, { revocations: { ...none, revokedCredentials } });
  expect(list({ id: payload.id, revoked: true })).toBe('the badge was revoked');
  expect(list({ id: payload.id })).toBe('the badge was revoked');
  expect(list({ id: payload.id, revoked: false })).toBeUndefined();
  expect(list({ id: `${payload.id}0`, revoked: true })).toBeUndefined();
  expect(judge(badge, { revocations: { ...none, id: 'https://ailleurs.exemple.fr' } })).toMatch(
    /another one/,
  );
  expect(judge(badge, { revocations: { ...none, issuer: 'https://ailleurs' } })).toMatch(/another issuer/);
  expect(judge(badge, { revocations: { id: none.id, issuer: none.issuer } })).toMatch(/no list/);
});

test('every alteration is refused', () => {
  for (let at = 0; at < badge.length; at += 97) {
    const altered = badge.slice(0, at) + (badge[at] === 'A' ? 'B' : 'A') + badge.slice(at + 1);
    expect(judge(altered), `byte ${at}`).toBeTypeOf('string');
  }
  for (const token of ['', 'a.b', 'a.b.c', `${badge}=`, `${badge}.`, badge.replace('.', '\n.')]) {
    expect(judge(token)).toBeTypeOf('string');
  }
});

test('only RS256 with a key of the issuer counts', () => {
  const [, body, signature] = parts;
  const headed = (changed: object) => judge(`${encoded({ ...header, ...changed })}.${body}.${signature}`);
  expect(headed({})).toBe(undefined);
  expect(headed({ alg: 'none' })).toBe('the algorithm is none, not RS256');
  expect(headed({ kid: 'https://ailleurs.exemple.fr/keys/1' })).toMatch(/not one of the issuer’s/);
  expect(headed({ crit: ['b64'] })).toBe('the header may not have crit');
  expect(headed({ typ: 'at+jwt' })).toBe('the type is not JWT');
  const content = `${encoded({ ...header, alg: 'HS256' })}.${body}`;
  const mac = createHmac('sha256', jwks.keys[0].n).update(content).digest('base64url');
  expect(judge(`${content}.${mac}`)).toBe('the algorithm is HS256, not RS256');
  expect(judge(`${parts[0]}.${body}.`)).toBe('the signature does not match');
});

describe('signed by the issuer, but no badge', () => {
  let own: { keys: object[] };
  let signed: (payload: object) => string;

  beforeAll(() => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    own = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: header.kid }] };
    signed = (payload) => {
      const content = `${parts[0]}.${encoded(payload)}`;
      return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
    };
  });

  const changed = (change: (copy: typeof payload) => void) => {
    const copy = structuredClone(payload);
    change(copy);
    return judge(signed(copy), { jwks: own });
  };

  test('unchanged it is ok, and refused with the key of another', () => {
    expect(changed(() => {})).toBeUndefined();
    expect(judge(signed(payload))).toBe('the signature does not match');
  });

  test.each([
    ['iss', (copy: typeof payload) => (copy.iss = 'https://ailleurs.exemple.fr')],
    ['sub', (copy: typeof payload) => delete copy.sub],
    ['jti', (copy: typeof payload) => (copy.id = `${copy.id}0`)],
    ['nbf', (copy: typeof payload) => (copy.nbf -= 1)],
    ['exp', (copy: typeof payload) => delete copy.exp],
    ['exp', (copy: typeof payload) => delete copy.validUntil],
  ])('%s says something else', (name, change) => {
    expect(changed(change)).toBe(`${name} is not what the credential says`);
  });

  test.each<[string, (copy: typeof payload) => void]>([
    ['@context', (copy) => copy['@context'].reverse()],
    ['type', (copy) => (copy.type = ['VerifiableCredential'])],
    ['name', (copy) => delete copy.name],
    ['alignment', (copy) => delete copy.credentialSubject.achievement.alignment[0].targetUrl],
    ['targetType', (copy) => (copy.credentialSubject.achievement.alignment[0].targetType = 'Competency')],
    ['achievementType', (copy) => (copy.credentialSubject.achievement.achievementType = 'Competence')],
    ['criteria', (copy) => (copy.credentialSubject.achievement.criteria = {})],
    ['resultType', (copy) => (copy.credentialSubject.achievement.resultDescription[0].resultType = 'Level')],
    ['value', (copy) => (copy.credentialSubject.result[0].value = 4)],
    ['identityHash', (copy) => (copy.credentialSubject.identifier[1].identityHash = 'a@example.com')],
    ['identifier', (copy) => (copy.credentialSubject.identifier = [])],
    ['evidence', (copy) => (copy.evidence = copy.evidence[0])],
    ['credentialSchema', (copy) => (copy.credentialSchema[0].type = 'JsonSchema')],
    ['additional properties', (copy) => (copy.credentialSubject.name = 'Ada Essai')],
    ['additional properties', (copy) => (copy.vc = {})],
  ])('the schema has a word on %s', (name, change) => {
    expect(changed(change)).toMatch(new RegExp(`^the schema says: .*${name}`));
  });

  test('a key that is too short, or that tells its secret, is none', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    const keyed = (key: object) => judge(badge, { jwks: { keys: [{ ...key, kid: header.kid }] } });
    expect(keyed(short)).toBe('the key is shorter than 2048 bits');
    expect(keyed({ ...jwks.keys[0], d: 'AQAB' })).toBe('the key is no public RSA key');
    expect(judge(badge, { jwks: {} })).toMatch(/not one of the issuer’s/);
  });
});
