import type { Commune, Named } from './types';

/** The sheet of a place: the fields of the national standard. */
export interface PlaceInput {
  name: string;
  pivot?: string;
  organization_id?: string;
  standard_id?: string;
  commune_code: string;
  commune_name?: string;
  postcode: string;
  address: string;
  address_extra?: string;
  latitude?: number;
  longitude?: number;
  typologies: string[];
  phone?: string;
  emails: string[];
  websites: string[];
  opening_hours?: string;
  summary?: string;
  description?: string;
  source?: string;
  itinerancy: string[];
  parent?: string;
  updated_on?: string;
  services: string[];
  audiences: string[];
  special_care: string[];
  fees: string[];
  national_programmes: string[];
  training_labels: string[];
  other_labels: string[];
  access_modes: string[];
  support_modes: string[];
  accessibility_url?: string;
  booking_url?: string;
}

type Nullable<T> = {
  [Key in keyof T]-?: undefined extends T[Key] ? Exclude<T[Key], undefined> | null : T[Key];
};

export interface PlaceView extends Nullable<PlaceInput> {
  id: string;
  version: number;
  commune: Commune | null;
  departement_code: string | null;
  attached: boolean;
  organization: Named | null;
}

export interface PlaceSummary {
  id: string;
  version: number;
  name: string;
  address: string;
  postcode: string;
  commune_name: string;
  commune_code: string;
  attached: boolean;
  typologies: string[];
}
