import { m } from '$lib/paraglide/messages';
import type { Route } from '../routes';

export const moreRoutes: readonly Route[] = [
  {
    path: '/statistiques',
    access: ['facilitator', 'coordinator', 'admin'],
    screen: () => import('$screens/statistics/Statistics.svelte'),
    title: m.stats_title,
    nav: { group: 'main', order: 50, icon: 'chart', label: m.stats_title },
  },
];
