import { formatDay, formatDuration, localToday } from '$lib/format';
import { label, themeLabel } from '$lib/lists/lists.svelte';
import { m } from '$lib/paraglide/messages';
import { session } from '$lib/session.svelte';
import type { Pattern, SessionSummary } from '$lib/api/types';
import type { SessionValues } from './values';

/** What a session was about, in a few words: its title, or its themes. */
export function subject(item: { title: string | null; themes: readonly string[] }): string {
  return item.title?.trim() || item.themes.map(themeLabel).join(', ');
}

/** Where it took place, in words. */
export function whereabouts(item: {
  place_type: string;
  place_name: string | null;
  commune_name?: string | null;
}): string {
  if (item.place_type === 'lieu_activite') return item.place_name ?? label('place_type', 'lieu_activite');
  const type = label('place_type', item.place_type);
  return item.commune_name ? `${type}, ${item.commune_name}` : type;
}

/** Who came: a name, or how many people. */
export function audience(item: SessionSummary): string {
  if (item.kind === 'workshop') return m.people_count({ count: item.participant_count });
  return item.learner_name ?? m.person_anonymous();
}

export function patternPlace(pattern: Pattern): string {
  return whereabouts({ ...pattern, commune_name: pattern.commune?.name });
}

/** One line for a session still on this device: "E-mail, 30 min, jeudi 12 novembre, Médiathèque". */
export function draftLine(values: SessionValues): string {
  const placeId = values.place.startsWith('place:') ? values.place.slice('place:'.length) : null;
  const place = session.workspace?.places.find(({ id }) => id === placeId)?.name ?? values.place_name;
  return [
    formatDuration(values.duration_min ?? 0),
    formatDay(values.date, localToday()),
    placeId
      ? place
      : whereabouts({ place_type: values.place, place_name: null, commune_name: values.commune?.name }),
  ]
    .filter(Boolean)
    .join(', ');
}
