import { describe, expect, it } from 'vitest';
import type { PublishedTotals, PublishedView } from '$lib/api/published';
import { figuresOf } from '../statistics/figures';
import { isEmpty, isMasked } from './extent';
import { comparisons, headlineCards } from './headline';

const plain = (text: string | null | undefined) => text?.replace(/[\u00a0\u202f]/g, ' ') ?? null;

const TOTALS: PublishedTotals = {
  sessions: 40,
  individual_sessions: 40,
  workshops: 0,
  participations: 40,
  individual_participations: 40,
  workshop_participations: 0,
  followed: 20,
  new_followed: null,
  returning_followed: 12,
  anonymous: 15,
  anonymous_first: null,
  minutes_delivered: 1200,
  minutes_received: 1200,
  mean_individual_min: 30,
  mean_workshop_min: null,
  mean_group: null,
};
const each = (value: number | null) =>
  Object.fromEntries(Object.keys(TOTALS).map((key) => [key, value])) as unknown as PublishedTotals;
const YEAR_BEFORE = { from: '2024-11-01', to: '2025-10-31' };
const view = (changes: Partial<PublishedView> = {}): PublishedView => ({
  definitions_version: 1,
  calculated_at: '2026-11-22T08:00:00Z',
  from: '2025-11-01',
  to: '2026-10-31',
  k: 11,
  totals: TOTALS,
  families: [],
  earlier: [],
  targets: [],
  facilitators: 4,
  ...changes,
});

describe('the headline', () => {
  it('words what is masked, in a card as in its details', () => {
    const cards = headlineCards(view({ totals: { ...TOTALS, participations: null } }));
    expect(cards[0]!.value).toBeNull();
    expect(cards[1]!.value).toBe('40');
    expect(cards[2]!.detail).toBe('détail masqué');
  });

  it('compares with a year before, once when it is also the previous period', () => {
    const before = { ...YEAR_BEFORE, totals: { ...TOTALS, sessions: 20, followed: null } };
    const known = view({ earlier: [before, before] });
    expect(comparisons(known)).toHaveLength(1);
    const cards = headlineCards(known);
    expect(cards[1]!.changes!.map(plain)).toEqual(['+100 % en un an']);
    expect(cards[2]!.changes).toEqual(['un an avant : masqué'.replace(' :', '\u00a0:')]);
    expect(comparisons(view({ earlier: [{ ...before, from: '2025-05-01' }, before] }))).toHaveLength(2);
  });

  it('compares with nothing where nothing was counted', () => {
    const before = { ...YEAR_BEFORE, totals: each(0) };
    expect(comparisons(view({ earlier: [before, before] }))).toEqual([]);
  });

  it('draws a line of months only when it knows them all', () => {
    const month = (code: string, participations: number | null) => ({
      code,
      label: null,
      remote: false,
      sessions: participations,
      participations,
      followed: null,
      anonymous: null,
      share: null,
      per_10000: null,
      hidden: participations === null ? ('few' as const) : null,
    });
    const lines = [month('2026-01', 3), month('2026-02', 4)];
    const by = (more: typeof lines) =>
      view({ families: [{ code: 'by_month', people: false, lines: [...lines, ...more], hidden: 0 }] });
    expect(headlineCards(by([]))[0]!.line).toEqual([3, 4]);
    expect(headlineCards(by([month('2026-03', null)]))[0]!.line).toBeUndefined();
  });
});

describe('how much there is to show', () => {
  it('tells nothing at all from nothing that may be shown', () => {
    expect(isEmpty({ totals: each(0) })).toBe(true);
    expect(isMasked({ totals: each(0) })).toBe(false);
    expect(isMasked({ totals: each(null) })).toBe(true);
    expect(isEmpty({ totals: each(null) })).toBe(false);
    expect(isMasked(view())).toBe(false);
  });
});

describe('the list of figures', () => {
  it('tells a mean of nothing from a masked one, and has no figure that the answer lacks', () => {
    const named = new Map(figuresOf(TOTALS).map((figure) => [figure.name, figure.value]));
    expect(named.get('Taille moyenne d’un atelier')).toBe('–');
    expect(named.get('Premières venues anonymes')).toBe('masqué');
    expect(named.has('Personnes orientées')).toBe(false);
    const hidden = figuresOf({ ...TOTALS, workshops: null });
    expect(hidden.find(({ name }) => name === 'Taille moyenne d’un atelier')!.value).toBe('masqué');
  });
});
