import type { Answer, Input } from './answer';

/** A planned workshop, in a list and whole. */
export type WorkshopSummary = Answer<'PlannedWorkshopSummary'>;
/** The contract calls the suggested role a string and an object at once: it is a string. */
export type Workshop = Omit<Answer<'PlannedWorkshopView'>, 'suggested_role'> & {
  suggested_role: EnrolmentRole;
};
export type Need = WorkshopSummary['competences'][number];
export type DayCount = Answer<'DayCount'>;

/** Somebody's place in a workshop, or in its queue. */
export type Enrolment = Answer<'EnrolmentView'>;
export type EnrolmentState = Enrolment['state'];
export type EnrolmentRole = Enrolment['role'];
export type Commitment = Answer<'CommitmentView'>;

export type OwnFacilitation = Answer<'OwnFacilitation'>;
/** Somebody who leads, co-leads or observes. */
export type Facilitating = Workshop['facilitators'][number];
export type FacilitationAnswer = Input<'FacilitationAnswer'>;

export type Feed = Answer<'FeedView'>;
export type FeedKind = Input<'FeedKind'>;
export type NewFeed = Answer<'NewFeed'>;

export type SatisfactionAsked = Answer<'SatisfactionAsked'>;
export type SatisfactionInput = Input<'SatisfactionInput'>;
