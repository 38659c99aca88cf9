import type { InvitationState, MemberSort, MembersShown, MemberState } from '$lib/api/teams';
import { language } from '$lib/language.svelte';
import { m } from '$lib/paraglide/messages';

export const SHOWN: MembersShown[] = ['present', 'active', 'inactive', 'past'];
export const SORTS: MemberSort[] = ['name', 'joined_on', 'last_session_on', 'sessions', 'participations'];

export const shownWords: Record<MembersShown, () => string> = {
  present: m.team_shown_present,
  active: m.team_shown_active,
  inactive: m.team_shown_inactive,
  past: m.team_shown_past,
};

export const sortWords: Record<MemberSort, () => string> = {
  name: m.team_sort_name,
  joined_on: m.team_sort_joined_on,
  last_session_on: m.team_sort_last_session_on,
  sessions: m.team_sort_sessions,
  participations: m.team_sort_participations,
};

export const stateWords: Record<MemberState, () => string> = {
  active: m.team_state_active,
  inactive: m.team_state_inactive,
  past: m.team_state_past,
};

export const stateTone: Record<MemberState, string> = { active: 'ok', inactive: 'warn', past: '' };

export const invitationWords: Record<InvitationState, () => string> = {
  waiting: m.team_invitation_waiting,
  accepted: m.team_invitation_accepted,
  declined: m.team_invitation_declined,
  withdrawn: m.team_invitation_withdrawn,
  expired: m.team_invitation_expired,
};

export const invitationTone: Record<InvitationState, string> = {
  waiting: 'brand',
  accepted: 'ok',
  declined: 'bad',
  withdrawn: '',
  expired: 'warn',
};

/** `2026-11` → « nov. » and « novembre 2026 » */
export function monthWords(month: string) {
  const first = new Date(`${month}-01T12:00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language.tag, { timeZone: 'UTC', ...options }).format(first);
  return { short: format({ month: 'short' }), label: format({ month: 'long', year: 'numeric' }) };
}
