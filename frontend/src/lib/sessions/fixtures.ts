// Values for the unit tests: everything in them is invented.
import type { SessionView, WorkspaceView } from '$lib/api/types';

export const TODAY = '2026-03-12';

export const workspace: WorkspaceView = {
  today: TODAY,
  places: [
    { id: 'place-a', name: 'Médiathèque du Port', commune_name: 'Valbourg', uses: 30 },
    { id: 'place-b', name: 'Maison des Tilleuls', commune_name: 'Valbourg', uses: 12 },
  ],
  usual_durations: [45, 30],
  usual_themes: ['email', 'bureautique'],
  patterns: [
    {
      kind: 'workshop',
      themes: ['email'],
      duration_min: 120,
      place_type: 'lieu_activite',
      place_id: 'place-b',
      place_name: 'Maison des Tilleuls',
      commune: null,
      title: 'Premiers courriels',
      level: 'debutant',
      equipment: ['ordinateur'],
      last_used_on: '2026-03-11',
    },
  ],
  tags: [],
  programmes: [],
  organization: null,
};

export const individualView: SessionView = {
  id: '0195d000-0000-7000-8000-000000000001',
  version: 3,
  kind: 'individual',
  state: 'held',
  date: '2026-03-10',
  start_time: '09:30',
  duration_min: 45,
  place_type: 'domicile',
  place: null,
  commune: { code: '44109', name: 'Nantes' },
  themes: ['aide_aux_demarches_administratives', 'logement'],
  equipment: ['telephone'],
  tags: [{ id: 'tag-a', name: 'Visio' }],
  title: null,
  level: null,
  notes: 'Rappeler jeudi.',
  procedure_detail: 'Demande de logement',
  programme_id: 'programme-a',
  organization_id: 'organization-a',
  facilitator: { id: 'facilitator-a', name: 'Amélie Roussel' },
  learner: null,
  participants: [],
  anonymous: {
    total: 1,
    already_supported: 1,
    genders: { feminin: 1 },
    age_bands: { soixante_dix_plus: 1 },
    statuses: {},
    communes: { '44109': 1 },
  },
  participant_count: 1,
  autonomy: 'autonome',
  redirected: true,
  redirection: 'administration',
  created_at: '2026-03-10T09:00:00Z',
  updated_at: '2026-03-10T09:00:00Z',
};
