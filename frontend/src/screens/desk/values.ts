import { fromView, type Chosen } from '$lib/competences/chosen';
import type { Template, TemplateInput, Workshop, WorkshopInput } from './api';

/** The form of a workshop, as typed. */
export interface WorkshopValues {
  template_id: string;
  title: string;
  objectives: string;
  themes: string[];
  competences: Chosen[];
  date: string;
  start_time: string;
  end_time: string;
  where: 'place' | 'remote';
  place: { id: string; name: string } | null;
  room_id: string;
  remote_url: string;
  capacity: number;
  min_people: number;
  visibility: WorkshopInput['visibility'];
  approval: 'none' | 'coordinator';
  setup_min: number;
  teardown_min: number;
  devices: { pool_id: string; devices: number }[];
  devices_per_learner: number;
  needs_wires: boolean;
  /** Not asked here, and sent back as it was. */
  programme_id: string | null;
}

const QUARTER = 15;
const DAY_MIN = 24 * 60;

export function emptyWorkshop(place: WorkshopValues['place']): WorkshopValues {
  return {
    template_id: '',
    title: '',
    objectives: '',
    themes: [],
    competences: [],
    date: '',
    start_time: '14:00',
    end_time: '16:00',
    where: 'place',
    place,
    room_id: '',
    remote_url: '',
    capacity: 8,
    min_people: 1,
    visibility: 'network',
    approval: 'none',
    setup_min: 0,
    teardown_min: 0,
    devices: [],
    devices_per_learner: 0,
    needs_wires: false,
    programme_id: null,
  };
}

export function valuesFromWorkshop(view: Workshop): WorkshopValues {
  return {
    template_id: view.template_id ?? '',
    title: view.title,
    objectives: view.objectives ?? '',
    themes: [...view.themes],
    competences: fromView(view.competences),
    date: view.date,
    start_time: view.start_time,
    end_time: view.end_time,
    where: view.is_remote ? 'remote' : 'place',
    place: view.place,
    room_id: view.room_id ?? '',
    remote_url: view.remote_url ?? '',
    capacity: view.capacity,
    min_people: view.min_people,
    visibility: view.visibility,
    approval: view.approval,
    setup_min: view.setup_min,
    teardown_min: view.teardown_min,
    devices: view.devices.map(({ pool_id, devices }) => ({ pool_id, devices })),
    devices_per_learner: view.devices_per_learner,
    needs_wires: view.needs_wires,
    programme_id: view.programme_id,
  };
}

/** What a template says of a workshop; when and where stay as they were typed. */
export function withTemplate(values: WorkshopValues, template: Template): WorkshopValues {
  return {
    ...values,
    template_id: template.id,
    title: template.title,
    objectives: template.objectives ?? '',
    themes: [...template.themes],
    competences: fromView(template.competences),
    end_time: later(values.start_time, template.duration_min),
    capacity: template.max_people,
    min_people: template.min_people,
    devices_per_learner: template.devices_per_learner,
    needs_wires: template.needs_wires,
  };
}

export function workshopInput(values: WorkshopValues): WorkshopInput {
  const here = values.where === 'place';
  return {
    template_id: values.template_id || null,
    title: values.title.trim(),
    objectives: values.objectives.trim() || null,
    date: values.date,
    start_time: values.start_time,
    end_time: values.end_time,
    setup_min: values.setup_min,
    teardown_min: values.teardown_min,
    place_id: here ? (values.place?.id ?? null) : null,
    room_id: here ? values.room_id || null : null,
    remote_url: here ? null : values.remote_url.trim() || null,
    programme_id: values.programme_id,
    themes: values.themes as NonNullable<WorkshopInput['themes']>,
    competences: needs(values.competences),
    capacity: values.capacity,
    min_people: values.min_people,
    devices: here ? values.devices : [],
    devices_per_learner: values.devices_per_learner,
    needs_wires: here && values.needs_wires,
    visibility: values.visibility,
    approval: values.approval,
  };
}

/** A workshop always brings to a level: to the first, where none was chosen. */
export const withLevels = (chosen: readonly Chosen[]): Chosen[] =>
  chosen.map((own) => ({ ...own, target_level: own.target_level ?? 1 }));

function needs(chosen: readonly Chosen[]) {
  return chosen.map(({ competence_id, target_level }) => ({
    competence_id,
    target_level: target_level ?? 1,
  }));
}

/** The form of a template, as typed. */
export interface TemplateValues {
  title: string;
  objectives: string;
  themes: string[];
  competences: Chosen[];
  duration_min: number;
  min_people: number;
  max_people: number;
  devices_per_learner: number;
  needs_wires: boolean;
  /** Web addresses, one a line. */
  documents: string;
}

export const emptyTemplate = (): TemplateValues => ({
  title: '',
  objectives: '',
  themes: [],
  competences: [],
  duration_min: 120,
  min_people: 3,
  max_people: 8,
  devices_per_learner: 0,
  needs_wires: false,
  documents: '',
});

export function valuesFromTemplate(view: Template): TemplateValues {
  return {
    title: view.title,
    objectives: view.objectives ?? '',
    themes: [...view.themes],
    competences: fromView(view.competences),
    duration_min: view.duration_min,
    min_people: view.min_people,
    max_people: view.max_people,
    devices_per_learner: view.devices_per_learner,
    needs_wires: view.needs_wires,
    documents: view.documents.join('\n'),
  };
}

export function templateInput(values: TemplateValues): TemplateInput {
  const lines = values.documents.split('\n').map((line) => line.trim());
  return {
    title: values.title.trim(),
    objectives: values.objectives.trim() || null,
    duration_min: values.duration_min,
    min_people: values.min_people,
    max_people: values.max_people,
    devices_per_learner: values.devices_per_learner,
    needs_wires: values.needs_wires,
    themes: values.themes as TemplateInput['themes'],
    competences: needs(values.competences),
    documents: lines.filter((line) => line !== ''),
  };
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Minutes from one wall-clock time to a later one of the same day. */
export const between = (start: string, end: string) => minutesOf(end) - minutesOf(start);

/** A time so many minutes later, and never past the last quarter of the day. */
export function later(start: string, minutes: number): string {
  const end = Math.min(minutesOf(start) + minutes, DAY_MIN - QUARTER);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(end / 60))}:${pad(end % 60)}`;
}
