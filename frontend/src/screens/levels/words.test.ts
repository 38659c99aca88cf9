import { describe, expect, test } from 'vitest';
import { m } from '$lib/paraglide/messages';
import { catalogue, competence, evidence, proof } from './fixtures';
import { competencePath, isStanding, lastDay, levelNamed, proofState, saidBy, stepLink } from './words';

test('a level is named with its number, but for who begins', () => {
  expect(levelNamed(catalogue, 2)).toContain('Palier 2');
  expect(levelNamed(catalogue, 0)).toBe('Je débute');
  expect(levelNamed(catalogue, 7)).toContain('7');
});

test('who says so, and when', () => {
  expect(saidBy(proof())).toContain('Odile Garnier');
  expect(saidBy(proof({ issuer_name: null }))).not.toContain('null');
  expect(saidBy(proof({ kind: 'pix_certified' }))).toContain('10 mars 2026');
});

test('the last day with a proof comes before the first without', () => {
  expect(lastDay('2028-03-01')).toBe('2028-02-29');
});

describe('what became of a proof', () => {
  const own = evidence({ kind: 'self' });

  test('an older answer of one’s own is replaced, whatever its state', () => {
    expect(isStanding(own, proof({ evidence_id: 'e', kind: 'self' }))).toBe(true);
    expect(isStanding(own, proof({ evidence_id: 'newer', kind: 'self' }))).toBe(false);
    expect(proofState(own, proof({ evidence_id: 'newer' })).words).toBe(m.levels_state_superseded());
  });

  test('it counts, has ended, is disputed or withdrawn', () => {
    const words = (change: Parameters<typeof evidence>[0]) => proofState(evidence(change), null).words;
    expect(words({})).toBe(m.levels_state_counts());
    expect(words({ counts: false })).toBe(m.levels_state_expired());
    expect(words({ counts: false, state: 'superseded' })).toBe(m.levels_state_superseded());
    expect(words({ counts: false, state: 'disputed' })).toBe(m.levels_state_disputed());
    expect(words({ counts: false, state: 'revoked' })).toBe(m.levels_state_revoked());
  });
});

describe('the next step leads somewhere', () => {
  const item = competence('1.2');
  test('to the statements, or to the competence', () => {
    expect(stepLink({ kind: 'place_yourself', level: null }, item)?.href).toBe(
      '/mon-parcours/placement?competence=1.2',
    );
    expect(stepLink({ kind: 'go_up', level: 3 }, item)).toMatchObject({ href: '/mon-parcours/1.2' });
    expect(stepLink({ kind: 'at_the_top', level: 7 }, item)).toBeNull();
  });

  test('an odd code stays one part of the address', () => {
    expect(competencePath(competence('a/b'))).toBe('/mon-parcours/a%2Fb');
  });
});
