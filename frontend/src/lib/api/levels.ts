import type { Answer, Input } from './answer';

export type Catalogue = Answer<'CompetenceList'>;
export type Competence = Answer<'CompetenceItem'>;
export type LevelWords = Answer<'LevelWords'>;
export type OwnLevels = Answer<'OwnLevels'>;
export type CompetenceLevel = Answer<'CompetenceLevel'>;
export type NextStep = Answer<'NextStep'>;
export type Proof = Answer<'ProofView'>;
export type TeachingGrant = Answer<'GrantView'>;
export type Evidence = Answer<'EvidenceView'>;
export type ActKind = Input<'ActKind'>;
export type EvidenceKind = Input<'EvidenceKind'>;
export type LevelStep = Answer<'LevelStep'>;
export type Look = Answer<'LookView'>;

export type PlacementAnswer = Input<'PlacementAnswer'>;
export type PlacementInput = Input<'PlacementInput'>;
export type PlacedView = Answer<'PlacedView'>;
export type PlacementDesk = Answer<'PlacementDesk'>;
export type Claim = Answer<'ClaimView'>;
