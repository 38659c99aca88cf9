import type { Answer } from './answer';

/** A workshop that anybody may read, in a list and whole. */
export type OpenWorkshop = Answer<'OpenWorkshop'>;
export type OpenWorkshopView = Answer<'OpenWorkshopView'>;
/** What there is to choose from. */
export type OpenChoices = Answer<'OpenChoices'>;
