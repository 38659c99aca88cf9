// Short names for the types of the API, all of them taken from the generated schema.d.ts.
import type { Answer, Input } from './answer';

export type Role = Input<'Role'>;
export type SessionKind = Input<'SessionKind'>;
export type PlaceType = Input<'PlaceType'>;

export type Named = Answer<'Named'>;
export type Commune = Answer<'CommuneView'>;
export type CommuneItem = Answer<'CommuneItem'>;

export type AccountView = Answer<'AccountView'>;
export type SignedIn = Answer<'SignedIn'>;
export type WorkspaceView = Answer<'WorkspaceView'>;
export type Pattern = Answer<'Pattern'>;
export type HomeView = Answer<'HomeView'>;

export type SessionSummary = Answer<'SessionSummary'>;
export type SessionView = Answer<'SessionView'>;
export type IndividualSessionInput = Input<'IndividualSessionInput'>;
export type WorkshopInput = Input<'WorkshopInput'>;
/** What both lists of sessions are asked with; the text goes with a search alone. */
export type SessionQuery = Omit<Input<'SessionSearch'>, 'text' | 'cursor' | 'limit' | 'with_total'>;

export type LearnerSummary = Answer<'LearnerSummary'>;

/** The anonymous participants of a workshop. */
export interface AnonymousCounts {
  total: number;
  already_supported: number;
  genders: Record<string, number>;
  age_bands: Record<string, number>;
  statuses: Record<string, number>;
}

/** A page of any list. */
export interface List<T> {
  items: T[];
  next_cursor: string | null;
  total: number | null;
}
