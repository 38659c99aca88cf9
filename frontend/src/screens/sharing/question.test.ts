import { expect, test } from 'vitest';
import { frozenFilters, questionOf } from './question';

test('a link freezes the filters, not whose sessions are counted', () => {
  const query = new URLSearchParams('scope=team&period=this_year&themes=email,sante&kind=workshop&tags=');
  expect(frozenFilters(query)).toEqual([
    ['themes', 'email,sante'],
    ['kind', 'workshop'],
  ]);
});

test('a period becomes whole months', () => {
  const question = questionOf({ from: '2026-02-10', to: '2026-04-01' }, [['themes', 'email,sante']]);
  expect(question).toBe('from=2026-02-01&to=2026-04-30&themes=email%2Csante');
});
