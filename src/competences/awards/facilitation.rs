//! The badge of having taught others: asked for, and fallen with the sessions it counted.

use super::actions::{Whose, keep, named, told, view};
use super::model::{
    Badge, BadgeKind, BadgeView, FacilitationBadgeInput, FacilitationStanding, Revocation,
    SubjectRow,
};
use super::queries;
use crate::competences::badges::{About, Facilitation, NamedSubject, SigningKey};
use crate::competences::framework;
use crate::competences::ledger;
use crate::competences::taught::{HOURS_MIN, SESSIONS_MIN, Subject, Taught, taught_by};
use crate::platform::clock::Clock;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Code, Problem, Said};
use crate::policy::Actor;

fn own(conn: &mut Conn, ctx: &Context, by: &Actor) -> Result<Taught, Problem> {
    Ok(match by.facilitator_id {
        Some(own) => taught_by(conn, own, ctx.clock.today())?,
        None => Taught::of(&[], &[]),
    })
}

/// What one taught so far, and what a badge takes.
pub fn standing(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
) -> Result<FacilitationStanding, Problem> {
    let taught = own(conn, ctx, by)?;
    let catalogue = framework::catalogue(conn)?;
    Ok(FacilitationStanding {
        sessions_min: SESSIONS_MIN,
        hours_min: HOURS_MIN,
        is_enough: taught.is_enough(),
        taught: told(&catalogue, &taught),
    })
}

/// Makes the badge of what one taught so far; true when it is new.
///
/// # Errors
/// 409 below the criterion, which it names.
pub fn issue(
    conn: &mut Conn,
    ctx: &Context,
    key: &SigningKey,
    by: &Actor,
    input: &FacilitationBadgeInput,
) -> Result<(BadgeView, bool), Problem> {
    ledger::lock(conn, &[by.person_id])?;
    let taught = own(conn, ctx, by)?;
    let Some((first_on, last_on)) = taught.span.filter(|_| taught.is_enough()) else {
        return Err(Problem::new(Code::NotPossible).because("", "below_criterion", rule(&taught)));
    };
    let whose = Whose::of(conn, by, input.with_name, input.with_email)?;
    let live = queries::live_facilitation(conn, by.person_id)?;
    let rows = queries::subjects_of(conn, &live)?;
    let same =
        |badge: &Badge| whose.may_share(badge) && badge.taught(&rows).as_ref() == Some(&taught);
    if let Some(badge) = live.into_iter().find(same) {
        return Ok((view(conn, ctx, badge)?, false));
    }
    let catalogue = framework::catalogue(conn)?;
    let subject = |one: &Subject| {
        let competence = named(ctx, catalogue.find(one.competence_id)?, whose.lang);
        Some(NamedSubject { competence, level: one.level })
    };
    let subjects = taught.subjects.iter().filter_map(subject).collect();
    let about = About::Facilitation(Facilitation { taught: taught.clone(), subjects });
    let award = whose.award(ctx, about, None);
    let badge = Badge {
        kind: BadgeKind::Facilitation,
        workshops_led: Some(taught.workshops_led),
        workshops_co_led: Some(taught.workshops_co_led),
        individual_led: Some(taught.individual_led),
        hours: Some(taught.hours),
        first_on: Some(first_on),
        last_on: Some(last_on),
        ..whose.badge(by, &award)
    };
    let badge = keep(conn, ctx, (key, by), &award, badge, "")?;
    let rows = taught.subjects.iter().map(|one| SubjectRow::new(badge.id, one));
    queries::insert_subjects(conn, &rows.collect::<Vec<_>>())?;
    Ok((view(conn, ctx, badge)?, true))
}

/// The criterion, and how far one is.
fn rule(taught: &Taught) -> Said {
    let (sessions, hours) = (taught.sessions(), taught.hours);
    Said::new(
        format!(
            "Ce badge demande au moins {SESSIONS_MIN} séances tenues, animées ou coanimées, et \
             {HOURS_MIN} heures en tout. Votre journal en compte {sessions}, et {hours} h."
        ),
        format!(
            "This badge takes at least {SESSIONS_MIN} sessions held, led or co-led, and \
             {HOURS_MIN} hours in all. Your log has {sessions}, and {hours} h."
        ),
    )
}

/// Revokes the facilitation badges that a session, changed or withdrawn since, no longer bears.
pub fn recount(conn: &mut Conn, clock: &Clock, session_id: Id) -> Result<(), Problem> {
    for (facilitator_id, person_id) in queries::standing_on(conn, session_id)? {
        ledger::lock(conn, &[person_id])?;
        let taught = taught_by(conn, facilitator_id, clock.today())?;
        let live = queries::live_facilitation(conn, person_id)?;
        let rows = queries::subjects_of(conn, &live)?;
        for badge in live {
            if badge.taught(&rows).is_some_and(|said| !taught.bears(&said)) {
                queries::revoke(conn, badge.id, Revocation::Evidence, clock.now())?;
            }
        }
    }
    Ok(())
}
