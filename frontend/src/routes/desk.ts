import { m } from '$lib/paraglide/messages';
import type { Route } from '../routes';

/**
 * Who plans and leads workshops, and who coordinates them. These paths stand before `/ateliers/:id`: the first that
 * fits is taken.
 */
export const deskRoutes: readonly Route[] = [
  {
    path: '/ateliers/nouveau',
    access: ['facilitator', 'coordinator'],
    screen: () => import('$screens/desk/PlanWorkshop.svelte'),
    title: m.desk_new_title,
  },
  {
    path: '/ateliers/modeles',
    access: ['facilitator', 'coordinator'],
    screen: () => import('$screens/desk/Templates.svelte'),
    title: m.desk_templates,
  },
  {
    path: '/ateliers/modeles/nouveau',
    access: ['facilitator', 'coordinator'],
    screen: () => import('$screens/desk/TemplateForm.svelte'),
    title: m.desk_template_new,
  },
  {
    path: '/ateliers/modeles/:id',
    access: ['facilitator', 'coordinator'],
    screen: () => import('$screens/desk/TemplateForm.svelte'),
    title: m.desk_template_edit,
  },
  {
    path: '/ateliers/:id/modifier',
    access: ['facilitator', 'coordinator'],
    screen: () => import('$screens/desk/PlanWorkshop.svelte'),
    title: m.desk_edit_title,
  },
  {
    path: '/ateliers/:id/gerer',
    access: ['facilitator', 'coordinator'],
    screen: () => import('$screens/desk/Desk.svelte'),
    title: m.desk_title_word,
  },
  {
    path: '/ateliers/:id/liste',
    access: ['facilitator', 'coordinator'],
    screen: () => import('$screens/desk/PrintList.svelte'),
    title: m.desk_sheet_title,
  },
  {
    path: '/series/:id',
    access: ['facilitator', 'coordinator'],
    screen: () => import('$screens/series/Series.svelte'),
    title: m.series_title,
  },
  {
    path: '/series/:id/modifier',
    access: ['facilitator', 'coordinator'],
    screen: () => import('$screens/series/ChangeSeries.svelte'),
    title: m.series_title,
  },
  {
    path: '/mon-offre',
    access: 'signed-in',
    screen: () => import('$screens/desk/Offer.svelte'),
    title: m.desk_offer_title,
    nav: { group: 'more', order: 14, icon: 'people', label: m.desk_offer_title },
  },
  {
    path: '/pilotage',
    access: ['coordinator'],
    screen: () => import('$screens/desk/Board.svelte'),
    title: m.desk_board_title,
    nav: { group: 'more', order: 22, icon: 'alert', label: m.desk_board_nav },
  },
  {
    path: '/pilotage/chiffres',
    access: ['coordinator', 'admin'],
    screen: () => import('$screens/network-figures/NetworkFigures.svelte'),
    title: m.nf_title,
    nav: { group: 'more', order: 23, icon: 'chart', label: m.nf_nav },
  },
];
