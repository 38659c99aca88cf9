import { m } from '$lib/paraglide/messages';
import type { Role } from '$lib/api/types';
import type { NavGroup, Route } from '../routes';

/** Those who learn, or help others learn. */
const PEOPLE = ['learner', 'facilitator', 'coordinator'] as const;

/** Whoever learns and does not facilitate has workshops for first entries; for others they are in the menu. */
const forLearners = (roles: readonly Role[]): NavGroup =>
  roles.includes('learner') && !roles.includes('facilitator') ? 'main' : 'more';

/** The peer-training network: the calendar, one's own workshops, help asked for and given. */
export const networkRoutes: readonly Route[] = [
  {
    path: '/ateliers',
    access: ['admin', ...PEOPLE],
    screen: () => import('$screens/workshops/Workshops.svelte'),
    title: m.ws_title,
    nav: {
      group: (roles) => (PEOPLE.some((role) => roles.includes(role)) ? 'main' : 'more'),
      // A coordinator without a log begins with figures and the team.
      order: (roles) => (roles.includes('learner') || roles.includes('facilitator') ? 45 : 57),
      icon: 'calendar',
      label: m.ws_nav,
    },
  },
  {
    // A tablet at the door; whoever is signed in on it signs out first.
    path: '/borne',
    access: 'public',
    screen: () => import('$screens/kiosk/Kiosk.svelte'),
    title: m.kiosk_title,
  },
  {
    path: '/presence',
    access: 'public',
    framed: true,
    screen: () => import('$screens/kiosk/Presence.svelte'),
    title: m.kiosk_title,
  },
  {
    path: '/ateliers/:id',
    access: ['admin', ...PEOPLE],
    screen: () => import('$screens/workshops/WorkshopPage.svelte'),
    title: m.ws_one,
  },
  {
    path: '/ateliers/:id/avis',
    access: PEOPLE,
    screen: () => import('$screens/workshops/Opinion.svelte'),
    title: m.ws_opinion_title,
  },
  {
    path: '/mes-engagements',
    access: PEOPLE,
    screen: () => import('$screens/workshops/Commitments.svelte'),
    title: m.ws_mine_title,
    nav: { group: forLearners, order: 46, icon: 'check', label: m.ws_mine_title },
  },
  {
    path: '/aide',
    access: PEOPLE,
    screen: () => import('$screens/help/Help.svelte'),
    title: m.help_title,
    nav: { group: forLearners, order: 47, icon: 'search', label: m.help_nav_short },
  },
  {
    path: '/demandes-aide',
    access: ['facilitator', 'coordinator'],
    screen: () => import('$screens/help/Requests.svelte'),
    title: m.help_desk_title,
    nav: { group: 'more', order: 48, icon: 'people', label: m.help_desk_title },
  },
  {
    path: '/binomes',
    access: PEOPLE,
    screen: () => import('$screens/mentoring/Pairs.svelte'),
    title: m.pair_title,
    nav: { group: 'more', order: 49, icon: 'people', label: m.pair_title },
  },
  {
    path: '/binomes/nouveau',
    access: PEOPLE,
    screen: () => import('$screens/mentoring/PairForm.svelte'),
    title: m.pair_new,
  },
  {
    path: '/binomes/:id',
    access: PEOPLE,
    screen: () => import('$screens/mentoring/PairPage.svelte'),
    title: m.pair_one,
  },
];
