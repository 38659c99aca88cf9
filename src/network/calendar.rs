//! Calendars as iCalendar text (RFC 5545, RFC 5546): feeds, and attachments of mails.
//!
//! A session is one event whatever happens to it: its UID is made of its id, its SEQUENCE rises at
//! each change. Instants are written in UTC, which every calendar shows in its owner's time and
//! which needs no VTIMEZONE: a session is one date, never a rule. Cancelled sessions stay in a feed
//! for 30 days, marked as such. Feeds name no learner and no address.
//!
//! The text is written here ([`writing`]): the crate `icalendar` (0.17) folds some lines at 76
//! octets and lets control characters through, and what is left of it then is a dozen lines.
//!
//! Feeds are read at secret addresses, of which only a hash is kept: one's own commitments, a place,
//! the network. Whoever opened one closes it; with their account it closes too. What is by
//! invitation stands in no other calendar than that of who is in it.
//!
//! Chosen where domain.md is silent: an attachment is already accepted by who receives it
//! (PARTSTAT=ACCEPTED), since enrolling was their yes. Whoever sends a CANCEL to somebody raises
//! the SEQUENCE with it, and again when they come back: calendars drop what is not newer.

use chrono::DateTime;

use self::writing::{Writer, one_line};
use super::time::Span;
use crate::platform::database::{Id, Moment};
use crate::text_enum;

mod actions;
mod queries;
pub(in crate::network) mod routes;
mod views;
mod writing;

#[cfg(test)]
mod tests;

/// How long a cancelled session stays in feeds.
pub const CANCELLED_DAYS: i64 = 30;

text_enum! {
    /// What a calendar text asks of who receives it.
    Method { Publish = "PUBLISH", Request = "REQUEST", Cancel = "CANCEL" }
}

/// A session, as calendars show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub session_id: Id,
    /// Raised at each change that people should see.
    pub sequence: u32,
    pub span: Span,
    pub title: String,
    /// In plain words, without names of learners.
    pub description: Option<String>,
    /// A place with its address, or a remote link's address.
    pub location: Option<String>,
    /// The session's page.
    pub url: Option<String>,
    pub changed_at: Moment,
    pub cancelled_at: Option<Moment>,
}

/// The two addresses of an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parties<'a> {
    /// The address that the network sends from.
    pub organizer: &'a str,
    pub attendee: &'a str,
}

/// The UID of a session: the same in every feed and every mail.
pub fn uid(session_id: Id) -> String {
    format!("{session_id}@coopair")
}

/// A feed with the entries that belong in it at an instant, under a name. Who may be shown what is
/// the caller's to say.
pub fn feed(name: &str, entries: &[Entry], at: Moment) -> String {
    calendar(Method::Publish, |to| {
        to.text("X-WR-CALNAME", name);
        for entry in entries.iter().filter(|entry| entry.is_in_feed(at)) {
            to.group("VEVENT", |to| event(to, entry, entry.cancelled_at.is_some()));
        }
    })
}

/// What goes with a mail that gives, changes or takes back a seat: REQUEST, or CANCEL when the
/// session is cancelled or `has_left` says that the person is no longer in it.
pub fn attachment(entry: &Entry, parties: Parties, has_left: bool) -> String {
    let is_cancelled = has_left || entry.cancelled_at.is_some();
    let method = if is_cancelled { Method::Cancel } else { Method::Request };
    let answer = if is_cancelled { "DECLINED" } else { "ACCEPTED" };
    let mailto = |address: &str| format!("mailto:{}", one_line(address));
    calendar(method, |to| {
        to.group("VEVENT", |to| {
            event(to, entry, is_cancelled);
            to.value("ORGANIZER", &mailto(parties.organizer));
            let attendee = format!("ATTENDEE;PARTSTAT={answer};RSVP=FALSE");
            to.value(&attendee, &mailto(parties.attendee));
        });
    })
}

impl Entry {
    fn is_in_feed(&self, at: Moment) -> bool {
        let until = |cancelled: Moment| cancelled.plus_seconds(CANCELLED_DAYS * 86_400);
        self.cancelled_at.is_none_or(|cancelled| at < until(cancelled))
    }
}

fn calendar(method: Method, events: impl FnOnce(&mut Writer)) -> String {
    let mut writer = Writer::default();
    writer.group("VCALENDAR", |to| {
        to.value("VERSION", "2.0");
        to.value("PRODID", "-//Coopair//Coopair//FR");
        to.value("CALSCALE", "GREGORIAN");
        to.value("METHOD", method.code());
        events(to);
    });
    writer.finish()
}

fn event(to: &mut Writer, entry: &Entry, is_cancelled: bool) {
    to.value("UID", &uid(entry.session_id));
    to.value("SEQUENCE", &entry.sequence.to_string());
    to.value("DTSTAMP", &utc(entry.changed_at));
    to.value("LAST-MODIFIED", &utc(entry.changed_at));
    to.value("DTSTART", &utc(entry.span.start));
    to.value("DTEND", &utc(entry.span.end));
    to.value("STATUS", if is_cancelled { "CANCELLED" } else { "CONFIRMED" });
    to.text("SUMMARY", &one_line(&entry.title));
    if let Some(description) = &entry.description {
        to.text("DESCRIPTION", description);
    }
    if let Some(location) = &entry.location {
        to.text("LOCATION", &one_line(location));
    }
    if let Some(url) = &entry.url {
        to.value("URL", url);
    }
}

fn utc(at: Moment) -> String {
    let at = DateTime::from_timestamp_millis(at.millis()).unwrap_or_default();
    at.format("%Y%m%dT%H%M%SZ").to_string()
}
