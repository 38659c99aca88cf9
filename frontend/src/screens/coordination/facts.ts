/** The lines of an activity's sheet: what was told, in the order of the form. */
import type { CoordinationView } from '$lib/api/coordination';
import { formatDuration, formatNumber } from '$lib/format';
import { label, type CoordinationList } from '$lib/lists/lists.svelte';
import { m } from '$lib/paraglide/messages';
import { spanOf, told } from './describe';

export interface FactLine {
  name: string;
  text: string;
}

const many = (list: CoordinationList, codes: readonly string[], other: string | null) =>
  codes.map((code) => told(list, code, other)).join(', ');

const one = (list: CoordinationList, code: string | null, other: string | null = null) =>
  code === null ? '' : told(list, code, other);

export function factsOf(view: CoordinationView): FactLine[] {
  const count = (value: number, kind: CoordinationView['kind']) =>
    view.kind === kind ? formatNumber(value) : '';
  const partners = view.partners.map(({ name, kind, kind_other }) => {
    const words = told('partner_kind', kind, kind_other);
    return name ? `${name} (${words})` : words;
  });
  const facts: FactLine[] = [
    { name: m.coord_when(), text: spanOf(view) },
    {
      name: m.coord_duration(),
      text: view.duration_min === null ? m.coord_not_told() : formatDuration(view.duration_min),
    },
    {
      name: m.coord_animation_type(),
      text: one('animation_type', view.animation_type, view.animation_type_other),
    },
    { name: m.coord_event_type(), text: one('event_type', view.event_type, view.event_type_other) },
    { name: m.coord_natures(), text: many('partnership_nature', view.natures, view.nature_other) },
    { name: m.coord_themes(), text: many('animation_theme', view.themes, view.theme_other) },
    { name: m.coord_initiative(), text: one('initiative', view.initiative) },
    { name: m.coord_mediators(), text: count(view.mediators, 'animation') },
    { name: m.coord_structures(), text: count(view.structures, 'animation') },
    { name: m.coord_other_actors(), text: count(view.other_actors, 'animation') },
    { name: m.coord_participants(), text: count(view.participants, 'evenement') },
    { name: m.coord_organizers(), text: many('organizer', view.organizers, view.organizer_other) },
    { name: m.coord_partners(), text: partners.join(', ') },
    {
      name: m.coord_level(),
      text: view.territorial_level ? label('territorial_level', view.territorial_level) : '',
    },
    { name: m.coord_departements(), text: view.departements.join(', ') },
    { name: m.coord_tags(), text: view.tags.map((tag) => tag.name).join(', ') },
    { name: m.coord_notes(), text: view.notes ?? '' },
    { name: m.coord_author(), text: view.coordinator.name },
  ];
  return facts.filter(({ text }) => text !== '');
}
