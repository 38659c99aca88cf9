//! Who may see and change a planned workshop.

use super::model::{Access, Facilitating, FacilitationState, Visibility, Workshop, WorkshopState};
use super::queries;
use crate::network::enrolment;
use crate::network::rights;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::policy::{Actor, Role};

/// What somebody may see and do of a workshop.
pub fn access(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop: &Workshop,
    facilitators: &[Facilitating],
) -> Result<Access, Problem> {
    let own = facilitators.iter().find(|one| one.person_id == by.person_id);
    let is_led = own.is_some_and(Facilitating::is_accepted);
    let mut manages = by.account_id == workshop.author_id || is_led;
    let mut coordinates = false;
    if by.is(Role::Coordinator) {
        let team = rights::team(conn, by, ctx.clock.today())?;
        let is_of_team = |one: &Facilitating| one.is_asked() && team.contains(&one.facilitator_id);
        coordinates = facilitators.iter().any(is_of_team)
            || by.account_id == workshop.author_id
            || rights::is_of(conn, &ctx.clock, by, workshop.author_id)?;
        manages |= coordinates;
    }
    let is_shown = match (workshop.state, workshop.visibility) {
        (WorkshopState::Draft, _) => false,
        (_, Visibility::Public | Visibility::Network) => true,
        (_, Visibility::Invitation) => {
            queries::is_invited(conn, workshop.id, by.person_id)?
                || enrolment::is_enrolled(conn, workshop.id, by)?
        }
    };
    let is_asked = own.is_some_and(|one| one.state != FacilitationState::Withdrawn);
    let sees = manages || is_shown || is_asked || by.is(Role::Admin);
    Ok(Access { sees, manages, approves: coordinates })
}

/// A workshop that somebody sees, with who facilitates it.
///
/// # Errors
/// 404 for one that is not there, or not for these eyes.
pub fn get_visible(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
) -> Result<(Workshop, Vec<Facilitating>, Access), Problem> {
    let workshop = queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    seen(conn, ctx, by, workshop)
}

/// The same, and nobody else changes it until this transaction ends.
pub fn lock_visible(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
) -> Result<(Workshop, Vec<Facilitating>, Access), Problem> {
    let workshop = queries::lock(conn, id)?.ok_or_else(Problem::not_found)?;
    seen(conn, ctx, by, workshop)
}

fn seen(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop: Workshop,
) -> Result<(Workshop, Vec<Facilitating>, Access), Problem> {
    let facilitators = queries::facilitators_of(conn, workshop.id)?;
    let access = access(conn, ctx, by, &workshop, &facilitators)?;
    if access.sees { Ok((workshop, facilitators, access)) } else { Err(Problem::not_found()) }
}

/// [`lock_visible`] for who changes it.
///
/// # Errors
/// 404 for one that is not for these eyes, 403 for one that is not theirs to change.
pub fn lock_managed(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
) -> Result<(Workshop, Vec<Facilitating>), Problem> {
    let (workshop, facilitators, access) = lock_visible(conn, ctx, by, id)?;
    if access.manages { Ok((workshop, facilitators)) } else { Err(Problem::forbidden()) }
}
