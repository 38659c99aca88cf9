//! Opening and closing a kiosk, as who manages the workshop.

use super::model::{Kiosk, Opening, scan_key};
use super::queries;
use super::views::{KioskOpened, KioskState};
use crate::audit::{self, Deed};
use crate::network::enrolment;
use crate::network::workshops::{self, Workshop, WorkshopState, lock_managed};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Code, Problem, Said};
use crate::platform::secrets;
use crate::policy::Actor;

/// Opens the kiosk of a workshop, and closes the one before.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs; 409 for one that is not published, or not now.
pub fn open(conn: &mut Conn, ctx: &Context, by: &Actor, id: Id) -> Result<KioskOpened, Problem> {
    let (workshop, _) = lock_managed(conn, ctx, by, id)?;
    may_open(ctx, &workshop)?;
    let secret = secrets::token();
    let kiosk = Kiosk {
        workshop_id: id,
        secret_hash: secrets::hash(&secret),
        scan_key: scan_key(&secret),
        opened_by: by.account_id,
        opened_at: ctx.clock.now(),
        closed_at: None,
    };
    queries::put(conn, &kiosk)?;
    let deed = Deed::on("kiosk.open", "workshop", id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    // After the #: a browser sends that part to no server and to no log.
    let url = format!("{}/borne#{secret}", ctx.public_url);
    let until = Opening::of(&workshop, ctx.clock.zone()).until;
    Ok(KioskOpened { secret, url, until })
}

fn may_open(ctx: &Context, workshop: &Workshop) -> Result<(), Problem> {
    let refused = |code: &'static str, fr: &str, en: &str| {
        Err(Problem::new(Code::NotPossible).because("", code, Said::new(fr, en)))
    };
    if workshop.state == WorkshopState::Held {
        return refused(
            "held",
            "Cet atelier est dans les activités : corrigez-le en le clôturant à nouveau.",
            "This workshop is in the log: correct it by closing it again.",
        );
    }
    if !workshop.is_published() {
        return refused(
            "closed",
            "Cet atelier n’est pas publié.",
            "This workshop is not published.",
        );
    }
    if !Opening::of(workshop, ctx.clock.zone()).contains(ctx.clock.now()) {
        return refused(
            "not_the_time",
            "La borne s’ouvre de deux heures avant le début à deux heures après la fin.",
            "The kiosk opens from two hours before the start until two hours after the end.",
        );
    }
    Ok(())
}

/// Closes the kiosk of a workshop; again changes nothing.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs.
pub fn close(conn: &mut Conn, ctx: &Context, by: &Actor, id: Id) -> Result<(), Problem> {
    lock_managed(conn, ctx, by, id)?;
    if queries::close(conn, id, ctx.clock.now())? > 0 {
        let deed = Deed::on("kiosk.close", "workshop", id);
        audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    }
    Ok(())
}

/// How the kiosk of a workshop stands.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs.
pub fn state(conn: &mut Conn, ctx: &Context, by: &Actor, id: Id) -> Result<KioskState, Problem> {
    let (workshop, _, access) = workshops::get_visible(conn, ctx, by, id)?;
    if !access.manages {
        return Err(Problem::forbidden());
    }
    let (zone, now) = (ctx.clock.zone(), ctx.clock.now());
    let opening = Opening::of(&workshop, zone);
    let kiosk = queries::find(conn, id)?;
    let mut rows = enrolment::all(conn, id)?;
    rows.retain(queries::is_listed);
    Ok(KioskState {
        is_open: kiosk.as_ref().is_some_and(|kiosk| kiosk.is_open(&workshop, zone, now)),
        may_open: workshop.is_published() && opening.contains(now),
        from: opening.from,
        until: opening.until,
        opened_at: kiosk.map(|kiosk| kiosk.opened_at),
        there: rows.iter().filter(|row| row.state.was_there()).count(),
        expected: rows.len(),
    })
}
