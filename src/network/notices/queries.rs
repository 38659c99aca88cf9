//! What people were told, and where they are reached.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::NoticeKind;
use crate::accounts::Language;
use crate::network::enrolment::State;
use crate::platform::database::schema::{
    accounts, enrolments, facilitations, facilitators, learners, mails, notices, places,
};
use crate::platform::database::{Conn, Id, Moment};

/// How many ids one question names.
const BATCH: usize = 500;

/// Which of these were told already.
pub fn told(conn: &mut Conn, keys: &[String]) -> QueryResult<HashSet<String>> {
    let mut found = HashSet::new();
    for keys in keys.chunks(BATCH) {
        let rows: Vec<String> = notices::table
            .filter(notices::key.eq_any(keys.to_vec()))
            .select(notices::key)
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Somebody to write to.
#[derive(Clone, Debug)]
pub struct Reader {
    pub email: String,
    pub first_name: String,
    pub language: Language,
}

/// Where people are reached: by their account, else by the address that a facilitator noted.
pub fn readers(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<HashMap<Id, Reader>> {
    let mut found = HashMap::new();
    for ids in person_ids.chunks(BATCH) {
        let followed: Vec<(Id, Option<String>, String)> = learners::table
            .filter(learners::person_id.eq_any(ids.to_vec()))
            .filter(learners::email.is_not_null())
            .filter(learners::anonymised_at.is_null())
            .filter(learners::merged_into.is_null())
            .order(learners::id)
            .select((learners::person_id, learners::email, learners::first_name))
            .load(conn)?;
        for (person_id, email, first_name) in followed {
            let Some(email) = email else { continue };
            found.insert(person_id, Reader { email, first_name, language: Language::Fr });
        }
        let rows: Vec<(Id, String, String, Language)> = accounts::table
            .filter(accounts::person_id.eq_any(ids.to_vec()))
            .filter(accounts::status.ne("suspended"))
            .select((
                accounts::person_id,
                accounts::email,
                accounts::first_name,
                accounts::language,
            ))
            .load(conn)?;
        for (person_id, email, first_name, language) in rows {
            found.insert(person_id, Reader { email, first_name, language });
        }
    }
    Ok(found)
}

/// The same of accounts, with their people.
pub fn account_readers(conn: &mut Conn, ids: &[Id]) -> QueryResult<Vec<(Id, Reader)>> {
    let rows: Vec<(Id, String, String, Language)> = accounts::table
        .filter(accounts::id.eq_any(ids.to_vec()))
        .filter(accounts::status.ne("suspended"))
        .order(accounts::id)
        .select((accounts::person_id, accounts::email, accounts::first_name, accounts::language))
        .load(conn)?;
    let reader =
        |(person, email, first_name, language)| (person, Reader { email, first_name, language });
    Ok(rows.into_iter().map(reader).collect())
}

/// The account of who leads a workshop, if somebody has agreed to.
pub fn lead_of(conn: &mut Conn, workshop_id: Id) -> QueryResult<Option<Id>> {
    facilitations::table
        .inner_join(facilitators::table.on(facilitations::facilitator_id.eq(facilitators::id)))
        .filter(facilitations::workshop_id.eq(workshop_id))
        .filter(facilitations::role.eq("lead"))
        .filter(facilitations::state.eq("accepted"))
        .select(facilitators::account_id)
        .first(conn)
        .optional()
}

/// The facilitators by whom a workshop hangs on teams: who leads, and who planned.
pub fn hangs_on(conn: &mut Conn, workshop_id: Id, author_id: Id) -> QueryResult<Vec<Id>> {
    let mut ids: Vec<Id> = facilitations::table
        .filter(facilitations::workshop_id.eq(workshop_id))
        .filter(facilitations::state.eq_any(["accepted", "invited"]))
        .select(facilitations::facilitator_id)
        .load(conn)?;
    let author: Option<Id> = facilitators::table
        .filter(facilitators::account_id.eq(author_id))
        .select(facilitators::id)
        .first(conn)
        .optional()?;
    ids.extend(author);
    Ok(ids)
}

/// Why these enrolments were declined or cancelled.
pub fn reasons(conn: &mut Conn, ids: &[Id]) -> QueryResult<HashMap<Id, String>> {
    let mut found = HashMap::new();
    for ids in ids.chunks(BATCH) {
        let rows: Vec<(Id, Option<String>)> = enrolments::table
            .filter(enrolments::id.eq_any(ids.to_vec()))
            .filter(enrolments::reason.is_not_null())
            .select((enrolments::id, enrolments::reason))
            .load(conn)?;
        found.extend(rows.into_iter().filter_map(|(id, reason)| Some((id, reason?))));
    }
    Ok(found)
}

/// How an enrolment stands, as far as a calendar cares.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    pub state: State,
    /// Had a confirmed seat at some time.
    pub had_seat: bool,
}

/// How these enrolments stand now.
pub fn standings(conn: &mut Conn, ids: &[Id]) -> QueryResult<HashMap<Id, Standing>> {
    let mut found = HashMap::new();
    for ids in ids.chunks(BATCH) {
        let rows: Vec<(Id, State, Option<Moment>)> = enrolments::table
            .filter(enrolments::id.eq_any(ids.to_vec()))
            .select((enrolments::id, enrolments::state, enrolments::confirmed_at))
            .load(conn)?;
        found.extend(rows.into_iter().map(|(id, state, confirmed_at)| {
            (id, Standing { state, had_seat: confirmed_at.is_some() })
        }));
    }
    Ok(found)
}

/// A place's name and where it is.
pub fn place(conn: &mut Conn, id: Id) -> QueryResult<Option<(String, String, String)>> {
    places::table
        .find(id)
        .select((places::name, places::address, places::commune_name))
        .first(conn)
        .optional()
}

/// A notice to remember.
#[derive(Clone, Debug)]
pub struct Told {
    pub key: String,
    pub workshop_id: Id,
    pub kind: NoticeKind,
    pub person_id: Option<Id>,
    pub mail_id: Option<Id>,
    pub at: Moment,
}

pub fn insert(conn: &mut Conn, told: Told) -> QueryResult<()> {
    diesel::insert_into(notices::table)
        .values((
            notices::key.eq(told.key),
            notices::workshop_id.eq(told.workshop_id),
            notices::kind.eq(told.kind),
            notices::person_id.eq(told.person_id),
            notices::mail_id.eq(told.mail_id),
            notices::at.eq(told.at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Somebody who has to be told by hand, and of what.
#[derive(Clone, Debug)]
pub struct Unheard {
    pub person_id: Id,
    pub kind: NoticeKind,
    pub at: Moment,
    /// There is an address, and the mail could not be delivered.
    pub has_failed: bool,
}

type UnheardRow = (Option<Id>, NoticeKind, Moment, Option<Id>);

/// Who was not reached about a workshop: without an address, or whose mail failed.
pub fn unheard(conn: &mut Conn, workshop_id: Id) -> QueryResult<Vec<Unheard>> {
    let rows: Vec<UnheardRow> = notices::table
        .left_join(mails::table.on(notices::mail_id.eq(mails::id.nullable())))
        .filter(notices::workshop_id.eq(workshop_id))
        .filter(notices::person_id.is_not_null())
        .filter(notices::mail_id.is_null().or(mails::state.eq("failed").assume_not_null()))
        .order((notices::at, notices::key))
        .select((notices::person_id, notices::kind, notices::at, notices::mail_id))
        .load(conn)?;
    let unheard = |(person_id, kind, at, mail_id): UnheardRow| {
        Some(Unheard { person_id: person_id?, kind, at, has_failed: mail_id.is_some() })
    };
    Ok(rows.into_iter().filter_map(unheard).collect())
}
