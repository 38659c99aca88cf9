//! Deeds on series: look ahead, plan, publish, read; and whose they are.

use chrono::Days;

use super::input::SeriesInput;
use super::model::{Origin, SeriesRow};
use super::views::{self, PreviewView, PublishedView, RefusedView, SeriesView};
use super::{Dates, Series, queries};
use crate::audit::{self, Deed};
use crate::network::rights;
use crate::network::workshops::{self, AHEAD_DAYS, Course, Session, Sessions, WorkshopState};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::upsert::{Upsert, decide};
use crate::platform::http::{Code, Expected, Faults, Problem, Said};
use crate::platform::secrets;
use crate::policy::Actor;

/// The days and hours of an input in the network's zone, with its dates.
///
/// # Errors
/// 422 for what is wrong with the rule, a first session that is over, or a last one too far away.
pub fn dated(ctx: &Context, input: &SeriesInput) -> Result<(Series, Dates), Problem> {
    let refused = |pointer: &str, code, said| Err(Problem::invalid(pointer, code, said));
    let Some(series) = input.series(ctx.clock.zone()) else {
        let mut faults = Faults::new();
        faults.required("/rule");
        return Err(faults.into());
    };
    let dates = series.dates().map_err(|why| {
        let reason = why.reason();
        let said = Said::new(reason.fr.clone(), reason.en.clone());
        Problem::invalid(input.pointer(why), reason.code, said)
    })?;
    if dates.occurrences.first().is_some_and(|date| date.span.start <= ctx.clock.now()) {
        let said = Said::new(
            "Une série commence à une heure à venir.",
            "A series begins at a time to come.",
        );
        return refused("/first_on", "in_the_past", said);
    }
    let last = ctx.clock.today().checked_add_days(Days::new(AHEAD_DAYS));
    let is_far = |day| last.is_some_and(|last| day > last);
    if dates.occurrences.last().is_some_and(|date| is_far(date.day)) {
        let said = Said::new(
            "Un atelier se prévoit deux ans à l’avance au plus.",
            "A workshop is planned two years ahead at most.",
        );
        return refused(input.pointer(super::SeriesRefused::TooMany), "date_out_of_range", said);
    }
    Ok((series, dates))
}

/// What a series comes to, before it is written: its days, those left out and why, and what is in
/// the way of each.
///
/// # Errors
/// 403 for who may not plan; 422 for what is wrong with its days and hours.
pub fn preview(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    input: &SeriesInput,
) -> Result<PreviewView, Problem> {
    rights::must_plan(conn, by)?;
    let (series, dates) = dated(ctx, input)?;
    let sessions = sessions_of(input, &series, &dates);
    let met = Sessions::look(conn, ctx, by, &sessions)?;
    Ok(views::preview(&series, &dates, sessions, met))
}

fn sessions_of(input: &SeriesInput, series: &Series, dates: &Dates) -> Vec<Session> {
    dates.occurrences.iter().map(|date| input.session(series.zone, *date)).collect()
}

/// A series that somebody may change, and nobody else until this transaction ends.
///
/// # Errors
/// 404 for one that is not for these eyes, 403 for one that is not theirs to change.
pub fn lock_managed(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
) -> Result<SeriesRow, Problem> {
    let row = queries::lock(conn, id)?.ok_or_else(Problem::not_found)?;
    must_manage(conn, ctx, by, &row)?;
    Ok(row)
}

/// The same, to look at it.
pub fn must_manage(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    row: &SeriesRow,
) -> Result<(), Problem> {
    if rights::is_of(conn, &ctx.clock, by, row.author_id)? {
        return rights::must_plan(conn, by);
    }
    let seen = workshops::visible_of_series(conn, &ctx.clock, by, row.id)?;
    Err(if seen.is_empty() { Problem::not_found() } else { Problem::forbidden() })
}

/// Plans a series: all its sessions, as drafts, or none; and whether it is new.
///
/// # Errors
/// 403 for who may not plan; 409 `overlap` with each day on which something is in the way, or
/// `conflict` for another body under the same id; 422 for what is wrong.
pub fn put(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    input: &SeriesInput,
) -> Result<(SeriesRow, bool), Problem> {
    rights::must_plan(conn, by)?;
    let digest = secrets::digest(input);
    let existing = queries::lock(conn, id)?;
    if let Some(row) = &existing {
        must_manage(conn, ctx, by, row)?;
    }
    match decide(existing, Expected::NONE, &digest)? {
        Upsert::Same(row) | Upsert::Change(row) => Ok((row, false)),
        Upsert::Create => {
            let (series, dates) = dated(ctx, input)?;
            let author_id = by.account_id;
            let origin = Origin { id, digest, author_id, continues_id: None };
            let row = SeriesRow::new(ctx, origin, &series, input)?;
            queries::insert(conn, &row)?;
            let planned = sessions_of(input, &series, &dates);
            let Some(first) = planned.first() else { return Err(Problem::new(Code::Invalid)) };
            let course = Course { by, series_id: id, author_id };
            let mut sessions = Sessions::new(conn, ctx, course, first)?;
            for session in &planned {
                sessions.plan(conn, ctx, session, &[])?;
            }
            sessions.done()?;
            let deed = Deed::on("series.plan", "workshop_series", id);
            audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
            Ok((row, true))
        }
    }
}

/// Publishes the drafts of a series that are to come: each that can be, so that a room that is
/// taken on one day keeps nobody from enrolling on the others. Says which could not, and why.
///
/// # Errors
/// Those of [`lock_managed`].
pub fn publish(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
) -> Result<PublishedView, Problem> {
    let row = lock_managed(conn, ctx, by, id)?;
    let now = ctx.clock.now();
    let (mut published, mut refused) = (Vec::new(), Vec::new());
    for session in workshops::lock_series(conn, row.id)? {
        if session.state != WorkshopState::Draft || session.starts_at <= now {
            continue;
        }
        match workshops::publish(conn, ctx, by, session.id) {
            Ok(_) => published.push(session.id),
            // Told before anything of it is written.
            Err(problem) if matches!(problem.code(), Code::Overlap | Code::Invalid) => {
                refused.push(RefusedView::new(&session, &problem));
            }
            Err(problem) => return Err(problem),
        }
    }
    let series = read(conn, ctx, by, id)?;
    Ok(PublishedView { published, refused, series })
}

/// A series as somebody may see it: all of it for whose it is, the sessions that they may see for
/// others.
///
/// # Errors
/// 404 where there is nothing to see.
pub fn read(conn: &mut Conn, ctx: &Context, by: &Actor, id: Id) -> Result<SeriesView, Problem> {
    let row = queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    let manages = rights::is_of(conn, &ctx.clock, by, row.author_id)? && rights::plans(conn, by)?;
    let seen = workshops::visible_of_series(conn, &ctx.clock, by, id)?;
    if seen.is_empty() && !manages {
        return Err(Problem::not_found());
    }
    views::view(conn, ctx, row, manages, &seen)
}
