import type { Answer, Input } from './answer';

export type Level = Input<'Level'>;
export type CompetenceItem = Answer<'CompetenceItem'>;
export type Area = Answer<'AreaView'>;
export type CompetenceInput = Input<'CompetenceInput'>;
export type MaximumInput = Input<'MaximumInput'>;
export type Framework = Input<'Framework'>;
export type SessionCompetence = Input<'SessionCompetence'>;
export type SessionCompetenceView = Answer<'SessionCompetenceView'>;

export type Proof = Answer<'ProofView'>;
export type EvidenceKind = Input<'EvidenceKind'>;
export type Evidence = Answer<'EvidenceView'>;
export type ActKind = Input<'ActKind'>;
export type CompetenceLevel = Answer<'CompetenceLevel'>;
export type Grant = Answer<'GrantView'>;

/** The competences, what levels are called, the answers of self-placement. */
export interface Catalogue {
  areas: Area[];
  levels: Answer<'LevelWords'>[];
  items: CompetenceItem[];
}
