//! What cannot be at one time, and what had better not be.
//!
//! Hard conflicts are refused: nobody is in two sessions at one time, a room holds one session, and
//! devices are lent no more often than there are. Spans are half-open: what ends at ten does not
//! disturb what begins at ten. Soft ones warn: outside somebody's hours, during their absence,
//! beyond their monthly limit; a coordinator may go on with a reason.
//!
//! Chosen where domain.md is silent: who facilitates is also taken while setting up and clearing
//! away, and 20 minutes on the way between two places (none to or from a remote session); learners,
//! rooms and devices are taken from start to end.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};
use chrono_tz::Tz;

use super::facilitators::{Absence, Availability};
use super::time::{Span, local};
use crate::platform::database::{Id, Moment};
use crate::platform::http::Said;

/// From one place to another.
pub const TRAVEL_MIN: i64 = 20;

/// What a session takes while it lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    pub session_id: Id,
    pub span: Span,
    /// None when it is remote.
    pub place_id: Option<Id>,
    pub room_id: Option<Id>,
    /// Minutes before and after, for who facilitates.
    pub setup_min: u16,
    pub teardown_min: u16,
    /// Accepted leads and co-facilitators.
    pub facilitator_ids: Vec<Id>,
    /// Confirmed or offered seats, helpers too.
    pub learner_ids: Vec<Id>,
    /// Devices of which pool, and how many.
    pub devices: Vec<(Id, u32)>,
}

/// Two things that cannot be at one time. Which sessions, and what of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// Facilitates here, and is in the other session in one way or another.
    Facilitator {
        person_id: Id,
        with: Id,
    },
    /// Learns here, and is in the other session in one way or another.
    Learner {
        person_id: Id,
        with: Id,
    },
    Room {
        room_id: Id,
        with: Id,
    },
    /// At the first instant at which there are fewest.
    Devices {
        pool_id: Id,
        asked: u32,
        free: u32,
        at: Moment,
    },
}

impl Conflict {
    /// Stable code of the rule.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Facilitator { .. } => "facilitator_overlap",
            Self::Learner { .. } => "overlap",
            Self::Room { .. } => "room_overlap",
            Self::Devices { .. } => "devices_short",
        }
    }

    /// The rule, without names: the screen knows them.
    pub fn said(&self) -> Said {
        match self {
            Self::Facilitator { .. } => Said::new(
                "La personne qui anime est prise par une autre séance à cette heure.",
                "The person who facilitates is taken by another session at that time.",
            ),
            Self::Learner { .. } => Said::new(
                "Cette personne est prise par une autre séance à cette heure.",
                "This person is taken by another session at that time.",
            ),
            Self::Room { .. } => Said::new(
                "La salle est prise par une autre séance à cette heure.",
                "The room is taken by another session at that time.",
            ),
            Self::Devices { asked, free, .. } => Said::new(
                format!("Il faut {asked} appareils, il en reste {free} à cette heure."),
                format!("{asked} devices are needed, {free} are left at that time."),
            ),
        }
    }
}

impl Booking {
    /// While who facilitates is taken, the way to another session included.
    fn facilitation(&self, other: &Self) -> Span {
        let is_near = match (self.place_id, other.place_id) {
            (Some(one), Some(two)) => one == two,
            _ => true,
        };
        let travel = if is_near { 0 } else { TRAVEL_MIN };
        let before = Duration::minutes(i64::from(self.setup_min));
        let after = Duration::minutes(i64::from(self.teardown_min) + travel);
        self.span.widened(before, after)
    }

    /// While a person is taken by it, on the way to another session; `None` when they are not in
    /// it.
    fn takes(&self, person_id: Id, other: &Self) -> Option<Span> {
        if self.facilitator_ids.contains(&person_id) {
            return Some(self.facilitation(other));
        }
        self.learner_ids.contains(&person_id).then_some(self.span)
    }

    fn meets(&self, person_id: Id, other: &Self) -> bool {
        match (self.takes(person_id, other), other.takes(person_id, self)) {
            (Some(here), Some(there)) => here.overlaps(&there),
            _ => false,
        }
    }
}

/// All that stands in the way of a session, given the others and the size of each pool of devices.
/// The session itself, if it is among the others, is left out.
pub fn hard(new: &Booking, others: &[Booking], pools: &BTreeMap<Id, u32>) -> Vec<Conflict> {
    let others: Vec<&Booking> =
        others.iter().filter(|other| other.session_id != new.session_id).collect();
    let mut found = Vec::new();
    for other in &others {
        let with = other.session_id;
        let met =
            |ids: &[Id]| ids.iter().copied().filter(|id| new.meets(*id, other)).collect::<Vec<_>>();
        let facilitators = met(&new.facilitator_ids);
        found.extend(
            facilitators.into_iter().map(|person_id| Conflict::Facilitator { person_id, with }),
        );
        let learners = met(&new.learner_ids);
        found.extend(learners.into_iter().map(|person_id| Conflict::Learner { person_id, with }));
        if let Some(room_id) = new.room_id.filter(|room| other.room_id == Some(*room))
            && new.span.overlaps(&other.span)
        {
            found.push(Conflict::Room { room_id, with });
        }
    }
    for (pool_id, asked) in &new.devices {
        let (free, at) = fewest(*pool_id, new.span, &others, pools);
        if *asked > free {
            found.push(Conflict::Devices { pool_id: *pool_id, asked: *asked, free, at });
        }
    }
    found
}

/// How many devices of a pool are free all along a span.
pub fn free_devices(pool_id: Id, span: Span, others: &[Booking], pools: &BTreeMap<Id, u32>) -> u32 {
    fewest(pool_id, span, &others.iter().collect::<Vec<_>>(), pools).0
}

/// The fewest that are free, and since when. Loans only grow when one begins, so these instants
/// are enough to look at.
fn fewest(
    pool_id: Id,
    span: Span,
    others: &[&Booking],
    pools: &BTreeMap<Id, u32>,
) -> (u32, Moment) {
    let lent: Vec<(Span, u32)> = others
        .iter()
        .filter(|other| other.span.overlaps(&span))
        .flat_map(|other| other.devices.iter().map(|(pool, count)| (other.span, *pool, *count)))
        .filter(|(_, pool, _)| *pool == pool_id)
        .map(|(during, _, count)| (during, count))
        .collect();
    let begins = lent.iter().map(|(during, _)| during.start.max(span.start));
    let size = pools.get(&pool_id).copied().unwrap_or_default();
    let free_at = |at: Moment| {
        let taken = lent.iter().filter(|(during, _)| during.contains(at));
        size.saturating_sub(taken.map(|(_, count)| count).sum())
    };
    let all = begins.chain([span.start]).map(|at| (free_at(at), at));
    all.min().unwrap_or((size, span.start))
}

/// Something that had better not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    OutsideHours,
    Absent(Absence),
    /// That many in the month already.
    MonthlyLimit {
        limit: u32,
        month: NaiveDate,
    },
}

impl Warning {
    /// Stable code of the rule.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OutsideHours => "outside_hours",
            Self::Absent(_) => "absent",
            Self::MonthlyLimit { .. } => "monthly_limit",
        }
    }

    /// The rule, without names.
    pub fn said(&self) -> Said {
        match self {
            Self::OutsideHours => Said::new(
                "La séance sort des disponibilités de la personne qui anime.",
                "The session is outside the hours of the person who facilitates.",
            ),
            Self::Absent(Absence { first, last }) => Said::new(
                format!(
                    "La personne qui anime est absente du {} au {}.",
                    first.format("%d/%m/%Y"),
                    last.format("%d/%m/%Y")
                ),
                format!("The person who facilitates is away from {first} to {last}."),
            ),
            Self::MonthlyLimit { limit, month } => Said::new(
                format!(
                    "La personne qui anime a déjà {limit} séances ce mois-ci ({}).",
                    month.format("%m/%Y")
                ),
                format!(
                    "The person who facilitates already has {limit} sessions that month ({}).",
                    month.format("%Y-%m")
                ),
            ),
        }
    }
}

/// What speaks against a facilitator's session at that time; `led` are the starts of the other
/// sessions that they lead or co-lead.
pub fn soft(zone: Tz, span: Span, availability: &Availability, led: &[Moment]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if !availability.is_within_hours(zone, span) {
        warnings.push(Warning::OutsideHours);
    }
    warnings.extend(availability.absence(zone, span).map(Warning::Absent));
    let month_of = |at: Moment| chrono::Datelike::with_day(&local(zone, at).date(), 1);
    if let (Some(limit), Some(month)) = (availability.monthly_limit, month_of(span.start)) {
        let others = led.iter().filter(|start| month_of(**start) == Some(month)).count();
        if others >= limit as usize {
            warnings.push(Warning::MonthlyLimit { limit, month });
        }
    }
    warnings
}

#[cfg(test)]
mod tests;
