import { describe, expect, it } from 'vitest';
import type { LearnerView } from '$lib/api/learners';
import { previewMerge, signalIsExact, suggestKept } from './merge';

function learner(changes: Partial<LearnerView>): LearnerView {
  return {
    id: 'a',
    version: 1,
    first_name: 'Lucette',
    last_name: 'Bertaudin',
    birth_year: null,
    age_band: null,
    gender: null,
    status: null,
    commune: null,
    phone: null,
    email: null,
    staff_number: null,
    notes: null,
    session_count: 0,
    first_session_on: null,
    last_session_on: null,
    themes: [],
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    ...changes,
  };
}

describe('preview of a merge', () => {
  it('keeps the destination, fills its gaps and names what is lost', () => {
    const kept = learner({ phone: '+33612345678', commune: { code: '44109', name: 'Nantes' } });
    const other = learner({
      first_name: 'Lucete',
      phone: '+33612345678',
      email: 'l@exemple.invalid',
      commune: { code: '44109', name: 'Nantes' },
    });
    const byField = Object.fromEntries(previewMerge(kept, other).map((value) => [value.field, value]));
    expect(byField['first_name']).toMatchObject({ result: 'Lucette', change: 'lost' });
    expect(byField['email']).toMatchObject({ result: 'l@exemple.invalid', change: 'filled' });
    expect(byField['phone']).toMatchObject({ change: 'same' });
    expect(byField['commune']).toMatchObject({ change: 'same' });
    expect(byField['notes']).toBeUndefined();
  });

  it('suggests the sheet with more sessions, else the older one', () => {
    const old = learner({ id: 'old' });
    const recent = learner({ id: 'recent', created_at: '2026-05-01T00:00:00Z' });
    const busy = learner({ id: 'busy', created_at: '2026-06-01T00:00:00Z', session_count: 3 });
    expect(suggestKept([recent, old]).id).toBe('old');
    expect(suggestKept([old, busy]).id).toBe('busy');
  });

  it('tells « the same » from « alike »', () => {
    const pair: [LearnerView, LearnerView] = [
      learner({ last_name: 'Le Goëffic' }),
      learner({ first_name: 'Lucete', last_name: 'LEGOEFFIC' }),
    ];
    expect(signalIsExact('last_name', pair)).toBe(true);
    expect(signalIsExact('first_name', pair)).toBe(false);
  });
});
