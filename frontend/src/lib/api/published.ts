/** Protected figures, as funders, shared links and the public page read them. Null where a figure is masked. */
import type { Answer } from './answer';

export type PublishedView = Answer<'PublishedView'>;
export type PublishedTotals = Answer<'PublishedTotals'>;
export type PublishedFamily = Answer<'PublishedFamily'>;
export type PublishedLine = Answer<'PublishedLine'>;
export type EarlierTotals = Answer<'EarlierPublished'>;
export type TargetProgress = Answer<'TargetProgress'>;
/** Why a figure is masked: few people, one body alone makes it, or it would betray another. */
export type Reason = NonNullable<PublishedLine['hidden']>;

/** Exact progress, for those who work towards the target. */
export type ProgressList = Answer<'ProgressList'>;
export type ExactProgress = Answer<'ExactProgress'>;
