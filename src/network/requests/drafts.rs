//! From a cluster to a draft workshop: a facilitator by name, and two windows that suit.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use super::clusters::{CLUSTER_SIZE, Cluster};
use crate::competences::levels::Level;
use crate::network::facilitators::Availability;
use crate::network::matching::Ranked;
use crate::network::time::{Span, local};
use crate::platform::database::{Id, Moment};

/// Windows begin on the half hour.
const STEP_S: i64 = 1_800;
/// How many of the first ranked are looked at.
const MOST_LOOKED_AT: usize = 10;

/// When and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftTerms {
    pub zone: Tz,
    pub minutes: i64,
    /// The first day is so many days ahead, so that people learn of it in time.
    pub days_ahead: u64,
    /// How many days are looked at.
    pub days: u64,
}

impl DraftTerms {
    /// An hour and a half, from in a week on, within four weeks.
    pub fn of(zone: Tz) -> Self {
        Self { zone, minutes: 90, days_ahead: 7, days: 28 }
    }

    fn days_from(&self, at: Moment) -> Vec<NaiveDate> {
        let first = local(self.zone, at).date() + Days::new(self.days_ahead);
        (0..self.days).map(|day| first + Days::new(day)).collect()
    }
}

/// A facilitator of the ranking, with what they can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facilitator {
    pub ranked: Ranked,
    pub availability: Availability,
    pub booked: Vec<Span>,
}

/// Somebody who asked, with what they can.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requester {
    pub availability: Availability,
    pub booked: Vec<Span>,
}

/// A workshop to propose. The facilitator is asked, the people are invited; nothing is promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub competence_id: Id,
    pub area: String,
    pub target: Level,
    pub facilitator_id: Id,
    /// On two days, in the order of preference: for more people, then earlier.
    pub windows: [Span; 2],
    pub invited_ids: Vec<Id>,
}

/// The draft of a cluster: the first of the ranking who has two windows, on two days, in which
/// five of those who asked can come. `None` leaves it to a coordinator. Requesters come in the
/// order of [`Cluster::person_ids`].
pub fn draft(
    cluster: &Cluster,
    ranking: &[Facilitator],
    requesters: &[Requester],
    terms: &DraftTerms,
    at: Moment,
) -> Option<Draft> {
    let days = terms.days_from(at);
    let free_of =
        |availability: &Availability, booked: &[Span]| availability.free(terms.zone, &days, booked);
    let people: Vec<Vec<Span>> =
        requesters.iter().map(|one| free_of(&one.availability, &one.booked)).collect();
    let looked_at = ranking.iter().take(MOST_LOOKED_AT);
    let mut found = looked_at.filter_map(|one| {
        let free = free_of(&one.availability, &one.booked);
        Some((one.ranked.person_id, two_windows(&free, &people, terms)?))
    });
    let (facilitator_id, windows) = found.next()?;
    Some(Draft {
        competence_id: cluster.competence_id,
        area: cluster.area.clone(),
        target: cluster.target,
        facilitator_id,
        windows,
        invited_ids: cluster.person_ids.clone(),
    })
}

fn two_windows(free: &[Span], people: &[Vec<Span>], terms: &DraftTerms) -> Option<[Span; 2]> {
    let can_come = |window: &Span| {
        people.iter().filter(|free| free.iter().any(|span| span.covers(window))).count()
    };
    let windows = free.iter().flat_map(|span| windows_in(*span, terms.minutes));
    let counted = windows.map(|window| (can_come(&window), window));
    let mut suitable: Vec<(usize, Span)> =
        counted.filter(|(count, _)| *count >= CLUSTER_SIZE).collect();
    suitable.sort_by_key(|(count, window)| (std::cmp::Reverse(*count), window.start));
    let day = |window: &Span| local(terms.zone, window.start).date();
    let (_, first) = *suitable.first()?;
    let (_, second) = *suitable.iter().find(|(_, window)| day(window) != day(&first))?;
    Some([first, second])
}

/// The windows of a length that begin on the half hour.
fn windows_in(span: Span, minutes: i64) -> impl Iterator<Item = Span> {
    let step = STEP_S * 1_000;
    let first = span.start.millis().div_euclid(step) * step;
    let first = if first < span.start.millis() { first + step } else { first };
    let starts = (0..).map(move |n| Moment::from_millis(first + n * step));
    let windows = starts.map(move |start| Span { start, end: start.plus_seconds(minutes * 60) });
    windows.take_while(move |window| window.end <= span.end)
}
