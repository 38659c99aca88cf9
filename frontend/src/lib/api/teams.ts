import type { Answer, Input } from './answer';
import type { operations } from './schema';

export type { TeamView } from './administration';
export type MemberItem = Answer<'MemberItem'>;
export type MemberSheet = Answer<'MemberSheet'>;
export type MemberState = Input<'MemberState'>;
type MembersQuery = NonNullable<operations['teams_list_members']['parameters']['query']>;
export type MembersShown = NonNullable<MembersQuery['state']>;
export type MemberSort = NonNullable<MembersQuery['sort']>;
export type TeamInvitation = Answer<'TeamInvitationView'>;
export type InvitationState = Input<'InvitationState'>;
export type InvitationOffer = Answer<'InvitationOffer'>;
export type Acceptance = Answer<'Acceptance'>;
export type Newcomer = Input<'NewcomerInput'>;
export type OwnTeam = Answer<'OwnTeam'>;
