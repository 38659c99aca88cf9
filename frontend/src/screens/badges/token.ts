/** Badges as text: a compact JWS, three parts of base64url. Nothing here judges one: the server does. */

/** What a badge says of whose it is. */
export interface Holder {
  name: string | null;
  /** Their e-mail address is in it, hashed. */
  email: boolean;
}

interface Identity {
  identityType?: unknown;
  identityHash?: unknown;
}

/** A token out of a file or a paste: without quotes around it, nor the line breaks of a message. */
export function tokenOf(text: string): string {
  const bare = text.replace(/^\uFEFF/, '').replace(/\s+/g, '');
  return /^"[^"]*"$/.test(bare) ? bare.slice(1, -1) : bare;
}

/** Whom one's own badge names. */
export function holderOf(token: string): Holder {
  const identities = read(token)?.credentialSubject?.identifier ?? [];
  const find = (type: string) => identities.find(({ identityType }) => identityType === type);
  const name = find('name')?.identityHash;
  return { name: typeof name === 'string' ? name : null, email: find('emailAddress') !== undefined };
}

function read(token: string): { credentialSubject?: { identifier?: Identity[] } } | null {
  const part = token.split('.')[1] ?? '';
  try {
    const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `badge-1.2-niveau-3.jwt` */
export const fileName = (code: string, level: number, word: string) =>
  `badge-${code}-${word}-${level}.jwt`.toLowerCase();
