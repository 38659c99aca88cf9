export type Role = 'admin' | 'coordinator' | 'facilitator' | 'learner' | 'funder';
export type SessionKind = 'individual' | 'workshop';
export type PlaceType = 'lieu_activite' | 'domicile' | 'autre' | 'a_distance';

export interface Named {
  id: string;
  name: string;
}

export interface Commune {
  code: string;
  name: string;
}

export interface CommuneItem extends Commune {
  postcodes: string[];
  departement_code: string;
}

export interface AccountView {
  id: string;
  version: number;
  email: string;
  first_name: string;
  last_name: string;
  phone: string | null;
  language: 'fr' | 'en';
  roles: Role[];
  status: 'invited' | 'active' | 'suspended';
  has_password: boolean;
  created_at: string;
  last_signed_in_at: string | null;
  facilitator: null | { id: string; kind: 'mediator' | 'peer'; organization: Named | null };
}

export interface Pattern {
  kind: SessionKind;
  themes: string[];
  duration_min: number;
  place_type: PlaceType;
  place_id: string | null;
  place_name: string | null;
  commune: Commune | null;
  title: string | null;
  level: string | null;
  equipment: string[];
  last_used_on: string;
}

export interface WorkspaceView {
  today: string;
  places: { id: string; name: string; commune_name: string; uses: number }[];
  usual_durations: number[];
  usual_themes: string[];
  patterns: Pattern[];
  tags: { id: string; name: string; scope: 'personal' | 'network' }[];
  programmes: Named[];
  organization: Named | null;
}

export interface SignedIn {
  access_token: string;
  expires_in_s: number;
  account: AccountView;
  workspace: WorkspaceView | null;
}

export interface List<T> {
  items: T[];
  next_cursor: string | null;
  total: number | null;
}

export interface SessionSummary {
  id: string;
  version: number;
  kind: SessionKind;
  date: string;
  start_time: string | null;
  duration_min: number;
  place_type: PlaceType;
  place_id: string | null;
  place_name: string | null;
  commune_name: string | null;
  themes: string[];
  title: string | null;
  level: string | null;
  participant_count: number;
  learner_name: string | null;
  facilitator_id: string;
  facilitator_name: string;
}

export interface AnonymousCounts {
  total: number;
  already_supported: number;
  genders: Record<string, number>;
  age_bands: Record<string, number>;
  statuses: Record<string, number>;
  communes?: Record<string, number>;
}

export interface SessionView {
  id: string;
  version: number;
  kind: SessionKind;
  date: string;
  start_time: string | null;
  duration_min: number;
  place_type: PlaceType;
  place: Named | null;
  commune: Commune | null;
  themes: string[];
  equipment: string[];
  tags: Named[];
  title: string | null;
  level: string | null;
  notes: string | null;
  procedure_detail: string | null;
  programme_id: string | null;
  organization_id: string | null;
  facilitator: Named;
  learner: { id: string; first_name: string; last_name: string } | null;
  participants: {
    learner_id: string;
    first_name: string;
    last_name: string;
    first_time: boolean;
    gender: string | null;
    age_band: string | null;
    status: string | null;
  }[];
  anonymous: AnonymousCounts;
  participant_count: number;
  autonomy: string | null;
  redirected: boolean | null;
  redirection: string | null;
  created_at: string;
  updated_at: string;
}

export interface IndividualSessionInput {
  date: string;
  start_time?: string;
  duration_min: number;
  place_type: PlaceType;
  place_id?: string;
  commune_code?: string;
  themes: string[];
  equipment?: string[];
  tag_ids?: string[];
  notes?: string;
  procedure_detail?: string;
  programme_id?: string;
  learner_id?: string;
  anonymous?: {
    gender?: string;
    age_band?: string;
    status?: string;
    commune_code?: string;
    already_supported?: boolean;
  };
  autonomy?: string;
  redirected?: boolean;
  redirection?: string;
}

export interface WorkshopInput {
  date: string;
  start_time?: string;
  duration_min: number;
  place_type: PlaceType;
  place_id?: string;
  commune_code?: string;
  themes: string[];
  equipment?: string[];
  tag_ids?: string[];
  notes?: string;
  procedure_detail?: string;
  programme_id?: string;
  title?: string;
  level?: string;
  learner_ids: string[];
  anonymous?: AnonymousCounts;
}

export interface HomeView {
  today: string;
  sessions_today: SessionSummary[];
  recent: SessionSummary[];
  patterns: Pattern[];
  week: {
    sessions: number;
    participations: number;
    minutes: number;
    days: { date: string; sessions: number; participations: number }[];
  };
  followed_count: number;
}

export interface LearnerSummary {
  id: string;
  version: number;
  first_name: string;
  last_name: string;
  birth_year: number | null;
  commune_name: string | null;
  session_count: number;
  last_session_on: string | null;
}
