//! Whose business a piece of evidence, or somebody's level, is.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ledger::EvidenceRow;
use super::levels::{ActKind, EvidenceKind};
use crate::facilitators;
use crate::platform::database::schema::{accounts, facilitators as facilitator_rows, pix_imports};
use crate::platform::database::{Conn, Id};
use crate::policy::{Actor, Role};

/// The present members of a coordinator's teams, as people; nobody for anybody else.
pub fn team_people(conn: &mut Conn, actor: &Actor, today: NaiveDate) -> QueryResult<Vec<Id>> {
    if !actor.is(Role::Coordinator) {
        return Ok(Vec::new());
    }
    let team = facilitators::team_of(conn, actor.account_id, today)?;
    facilitator_rows::table
        .inner_join(accounts::table.on(facilitator_rows::account_id.eq(accounts::id)))
        .filter(facilitator_rows::id.eq_any(team))
        .select(accounts::person_id)
        .load(conn)
}

/// What somebody may do to a piece of evidence; nothing means that it is none of their business.
pub fn acts(
    conn: &mut Conn,
    actor: &Actor,
    row: &EvidenceRow,
    today: NaiveDate,
) -> QueryResult<Vec<ActKind>> {
    let mut may = Vec::new();
    match row.kind {
        EvidenceKind::SelfPlaced => {
            if row.person_id == actor.person_id {
                may.push(ActKind::Revoke);
            }
        }
        EvidenceKind::Peer => {
            if row.person_id == actor.person_id {
                may.push(ActKind::Dispute);
            }
            let is_issuer = row.issuer_id == Some(actor.person_id);
            if is_issuer {
                may.push(ActKind::Revoke);
            }
            // Nobody judges what was said of or by themself.
            let concerned = is_issuer || row.person_id == actor.person_id;
            let team = if concerned { Vec::new() } else { team_people(conn, actor, today)? };
            if row.issuer_id.is_some_and(|issuer| team.contains(&issuer)) {
                may.extend([ActKind::Clear, ActKind::Confirm, ActKind::Revoke]);
            }
        }
        EvidenceKind::PixProfile | EvidenceKind::PixCertified => {
            if row.person_id == actor.person_id {
                may.push(ActKind::Dispute);
            } else if actor.is(Role::Admin) || has_imported(conn, actor, row)? {
                may.extend([ActKind::Clear, ActKind::Revoke]);
            }
        }
    }
    Ok(may)
}

fn has_imported(conn: &mut Conn, actor: &Actor, row: &EvidenceRow) -> QueryResult<bool> {
    let Some(import) = row.import_id.filter(|_| actor.is(Role::Coordinator)) else {
        return Ok(false);
    };
    let by: Option<Id> =
        pix_imports::table.find(import).select(pix_imports::account_id).first(conn).optional()?;
    Ok(by == Some(actor.account_id))
}
