//! Deeds on perimeters; the policy lets administrators alone come here.

use std::collections::BTreeSet;

use super::model::{FunderInput, PerimeterInput, PerimeterRow, PerimeterView};
use super::queries;
use crate::accounts::{self, InvitationInput};
use crate::audit::{self, Deed};
use crate::organizations;
use crate::platform::clock::Clock;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::conditional::Seen;
use crate::platform::http::upsert::decide;
use crate::platform::http::{Code, Expected, Faults, Problem, Recorded, Upsert};
use crate::platform::secrets;
use crate::policy::{Actor, Role};
use crate::programmes;

/// Creates or changes a perimeter.
///
/// # Errors
/// 422 for a programme or organization that does not exist, or an account without the funder's
/// hat; those of `upsert`.
pub fn put(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
    expected: Expected,
    input: &PerimeterInput,
) -> Result<Recorded<PerimeterView>, Problem> {
    let by = Some(actor.account_id);
    match decide(queries::find_row(conn, id)?, expected, &secrets::digest(input))? {
        Upsert::Create => {
            check_references(conn, input)?;
            let row = PerimeterRow::new(input, id, clock.now());
            queries::insert(conn, &row)?;
            fill(conn, id, input)?;
            audit::record(conn, clock, by, Deed::on("perimeter.create", "perimeter", id))?;
            Ok(Recorded::created(queries::view(conn, actor, row)?))
        }
        Upsert::Same(row) => Ok(Recorded::as_is(queries::view(conn, actor, row)?)),
        Upsert::Change(row) => {
            check_references(conn, input)?;
            let row = row.corrected(input, clock.now());
            queries::update(conn, &row)?;
            queries::clear(conn, id)?;
            fill(conn, id, input)?;
            audit::record(conn, clock, by, Deed::on("perimeter.change", "perimeter", id))?;
            Ok(Recorded::as_is(queries::view(conn, actor, row)?))
        }
    }
}

/// Puts the lists of the input into a perimeter that has none; what is named twice counts once.
fn fill(conn: &mut Conn, id: Id, input: &PerimeterInput) -> Result<(), Problem> {
    for account in input.account_ids.iter().collect::<BTreeSet<_>>() {
        queries::add_account(conn, id, *account)?;
    }
    for programme in input.programme_ids.iter().collect::<BTreeSet<_>>() {
        queries::add_programme(conn, id, *programme)?;
    }
    for organization in input.organization_ids.iter().collect::<BTreeSet<_>>() {
        queries::add_organization(conn, id, *organization)?;
    }
    let named = input.territories.iter().map(|one| (one.kind, one.code.as_str()));
    for (kind, code) in named.collect::<BTreeSet<_>>() {
        queries::add_territory(conn, id, kind, code)?;
    }
    Ok(())
}

fn check_references(conn: &mut Conn, input: &PerimeterInput) -> Result<(), Problem> {
    let mut faults = Faults::new();
    for (at, id) in input.account_ids.iter().enumerate() {
        let funds = match accounts::get(conn, *id) {
            Ok(account) => account.roles.contains(Role::Funder),
            Err(problem) if problem.code() == Code::NotFound => false,
            Err(problem) => return Err(problem),
        };
        if !funds {
            faults.unknown(
                format!("/account_ids/{at}"),
                "Ce compte n’existe pas ou n’a pas le rôle de financeur.",
                "There is no such account, or it does not wear the funder's hat.",
            );
        }
    }
    for (at, id) in input.programme_ids.iter().enumerate() {
        if programmes::find(conn, *id)?.is_none() {
            faults.unknown(
                format!("/programme_ids/{at}"),
                "Ce dispositif n’existe pas.",
                "There is no such programme.",
            );
        }
    }
    for (at, id) in input.organization_ids.iter().enumerate() {
        if organizations::find(conn, *id)?.is_none() {
            faults.unknown(
                format!("/organization_ids/{at}"),
                "Cette structure n’existe pas.",
                "There is no such organization.",
            );
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}

/// Deletes a perimeter: its funders keep their accounts and see one perimeter less; links that
/// share it are no longer open.
///
/// # Errors
/// 404 without such a perimeter; 412 when it changed since it was read.
pub fn delete(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
    seen: Seen,
) -> Result<(), Problem> {
    let row = queries::find_row(conn, id)?.ok_or_else(Problem::not_found)?;
    seen.must_be(row.version)?;
    queries::delete(conn, id, row.version)?;
    let deed = Deed::on("perimeter.delete", "perimeter", id);
    Ok(audit::record(conn, clock, Some(actor.account_id), deed)?)
}

/// Invites somebody as a funder who sees this perimeter: account, mail and access in one go.
///
/// # Errors
/// 404 without such a perimeter; 409 `email_taken`: an account that exists is added by changing the
/// perimeter.
pub fn invite(
    conn: &mut Conn,
    ctx: &Context,
    actor: &Actor,
    id: Id,
    input: &FunderInput,
) -> Result<PerimeterView, Problem> {
    let row = queries::get_row_for(conn, actor, id)?;
    let invitation = InvitationInput {
        email: input.email.clone(),
        first_name: input.first_name.clone(),
        last_name: input.last_name.clone(),
        roles: vec![Role::Funder],
        facilitator_kind: None,
        organization_id: None,
        place_ids: Vec::new(),
    };
    let account = accounts::invite(conn, ctx, actor, &invitation)?;
    let row = PerimeterRow { version: row.version + 1, updated_at: ctx.clock.now(), ..row };
    queries::update(conn, &row)?;
    queries::add_account(conn, id, account.id)?;
    let deed = Deed::on("perimeter.invite", "perimeter", id);
    audit::record(conn, &ctx.clock, Some(actor.account_id), deed)?;
    Ok(queries::view(conn, actor, row)?)
}
