import createClient, { type Middleware } from 'openapi-fetch';
import { getLocale } from '$lib/paraglide/runtime';
import type { Complete } from './answer';
import { Problem } from './problem';
import type { paths } from './schema';
import { accessToken, renewToken } from './token';

/** Adds the token and the language; turns every failure into a thrown Problem. */
const conventions: Middleware = {
  async onRequest({ request }) {
    const token = await accessToken();
    if (token) request.headers.set('Authorization', `Bearer ${token}`);
    request.headers.set('Accept-Language', getLocale());
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return;
    const body = await response.json().catch(() => null);
    throw Problem.fromBody(response.status, body);
  },
  onError() {
    throw Problem.network();
  },
};

/** `fetch` that renews the access token once when the server says it is no longer valid. */
async function authenticatedFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetch(request);
  const signingIn = new URL(request.url).pathname.startsWith('/api/sign-in');
  if (response.status !== 401 || signingIn) return response;
  const token = await renewToken();
  if (!token) return response;
  again.headers.set('Authorization', `Bearer ${token}`);
  return fetch(again);
}

export const api = createClient<paths>({ baseUrl: '', fetch: authenticatedFetch });
api.use(conventions);

/** The data of a call that succeeded; a call that did not has thrown a Problem. */
export async function ok<T>(call: Promise<{ data?: T }>): Promise<Complete<T>> {
  return (await call).data as Complete<T>;
}

/** Header of a write that names the version it saw. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });

/** The same conventions for a path that is known only when it runs (the outbox). */
export async function request(
  method: 'GET' | 'PUT' | 'DELETE',
  path: string,
  { body, version }: { body?: unknown; version?: number } = {},
): Promise<unknown> {
  const send = api[method] as unknown as (path: string, init: object) => Promise<{ data?: unknown }>;
  return (await send(path, { body, headers: version === undefined ? {} : ifMatch(version) })).data;
}
