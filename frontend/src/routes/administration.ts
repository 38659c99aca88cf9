import { m } from '$lib/paraglide/messages';
import type { Route } from '../routes';

/** Running the network. A coordinator sees accounts, limited to the own team's by the server. */
export const administrationRoutes: readonly Route[] = [
  {
    path: '/admin/comptes',
    access: ['admin', 'coordinator'],
    screen: () => import('$screens/administration/Accounts.svelte'),
    title: m.accounts_title,
    nav: { group: 'main', order: 60, icon: 'people', label: m.accounts_title },
  },
  {
    path: '/admin/comptes/inviter',
    access: ['admin', 'coordinator'],
    screen: () => import('$screens/administration/InviteAccount.svelte'),
    title: m.accounts_invite,
  },
  {
    path: '/admin/comptes/:id',
    access: ['admin', 'coordinator'],
    screen: () => import('$screens/administration/EditAccount.svelte'),
    title: m.accounts_account,
  },
  {
    path: '/admin/equipes',
    access: ['admin'],
    screen: () => import('$screens/administration/Teams.svelte'),
    title: m.teams_title,
    nav: { group: 'main', order: 70, icon: 'person', label: m.teams_title },
  },
  {
    path: '/admin/equipes/:id',
    access: ['admin'],
    screen: () => import('$screens/administration/Team.svelte'),
    title: m.teams_title,
  },
  {
    path: '/admin/structures',
    access: ['admin'],
    screen: () => import('$screens/administration/Organizations.svelte'),
    title: m.organizations_title,
    nav: { group: 'main', order: 80, icon: 'building', label: m.organizations_title },
  },
  {
    path: '/admin/structures/nouvelle',
    access: ['admin'],
    screen: () => import('$screens/administration/OrganizationForm.svelte'),
    title: m.organizations_add,
  },
  {
    path: '/admin/structures/:id',
    access: ['admin'],
    screen: () => import('$screens/administration/OrganizationForm.svelte'),
    title: m.organizations_edit_title,
  },
  {
    path: '/admin/lieux/import',
    access: ['admin'],
    screen: () => import('$screens/administration/ImportPlaces.svelte'),
    title: m.imports_places_title,
  },
  {
    path: '/admin/dispositifs',
    access: ['admin'],
    screen: () => import('$screens/administration/Programmes.svelte'),
    title: m.programmes_title,
    nav: { group: 'more', order: 30, icon: 'calendar', label: m.admin_programmes },
  },
  {
    path: '/admin/journal',
    access: ['admin'],
    screen: () => import('$screens/administration/Audit.svelte'),
    title: m.audit_title,
    nav: { group: 'more', order: 40, icon: 'history', label: m.audit_title },
  },
  {
    path: '/admin/courriels',
    access: ['admin'],
    screen: () => import('$screens/administration/Mails.svelte'),
    title: m.mails_title,
    nav: { group: 'more', order: 50, icon: 'mail', label: m.mails_title },
  },
];
