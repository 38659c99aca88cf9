import { m } from '$lib/paraglide/messages';
import type { Route } from '../routes';

/** One's own badges, and what anybody may do with a badge: look it up, check it. */
export const badgesRoutes: readonly Route[] = [
  {
    path: '/mes-badges',
    access: 'signed-in',
    screen: () => import('$screens/badges/OwnBadges.svelte'),
    title: m.badges_title,
    nav: { group: 'more', order: 15, icon: 'award', label: m.badges_title },
  },
  {
    path: '/badge/:id',
    access: 'public',
    framed: true,
    screen: () => import('$screens/badges/BadgePage.svelte'),
    title: m.badges_page_title,
  },
  {
    path: '/verifier',
    access: 'public',
    framed: true,
    screen: () => import('$screens/badges/CheckBadge.svelte'),
    title: m.badges_check_title,
  },
];
