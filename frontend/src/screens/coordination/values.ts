import type {
  AnimationInput,
  CoordinationInput,
  CoordinationKind,
  CoordinationView,
  EventInput,
  PartnershipInput,
} from '$lib/api/coordination';

export interface PartnerValues {
  name: string;
  kind: string;
  kind_other: string;
}

/** The form of an activity, as typed; the three kinds in one, so that changing the kind loses nothing. */
export interface ActivityValues {
  kind: CoordinationKind;
  date: string;
  /** '' for one day. */
  end_date: string;
  /** Of an animation. */
  duration_min: number | null;
  /** Given to an event or a partnership; may stay empty. */
  given_min: number | null;
  departements: string[];
  tag_ids: string[];
  notes: string;
  initiative: string | null;
  animation_type: string | null;
  animation_type_other: string;
  themes: string[];
  theme_other: string;
  mediators: number;
  structures: number;
  other_actors: number;
  name: string;
  event_type: string | null;
  event_type_other: string;
  organizers: string[];
  organizer_other: string;
  participants: number | null;
  natures: string[];
  nature_other: string;
  territorial_level: string;
  partners: PartnerValues[];
}

/** The value of every list that asks for a word of precision. */
export const OTHER = 'autre';
const USUAL_MIN = 60;

export const noPartner = (): PartnerValues => ({ name: '', kind: '', kind_other: '' });

/** An empty form: today, an hour, the départements of the last activity. */
export function emptyActivity(
  today: string,
  kind: CoordinationKind = 'animation',
  departements: readonly string[] = [],
): ActivityValues {
  return {
    kind,
    date: today,
    end_date: '',
    duration_min: USUAL_MIN,
    given_min: null,
    departements: [...departements],
    tag_ids: [],
    notes: '',
    initiative: null,
    animation_type: null,
    animation_type_other: '',
    themes: [],
    theme_other: '',
    mediators: 0,
    structures: 0,
    other_actors: 0,
    name: '',
    event_type: null,
    event_type_other: '',
    organizers: [],
    organizer_other: '',
    participants: null,
    natures: [],
    nature_other: '',
    territorial_level: '',
    partners: [noPartner()],
  };
}

/** The form of an activity that exists: to change it, or to log another like it. */
export function valuesFromActivity(view: CoordinationView): ActivityValues {
  const empty = emptyActivity(view.date, view.kind, view.departements);
  return {
    ...empty,
    end_date: view.end_date ?? '',
    duration_min: view.kind === 'animation' ? view.duration_min : empty.duration_min,
    given_min: view.kind === 'animation' ? null : view.duration_min,
    tag_ids: view.tags.map((tag) => tag.id),
    notes: view.notes ?? '',
    initiative: view.initiative,
    animation_type: view.animation_type,
    animation_type_other: view.animation_type_other ?? '',
    themes: [...view.themes],
    theme_other: view.theme_other ?? '',
    mediators: view.mediators,
    structures: view.structures,
    other_actors: view.other_actors,
    name: view.name ?? '',
    event_type: view.event_type,
    event_type_other: view.event_type_other ?? '',
    organizers: [...view.organizers],
    organizer_other: view.organizer_other ?? '',
    participants: view.kind === 'evenement' ? view.participants : null,
    natures: [...view.natures],
    nature_other: view.nature_other ?? '',
    territorial_level: view.territorial_level ?? '',
    partners:
      view.partners.length > 0
        ? view.partners.map(({ name, kind, kind_other }) => ({ name, kind, kind_other: kind_other ?? '' }))
        : empty.partners,
  };
}

/** What is sent: nothing that was left empty, nothing that belongs to another kind. */
export function inputFromActivity(values: ActivityValues): CoordinationInput {
  const common = {
    date: values.date,
    departements: some(values.departements),
    tag_ids: some(values.tag_ids),
    notes: text(values.notes),
  };
  return withoutUndefined({ ...common, ...OWN[values.kind](values) }) as CoordinationInput;
}

/** A word of precision goes with « autre » alone. */
const precision = (chosen: readonly string[] | string | null, word: string) =>
  (typeof chosen === 'string' ? chosen === OTHER : chosen?.includes(OTHER)) ? text(word) : undefined;

const OWN: Record<CoordinationKind, (values: ActivityValues) => object> = {
  animation: (values): Partial<AnimationInput> => ({
    duration_min: values.duration_min ?? 0,
    initiative: (values.initiative ?? undefined) as AnimationInput['initiative'],
    animation_type: (values.animation_type ?? undefined) as AnimationInput['animation_type'],
    animation_type_other: precision(values.animation_type, values.animation_type_other),
    themes: values.themes as AnimationInput['themes'],
    theme_other: precision(values.themes, values.theme_other),
    mediators: values.mediators,
    structures: values.structures,
    other_actors: values.other_actors,
  }),
  evenement: (values): Partial<EventInput> => ({
    end_date: values.end_date || undefined,
    duration_min: values.given_min ?? undefined,
    name: text(values.name),
    event_type: (values.event_type ?? undefined) as EventInput['event_type'],
    event_type_other: precision(values.event_type, values.event_type_other),
    organizers: values.organizers as EventInput['organizers'],
    organizer_other: precision(values.organizers, values.organizer_other),
    participants: values.participants ?? undefined,
    territorial_level: (values.territorial_level || undefined) as EventInput['territorial_level'],
  }),
  partenariat: (values): Partial<PartnershipInput> => ({
    duration_min: values.given_min ?? undefined,
    name: text(values.name),
    natures: values.natures as PartnershipInput['natures'],
    nature_other: precision(values.natures, values.nature_other),
    territorial_level: (values.territorial_level || undefined) as PartnershipInput['territorial_level'],
    partners: toldPartners(values).map((partner) =>
      withoutUndefined({
        name: partner.name.trim(),
        kind: partner.kind,
        kind_other: precision(partner.kind, partner.kind_other),
      }),
    ) as PartnershipInput['partners'],
  }),
};

/** The rows of partners that somebody began to fill. */
export function toldPartners(values: ActivityValues): PartnerValues[] {
  return values.partners.filter(({ name, kind }) => name.trim() !== '' || kind !== '');
}

const text = (typed: string): string | undefined => typed.trim() || undefined;

const some = <T>(items: T[]): T[] | undefined => (items.length > 0 ? items : undefined);

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
