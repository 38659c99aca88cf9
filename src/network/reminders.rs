//! Reminders: what is due to whom for a workshop, and when it may go out.
//!
//! What happens at once (confirmation, promotion or offer, cancellation) is told by the enrolment's
//! [`super::enrolment::Outcome`], a change by [`changed`]; what depends on the clock is planned
//! here: 7 days before (for who had a seat by then), 48 h before, thanks with the survey, and the
//! lead's report on the day after and three days later. Each goes once per [`Notice::key`], so a
//! moved workshop has new reminders and a repeated job sends nothing twice. Nothing goes out in
//! quiet hours ([`outgoing`], [`Planned::from`]).
//!
//! Chosen where domain.md is silent:
//!
//! - who got a seat less than 48 h before has the confirmation and no reminder; less than 7 days
//!   before, the 48 h one;
//! - a reminder that could not go out in time (the program was down) is dropped once the next one
//!   is due, or the workshop begins; thanks are dropped after 7 days, reports after 14;
//! - thanks go to who was there, helpers too, once the workshop is held; who waits or was offered a
//!   seat gets no reminder.

use chrono::{Days, Duration, NaiveTime};

use super::enrolment::{Enrolment, State};
use super::notices::{Notice, NoticeKind, Recipient};
use super::time::{QuietHours, Span, instant, local};
use crate::platform::database::{Id, Moment};
use crate::text_enum;

#[cfg(test)]
mod tests;

text_enum! {
    /// As far as reminders care where a workshop stands.
    Stage {
        Draft = "draft",
        Published = "published",
        Held = "held",
        Over = "over",
    }
}

/// A workshop, as far as reminders care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workshop {
    pub session_id: Id,
    pub span: Span,
    /// `over` is cancelled, postponed or did not happen.
    pub stage: Stage,
}

/// A notice, and from when until when it may go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    pub notice: Notice,
    /// Never in quiet hours.
    pub from: Moment,
    /// Not included.
    pub until: Moment,
}

impl Planned {
    /// Whether it may go out at an instant.
    pub fn is_due(&self, at: Moment, quiet: &QuietHours) -> bool {
        self.from <= at && at < self.until && !quiet.is_quiet(at)
    }
}

/// When a notice of that instant goes out: at once, or in the morning.
pub fn outgoing(quiet: &QuietHours, at: Moment) -> Moment {
    quiet.next_open(at)
}

/// What the clock makes due, for everybody in a workshop; in the order of going out.
pub fn plan(workshop: &Workshop, enrolments: &[Enrolment], quiet: &QuietHours) -> Vec<Planned> {
    let mut planned: Vec<Planned> = match workshop.stage {
        Stage::Draft | Stage::Over => Vec::new(),
        Stage::Published => {
            let seated = enrolments.iter().filter(|e| e.state == State::Confirmed);
            let before = seated.flat_map(|e| before(workshop, e, quiet));
            before.chain(reports(workshop, quiet)).collect()
        }
        Stage::Held => {
            let there = enrolments.iter().filter(|e| e.state.was_there());
            there.map(|e| thanks(workshop, e, quiet)).collect()
        }
    };
    planned.retain(|one| one.from < one.until);
    planned.sort_unstable_by_key(|one| (one.from, one.notice));
    planned
}

/// What may go out now; the outbox leaves out what it has already.
pub fn due(
    workshop: &Workshop,
    enrolments: &[Enrolment],
    quiet: &QuietHours,
    at: Moment,
) -> Vec<Notice> {
    let planned = plan(workshop, enrolments, quiet).into_iter();
    planned.filter(|one| one.is_due(at, quiet)).map(|one| one.notice).collect()
}

/// The instants from which something may go out for a workshop, whoever is in it by then.
pub fn instants(workshop: &Workshop, quiet: &QuietHours) -> Vec<Moment> {
    let start = workshop.span.start;
    let ahead = |by: Duration| quiet.next_open(start.plus_seconds(-by.num_seconds()));
    match workshop.stage {
        Stage::Draft | Stage::Over => Vec::new(),
        Stage::Published => {
            let before = [ahead(Duration::days(7)), ahead(Duration::hours(48))];
            let after = reports(workshop, quiet).map(|one| one.from);
            before.into_iter().chain(after).collect()
        }
        Stage::Held => vec![quiet.next_open(workshop.span.end)],
    }
}

/// What a change of date, hour, place or lead tells everybody who has a seat, an offer, a request
/// or a place in the queue. Each change is told, so its time is its own instant.
pub fn changed(enrolments: &[Enrolment], at: Moment) -> Vec<Notice> {
    let live = enrolments.iter().filter(|enrolment| enrolment.state.is_live());
    live.map(|enrolment| notice(NoticeKind::Changed, enrolment, at)).collect()
}

fn notice(kind: NoticeKind, enrolment: &Enrolment, time: Moment) -> Notice {
    let to = Recipient::Person(enrolment.person_id);
    Notice { to, kind, object_id: enrolment.id, time }
}

fn before(workshop: &Workshop, enrolment: &Enrolment, quiet: &QuietHours) -> Vec<Planned> {
    let start = workshop.span.start;
    let ahead = |by: Duration| start.plus_seconds(-by.num_seconds());
    let (week, two_days) = (ahead(Duration::days(7)), ahead(Duration::hours(48)));
    let seated_by = |at: Moment| enrolment.confirmed_at.is_some_and(|since| since <= at);
    let planned = |kind, from, until| Planned {
        notice: notice(kind, enrolment, start),
        from: quiet.next_open(from),
        until,
    };
    let mut all = Vec::new();
    if seated_by(week) {
        all.push(planned(NoticeKind::WeekBefore, week, two_days));
    }
    if seated_by(two_days) {
        all.push(planned(NoticeKind::TwoDaysBefore, two_days, start));
    }
    all
}

fn thanks(workshop: &Workshop, enrolment: &Enrolment, quiet: &QuietHours) -> Planned {
    let end = workshop.span.end;
    Planned {
        notice: notice(NoticeKind::Thanks, enrolment, workshop.span.start),
        from: quiet.next_open(end),
        until: end.plus_seconds(7 * 86_400),
    }
}

/// As long as a workshop that is over was not written down as held.
fn reports(workshop: &Workshop, quiet: &QuietHours) -> [Planned; 2] {
    let Workshop { session_id: object_id, span, .. } = *workshop;
    let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    let morning = |days| {
        let day = local(quiet.zone, span.end).date() + Days::new(days);
        quiet.next_open(instant(quiet.zone, day.and_time(nine)))
    };
    let planned = |kind, from, until| {
        let notice = Notice { to: Recipient::Lead, kind, object_id, time: span.start };
        Planned { notice, from, until }
    };
    [
        planned(NoticeKind::ReportDue, morning(1), morning(4)),
        planned(NoticeKind::ReportOverdue, morning(4), morning(14)),
    ]
}
