import type { Answer, Input } from './answer';

export type LearnerInput = Input<'LearnerInput'>;
export type LearnerView = Answer<'LearnerView'>;
export type DuplicateSignal = Answer<'Signal'>;

/** The contract says a list; it always holds two. */
export interface DuplicatePair {
  learners: [LearnerView, LearnerView];
  signals: DuplicateSignal[];
}

/** What an import did, or would do: any error keeps the whole file out. */
export type ImportReport = Answer<'ImportReport'>;
export type ImportLine = Answer<'LineFaultView'>;
