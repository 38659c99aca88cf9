import { expect, test } from 'vitest';
import { validateLink, type LinkValues } from './validate';

const right: LinkValues = {
  label: 'Bilan',
  scope: 'own',
  scope_id: '',
  from: '2026-01-01',
  to: '2026-12-31',
  expires_on: '2027-01-31',
};
const wrong = (changes: Partial<LinkValues>) =>
  Object.keys(validateLink({ ...right, ...changes }, '2026-11-12')).sort();

test('a link has a label, a scope, a period and a last day', () => {
  expect(wrong({})).toEqual([]);
  expect(wrong({ expires_on: '2026-11-12' })).toEqual([]);
  expect(wrong({ scope: 'network' })).toEqual([]);
  expect(wrong({ scope: 'team', scope_id: 'x' })).toEqual([]);
  expect(wrong({ label: ' ', scope: 'team', from: '', expires_on: '' })).toEqual([
    'expires_on',
    'from',
    'label',
    'scope_id',
  ]);
  expect(wrong({ expires_on: '2026-11-11' })).toEqual(['expires_on']);
  expect(wrong({ expires_on: '2028-11-13' })).toEqual(['expires_on']);
  expect(wrong({ to: '2025-12-31' })).toEqual(['to']);
});
