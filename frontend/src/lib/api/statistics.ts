import type { Answer } from './answer';

export type StatisticsView = Answer<'StatisticsView'>;
export type Totals = Answer<'Totals'>;
export type TimeRow = Answer<'TimeLine'>;
export type MultiRow = Answer<'MentionLine'>;
export type SingleRow = Answer<'ShareLine'>;
export type TerritoryRow = Answer<'TerritoryLine'>;
export type PeopleRow = Answer<'PeopleLine'>;
export type NotSent = Answer<'NotSent'>;
export type LongFamily = NotSent['family'];
