import type { Answer, Input } from './answer';

export type AccountInput = Input<'AccountInput'>;
export type Invitation = Input<'InvitationInput'>;
export type OrganizationInput = Input<'OrganizationInput'>;
export type OrganizationView = Answer<'OrganizationView'>;
export type FacilitatorItem = Answer<'FacilitatorItem'>;
export type ProgrammeInput = Input<'ProgrammeInput'>;
export type ProgrammeView = Answer<'ProgrammeView'>;
export type TeamInput = Input<'TeamInput'>;
export type TeamMember = Answer<'MemberView'>;
export type MemberInput = Input<'MemberInput'>;
export type AuditEntry = Answer<'AuditView'>;
export type MailEntry = Answer<'MailView'>;

export type TeamView = Answer<'TeamView'>;
