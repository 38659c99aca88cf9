import type { Component } from 'svelte';
import type { Role } from '$lib/api/types';
import type { IconName } from '$lib/ui/icons';
import { coreRoutes } from './routes/core';
import { moreRoutes } from './routes/more';

/** `main` are the five tabs of the phone, `more` the menu behind the person. */
export type NavGroup = 'main' | 'more';

/** An entry of the navigation. */
export interface NavEntry {
  /** Where it stands: for everybody alike, or by what the person is. */
  group: NavGroup | ((roles: readonly Role[]) => NavGroup);
  order: number | ((roles: readonly Role[]) => number);
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

function groupOf({ group }: NavEntry, roles: readonly Role[]): NavGroup {
  return typeof group === 'function' ? group(roles) : group;
}

function orderOf({ order }: NavEntry, roles: readonly Role[]): number {
  return typeof order === 'function' ? order(roles) : order;
}

/** The navigation entries of a person, in order. */
export function navigation(group: NavGroup, roles: readonly Role[]) {
  return routes
    .filter(({ nav }) => nav !== undefined && groupOf(nav, roles) === group)
    .filter((route) => allowed(route, roles))
    .sort((a, b) => orderOf(a.nav!, roles) - orderOf(b.nav!, roles));
}
