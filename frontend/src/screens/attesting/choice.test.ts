import { describe, expect, test } from 'vitest';
import type { Attestable } from './api';
import { levelChoices, needsOnlyCosignature, ownOfToday, reachOf, whyNot } from './choice';

const view = (changes: Partial<Attestable>): Attestable => ({
  competence_id: 'c',
  verified: null,
  declared: null,
  working_level: null,
  allowed: [1],
  with_cosignature: [2, 3],
  refusals: [],
  waiting: null,
  declined: null,
  attested_today: null,
  ...changes,
});
const cosign = { code: 'more_than_one_step', rule: 'R', remedy: 'S' };
const above = { code: 'above_own_level', rule: 'R', remedy: 'S' };

test('each level that can be reached has its state', () => {
  const states = levelChoices(view({}), 5).map(({ state }) => state);
  expect(states).toEqual(['allowed', 'with_cosignature', 'with_cosignature', 'refused', 'refused']);
});

describe('why the others cannot be tapped', () => {
  test('nothing to say when all can', () => {
    expect(whyNot(view({ refusals: [cosign] }), 3)).toEqual({ refusals: [], byReach: false });
  });
  test('the rule of the lowest of them', () => {
    const none = view({ allowed: [], with_cosignature: [], refusals: [above] });
    expect(whyNot(none, 3)).toEqual({ refusals: [above], byReach: false });
  });
  test('nothing of one’s own when the server says nothing', () => {
    const late = view({ allowed: [], with_cosignature: [] });
    expect(whyNot(late, 3)).toEqual({ refusals: [], byReach: false });
  });
  test('one’s own reach where the server speaks of the co-signature alone', () => {
    expect(whyNot(view({ refusals: [cosign] }), 5)).toEqual({ refusals: [], byReach: true });
  });
});

test('one’s reach is one’s level or a grant that goes further', () => {
  const reach = (own: number | null, granted: number | null) =>
    reachOf({ competence_id: 'c', target_level: null, own, granted });
  expect(reach(null, null)).toBeNull();
  expect(reach(3, 2)).toEqual({ level: 3, by: 'own' });
  expect(reach(3, 5)).toEqual({ level: 5, by: 'grant' });
});

test('a co-signature mends nothing else', () => {
  expect(needsOnlyCosignature([])).toBe(false);
  expect(needsOnlyCosignature([cosign])).toBe(true);
  expect(needsOnlyCosignature([cosign, above])).toBe(false);
});

test('only one’s own word of today can be undone', () => {
  const proof = {
    evidence_id: 'e',
    kind: 'peer' as const,
    level: 2,
    observed_on: '2026-03-12',
    expires_on: null,
    issuer_name: 'Ada Bell',
  };
  const said = view({ verified: proof, attested_today: 2 });
  expect(ownOfToday(said, '2026-03-12', 'Ada Bell')).toBe('e');
  expect(ownOfToday(said, '2026-03-13', 'Ada Bell')).toBeNull();
  expect(ownOfToday(said, '2026-03-12', 'Bea Carr')).toBeNull();
  expect(ownOfToday(view({ verified: proof, attested_today: 1 }), '2026-03-12', 'Ada Bell')).toBeNull();
});
