//! Inviting people to a workshop: they are told, and see it even when it is by invitation. Taking
//! an invitation back tells nobody, and takes no seat away.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::access::{get_visible, lock_managed};
use super::actions::over;
use super::queries;
use crate::audit::{self, Deed};
use crate::network::enrolment::{self, State};
use crate::network::notices::{self, Notice, NoticeKind, Recipient};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Checked, Code, Faults, Problem, Said};
use crate::policy::Actor;

/// The most people of one request.
const MOST: usize = 200;

/// Whom to invite.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationsInput {
    /// Learners one follows.
    #[serde(default)]
    pub learner_ids: Vec<Id>,
    /// Colleagues, by what the employer calls them.
    #[serde(default)]
    pub staff_numbers: Vec<String>,
}

impl Checked for InvitationsInput {
    fn check(&self, faults: &mut Faults) {
        let all = self.learner_ids.len() + self.staff_numbers.len();
        if !(1..=MOST).contains(&all) {
            faults.range("/staff_numbers", all, 1, MOST);
        }
        for (at, number) in self.staff_numbers.iter().enumerate() {
            faults.name(&format!("/staff_numbers/{at}"), number, 50);
        }
    }
}

/// Invites people to a published workshop; each is told once.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs; 409 for one that is not published; 422 for
/// somebody unknown.
pub fn invite(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    input: &InvitationsInput,
) -> Result<(), Problem> {
    let (workshop, _) = lock_managed(conn, ctx, by, id)?;
    if !workshop.is_published() {
        return Err(over());
    }
    let mut people = Vec::new();
    for (at, learner_id) in input.learner_ids.iter().enumerate() {
        let found = enrolment::person_of(conn, by, Some(*learner_id), None);
        people.push(found.map_err(|problem| moved(problem, &format!("/learner_ids/{at}")))?);
    }
    for (at, number) in input.staff_numbers.iter().enumerate() {
        let found = enrolment::person_of(conn, by, None, Some(number));
        people.push(found.map_err(|problem| moved(problem, &format!("/staff_numbers/{at}")))?);
    }
    let mut told = Vec::new();
    for person_id in people {
        if queries::invite_person(conn, id, person_id, by.account_id, ctx.clock.now())? {
            let (to, kind) = (Recipient::Person(person_id), NoticeKind::Invited);
            told.push(Notice { to, kind, object_id: id, time: workshop.starts_at });
        }
    }
    notices::tell(conn, ctx, &workshop, &told)
}

/// The same problem, about one of a list.
fn moved(problem: Problem, pointer: &str) -> Problem {
    match problem.faults().first() {
        Some(fault) => Problem::invalid(pointer, fault.code, fault.said.clone()),
        None => problem,
    }
}

/// Somebody invited to a workshop.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitedView {
    pub person_id: Id,
    /// Empty for somebody of whom nothing is known any more.
    pub first_name: String,
    pub last_name: String,
    pub invited_at: Moment,
    /// Of their latest enrolment; none while they have not answered.
    #[schema(inline)]
    pub enrolment: Option<State>,
}

/// Who was invited to a workshop.
#[derive(Serialize, ToSchema)]
pub struct InvitedList {
    /// In the order of the invitations.
    pub items: Vec<InvitedView>,
}

/// Who was invited to a workshop, for who manages it.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs to manage.
pub fn list(conn: &mut Conn, ctx: &Context, by: &Actor, id: Id) -> Result<InvitedList, Problem> {
    let (.., access) = get_visible(conn, ctx, by, id)?;
    if !access.manages {
        return Err(Problem::forbidden());
    }
    let rows = queries::invited(conn, id)?;
    let people: Vec<Id> = rows.iter().map(|(person, _)| *person).collect();
    let names = enrolment::names_of(conn, &people)?;
    // In the order of asking: the latest stays.
    let asked = enrolment::all(conn, id)?.into_iter();
    let states: HashMap<Id, State> = asked.map(|row| (row.person_id, row.state)).collect();
    let items = rows.into_iter().map(|(person_id, invited_at)| {
        let (first_name, last_name) = names.get(&person_id).cloned().unwrap_or_default();
        let enrolment = states.get(&person_id).copied();
        InvitedView { person_id, first_name, last_name, invited_at, enrolment }
    });
    Ok(InvitedList { items: items.collect() })
}

/// Takes an invitation back; taken back already is fine.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs; 409 for somebody who is enrolled.
pub fn withdraw(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    (id, person_id): (Id, Id),
) -> Result<(), Problem> {
    lock_managed(conn, ctx, by, id)?;
    if enrolment::is_standing(conn, id, person_id)? {
        let said = Said::new(
            "Cette personne est inscrite : retirez-la plutôt de la liste.",
            "This person is enrolled: take them off the list instead.",
        );
        return Err(Problem::new(Code::NotPossible).because("/person_id", "enrolled", said));
    }
    if queries::uninvite(conn, id, person_id)? > 0 {
        let deed = Deed::on("workshop.uninvite", "workshop", id);
        audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    }
    Ok(())
}
