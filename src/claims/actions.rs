//! Handing out a code, claiming, placing oneself by code.

use super::model::{
    ClaimView, CodePurpose, CodeView, CodedPlacement, PlacementDesk, code_of, hash_of,
};
use super::queries::{self, OpenCode};
use crate::audit::{self, Deed};
use crate::competences::{self, PlacedView, PlacementOf, place};
use crate::learners;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Code, Faults, Named, Problem};
use crate::platform::secrets;
use crate::policy::{Actor, Facilitator};

/// Hands out a code for a learner one follows.
///
/// # Errors
/// 404 for somebody else's learner; 422 to claim a record that is linked to an account already.
pub fn hand_out(
    conn: &mut Conn,
    clock: &Clock,
    by: &Facilitator,
    learner_id: Id,
    purpose: CodePurpose,
) -> Result<CodeView, Problem> {
    let found = learners::find_own(conn, by.id, &[learner_id])?.pop();
    let learner = found.ok_or_else(Problem::not_found)?;
    if purpose == CodePurpose::Claim && queries::has_account(conn, learner.person_id)? {
        return Err(claimed("/purpose"));
    }
    let (code, now) = (code_of(secrets::random()), clock.now());
    queries::close(conn, learner_id, purpose, now)?;
    queries::insert(conn, clock.new_id(), &hash_of(&code), purpose, learner_id, now)?;
    let deed = match purpose {
        CodePurpose::Claim => "learner.claim_code",
        CodePurpose::Placement => "learner.placement_code",
    };
    let deed = Deed::on(deed, "learner", learner_id);
    audit::record(conn, clock, Some(by.account_id), deed)?;
    Ok(CodeView { code, purpose, expires_at: now.plus_seconds(purpose.life_s()) })
}

fn claimed(pointer: &str) -> Problem {
    let mut faults = Faults::new();
    faults.contradiction(
        pointer,
        "Cette fiche est déjà reliée à un compte.",
        "This record is linked to an account already.",
    );
    faults.into()
}

fn open(
    conn: &mut Conn,
    clock: &Clock,
    typed: &str,
    purpose: CodePurpose,
) -> Result<OpenCode, Problem> {
    let found = queries::find_open(conn, &hash_of(typed), purpose, clock.now())?;
    found.ok_or_else(|| Problem::new(Code::LinkUsed))
}

/// Links a followed record to the account of whoever holds the code.
///
/// # Errors
/// 410 for a code that is closed or never was; 422 when the record has an account.
pub fn claim(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    typed: &str,
) -> Result<ClaimView, Problem> {
    let code = open(conn, clock, typed, CodePurpose::Claim)?;
    if code.person_id != by.person_id {
        if queries::has_account(conn, code.person_id)? {
            return Err(claimed("/code"));
        }
        competences::unite(conn, code.person_id, by.person_id)?;
        learners::hand_over(conn, code.person_id, by.person_id)?;
        queries::link(conn, code.learner_id, by.person_id)?;
    }
    if !queries::use_up(conn, code.id, clock.now())? {
        return Err(Problem::new(Code::LinkUsed));
    }
    let deed = Deed::on("learner.claim", "learner", code.learner_id);
    audit::record(conn, clock, Some(by.account_id), deed)?;
    let (id, (first, last), session_count, first_session_on, last_session_on) =
        queries::followed(conn, code.learner_id)?;
    Ok(ClaimView {
        facilitator: Named { id, name: format!("{first} {last}") },
        session_count,
        first_session_on,
        last_session_on,
    })
}

/// What a placement code opens.
///
/// # Errors
/// 410 for a code that is closed or never was.
pub fn desk(conn: &mut Conn, clock: &Clock, typed: &str) -> Result<PlacementDesk, Problem> {
    let code = open(conn, clock, typed, CodePurpose::Placement)?;
    Ok(PlacementDesk {
        done: queries::placed(conn, code.person_id, clock.today())?,
        first_name: code.first_name,
        expires_at: code.expires_at,
    })
}

/// Records what the person of a code says of themself; true when it is new.
///
/// # Errors
/// 410 for a code that is closed or never was; those of a placement, below `/placement`.
pub fn answer(
    conn: &mut Conn,
    clock: &Clock,
    input: &CodedPlacement,
) -> Result<(PlacedView, bool), Problem> {
    let code = open(conn, clock, &input.code, CodePurpose::Placement)?;
    let of = PlacementOf { person_id: code.person_id, id: input.id };
    let (row, created) =
        place(conn, clock, of, &input.placement).map_err(|problem| problem.below("/placement"))?;
    Ok((PlacedView::from(&row), created))
}
