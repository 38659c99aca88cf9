import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { Problem } from '$lib/api/problem';
import type { SignedIn } from '$lib/api/types';
import { flush, type Call } from '$lib/offline/flush';

declare const self: ServiceWorkerGlobalScope;

// The shell, complete: every screen opens without network. API answers are never cached here.
cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/api\//, /^\/healthz/] }),
);

self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
});

interface SyncEvent extends ExtendableEvent {
  tag: string;
}

// The network is back (where the browser has Background Sync): what waits on this device leaves.
self.addEventListener('sync' as 'activate', (event) => {
  if ((event as SyncEvent).tag === 'coopair-outbox') event.waitUntil(deliver());
});

async function deliver() {
  const pages = await self.clients.matchAll({ type: 'window' });
  if (pages.length > 0) {
    for (const page of pages) page.postMessage('flush');
    return;
  }
  const { access_token, account } = await navigator.locks.request(
    'coopair-refresh',
    async () => (await speak('POST', '/api/sign-in/refresh')) as SignedIn,
  );
  const call: Call = (method, path, { body, version } = {}) =>
    speak(method, path, { body, version, access_token });
  await flush(account.id, call, { force: true });
}

/** The API as the page speaks it, without a page. */
async function speak(
  method: string,
  path: string,
  { body, version, access_token }: { body?: unknown; version?: number; access_token?: string } = {},
): Promise<unknown> {
  const headers = new Headers();
  if (access_token) headers.set('Authorization', `Bearer ${access_token}`);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (version !== undefined) headers.set('If-Match', `"${version}"`);
  const response = await fetch(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw Problem.network();
  });
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw Problem.fromBody(response.status, answer);
  return answer;
}
