import { m } from '$lib/paraglide/messages';
import type { Route } from '../routes';

export const coreRoutes: readonly Route[] = [
  {
    path: '/connexion',
    access: 'public',
    screen: () => import('$screens/sign-in/SignIn.svelte'),
    title: m.sign_in_title,
  },
  {
    path: '/connexion/lien',
    access: 'public',
    screen: () => import('$screens/sign-in/Redeem.svelte'),
    title: m.redeem_title,
  },
  {
    path: '/',
    access: ['facilitator'],
    screen: () => import('$screens/home/Home.svelte'),
    title: m.nav_home,
    nav: { group: 'main', order: 10, icon: 'home', label: m.nav_home },
  },
  {
    path: '/seances',
    access: ['facilitator'],
    screen: () => import('$screens/sessions/Sessions.svelte'),
    title: m.sessions_title,
    nav: { group: 'main', order: 20, icon: 'list', label: m.sessions_nav },
  },
  {
    path: '/seances/:id',
    access: ['facilitator'],
    screen: () => import('$screens/sessions/SessionDetail.svelte'),
    title: m.session_title,
  },
  {
    path: '/seances/:id/modifier',
    access: ['facilitator'],
    screen: () => import('$screens/sessions/EditSession.svelte'),
    title: m.session_edit_title,
  },
  {
    path: '/saisir',
    access: ['facilitator'],
    screen: () => import('$screens/log/Log.svelte'),
    title: m.log_heading,
    nav: { group: 'main', order: 30, icon: 'plus', label: m.log_nav },
  },
  {
    path: '/compte',
    access: 'signed-in',
    screen: () => import('$screens/account/Account.svelte'),
    title: m.account_title,
  },
];
