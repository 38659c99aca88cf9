import type { Component } from 'svelte';
import type { Role } from '$lib/api/types';
import type { IconName } from '$lib/ui/icons';
import { coreRoutes } from './routes/core';
import { moreRoutes } from './routes/more';

/** An entry of the navigation: `main` are the five tabs of the phone, `more` the menu behind the person. */
export interface NavEntry {
  group: 'main' | 'more';
  order: number;
  icon: IconName;
  label: () => string;
}

export interface Route {
  /** Pattern such as `/seances/:id`. */
  path: string;
  /** Who may open it: anybody, whoever is signed in, or holders of one of these roles. */
  access: 'public' | 'signed-in' | readonly Role[];
  screen: () => Promise<{ default: Component }>;
  title: () => string;
  /** Public, and yet inside the navigation for whoever is signed in. */
  framed?: true;
  nav?: NavEntry;
}

export const routes: readonly Route[] = [...coreRoutes, ...moreRoutes];

export function allowed(route: Route, roles: readonly Role[]): boolean {
  if (route.access === 'public' || route.access === 'signed-in') return true;
  return route.access.some((role) => roles.includes(role));
}

/** The navigation entries of a person, in order. */
export function navigation(group: NavEntry['group'], roles: readonly Role[]) {
  return routes
    .filter((route) => route.nav?.group === group && allowed(route, roles))
    .sort((a, b) => a.nav!.order - b.nav!.order);
}
