import type { Commune, Role } from './types';

export interface OrganizationView {
  id: string;
  version: number;
  name: string;
  siret: string | null;
  rna: string | null;
  commune: Commune | null;
  address: string | null;
}

export interface Invitation {
  email: string;
  first_name: string;
  last_name: string;
  roles: Role[];
  facilitator_kind?: 'mediator' | 'peer';
  organization_id?: string;
  place_ids?: string[];
}

export interface FacilitatorItem {
  id: string;
  name: string;
  kind: 'mediator' | 'peer';
  organization_name: string | null;
}

export interface ProgrammeView {
  id: string;
  version: number;
  name: string;
  starts_on: string | null;
  ends_on: string | null;
}

export interface TeamMember {
  facilitator_id: string;
  name: string;
  kind: 'mediator' | 'peer';
  joined_on: string;
  /** The first day outside. */
  left_on: string | null;
}

export interface TeamView {
  id: string;
  version: number;
  name: string;
  coordinator_account_id: string;
  coordinator_name: string;
  /** Absent in lists. */
  members?: TeamMember[];
}

export interface AuditEntry {
  id: string;
  at: string;
  actor_name: string | null;
  action: string;
  object_type: string;
  object_id: string | null;
  reason: string | null;
}

export interface MailEntry {
  id: string;
  created_at: string;
  kind: string;
  recipient_masked: string;
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  attempts: number;
  last_error: string | null;
}
