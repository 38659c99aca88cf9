import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Problem } from '$lib/api/problem';
import { TODAY, workspace } from '$lib/sessions/fixtures';
import { emptyValues, inputFromValues } from '$lib/sessions/values';
import { db } from './db';
import type { OutboxEntry, PlacementEntry, SessionEntry } from './entry';
import { flush, type Call } from './flush';

/** One holder at a time, first come first served, as the browser does. */
let queue: Promise<unknown> = Promise.resolve();
vi.stubGlobal('navigator', {
  locks: {
    request: (_name: string, run: () => Promise<unknown>) => (queue = queue.then(run, run)),
  },
});

const values = { ...emptyValues(workspace, TODAY), themes: ['email'] };
const entry = (id: string, change: Partial<SessionEntry> = {}): SessionEntry => ({
  id,
  account_id: 'mine',
  kind: 'individual',
  action: 'create',
  body: inputFromValues(values),
  values,
  created_at: 1,
  state: 'waiting',
  attempts: 0,
  next_at: 0,
  ...change,
});

const placement = (id: string): PlacementEntry => ({
  id,
  account_id: 'mine',
  kind: 'placement',
  action: 'create',
  body: { competence_id: 'c', answers: ['alone', 'alone', 'with_help', 'not_yet', 'not_yet'] },
  competence: { code: '1.2', short_fr: 'Ranger', short_en: 'Storing' },
  created_at: 3,
  state: 'waiting',
  attempts: 0,
  next_at: 0,
});

async function put(...entries: OutboxEntry[]) {
  const store = await db();
  for (const item of entries) await store.put('outbox', item);
}

const left = async () => (await (await db()).getAll('outbox')).map(({ id, state }) => `${id} ${state}`);
const accept: Call = async () => ({ version: 1 });

beforeEach(async () => (await db()).clear('outbox'));

describe('flush', () => {
  test('sends the oldest first, under its own id, and forgets what was received', async () => {
    await put(entry('new', { created_at: 2, kind: 'workshop' }), entry('old', { created_at: 1 }));
    const call = vi.fn(accept);
    const { sent } = await flush('mine', call);
    expect(call.mock.calls.map(([method, path]) => `${method} ${path}`)).toEqual([
      'PUT /api/individual-sessions/old',
      'PUT /api/workshops/new',
    ]);
    expect([...sent.keys()]).toEqual(['old', 'new']);
    expect(await left()).toEqual([]);
  });

  test('a placement leaves in its turn, under its own id', async () => {
    await put(placement('p'), entry('s', { created_at: 1 }));
    const call = vi.fn(accept);
    await flush('mine', call);
    expect(call.mock.calls).toEqual([
      ['PUT', '/api/individual-sessions/s', { body: entry('s').body }],
      ['PUT', '/api/me/placements/p', { body: placement('p').body }],
    ]);
    expect(await left()).toEqual([]);
  });

  test('neither sends nor loses what belongs to somebody else', async () => {
    await put(entry('theirs', { account_id: 'other' }));
    const call = vi.fn(accept);
    await flush('mine', call);
    expect(call).not.toHaveBeenCalled();
    expect(await left()).toEqual(['theirs waiting']);
  });

  test('a refusal is put aside and the next one goes', async () => {
    await put(entry('bad', { created_at: 1 }), entry('good', { created_at: 2 }));
    const { refused } = await flush('mine', async (_method, path) => {
      if (path.endsWith('bad')) throw new Problem(422, 'invalid_content', '');
      return { version: 1 };
    });
    expect([...refused.keys()]).toEqual(['bad']);
    expect(await left()).toEqual(['bad to_fix']);
  });

  test('without network nothing is lost, and it waits its time', async () => {
    await put(entry('a', { created_at: 1 }), entry('b', { created_at: 2 }));
    const call = vi.fn<Call>(async () => {
      throw Problem.network();
    });
    await flush('mine', call, { now: () => 1_000 });
    await flush('mine', call, { now: () => 2_000 });
    // "a" waits until 6 s; "b" is tried meanwhile.
    expect(call.mock.calls.map(([, path]) => path.slice(-1))).toEqual(['a', 'b']);
    expect(await left()).toEqual(['a waiting', 'b waiting']);
    await flush('mine', accept, { force: true, now: () => 3_000 });
    expect(await left()).toEqual([]);
  });

  test('two flushes at once send each entry once', async () => {
    await put(entry('a'), entry('b'));
    const call = vi.fn(accept);
    await Promise.all([flush('mine', call), flush('mine', call)]);
    expect(call).toHaveBeenCalledTimes(2);
  });

  test('a cancelled entry that had arrived is deleted there', async () => {
    await put(entry('a', { action: 'cancel', attempts: 1 }));
    const call = vi.fn<Call>(async () => ({ version: 7 }));
    await flush('mine', call);
    expect(call.mock.calls).toEqual([
      ['GET', '/api/sessions/a'],
      ['DELETE', '/api/sessions/a', { version: 7 }],
    ]);
    expect(await left()).toEqual([]);
  });

  test('a cancelled entry that never arrived is simply forgotten', async () => {
    await put(entry('a', { action: 'cancel', attempts: 1 }));
    await flush('mine', async () => {
      throw new Problem(404, 'not_found', '');
    });
    expect(await left()).toEqual([]);
  });
});
