import type {
  AnonymousCounts,
  Commune,
  IndividualSessionInput,
  Pattern,
  SessionKind,
  SessionView,
  WorkshopInput,
  WorkspaceView,
} from '$lib/api/types';
import { fromView, toBody, type Chosen } from '$lib/competences/chosen';

export interface Person {
  id: string;
  name: string;
}

/** A place of the facilitator by id, or one of the place types that need none. */
export type PlaceChoice = `place:${string}` | 'domicile' | 'autre' | 'a_distance' | '';

/** The form of a session, as typed; both kinds in one, so that changing the kind loses nothing. */
export interface SessionValues {
  kind: SessionKind;
  themes: string[];
  duration_min: number | null;
  date: string;
  start_time: string;
  place: PlaceChoice;
  /** Name of the place when it is no longer among the facilitator's own. */
  place_name: string | null;
  commune: Commune | null;
  equipment: string[];
  tag_ids: string[];
  competences: Chosen[];
  programme_id: string;
  procedure_detail: string;
  notes: string;
  learner: Person | null;
  gender: string | null;
  age_band: string | null;
  status: string | null;
  residence: Commune | null;
  already_supported: boolean;
  autonomy: string | null;
  redirected: boolean | null;
  redirection: string;
  title: string;
  level: string | null;
  learners: Person[];
  counts: AnonymousCounts;
}

export const ADMINISTRATIVE = 'aide_aux_demarches_administratives';
export const NO_EQUIPMENT = 'aucun';
export const NOT_TOLD = 'non_communique';
const USUAL_MIN = { individual: 30, workshop: 120 } as const;

export const noCounts = (): AnonymousCounts => ({
  total: 0,
  already_supported: 0,
  genders: {},
  age_bands: {},
  statuses: {},
});

/** An empty form: today, the place of the last session (else the most used), the length of the last one of its kind. */
export function emptyValues(
  workspace: WorkspaceView | null,
  today: string,
  kind: SessionKind = 'individual',
): SessionValues {
  const last = workspace?.patterns[0]?.place_id;
  const place = workspace?.places.find(({ id }) => id === last) ?? workspace?.places[0];
  const like = workspace?.patterns.find((pattern) => pattern.kind === kind);
  return {
    kind,
    themes: [],
    duration_min: like?.duration_min ?? USUAL_MIN[kind],
    date: today,
    start_time: '',
    place: place ? `place:${place.id}` : '',
    place_name: null,
    commune: null,
    equipment: [],
    tag_ids: [],
    competences: [],
    programme_id: '',
    procedure_detail: '',
    notes: '',
    learner: null,
    gender: null,
    age_band: null,
    status: null,
    residence: null,
    already_supported: false,
    autonomy: null,
    redirected: null,
    redirection: '',
    title: '',
    level: null,
    learners: [],
    counts: noCounts(),
  };
}

/** "Same as last time": everything but the people and the date. */
export function valuesFromPattern(
  pattern: Pattern,
  workspace: WorkspaceView | null,
  today: string,
): SessionValues {
  return {
    ...emptyValues(workspace, today, pattern.kind),
    themes: [...pattern.themes],
    duration_min: pattern.duration_min,
    place: placeChoice(pattern.place_type, pattern.place_id),
    place_name: pattern.place_name,
    commune: pattern.commune,
    title: pattern.title ?? '',
    level: pattern.level,
    equipment: [...pattern.equipment],
  };
}

/** The form of a session that exists: to change it, or to log another like it. */
export function valuesFromView(view: SessionView): SessionValues {
  const { anonymous } = view;
  const residence = firstCode(anonymous.communes);
  return {
    kind: view.kind,
    themes: [...view.themes],
    duration_min: view.duration_min,
    date: view.date,
    start_time: view.start_time?.slice(0, 5) ?? '',
    place: placeChoice(view.place_type, view.place?.id ?? null),
    place_name: view.place?.name ?? null,
    commune: view.commune,
    equipment: [...view.equipment],
    tag_ids: view.tags.map((tag) => tag.id),
    competences: fromView(view.competences),
    programme_id: view.programme_id ?? '',
    procedure_detail: view.procedure_detail ?? '',
    notes: view.notes ?? '',
    learner: view.learner
      ? { id: view.learner.learner_id, name: `${view.learner.first_name} ${view.learner.last_name}` }
      : null,
    gender: firstCode(anonymous.genders),
    age_band: firstCode(anonymous.age_bands),
    status: firstCode(anonymous.statuses),
    residence: residence ? { code: residence, name: residence } : null,
    already_supported: anonymous.already_supported > 0,
    autonomy: view.autonomy,
    redirected: view.redirected,
    redirection: view.redirection ?? '',
    title: view.title ?? '',
    level: view.level,
    learners: view.participants.map((person) => ({
      id: person.learner_id,
      name: `${person.first_name} ${person.last_name}`,
    })),
    counts: {
      total: anonymous.total,
      already_supported: anonymous.already_supported,
      genders: told(anonymous.genders),
      age_bands: told(anonymous.age_bands),
      statuses: told(anonymous.statuses),
    },
  };
}

/** What is sent: nothing that was left empty, nothing that belongs to the other kind. */
export function inputFromValues(values: SessionValues): IndividualSessionInput | WorkshopInput {
  const placeId = values.place.startsWith('place:') ? values.place.slice('place:'.length) : undefined;
  const needsCommune = values.place === 'domicile' || values.place === 'autre';
  const administrative = values.themes.includes(ADMINISTRATIVE);
  const common = {
    date: values.date,
    start_time: values.start_time || undefined,
    duration_min: values.duration_min ?? 0,
    place_type: placeId ? ('lieu_activite' as const) : (values.place as 'domicile' | 'autre' | 'a_distance'),
    place_id: placeId,
    commune_code: needsCommune ? values.commune?.code : undefined,
    themes: values.themes,
    equipment: some(values.equipment),
    tag_ids: some(values.tag_ids),
    // A form kept on the device since before there were competences has none.
    competences: some(toBody(values.competences ?? [])),
    programme_id: values.programme_id || undefined,
    procedure_detail: administrative ? values.procedure_detail.trim() || undefined : undefined,
    notes: values.notes.trim() || undefined,
  };
  // Codes are strings in the form; the server says which exist.
  const input =
    values.kind === 'individual' ? { ...common, ...individual(values) } : { ...common, ...workshop(values) };
  return withoutUndefined(input) as IndividualSessionInput | WorkshopInput;
}

function individual(values: SessionValues) {
  const details = withoutUndefined({
    gender: values.gender ?? undefined,
    age_band: values.age_band ?? undefined,
    status: values.status ?? undefined,
    commune_code: values.residence?.code,
    already_supported: values.already_supported || undefined,
  });
  return {
    learner_id: values.learner?.id,
    anonymous: values.learner || Object.keys(details).length === 0 ? undefined : details,
    autonomy: values.autonomy ?? undefined,
    redirected: values.redirected ?? undefined,
    redirection: (values.redirected && values.redirection) || undefined,
  };
}

function workshop(values: SessionValues) {
  return {
    title: values.title.trim() || undefined,
    level: values.level ?? undefined,
    learner_ids: values.learners.map((person) => person.id),
    anonymous: values.counts.total > 0 ? values.counts : undefined,
  };
}

function placeChoice(type: string, id: string | null): PlaceChoice {
  return type === 'lieu_activite' && id ? `place:${id}` : (type as PlaceChoice);
}

/** What is not told is what remains, never sent. */
function told(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([code]) => code !== NOT_TOLD));
}

function firstCode(counts: Record<string, number> | undefined): string | null {
  return Object.entries(counts ?? {}).find(([, count]) => count > 0)?.[0] ?? null;
}

const some = <T>(items: T[]): T[] | undefined => (items.length > 0 ? items : undefined);

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
