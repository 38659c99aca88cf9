/** The access token lives in memory alone; the refresh token in an HttpOnly cookie that no script reads. */
import type { SignedIn } from './types';

let token: string | null = null;
let expiresAt = 0;
let renew: (() => Promise<string | null>) | null = null;

export function keepToken(signedIn: SignedIn | null) {
  token = signedIn?.access_token ?? null;
  expiresAt = signedIn ? Date.now() + (signedIn.expires_in_s - 30) * 1000 : 0;
}

/** How to obtain a new token: given by the session store (page) or by the service worker. */
export function onRenew(how: () => Promise<string | null>) {
  renew = how;
}

export async function accessToken(): Promise<string | null> {
  if (token && Date.now() > expiresAt) return renewToken();
  return token;
}

export async function renewToken(): Promise<string | null> {
  return renew ? renew() : null;
}
