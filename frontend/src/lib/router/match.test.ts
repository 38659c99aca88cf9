import { expect, test } from 'vitest';
import { match } from './match';

const routes = [
  { path: '/' },
  { path: '/seances' },
  { path: '/personnes/nouvelle' },
  { path: '/personnes/:id' },
];

test.each([
  ['/', '/', {}],
  ['/seances', '/seances', {}],
  ['/seances/', '/seances', {}],
  ['/personnes/nouvelle', '/personnes/nouvelle', {}],
  ['/personnes/42', '/personnes/:id', { id: '42' }],
  ['/personnes/a%20b', '/personnes/:id', { id: 'a b' }],
  ['/personnes/%', '/personnes/:id', { id: '%' }],
])('%s is %s', (path, pattern, params) => {
  expect(match(routes, path)).toEqual({ route: { path: pattern }, params });
});

test.each(['/seances/42', '/ailleurs', '/personnes'])('%s is nowhere', (path) => {
  expect(match(routes, path)).toBeNull();
});
