import { m } from '$lib/paraglide/messages';
import type { Route } from '../routes';
import { administrationRoutes } from './administration';
import { badgesRoutes } from './badges';
import { attestingRoutes } from './attesting';
import { coordinationRoutes } from './coordination';
import { deskRoutes } from './desk';
import { fundingRoutes } from './funding';
import { levelsRoutes } from './levels';
import { networkRoutes } from './network';
import { openRoutes } from './open';
import { teamRoutes } from './team';

export const moreRoutes: readonly Route[] = [
  {
    path: '/personnes',
    access: ['facilitator'],
    screen: () => import('$screens/learners/Learners.svelte'),
    title: m.learners_title,
    nav: { group: 'main', order: 52, icon: 'people', label: m.learners_nav },
  },
  {
    path: '/personnes/nouvelle',
    access: ['facilitator'],
    screen: () => import('$screens/learners/LearnerForm.svelte'),
    title: m.learners_new_title,
  },
  {
    path: '/personnes/doublons',
    access: ['facilitator'],
    screen: () => import('$screens/learners/Duplicates.svelte'),
    title: m.duplicates_title,
  },
  {
    path: '/personnes/import',
    access: ['facilitator'],
    screen: () => import('$screens/learners/ImportLearners.svelte'),
    title: m.imports_learners_title,
  },
  {
    path: '/personnes/:id',
    access: ['facilitator'],
    screen: () => import('$screens/learners/Sheet.svelte'),
    title: m.learners_sheet_title,
  },
  {
    path: '/personnes/:id/modifier',
    access: ['facilitator'],
    screen: () => import('$screens/learners/LearnerForm.svelte'),
    title: m.learners_edit_title,
  },
  {
    path: '/lieux',
    access: ['facilitator', 'coordinator', 'admin'],
    screen: () => import('$screens/places/Places.svelte'),
    title: m.places_nav,
    nav: { group: 'more', order: 10, icon: 'place', label: m.places_nav },
  },
  {
    path: '/lieux/nouveau',
    access: ['facilitator', 'coordinator', 'admin'],
    screen: () => import('$screens/places/PlaceForm.svelte'),
    title: m.places_new_title,
  },
  {
    path: '/lieux/:id',
    access: ['facilitator', 'coordinator', 'admin'],
    screen: () => import('$screens/places/PlaceForm.svelte'),
    title: m.places_edit_title,
  },
  {
    path: '/statistiques',
    access: ['facilitator', 'coordinator', 'admin'],
    screen: () => import('$screens/statistics/Statistics.svelte'),
    title: m.stats_title,
    nav: { group: 'main', order: 50, icon: 'chart', label: m.stats_title },
  },
  ...badgesRoutes,
  ...attestingRoutes,
  ...coordinationRoutes,
  ...deskRoutes,
  ...teamRoutes,
  ...administrationRoutes,
  ...fundingRoutes,
  ...levelsRoutes,
  ...networkRoutes,
  ...openRoutes,
];
