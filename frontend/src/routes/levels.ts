import { m } from '$lib/paraglide/messages';
import type { Route } from '../routes';

/** Where one stands, and placing oneself: with an account, or with a code on a shared tablet. */
export const levelsRoutes: readonly Route[] = [
  {
    path: '/mon-parcours',
    access: 'signed-in',
    screen: () => import('$screens/levels/OwnPath.svelte'),
    title: m.levels_title,
    nav: {
      // For whoever learns and does not facilitate, it is where they begin.
      group: (roles) => (roles.includes('learner') && !roles.includes('facilitator') ? 'main' : 'more'),
      order: 44,
      icon: 'steps',
      label: m.levels_title,
    },
  },
  {
    path: '/mon-parcours/placement',
    access: 'signed-in',
    screen: () => import('$screens/levels/OwnPlacement.svelte'),
    title: m.placement_title,
  },
  {
    path: '/mon-parcours/regards',
    access: 'signed-in',
    screen: () => import('$screens/levels/Looks.svelte'),
    title: m.levels_looks_title,
  },
  {
    path: '/mon-parcours/:code',
    access: 'signed-in',
    screen: () => import('$screens/levels/OneCompetence.svelte'),
    title: m.levels_one_title,
  },
  {
    path: '/placement',
    access: 'public',
    screen: () => import('$screens/levels/CodePlacement.svelte'),
    title: m.placement_title,
  },
];
