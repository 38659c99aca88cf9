import { m } from '$lib/paraglide/messages';
import type { Route } from '../routes';

/** The team of a coordinator, and the answer to an invitation into one. */
export const teamRoutes: readonly Route[] = [
  {
    path: '/equipe',
    access: ['coordinator'],
    screen: () => import('$screens/team/Team.svelte'),
    title: m.team_title,
    nav: { group: 'main', order: 55, icon: 'people', label: m.team_title },
  },
  {
    path: '/equipe/:team/membres/:id',
    access: ['coordinator'],
    screen: () => import('$screens/team/MemberSheet.svelte'),
    title: m.team_member_title,
  },
  {
    path: '/invitation',
    access: 'public',
    screen: () => import('$screens/invitations/Invitation.svelte'),
    title: m.invitation_title,
  },
];
