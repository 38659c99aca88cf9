import type { Answer, Input } from './answer';

export type BadgeView = Answer<'BadgeView'>;
export type BadgeInput = Input<'BadgeInput'>;
export type BadgeState = Input<'BadgeState'>;
export type Revocation = Input<'Revocation'>;
export type PublicBadge = Answer<'PublicBadge'>;
/** Competences, and what their levels are called. */
export type Catalogue = Answer<'CompetenceList'>;
export type Competence = Answer<'CompetenceItem'>;
/** What a level rests on. */
export type Proof = Answer<'ProofView'>;
export type BadgeKind = Input<'BadgeKind'>;
/** What somebody taught, counted from sessions held. */
export type Taught = Answer<'TaughtView'>;
/** The same of oneself, and what a badge takes. */
export type FacilitationStanding = Answer<'FacilitationStanding'>;
/** What a badge is to say of whose it is. */
export type Says = Input<'FacilitationBadgeInput'>;
