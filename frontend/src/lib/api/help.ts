import type { Answer, Input } from './answer';

/** Those who can help, the first to ask first. */
export type Helpers = Answer<'Helpers'>;
export type Helper = Answer<'Helper'>;

export type HelpRequest = Answer<'HelpView'>;
/** A draft workshop that requests made. */
export type HelpDraft = Answer<'HelpDraft'>;
export type HelpInput = Input<'HelpInput'>;
export type HelpAct = Input<'HelpAct'>;
export type HelpStepInput = Input<'HelpStepInput'>;
export type HelpState = Input<'HelpState'>;
export type Circle = Input<'Circle'>;
export type Outcome = Input<'Outcome'>;
