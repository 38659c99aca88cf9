import { expect, test } from 'vitest';
import { navigation, routes } from './routes';
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

test('the five tabs of a phone are those of the design', () => {
  const tabs = ['/', '/seances', '/saisir', '/ateliers', '/statistiques'];
  expect(paths('main', 'facilitator').slice(0, 5)).toEqual(tabs);
  expect(paths('main', 'learner')).toEqual(['/mon-parcours', '/ateliers', '/mes-engagements', '/aide']);
});

test('a coordinator begins where they began, and finds workshops among the tabs', () => {
  expect(paths('main', 'coordinator')[0]).toBe('/statistiques');
  expect(paths('main', 'coordinator').slice(0, 5)).toContain('/ateliers');
  expect(paths('more', 'admin')).toContain('/ateliers');
  expect([...paths('main', 'funder'), ...paths('more', 'funder')]).not.toContain('/ateliers');
});

test('no two screens have one address', () => {
  const all = routes.map(({ path }) => path);
  expect(all.filter((path, at) => all.indexOf(path) !== at)).toEqual([]);
});
