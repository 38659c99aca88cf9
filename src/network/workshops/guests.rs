//! Inviting people to a workshop: they are told, and see it even when it is by invitation.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::access::lock_managed;
use super::actions::over;
use super::queries;
use crate::network::enrolment;
use crate::network::notices::{self, Notice, NoticeKind, Recipient};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Checked, Faults, Problem};
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
