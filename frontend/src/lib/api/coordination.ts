import type { Answer, Input } from './answer';

export type CoordinationKind = Input<'CoordinationKind'>;
export type CoordinationSummary = Answer<'CoordinationSummary'>;
export type CoordinationView = Answer<'CoordinationView'>;
export type AnimationInput = Input<'AnimationInput'>;
export type EventInput = Input<'EventInput'>;
export type PartnershipInput = Input<'PartnershipInput'>;
export type CoordinationInput = AnimationInput | EventInput | PartnershipInput;
export type CoordinationStatistics = Answer<'CoordinationStatistics'>;
export type CoordinationTotals = Answer<'CoordinationTotals'>;
export type CoordinationLine = Answer<'CoordinationLine'>;
export type CoordinationMonth = Answer<'CoordinationMonth'>;
