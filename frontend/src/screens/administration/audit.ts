/** Entries of the audit log in words. A deed that is not listed yet shows its code: nothing is hidden. */
import { m } from '$lib/paraglide/messages';

const VERBS: Record<string, () => string> = {
  change: m.audit_verb_change,
  create: m.audit_verb_create,
  create_admin: m.audit_verb_create_admin,
  invite: m.audit_verb_invite,
  issue: m.audit_verb_issue,
  invite_again: m.audit_verb_invite,
  suspend: m.audit_verb_suspend,
  reactivate: m.audit_verb_reactivate,
  anonymise: m.audit_verb_anonymise,
  merge: m.audit_verb_merge,
  export: m.audit_verb_export,
  import: m.audit_verb_import,
  read: m.audit_verb_read,
  set_member: m.audit_verb_set_member,
  delete: m.audit_verb_delete,
  revoke: m.audit_verb_revoke,
  leave: m.audit_verb_leave,
  archive_member: m.audit_verb_archive_member,
  remove_member: m.audit_verb_remove_member,
  read_member: m.audit_verb_read,
  withdraw_invitation: m.audit_verb_withdraw_invitation,
  accept_invitation: m.audit_verb_accept_invitation,
  decline_invitation: m.audit_verb_decline_invitation,
  cosign: m.audit_verb_cosign,
  decline: m.audit_verb_decline,
  give: m.audit_verb_give,
  end: m.audit_verb_end,
  dispute: m.audit_verb_dispute,
  clear: m.audit_verb_clear,
  confirm: m.audit_verb_confirm,
  maximum: m.audit_verb_maximum,
  claim: m.audit_verb_claim,
  claim_code: m.audit_verb_claim_code,
  placement_code: m.audit_verb_placement_code,
};

const OBJECTS: Record<string, () => string> = {
  account: m.audit_object_account,
  badge: m.audit_object_badge,
  coordination: m.coord_title,
  learner: m.audit_object_learner,
  organization: m.audit_object_organization,
  perimeter: m.audit_object_perimeter,
  place: m.audit_object_place,
  programme: m.audit_object_programme,
  session: m.audit_object_session,
  settings: m.audit_object_settings,
  share_link: m.audit_object_share_link,
  tag: m.audit_object_tag,
  team: m.audit_object_team,
  team_invitation: m.audit_object_team_invitation,
  team_membership: m.audit_object_team_membership,
  competence: m.audit_object_competence,
  evidence: m.audit_object_evidence,
  framework: m.audit_object_framework,
  person: m.audit_object_person,
  pix_import: m.audit_object_pix_import,
  teaching_grant: m.audit_object_teaching_grant,
};

/** `account.suspend` → « Suspension » */
export function actionWords(action: string): string {
  return VERBS[action.split('.').at(-1) ?? '']?.() ?? action;
}

export function objectWords(type: string): string {
  return OBJECTS[type]?.() ?? type;
}
