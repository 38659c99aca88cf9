/** The families of figures, in reading order: one line per block of the screen. */
import type { StatisticsView } from '$lib/api/statistics';
import type { SessionList } from '$lib/lists/lists.svelte';
import { m } from '$lib/paraglide/messages';
import { durationWords, kindWords } from './words';

type KeysOf<Row> = {
  [Key in keyof StatisticsView]: StatisticsView[Key] extends Row[] ? Key : never;
}[keyof StatisticsView];

type Labelled = { code: string; label: string | null };
export type RankedKey = Exclude<KeysOf<Labelled>, undefined>;

export type Counting = 'multi' | 'single' | 'territory' | 'people' | 'facilitator';

export interface Family {
  key: RankedKey;
  counting: Counting;
  title: () => string;
  /** Where its labels come from; absent when the API gives them or the screen words them. */
  list?: SessionList;
  /** Codes have an order of their own (ages, durations): bars keep it instead of the largest first. */
  ordered?: boolean;
}

export interface Section {
  id: string;
  title: () => string;
  /** How the families of the section are counted, in one sentence. */
  definition: () => string;
  families: Family[];
}

export const sections: Section[] = [
  {
    id: 'themes',
    title: m.stats_section_topics,
    definition: m.stats_def_multi,
    families: [
      { key: 'by_theme', counting: 'multi', title: m.stats_by_theme, list: 'theme' },
      {
        key: 'by_administrative_theme',
        counting: 'multi',
        title: m.stats_by_administrative_theme,
        list: 'administrative_theme',
      },
      { key: 'by_equipment', counting: 'multi', title: m.stats_by_equipment, list: 'equipment' },
      { key: 'by_tag', counting: 'multi', title: m.stats_by_tag },
    ],
  },
  {
    id: 'seances',
    title: m.stats_section_ways,
    definition: m.stats_def_single,
    families: [
      { key: 'by_kind', counting: 'single', title: m.stats_by_kind },
      { key: 'by_duration', counting: 'single', title: m.stats_by_duration, ordered: true },
      { key: 'by_place_type', counting: 'single', title: m.stats_by_place_type, list: 'place_type' },
      { key: 'by_autonomy', counting: 'single', title: m.stats_by_autonomy, list: 'autonomy', ordered: true },
      { key: 'by_level', counting: 'single', title: m.stats_by_level, list: 'level', ordered: true },
      { key: 'by_redirection', counting: 'single', title: m.stats_by_redirection, list: 'redirection' },
    ],
  },
  {
    id: 'personnes',
    title: m.stats_section_people,
    definition: m.stats_def_people,
    families: [
      { key: 'by_age_band', counting: 'people', title: m.stats_by_age_band, list: 'age_band', ordered: true },
      { key: 'by_gender', counting: 'people', title: m.stats_by_gender, list: 'gender' },
      { key: 'by_status', counting: 'people', title: m.stats_by_status, list: 'status' },
      { key: 'by_residence_commune', counting: 'people', title: m.stats_by_residence_commune },
    ],
  },
  {
    id: 'lieux',
    title: m.stats_section_where,
    definition: m.stats_def_territory,
    families: [
      { key: 'by_place', counting: 'territory', title: m.stats_by_place },
      { key: 'by_commune', counting: 'territory', title: m.stats_by_commune },
      { key: 'by_epci', counting: 'territory', title: m.stats_by_epci },
      { key: 'by_departement', counting: 'territory', title: m.stats_by_departement },
      { key: 'by_region', counting: 'territory', title: m.stats_by_region },
    ],
  },
];

/** Who did it: shown to those who may see more than themselves. */
export const whoSection: Section = {
  id: 'mediateurs',
  title: m.stats_section_who,
  definition: m.stats_def_facilitator,
  families: [
    { key: 'by_facilitator', counting: 'facilitator', title: m.stats_by_facilitator },
    { key: 'by_organization', counting: 'single', title: m.stats_by_organization },
    { key: 'by_programme', counting: 'single', title: m.stats_by_programme },
  ],
};

/** Labels that belong to the statistics alone, by family. */
export const wordings: Partial<Record<RankedKey, Record<string, () => string>>> = {
  by_kind: kindWords,
  by_duration: durationWords,
};
