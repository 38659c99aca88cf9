import { expect, test } from 'vitest';
import { navigation } from './routes';
import type { Role } from '$lib/api/types';

const paths = (group: 'main' | 'more', ...roles: Role[]) => navigation(group, roles).map(({ path }) => path);

test('whoever learns and does not facilitate begins with their own path', () => {
  expect(paths('main', 'learner')[0]).toBe('/mon-parcours');
  expect(paths('more', 'learner')).not.toContain('/mon-parcours');
});

test('for everybody else it is in the menu', () => {
  for (const roles of [
    ['facilitator'],
    ['facilitator', 'learner'],
    ['coordinator'],
    ['funder'],
  ] as Role[][]) {
    expect(paths('main', ...roles)).not.toContain('/mon-parcours');
    expect(paths('more', ...roles)).toContain('/mon-parcours');
  }
});
