import { describe, expect, it } from 'vitest';
import type { CoordinationView } from '$lib/api/coordination';
import {
  emptyActivity,
  inputFromActivity,
  noPartner,
  valuesFromActivity,
  type ActivityValues,
} from './values';

const TODAY = '2026-11-12';

const values = (changes: Partial<ActivityValues>): ActivityValues => ({
  ...emptyActivity(TODAY),
  ...changes,
});

const view = (changes: Partial<CoordinationView>): CoordinationView => ({
  id: '0190b3c2-0000-7000-8000-000000000001',
  version: 3,
  kind: 'animation',
  coordinator: { id: '0190b3c2-0000-7000-8000-000000000002', name: 'Hugo Vernier' },
  date: TODAY,
  end_date: null,
  duration_min: 90,
  initiative: null,
  animation_type: 'comite',
  animation_type_other: null,
  themes: ['reseau'],
  theme_other: null,
  mediators: 8,
  structures: 2,
  other_actors: 0,
  name: null,
  event_type: null,
  event_type_other: null,
  organizers: [],
  organizer_other: null,
  participants: 0,
  natures: [],
  nature_other: null,
  territorial_level: null,
  partners: [],
  departements: ['44'],
  tags: [],
  notes: null,
  created_at: '2026-11-12T09:00:00.000Z',
  updated_at: '2026-11-12T09:00:00.000Z',
  ...changes,
});

describe('what is sent', () => {
  it('holds nothing of another kind and nothing left empty', () => {
    const typed = values({
      animation_type: 'comite',
      themes: ['partage'],
      mediators: 4,
      name: 'Forum',
      organizers: ['hub'],
      partners: [{ name: 'Ville', kind: 'commune', kind_other: '' }],
      given_min: 30,
    });
    expect(inputFromActivity(typed)).toEqual({
      date: TODAY,
      duration_min: 60,
      animation_type: 'comite',
      themes: ['partage'],
      mediators: 4,
      structures: 0,
      other_actors: 0,
    });
    expect(
      inputFromActivity({ ...typed, kind: 'evenement', event_type: 'nec_local', participants: 0 }),
    ).toEqual({
      date: TODAY,
      duration_min: 30,
      name: 'Forum',
      event_type: 'nec_local',
      organizers: ['hub'],
      participants: 0,
    });
  });

  it('keeps a word of precision only beside « autre »', () => {
    const typed = values({
      kind: 'partenariat',
      natures: ['subvention'],
      nature_other: 'Prêt',
      partners: [
        { name: ' Les Ateliers ', kind: 'autre', kind_other: 'Coopérative' },
        { name: 'Ville', kind: 'commune', kind_other: 'oubli' },
        noPartner(),
      ],
    });
    expect(inputFromActivity(typed)).toEqual({
      date: TODAY,
      natures: ['subvention'],
      partners: [
        { name: 'Les Ateliers', kind: 'autre', kind_other: 'Coopérative' },
        { name: 'Ville', kind: 'commune' },
      ],
    });
    const other = inputFromActivity({ ...typed, natures: ['autre'] });
    expect(other).toMatchObject({ nature_other: 'Prêt' });
  });
});

describe('the form of an activity that exists', () => {
  it('sends back what it was', () => {
    expect(inputFromActivity(valuesFromActivity(view({ notes: 'À revoir' })))).toEqual({
      date: TODAY,
      departements: ['44'],
      notes: 'À revoir',
      duration_min: 90,
      animation_type: 'comite',
      themes: ['reseau'],
      mediators: 8,
      structures: 2,
      other_actors: 0,
    });
    const event = view({
      kind: 'evenement',
      animation_type: null,
      themes: [],
      mediators: 0,
      structures: 0,
      event_type: 'autre',
      event_type_other: 'Salon',
      organizers: ['region'],
      participants: 120,
      end_date: '2026-11-13',
      duration_min: null,
      territorial_level: 'regional',
    });
    expect(inputFromActivity(valuesFromActivity(event))).toEqual({
      date: TODAY,
      departements: ['44'],
      end_date: '2026-11-13',
      event_type: 'autre',
      event_type_other: 'Salon',
      organizers: ['region'],
      participants: 120,
      territorial_level: 'regional',
    });
  });
});
