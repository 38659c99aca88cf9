//! Teams and their members as people, and what is disputed, in the database.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::competences::ledger::EvidenceRow;
use crate::competences::levels::{ActKind, EvidenceKind};
use crate::platform::database::schema::{
    accounts, evidence, evidence_acts, facilitators, pix_imports, sessions, team_memberships, teams,
};
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::policy::{Actor, Role};

/// A present member: facilitator, person, name.
pub type Member = (Id, Id, String);

/// The present members of a coordinator's team, by name.
///
/// # Errors
/// 404 when it is not one of the coordinator's.
pub fn members(
    conn: &mut Conn,
    actor: &Actor,
    team_id: Id,
    today: NaiveDate,
) -> Result<Vec<Member>, Problem> {
    teams::table
        .find(team_id)
        .filter(teams::coordinator_account_id.eq(actor.account_id))
        .select(teams::id)
        .first::<Id>(conn)?;
    let rows: Vec<(Id, Id, String, String)> = team_memberships::table
        .inner_join(facilitators::table.on(team_memberships::facilitator_id.eq(facilitators::id)))
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(team_memberships::team_id.eq(team_id))
        .filter(team_memberships::joined_on.le(today))
        .filter(
            team_memberships::left_on
                .is_null()
                .or(team_memberships::left_on.gt(today).assume_not_null()),
        )
        .order((accounts::search, facilitators::id))
        .select((facilitators::id, accounts::person_id, accounts::first_name, accounts::last_name))
        .load(conn)?;
    let mut members: Vec<Member> = rows
        .into_iter()
        .map(|(id, person, first, last)| (id, person, format!("{first} {last}")))
        .collect();
    members.dedup_by_key(|(id, ..)| *id);
    Ok(members)
}

/// Evidence that is disputed by at least one act, which the reader may judge: attestations of the
/// team, and evidence of Pix files of one's own, or of all for an administrator.
pub fn disputed(
    conn: &mut Conn,
    actor: &Actor,
    team_people: &[Id],
) -> QueryResult<Vec<EvidenceRow>> {
    let mut query = evidence::table
        .left_join(pix_imports::table.on(evidence::import_id.eq(pix_imports::id.nullable())))
        .filter(diesel::dsl::exists(
            evidence_acts::table
                .filter(evidence_acts::evidence_id.eq(evidence::id))
                .filter(evidence_acts::kind.eq(ActKind::Dispute)),
        ))
        .select(EvidenceRow::as_select())
        .into_boxed();
    let of_team = evidence::kind
        .eq(EvidenceKind::Peer)
        .and(evidence::issuer_id.eq_any(team_people.iter().copied().map(Some)).assume_not_null());
    query = if actor.is(Role::Admin) {
        query.filter(of_team.or(evidence::import_id.is_not_null()))
    } else {
        let own = pix_imports::account_id.eq(actor.account_id).assume_not_null();
        query.filter(of_team.or(own))
    };
    query.load(conn)
}

/// The days of sessions.
pub fn session_days(conn: &mut Conn, ids: Vec<Id>) -> QueryResult<HashMap<Id, NaiveDate>> {
    let rows: Vec<(Id, NaiveDate)> = sessions::table
        .filter(sessions::id.eq_any(ids))
        .select((sessions::id, sessions::date))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
