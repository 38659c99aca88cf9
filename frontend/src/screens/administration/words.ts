import type { AccountView, Role } from '$lib/api/types';
import { formatList } from '$lib/format';
import { m } from '$lib/paraglide/messages';

export const ROLES: Role[] = ['facilitator', 'coordinator', 'admin', 'funder', 'learner'];
export const STATUSES = ['invited', 'active', 'suspended'] as const;

export const roleWords: Record<Role, () => string> = {
  admin: m.accounts_role_admin,
  coordinator: m.accounts_role_coordinator,
  facilitator: m.accounts_role_facilitator,
  learner: m.accounts_role_learner,
  funder: m.accounts_role_funder,
};

export const roleHints: Record<Role, () => string> = {
  admin: m.accounts_role_admin_hint,
  coordinator: m.accounts_role_coordinator_hint,
  facilitator: m.accounts_role_facilitator_hint,
  learner: m.accounts_role_learner_hint,
  funder: m.accounts_role_funder_hint,
};

export const statusWords: Record<AccountView['status'], () => string> = {
  invited: m.accounts_status_invited,
  active: m.accounts_status_active,
  suspended: m.accounts_status_suspended,
};

export const statusTone: Record<AccountView['status'], string> = {
  invited: 'warn',
  active: 'ok',
  suspended: 'bad',
};

export const rolesOf = (account: AccountView) => formatList(account.roles.map((role) => roleWords[role]()));
