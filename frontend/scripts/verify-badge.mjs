// Verifies a badge as a stranger would: with Node's cryptography and a schema of our own, without a line of
// the server. Follows "OpenBadgeCredential Verification" and "JSON Web Token Proof Format" of Open Badges 3.0.
//
//   node scripts/verify-badge.mjs --jwt FILE --base https://coopair.exemple.fr [--at 2026-03-02T10:00:00Z]
//   node scripts/verify-badge.mjs --jwt FILE --keys FILE --revocations FILE [--at …]
//
// Prints `ok`, or the reason and exits with 1.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Ajv from 'ajv/dist/2019.js';
import formats from 'ajv-formats';

const schemaFile = new URL('../../tests/fixtures/badges/credential.schema.json', import.meta.url);
const headers = ['alg', 'jwk', 'kid', 'typ'];

class Refused extends Error {}

function demand(condition, reason) {
  if (!condition) throw new Refused(reason);
}

const ajv = new Ajv({ allErrors: true, strict: true, strictTuples: false, strictRequired: false });
formats(ajv);
const conforms = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

function bytes(part) {
  const decoded = Buffer.from(part, 'base64url');
  // Node skips what is not base64url: only the one spelling counts.
  demand(decoded.toString('base64url') === part, 'the token is not base64url');
  return decoded;
}

function object(part, name) {
  let value;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes(part)));
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(`the ${name} is not JSON`);
  }
  demand(value !== null && typeof value === 'object' && !Array.isArray(value), `the ${name} is no object`);
  return value;
}

/** The payload of a token whose signature one of the keys made, and the URL of that key. */
function opened(token, jwks) {
  const parts = token.split('.');
  demand(parts.length === 3, 'the token has not three parts');
  const [head, body, signature] = parts;
  const header = object(head, 'header');
  for (const name of Object.keys(header)) demand(headers.includes(name), `the header may not have ${name}`);
  demand(header.alg === 'RS256', `the algorithm is ${header.alg}, not RS256`);
  demand(header.typ === undefined || header.typ === 'JWT', 'the type is not JWT');
  const jwk = jwks.keys?.find((key) => key.kid === header.kid);
  demand(jwk, 'the key is not one of the issuer’s');
  demand(jwk.kty === 'RSA' && jwk.d === undefined, 'the key is no public RSA key');
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  demand(key.asymmetricKeyDetails.modulusLength >= 2048, 'the key is shorter than 2048 bits');
  const content = Buffer.from(`${head}.${body}`);
  demand(verify('RSA-SHA256', content, key, bytes(signature)), 'the signature does not match');
  return { payload: object(body, 'payload'), kid: header.kid };
}

/** The credential of a payload, without the claims, which must say the same. */
function credentialOf(payload) {
  const { iss, sub, jti, nbf, exp, ...credential } = payload;
  const seconds = (text) => (text === undefined ? undefined : Date.parse(text) / 1000);
  const claims = [
    ['iss', iss, credential.issuer?.id],
    ['sub', sub, credential.credentialSubject?.id],
    ['jti', jti, credential.id],
    ['nbf', nbf, seconds(credential.validFrom)],
  ];
  for (const [name, claim, property] of claims) {
    demand(claim !== undefined && claim === property, `${name} is not what the credential says`);
  }
  demand(exp === seconds(credential.validUntil), 'exp is not what the credential says');
  return credential;
}

/** "1EdTech Revocation List Status Method" 1.0: listed, and `revoked` true or left out. */
function checkStatus(credential, list) {
  const { id, type } = credential.credentialStatus;
  demand(type === '1EdTechRevocationList', `no such status is known: ${type}`);
  demand(list.id === id, 'the revocation list is another one');
  demand(list.issuer === credential.issuer.id, 'the revocation list is another issuer’s');
  demand(Array.isArray(list.revokedCredentials), 'the revocation list has no list');
  const entry = list.revokedCredentials.find((revoked) => revoked.id === credential.id);
  demand(!entry || entry.revoked === false, 'the badge was revoked');
}

/** Why the badge is refused; nothing when it is valid. */
export function refusal({ token, jwks, revocations, now }) {
  try {
    const { payload, kid } = opened(token, jwks);
    const credential = credentialOf(payload);
    demand(conforms(credential), `the schema says: ${ajv.errorsText(conforms.errors)}`);
    demand(kid.startsWith(`${new URL(credential.issuer.id).origin}/`), 'the key is not below the issuer’s');
    demand(now >= Date.parse(credential.validFrom), 'the badge is not valid yet');
    // The last second is whole.
    const end = credential.validUntil && Date.parse(credential.validUntil) + 1000;
    demand(!end || now < end, 'the badge has expired');
    checkStatus(credential, revocations);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

async function fetched(url) {
  const answer = await fetch(url, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return answer.json();
}

async function main() {
  const text = { type: 'string' };
  const { values } = parseArgs({
    options: { jwt: text, base: text, keys: text, revocations: text, at: text },
  });
  const { jwt, base, keys, revocations, at } = values;
  const now = at ? Date.parse(at) : Date.now();
  if (!jwt || !(base || (keys && revocations)) || Number.isNaN(now)) {
    throw new Error('--jwt FILE and --base URL, or --jwt, --keys and --revocations FILE');
  }
  const read = (file, path) =>
    file ? JSON.parse(readFileSync(file, 'utf8')) : fetched(`${base.replace(/\/$/, '')}/api/badges/${path}`);
  const reason = refusal({
    token: readFileSync(jwt, 'utf8').trim(),
    jwks: await read(keys, 'keys'),
    revocations: await read(revocations, 'revocations'),
    now,
  });
  console.log(reason ?? 'ok');
  if (reason !== undefined) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 2;
  });
}
