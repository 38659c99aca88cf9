//! Opening a calendar to calendar programs, closing it, and what it says.

use super::queries::{self, OpenFeed, Planned};
use super::views::{FeedInput, FeedKind, FeedList, FeedView, NewFeed};
use super::{CANCELLED_DAYS, Entry, feed};
use crate::accounts::Language;
use crate::audit::{self, Deed};
use crate::network::time::Span;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Faults, Problem, Said};
use crate::platform::secrets;
use crate::policy::Actor;

/// The most open calendars of one account.
const MOST: usize = 20;

/// Opens a calendar; its address is told this once.
///
/// # Errors
/// 422 for a place that does not exist, and for one calendar too many.
pub fn create(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    input: &FeedInput,
) -> Result<NewFeed, Problem> {
    let mut faults = Faults::new();
    if let Some(place_id) = input.place_id
        && !queries::place_exists(conn, place_id)?
    {
        faults.unknown("/place_id", "Ce lieu n’existe pas.", "There is no such place.");
        return Err(faults.into());
    }
    let open = queries::of_account(conn, by.account_id)?;
    if open.iter().filter(|feed| feed.revoked_at.is_none()).count() >= MOST {
        let said = Said::new(
            format!("{MOST} calendriers ouverts au plus : fermez-en un."),
            format!("{MOST} open calendars at most: close one."),
        );
        return Err(Problem::invalid("/kind", "too_many", said));
    }
    let (id, token, now) = (ctx.clock.new_id(), secrets::token(), ctx.clock.now());
    let of = (input.kind, input.place_id);
    queries::insert(conn, id, &secrets::hash(&token), by.account_id, of, now)?;
    let deed = Deed::on("calendar.open", "calendar", id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    let calendar = queries::find(conn, by.account_id, id)?.ok_or_else(Problem::not_found)?;
    let url = format!("{}/api/calendars/{token}.ics", ctx.public_url);
    let webcal_url = match url.split_once("://") {
        Some((_, rest)) => format!("webcal://{rest}"),
        None => url.clone(),
    };
    Ok(NewFeed { calendar, url, webcal_url })
}

/// The calendars that one opened.
pub fn list(conn: &mut Conn, by: &Actor) -> Result<FeedList, Problem> {
    Ok(FeedList { items: queries::of_account(conn, by.account_id)? })
}

/// Closes a calendar: its address leads nowhere from now on.
///
/// # Errors
/// 404 for one that is not one's own.
pub fn revoke(conn: &mut Conn, ctx: &Context, by: &Actor, id: Id) -> Result<FeedView, Problem> {
    queries::find(conn, by.account_id, id)?.ok_or_else(Problem::not_found)?;
    queries::revoke(conn, id, ctx.clock.now())?;
    let deed = Deed::on("calendar.close", "calendar", id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    queries::find(conn, by.account_id, id)?.ok_or_else(Problem::not_found)
}

/// The text of a calendar, for who knows its address.
///
/// # Errors
/// 404 when there is none, it was closed, or its account was.
pub fn text(conn: &mut Conn, ctx: &Context, token: &str) -> Result<String, Problem> {
    let feed_of = queries::open(conn, &secrets::hash(token))?.ok_or_else(Problem::not_found)?;
    let now = ctx.clock.now();
    let since = now.plus_seconds(-CANCELLED_DAYS * 86_400);
    let planned = match feed_of.kind {
        FeedKind::Person => queries::of_person(conn, feed_of.person_id, since)?,
        FeedKind::Place | FeedKind::Network => queries::of_network(conn, feed_of.place_id, since)?,
    };
    let name = name(conn, &feed_of)?;
    let entries: Vec<Entry> =
        planned.into_iter().map(|planned| entry(ctx, &feed_of, planned)).collect();
    Ok(feed(&name, &entries, now))
}

fn name(conn: &mut Conn, feed: &OpenFeed) -> Result<String, Problem> {
    let is_french = feed.language == Language::Fr;
    Ok(match (feed.kind, feed.place_id) {
        (FeedKind::Person, _) if is_french => "Mes ateliers".to_owned(),
        (FeedKind::Person, _) => "My workshops".to_owned(),
        (FeedKind::Place, Some(id)) => queries::place_name(conn, id)?,
        _ if is_french => "Ateliers du réseau".to_owned(),
        _ => "Workshops of the network".to_owned(),
    })
}

fn entry(ctx: &Context, feed: &OpenFeed, planned: Planned) -> Entry {
    let is_over = matches!(planned.state.as_str(), "cancelled" | "postponed" | "did_not_happen");
    let remote = match feed.language {
        Language::Fr => "À distance",
        Language::En => "Remote",
    };
    let location = match (planned.place, planned.remote_url) {
        (Some((name, address, postcode, commune)), _) => {
            Some(format!("{name}, {address}, {postcode} {commune}"))
        }
        // The link is for those who have a seat.
        (None, Some(url)) if feed.kind == FeedKind::Person => Some(url),
        (None, Some(_)) => Some(remote.to_owned()),
        (None, None) => None,
    };
    Entry {
        session_id: planned.id,
        sequence: u32::try_from(planned.sequence).unwrap_or_default(),
        span: Span { start: planned.starts_at, end: planned.ends_at },
        title: planned.title,
        description: planned.objectives,
        location,
        url: Some(format!("{}/ateliers/{}", ctx.public_url, planned.id)),
        changed_at: planned.updated_at,
        cancelled_at: planned.over_at.filter(|_| is_over),
    }
}
