//! What goes into calendars with a mail: REQUEST with a seat given or a workshop changed, CANCEL for
//! who had a seat and has it no longer (RFC 5546).

use super::queries::{self, Standing};
use super::texts::About;
use super::{Notice, NoticeKind};
use crate::network::calendar::{Entry, Parties, attachment};
use crate::network::enrolment::State;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use std::collections::HashMap;

/// Whose enrolments decide what is attached to these notices, and how they stand.
pub fn standings(conn: &mut Conn, all: &[&Notice]) -> diesel::QueryResult<HashMap<Id, Standing>> {
    let ids: Vec<Id> =
        all.iter().filter(|notice| concerns(notice.kind)).map(|notice| notice.object_id).collect();
    match ids.is_empty() {
        true => Ok(HashMap::new()),
        false => queries::standings(conn, &ids),
    }
}

const fn concerns(kind: NoticeKind) -> bool {
    use NoticeKind as K;
    matches!(
        kind,
        K::Confirmed | K::Promoted | K::Changed | K::Withdrawn | K::Cancelled | K::Declined
    )
}

/// The calendar of a mail; none for what does not touch a seat.
pub fn calendar(
    ctx: &Context,
    notice: &Notice,
    about: &About<'_>,
    standing: Option<&Standing>,
    to: &str,
) -> Option<String> {
    let standing = standing.filter(|_| concerns(notice.kind))?;
    let has_seat = standing.state == State::Confirmed;
    // Who never had a seat has nothing in their calendar to take out.
    if !has_seat && !standing.had_seat {
        return None;
    }
    let parties = Parties { organizer: &ctx.mail_from, attendee: to };
    let workshop = about.workshop;
    let place = about.place.map(|(name, address, commune)| format!("{name}, {address}, {commune}"));
    let entry = Entry {
        session_id: workshop.id,
        sequence: u32::try_from(workshop.sequence).unwrap_or_default(),
        span: workshop.span(),
        title: workshop.title.clone(),
        description: workshop.objectives.clone(),
        location: place.or_else(|| workshop.remote_url.clone()),
        url: Some(about.link()),
        changed_at: ctx.clock.now(),
        cancelled_at: None,
    };
    Some(attachment(&entry, parties, !has_seat))
}
