export interface Totals {
  sessions: number;
  individual_sessions: number;
  workshops: number;
  participations: number;
  individual_participations: number;
  workshop_participations: number;
  followed: number;
  new_followed: number;
  returning_followed: number;
  anonymous: number;
  anonymous_first: number;
  minutes_delivered: number;
  minutes_received: number;
  mean_individual_min: number | null;
  mean_workshop_min: number | null;
  mean_group: number | null;
  redirected: number;
}

export interface TimeRow {
  code: string;
  sessions: number;
  participations: number;
  partial: boolean;
}

interface Counted {
  code: string;
  label: string | null;
  sessions: number;
  participations: number;
}

export interface MultiRow extends Counted {
  share_of_participations: number;
  share_of_mentions: number;
}

export interface SingleRow extends Counted {
  share: number;
}

export interface TerritoryRow extends SingleRow {
  label: string;
  /** Sessions at a distance: a line of their own, at the employer's. */
  remote: boolean;
  per_10000: number | null;
}

export interface PeopleRow {
  code: string;
  label: string | null;
  followed: number;
  anonymous: number;
  share_of_people: number;
}

export interface StatisticsView {
  definitions_version: number;
  scope: 'own' | 'team' | 'network';
  from: string;
  to: string;
  calculated_at: string;
  totals: Totals;
  by_month: TimeRow[];
  by_week: TimeRow[];
  by_day: TimeRow[];
  by_weekday: TimeRow[];
  by_theme: MultiRow[];
  by_administrative_theme: MultiRow[];
  by_equipment: MultiRow[];
  by_tag: MultiRow[];
  by_kind: SingleRow[];
  by_place_type: SingleRow[];
  by_duration: SingleRow[];
  by_autonomy: SingleRow[];
  by_level: SingleRow[];
  by_redirection: SingleRow[];
  by_place: TerritoryRow[];
  by_commune: TerritoryRow[];
  by_epci: TerritoryRow[];
  by_departement: TerritoryRow[];
  by_region: TerritoryRow[];
  by_gender: PeopleRow[];
  by_age_band: PeopleRow[];
  by_status: PeopleRow[];
  by_residence_commune: PeopleRow[];
  by_facilitator: SingleRow[];
  by_organization: SingleRow[];
  by_programme: SingleRow[];
}
