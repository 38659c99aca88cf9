import { m } from '$lib/paraglide/messages';
import type { Route } from '../routes';

const screen = () => import('$screens/open-workshops/Open.svelte');

/** What anybody reads of the network's calendar, with or without an account; titles are those of the calendar. */
export const openRoutes: readonly Route[] = [
  { path: '/ateliers-ouverts', access: 'public', framed: true, screen, title: m.ws_title },
  { path: '/ateliers-ouverts/:id', access: 'public', framed: true, screen, title: m.ws_one },
];
