import { m } from '$lib/paraglide/messages';
import type { Route } from '../routes';

/** Levels as facilitators attest them, coordinators see to them, and administrators define them. */
export const attestingRoutes: readonly Route[] = [
  {
    path: '/seances/:id/niveaux',
    access: ['facilitator'],
    screen: () => import('$screens/attesting/SessionLevels.svelte'),
    title: m.attest_title,
  },
  {
    path: '/niveaux/decisions',
    access: ['coordinator', 'admin'],
    screen: () => import('$screens/coverage/Decisions.svelte'),
    title: m.decisions_title,
    nav: { group: 'more', order: 26, icon: 'check', label: m.decisions_title },
  },
  {
    path: '/equipe/:team/niveaux',
    access: ['coordinator'],
    screen: () => import('$screens/coverage/Coverage.svelte'),
    title: m.coverage_title,
  },
  {
    path: '/niveaux/chiffres',
    access: ['coordinator', 'admin'],
    screen: () => import('$screens/level-figures/LevelFigures.svelte'),
    title: m.lf_title,
    nav: { group: 'more', order: 24, icon: 'chart', label: m.lf_nav },
  },
  {
    path: '/financeur/:id/niveaux',
    access: ['funder', 'admin'],
    screen: () => import('$screens/level-figures/LevelFigures.svelte'),
    title: m.lf_title,
  },
  {
    path: '/niveaux/import',
    access: ['coordinator', 'admin'],
    screen: () => import('$screens/coverage/ImportLevels.svelte'),
    title: m.pix_import_title,
    nav: { group: 'more', order: 27, icon: 'upload', label: m.pix_import_nav },
  },
  {
    path: '/admin/competences',
    access: ['admin'],
    screen: () => import('$screens/coverage/Competences.svelte'),
    title: m.competences_title,
    nav: { group: 'more', order: 33, icon: 'list', label: m.competences_title },
  },
];
