import type { Answer, Input } from './answer';

/** The sheet of a place: the fields of the national standard. */
export type PlaceInput = Input<'PlaceSheet'>;
export type PlaceView = Answer<'PlaceView'>;
export type PlaceSummary = Answer<'PlaceSummary'>;
export type Departement = Answer<'DepartementItem'>;
