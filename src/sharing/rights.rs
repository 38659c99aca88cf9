//! Who may share whose figures: asked when a link is made, and again each time it is opened.

use super::model::{ScopeKind, ShareScope};
use super::queries;
use crate::funding;
use crate::organizations;
use crate::platform::database::{Conn, Id};
use crate::policy::{Role, Roles};

/// Somebody who shares, or did.
#[derive(Clone, Copy, Debug)]
pub struct Author {
    pub account_id: Id,
    pub roles: Roles,
    pub facilitator_id: Option<Id>,
}

/// Whether anybody with these hats may share a scope of this kind.
pub fn role_allows(roles: Roles, kind: ScopeKind) -> bool {
    match kind {
        ScopeKind::Own => roles.contains(Role::Facilitator),
        ScopeKind::Team => roles.contains(Role::Coordinator) || roles.contains(Role::Admin),
        ScopeKind::Organization | ScopeKind::Network | ScopeKind::Perimeter => {
            roles.contains(Role::Admin)
        }
    }
}

/// Whether the author may share this scope: the hat allows it, and it exists for them.
pub fn may_share(conn: &mut Conn, author: Author, scope: ShareScope) -> diesel::QueryResult<bool> {
    if !role_allows(author.roles, scope.kind()) {
        return Ok(false);
    }
    match scope {
        ShareScope::Own(id) => Ok(author.facilitator_id == Some(id)),
        ShareScope::Team(id) => match author.roles.contains(Role::Admin) {
            true => Ok(queries::team_name(conn, id)?.is_some()),
            false => queries::coordinates(conn, author.account_id, id),
        },
        ShareScope::Organization(id) => Ok(organizations::find_named(conn, id)?.is_some()),
        ShareScope::Network => Ok(true),
        ShareScope::Perimeter(id) => Ok(funding::find(conn, id)?.is_some()),
    }
}
