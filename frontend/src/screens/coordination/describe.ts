/** Activities in words. */
import type { CoordinationSummary, CoordinationView } from '$lib/api/coordination';
import { formatDate, formatDuration, formatNumber } from '$lib/format';
import { label, type CoordinationList } from '$lib/lists/lists.svelte';
import { m } from '$lib/paraglide/messages';
import { OTHER } from './values';

/** The label of a code; for « autre », the word of precision instead. */
export function told(list: CoordinationList, code: string, other: string | null): string {
  return code === OTHER && other ? other : label(list, code);
}

/** What an activity is called: its name, else its type, else its partners. */
export function subjectOf(item: CoordinationSummary): string {
  if (item.name) return item.name;
  if (item.animation_type) return told('animation_type', item.animation_type, item.animation_type_other);
  if (item.event_type) return told('event_type', item.event_type, item.event_type_other);
  return item.partner_names.join(', ') || label('coordination_kind', item.kind);
}

export function subjectOfView(view: CoordinationView): string {
  const { people, bodies } = { people: 0, bodies: 0 };
  const partner_names = view.partners.map(({ name }) => name).filter((name) => name !== '');
  return subjectOf({ ...view, people, bodies, partner_names });
}

/** « 12 personnes, 3 structures, 1 h 30 » */
export function sizeOf(item: CoordinationSummary): string {
  const parts = [
    item.people > 0 || item.kind === 'evenement' ? m.coord_people({ count: item.people }) : '',
    item.bodies > 0 ? m.coord_bodies({ count: item.bodies }) : '',
    item.duration_min === null ? '' : formatDuration(item.duration_min),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** One day, or from the first to the last. */
export function spanOf({ date, end_date }: { date: string; end_date: string | null }): string {
  if (!end_date) return formatDate(date);
  return m.coord_span({ from: formatDate(date), to: formatDate(end_date) });
}

/** Hours of a sum of minutes: a decimal says something below ten. */
export function hoursOf(minutes: number): string {
  return formatNumber(minutes / 60, minutes < 600 ? 1 : 0);
}
