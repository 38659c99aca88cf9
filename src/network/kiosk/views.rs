//! What is told of a kiosk: to who manages the workshop, on the tablet, on a phone.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::network::enrolment::EnrolmentRow;
use crate::network::workshops::Workshop;
use crate::platform::database::{Id, Moment};
use crate::platform::day::{Day, TimeOfDay};

/// How the kiosk of a workshop stands, for who manages it.
#[derive(Debug, Serialize, ToSchema)]
pub struct KioskState {
    pub is_open: bool,
    /// Published, and at the time.
    pub may_open: bool,
    /// From when until when it may be open.
    pub from: Moment,
    pub until: Moment,
    /// Of the last one.
    pub opened_at: Option<Moment>,
    /// How many of the list are there.
    pub there: usize,
    pub expected: usize,
}

/// A kiosk, opened: its secret is told this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct KioskOpened {
    pub secret: String,
    /// The address for the tablet.
    #[schema(example = "https://reseau.exemple.fr/borne#…")]
    pub url: String,
    pub until: Moment,
}

/// Where and when, as a kiosk tells it.
#[derive(Debug, Serialize, ToSchema)]
pub struct KioskWorkshop {
    pub title: String,
    pub date: Day,
    #[schema(example = "14:00")]
    pub start_time: TimeOfDay,
    #[schema(example = "16:00")]
    pub end_time: TimeOfDay,
    pub place: Option<String>,
    pub room: Option<String>,
}

impl KioskWorkshop {
    pub fn new(workshop: &Workshop, (place, room): (Option<String>, Option<String>)) -> Self {
        Self {
            title: workshop.title.clone(),
            date: Day(workshop.date),
            start_time: TimeOfDay(workshop.start_time.clone()),
            end_time: TimeOfDay(workshop.end_time.clone()),
            place,
            room,
        }
    }
}

/// Somebody on the list of a kiosk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct KioskPerson {
    pub enrolment_id: Id,
    /// First name, and the first letter of the last name.
    #[schema(example = "Camille D.")]
    pub name: String,
    pub is_there: bool,
    /// Somebody else looks alike on the list: a tap does not say which.
    pub has_twin: bool,
}

/// The list of a kiosk, by name; whoever is known by no name is not on it.
pub fn people_of(rows: &[EnrolmentRow], names: &HashMap<Id, (String, String)>) -> Vec<KioskPerson> {
    let person = |row: &EnrolmentRow| {
        let (first, last) = names.get(&row.person_id)?;
        let name = short_name(first, last);
        let is_there = row.state.was_there();
        (!name.is_empty()).then_some(KioskPerson {
            enrolment_id: row.id,
            name,
            is_there,
            has_twin: false,
        })
    };
    let mut people: Vec<KioskPerson> = rows.iter().filter_map(person).collect();
    let mut alike: HashMap<String, usize> = HashMap::new();
    for one in &people {
        *alike.entry(one.name.to_lowercase()).or_default() += 1;
    }
    for one in &mut people {
        one.has_twin = alike.get(&one.name.to_lowercase()).is_some_and(|count| *count > 1);
    }
    people.sort_by_cached_key(|one| (one.name.to_lowercase(), one.enrolment_id));
    people
}

/// As a kiosk writes somebody: `Camille D.`
pub fn short_name(first: &str, last: &str) -> String {
    let initial = last.trim().chars().next().map(|letter| letter.to_uppercase().to_string());
    match initial {
        Some(initial) => format!("{} {initial}.", first.trim()).trim().to_owned(),
        None => first.trim().to_owned(),
    }
}

/// What the tablet shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct KioskView {
    pub workshop: KioskWorkshop,
    /// How many are there, of how many.
    pub there: usize,
    pub expected: usize,
    pub people: Vec<KioskPerson>,
    /// Whether somebody who is not on the list may be written down now.
    pub takes_walk_ins: bool,
    /// Until when the kiosk works.
    pub until: Moment,
    /// What phones scan: it changes every five minutes, and is taken for ten more.
    #[schema(example = "https://reseau.exemple.fr/presence#K7QF-3MPD")]
    pub scan_url: String,
    #[schema(example = "K7QF-3MPD")]
    pub scan_code: String,
}

/// Somebody was noted at the kiosk.
#[derive(Debug, Serialize, ToSchema)]
pub struct KioskTapped {
    pub enrolment_id: Id,
    pub first_name: String,
    pub is_walk_in: bool,
    /// They were there already: nothing has changed, and there is nothing to undo.
    pub was_there: bool,
    /// Until when the tap may be taken back.
    pub undo_until: Option<Moment>,
}

/// A workshop whose code somebody scanned.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresenceView {
    pub workshop_id: Id,
    pub workshop: KioskWorkshop,
    /// One has a confirmed seat, or is there.
    pub is_expected: bool,
    pub is_there: bool,
}

/// One is there.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresenceTold {
    pub workshop_id: Id,
    pub is_walk_in: bool,
    pub was_there: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_one_letter_of_the_last_name() {
        assert_eq!(short_name("Camille", "Dupont"), "Camille D.");
        assert_eq!(short_name(" Zoé ", "élie"), "Zoé É.");
        assert_eq!(short_name("Ada", ""), "Ada");
        assert_eq!(short_name("", "Roux"), "R.");
        assert_eq!(short_name("", " "), "");
    }
}
