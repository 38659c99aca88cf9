import { m } from '$lib/paraglide/messages';
import type { Route } from '../routes';

/** Money, what funders see, and what is shared with people without an account. */
export const fundingRoutes: readonly Route[] = [
  {
    path: '/financeur',
    access: ['funder'],
    screen: () => import('$screens/funding/Funder.svelte'),
    title: m.funder_title,
    nav: { group: 'main', order: 55, icon: 'chart', label: m.funder_nav },
  },
  {
    path: '/financeur/:id',
    access: ['funder', 'admin'],
    screen: () => import('$screens/funding/Perimeter.svelte'),
    title: m.perimeters_one,
  },
  {
    path: '/financeur/:id/reseau',
    access: ['funder', 'admin'],
    screen: () => import('$screens/network-figures/PerimeterNetwork.svelte'),
    title: m.nf_title,
  },
  {
    path: '/objectifs',
    access: ['coordinator', 'admin'],
    screen: () => import('$screens/published/Objectives.svelte'),
    title: m.targets_title,
    nav: { group: 'more', order: 25, icon: 'check', label: m.targets_title },
  },
  {
    path: '/partages',
    access: ['facilitator', 'coordinator', 'admin'],
    screen: () => import('$screens/sharing/Links.svelte'),
    title: m.share_title,
    nav: { group: 'more', order: 20, icon: 'link', label: m.share_title },
  },
  {
    path: '/partages/nouveau',
    access: ['facilitator', 'coordinator', 'admin'],
    screen: () => import('$screens/sharing/NewLink.svelte'),
    title: m.share_add,
  },
  {
    path: '/admin/dispositifs/:id',
    access: ['admin'],
    screen: () => import('$screens/administration/Programme.svelte'),
    title: m.programmes_one,
  },
  {
    path: '/admin/perimetres',
    access: ['admin'],
    screen: () => import('$screens/funding/Perimeters.svelte'),
    title: m.perimeters_title,
    nav: { group: 'more', order: 35, icon: 'eye', label: m.perimeters_nav },
  },
  {
    path: '/admin/perimetres/nouveau',
    access: ['admin'],
    screen: () => import('$screens/funding/PerimeterForm.svelte'),
    title: m.perimeters_add,
  },
  {
    path: '/admin/perimetres/:id',
    access: ['admin'],
    screen: () => import('$screens/funding/PerimeterForm.svelte'),
    title: m.perimeters_edit,
  },
  {
    path: '/admin/reglages',
    access: ['admin'],
    screen: () => import('$screens/administration/Settings.svelte'),
    title: m.settings_title,
    nav: { group: 'more', order: 60, icon: 'settings', label: m.settings_title },
  },
  {
    path: '/methode',
    access: 'public',
    framed: true,
    screen: () => import('$screens/funding/Method.svelte'),
    title: m.method_title,
    nav: { group: 'more', order: 70, icon: 'info', label: m.method_title },
  },
  {
    path: '/partage',
    access: 'public',
    screen: () => import('$screens/sharing/Shared.svelte'),
    title: m.share_page_title,
  },
  {
    path: '/reseau',
    access: 'public',
    screen: () => import('$screens/funding/Network.svelte'),
    title: m.public_title,
  },
];
