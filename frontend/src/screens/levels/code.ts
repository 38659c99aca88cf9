import { dropOldDrafts } from '$lib/offline/drafts';

const PREFIX = 'placement-code:';
/** As long as a code is good for. */
const LIFE_MS = 2 * 60 * 60_000;

/** A code as people type it: case, spaces and hyphens do not matter. */
export const normal = (typed: string) => typed.replace(/[^a-z0-9]/gi, '').toUpperCase();

/** Under which key answers are kept on a shared device: whoever reads the key learns no code from it. */
export async function sheetKey(code: string): Promise<string> {
  const bytes = new TextEncoder().encode(normal(code));
  // Without a secure connection there is no digest: a key of this visit alone.
  if (!globalThis.crypto?.subtle) return `${PREFIX}${Math.random()}`;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return PREFIX + [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What somebody left on this device without saying that they had finished. */
export async function forgetOldSheets(now = Date.now()) {
  await dropOldDrafts(PREFIX, now - LIFE_MS).catch(() => undefined);
}
