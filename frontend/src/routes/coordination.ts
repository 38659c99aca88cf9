import { m } from '$lib/paraglide/messages';
import type { Route } from '../routes';

/** What coordinators do besides sessions; administrators see the network's figures. */
export const coordinationRoutes: readonly Route[] = [
  {
    path: '/coordination',
    access: ['coordinator'],
    screen: () => import('$screens/coordination/Activities.svelte'),
    title: m.coord_title,
    nav: { group: 'main', order: 55, icon: 'calendar', label: m.coord_title },
  },
  {
    path: '/chiffres-coordination',
    access: ['coordinator', 'admin'],
    screen: () => import('$screens/coordination/Figures.svelte'),
    title: m.coord_figures_title,
    nav: { group: 'more', order: 20, icon: 'chart', label: m.coord_figures_nav },
  },
  {
    path: '/coordination/saisir',
    access: ['coordinator'],
    screen: () => import('$screens/coordination/LogActivity.svelte'),
    title: m.coord_log_title,
  },
  {
    path: '/coordination/:id',
    access: ['coordinator', 'admin'],
    screen: () => import('$screens/coordination/ActivityDetail.svelte'),
    title: m.coord_activity,
  },
  {
    path: '/coordination/:id/modifier',
    access: ['coordinator'],
    screen: () => import('$screens/coordination/EditActivity.svelte'),
    title: m.coord_edit_title,
  },
];
