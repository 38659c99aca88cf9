import { Problem } from '$lib/api/problem';
import type { SessionView } from '$lib/api/types';
import { db } from './db';
import { afterFailure, type OutboxEntry, type ViewOf } from './entry';

/** Speaks to the server: the JSON of a success, a thrown Problem otherwise. */
export type Call = (
  method: 'GET' | 'PUT' | 'DELETE',
  path: string,
  options?: { body?: unknown; version?: number },
) => Promise<unknown>;

/** What became of the entries of one flush. */
export interface Flushed {
  sent: Map<string, ViewOf<OutboxEntry>>;
  refused: Map<string, Problem>;
}

const COLLECTIONS: Record<OutboxEntry['kind'], string> = {
  individual: '/api/individual-sessions',
  workshop: '/api/workshops',
  placement: '/api/me/placements',
};

export const collection = (kind: OutboxEntry['kind']) => COLLECTIONS[kind];

/** Delivers one entry. Safe to repeat: the id is the client's own. */
async function deliver(entry: OutboxEntry, call: Call): Promise<ViewOf<OutboxEntry>> {
  if (entry.action === 'create') {
    const path = `${collection(entry.kind)}/${entry.id}`;
    return (await call('PUT', path, { body: entry.body })) as ViewOf<OutboxEntry>;
  }
  try {
    const { version } = (await call('GET', `/api/sessions/${entry.id}`)) as SessionView;
    await call('DELETE', `/api/sessions/${entry.id}`, { version });
  } catch (error) {
    // Never arrived, or already gone: cancelled either way.
    if (!(error instanceof Problem) || error.status !== 404) throw error;
  }
  return null;
}

/**
 * Sends what waits, oldest first, one flush at a time whatever the number of tabs.
 * `force` ignores the waiting times: the person, or the network coming back, asked for it.
 */
export async function flush(
  accountId: string,
  call: Call,
  { force = false, now = Date.now } = {},
): Promise<Flushed> {
  const result: Flushed = { sent: new Map(), refused: new Map() };
  await navigator.locks.request('coopair-outbox', async () => {
    const store = await db();
    const entries = (await store.getAll('outbox'))
      .filter((entry) => entry.account_id === accountId && entry.state === 'waiting')
      .sort((a, b) => a.created_at - b.created_at);
    for (const entry of entries) {
      if (!force && entry.next_at > now()) continue;
      try {
        result.sent.set(entry.id, await deliver(entry, call));
        await store.delete('outbox', entry.id);
      } catch (error) {
        const problem = error instanceof Problem ? error : Problem.network();
        const after = afterFailure(entry, problem, now());
        if (after.entry.state === 'to_fix') result.refused.set(entry.id, problem);
        await store.put('outbox', after.entry);
        if (!after.goOn) break;
      }
    }
  });
  return result;
}
