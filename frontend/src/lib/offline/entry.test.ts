import { describe, expect, test } from 'vitest';
import { Problem } from '$lib/api/problem';
import { TODAY, workspace } from '$lib/sessions/fixtures';
import { emptyValues, inputFromValues } from '$lib/sessions/values';
import { afterFailure, backoff, type SessionEntry } from './entry';

const values = { ...emptyValues(workspace, TODAY), themes: ['email'] };
const entry: SessionEntry = {
  id: 'a',
  account_id: 'account',
  kind: 'individual',
  action: 'create',
  body: inputFromValues(values),
  values,
  created_at: 0,
  state: 'waiting',
  attempts: 0,
  next_at: 0,
};

test('the wait doubles, up to ten minutes', () => {
  expect([1, 2, 3, 20].map(backoff)).toEqual([5_000, 10_000, 20_000, 600_000]);
});

describe('after a failure', () => {
  test.each([0, 429, 500, 503])('status %i waits, and the others with it', (status) => {
    const after = afterFailure(entry, new Problem(status, 'x', ''), 1_000);
    expect(after).toMatchObject({ goOn: false, entry: { state: 'waiting', attempts: 1, next_at: 6_000 } });
  });

  test.each([400, 403, 404, 409, 412, 422])('status %i is to correct, and the others go on', (status) => {
    const after = afterFailure(entry, new Problem(status, 'why', 'Parce que.'), 1_000);
    expect(after).toMatchObject({ goOn: true, entry: { state: 'to_fix', problem: { status, code: 'why' } } });
  });

  test('signed out: it waits for the person to come back', () => {
    const after = afterFailure(entry, new Problem(401, 'invalid_token', ''), 1_000);
    expect(after).toMatchObject({ goOn: false, entry: { state: 'waiting', next_at: 0 } });
  });
});
