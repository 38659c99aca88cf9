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
];
