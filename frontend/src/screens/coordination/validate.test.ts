import { describe, expect, it } from 'vitest';
import { daysOf, validateActivity } from './validate';
import { emptyActivity, type ActivityValues } from './values';

const TODAY = '2026-11-12';

const wrong = (changes: Partial<ActivityValues>) =>
  Object.keys(validateActivity({ ...emptyActivity(TODAY), ...changes }, TODAY)).sort();

const animation = { animation_type: 'comite', themes: ['partage'], mediators: 1 } as const;
const ANIMATION: Partial<ActivityValues> = { ...animation, themes: [...animation.themes] };
const EVENT: Partial<ActivityValues> = {
  kind: 'evenement',
  event_type: 'national',
  organizers: ['hub'],
  participants: 0,
};
const PARTNERSHIP: Partial<ActivityValues> = {
  kind: 'partenariat',
  natures: ['subvention'],
  partners: [{ name: 'Hub', kind: 'hub', kind_other: '' }],
};

describe('an animation', () => {
  it('asks for its type, a theme and somebody', () => {
    expect(wrong({})).toEqual(['animation_type', 'mediators', 'themes']);
    expect(wrong(ANIMATION)).toEqual([]);
    expect(wrong({ ...ANIMATION, mediators: 0, structures: 1 })).toEqual([]);
    expect(wrong({ ...ANIMATION, duration_min: 1441 })).toEqual(['duration_min']);
    expect(wrong({ ...ANIMATION, themes: ['autre'], animation_type: 'autre' })).toEqual([
      'animation_type_other',
      'theme_other',
    ]);
    expect(wrong({ ...ANIMATION, date: '2026-11-13' })).toEqual(['date']);
  });
});

describe('an event', () => {
  it('asks how many came, perhaps nobody', () => {
    expect(wrong(EVENT)).toEqual([]);
    expect(wrong({ ...EVENT, participants: null })).toEqual(['participants']);
    expect(wrong({ ...EVENT, participants: 1.5 })).toEqual(['participants']);
    expect(wrong({ kind: 'evenement' })).toEqual(['event_type', 'organizers', 'participants']);
  });

  it('ends after it began, within a month, and is over', () => {
    const ended = (date: string, end_date: string) => wrong({ ...EVENT, date, end_date });
    expect(ended('2026-11-10', '2026-11-12')).toEqual([]);
    expect(ended('2026-11-10', '2026-11-09')).toEqual(['end_date']);
    expect(ended('2026-11-10', '2026-11-13')).toEqual(['end_date']);
    expect(ended('2026-10-01', '2026-10-31')).toEqual([]);
    expect(ended('2026-10-01', '2026-11-01')).toEqual(['end_date']);
  });

  it('has 1440 minutes a day', () => {
    const two = { ...EVENT, date: '2026-11-11', end_date: '2026-11-12' };
    expect(wrong({ ...two, given_min: 2880 })).toEqual([]);
    expect(wrong({ ...two, given_min: 2881 })).toEqual(['duration_min']);
    expect(wrong({ ...EVENT, given_min: 0 })).toEqual(['duration_min']);
    expect(daysOf({ date: '2026-03-28', end_date: '2026-03-30' })).toBe(3);
  });
});

describe('a partnership', () => {
  it('asks for a nature and a whole partner', () => {
    expect(wrong(PARTNERSHIP)).toEqual([]);
    expect(wrong({ kind: 'partenariat' })).toEqual(['natures', 'partners']);
    const partners = [
      { name: 'Hub', kind: 'autre', kind_other: '' },
      { name: '', kind: 'epci', kind_other: '' },
      { name: '', kind: '', kind_other: '' },
    ];
    expect(wrong({ ...PARTNERSHIP, partners })).toEqual(['partners.0.kind_other', 'partners.1.name']);
  });
});
