//! The rules of the three entry forms.

use chrono::NaiveDate;

use super::model::{AnimationInput, Common, EventInput, PartnershipInput};
use crate::platform::http::{Checked, Faults, Said};
use crate::territories;
use crate::vocabulary::{
    AnimationTheme, AnimationType, EventType, Organizer, PartnerKind, PartnershipNature,
};

/// The most people or structures of one animation, by counter.
const MOST_MET: i32 = 10_000;
const MOST_PARTICIPANTS: i32 = 1_000_000;
const MOST_PARTNERS: usize = 50;
const MOST_DEPARTEMENTS: usize = 20;
const MOST_TAGS: usize = 50;
const MOST_DAYS: i64 = 31;
const DAY_MIN: i32 = 1440;
const NAME_MAX: usize = 200;
const NOTES_MAX: usize = 10_000;

impl Common<'_> {
    fn check(&self, faults: &mut Faults) {
        if self.departements.len() > MOST_DEPARTEMENTS {
            faults.range("/departements", self.departements.len(), 0, MOST_DEPARTEMENTS);
        }
        for (at, code) in self.departements.iter().enumerate() {
            if territories::departement(code).is_none() {
                faults.unknown(
                    format!("/departements/{at}"),
                    "Ce département n’existe pas.",
                    "There is no such département.",
                );
            }
        }
        if self.tag_ids.len() > MOST_TAGS {
            faults.range("/tag_ids", self.tag_ids.len(), 0, MOST_TAGS);
        }
        faults.text("/notes", self.notes, NOTES_MAX);
    }

    /// The rule that needs to know what day it is: an activity is logged when it is over.
    pub fn check_dates(&self, faults: &mut Faults, end: Option<NaiveDate>, today: NaiveDate) {
        let first = NaiveDate::from_ymd_opt(2015, 1, 1).unwrap_or(NaiveDate::MIN);
        let said = || {
            Said::new(
                "La date doit être comprise entre le 1er janvier 2015 et aujourd’hui.",
                "The date must be between 1 January 2015 and today.",
            )
        };
        if self.date.0 < first || self.date.0 > today {
            faults.add("/date", "date_out_of_range", said());
        } else if end.is_some_and(|end| end > today) {
            faults.add("/end_date", "date_out_of_range", said());
        }
    }
}

/// "Other" says which, and only "other" does.
fn check_other(faults: &mut Faults, pointer: &str, is_other: bool, told: Option<&str>) {
    let is_told = told.is_some_and(|told| !told.trim().is_empty());
    match (is_other, is_told) {
        (true, false) => faults.required(pointer),
        (false, true) => faults.contradiction(
            pointer,
            "Cette précision ne va qu’avec « Autre ».",
            "This goes with “Other” only.",
        ),
        _ => faults.line(pointer, told, NAME_MAX),
    }
}

fn at_least_one<T>(faults: &mut Faults, pointer: &str, values: &[T]) {
    if values.is_empty() {
        faults.required(pointer);
    }
}

impl Checked for AnimationInput {
    fn check(&self, faults: &mut Faults) {
        self.common().check(faults);
        faults.range("/duration_min", self.duration_min, 1, DAY_MIN);
        let is_other = self.animation_type == AnimationType::Autre;
        check_other(
            faults,
            "/animation_type_other",
            is_other,
            self.animation_type_other.as_deref(),
        );
        at_least_one(faults, "/themes", &self.themes);
        let is_other = self.themes.contains(&AnimationTheme::Autre);
        check_other(faults, "/theme_other", is_other, self.theme_other.as_deref());
        faults.range("/mediators", self.mediators, 0, MOST_MET);
        faults.range("/structures", self.structures, 0, MOST_MET);
        faults.range("/other_actors", self.other_actors, 0, MOST_MET);
        if self.mediators == 0 && self.structures == 0 && self.other_actors == 0 {
            faults.add(
                "/mediators",
                "no_participant",
                Said::new(
                    "Indiquez au moins un médiateur, une structure ou un autre acteur.",
                    "Count at least one mediator, structure or other person.",
                ),
            );
        }
    }
}

impl EventInput {
    /// Days from the first to the last, both included.
    fn days(&self) -> i64 {
        self.end_date.map_or(1, |end| (end.0 - self.date.0).num_days() + 1)
    }

    fn check_days(&self, faults: &mut Faults) {
        let days = self.days();
        if days < 1 {
            faults.contradiction(
                "/end_date",
                "Le dernier jour ne précède pas le premier.",
                "The last day does not precede the first.",
            );
        } else if days > MOST_DAYS {
            faults.add(
                "/end_date",
                "out_of_range",
                Said::new(
                    format!("Un évènement dure {MOST_DAYS} jours au plus."),
                    format!("An event lasts {MOST_DAYS} days at most."),
                ),
            );
        } else if let Some(minutes) = self.duration_min {
            let days = i32::try_from(days).unwrap_or(1);
            faults.range("/duration_min", minutes, 1, DAY_MIN * days);
        }
    }
}

impl Checked for EventInput {
    fn check(&self, faults: &mut Faults) {
        self.common().check(faults);
        self.check_days(faults);
        faults.line("/name", self.name.as_deref(), NAME_MAX);
        let is_other = self.event_type == EventType::Autre;
        check_other(faults, "/event_type_other", is_other, self.event_type_other.as_deref());
        at_least_one(faults, "/organizers", &self.organizers);
        let is_other = self.organizers.contains(&Organizer::Autre);
        check_other(faults, "/organizer_other", is_other, self.organizer_other.as_deref());
        faults.range("/participants", self.participants, 0, MOST_PARTICIPANTS);
    }
}

impl Checked for PartnershipInput {
    fn check(&self, faults: &mut Faults) {
        self.common().check(faults);
        if let Some(minutes) = self.duration_min {
            faults.range("/duration_min", minutes, 1, DAY_MIN);
        }
        faults.line("/name", self.name.as_deref(), NAME_MAX);
        at_least_one(faults, "/natures", &self.natures);
        let is_other = self.natures.contains(&PartnershipNature::Autre);
        check_other(faults, "/nature_other", is_other, self.nature_other.as_deref());
        at_least_one(faults, "/partners", &self.partners);
        if self.partners.len() > MOST_PARTNERS {
            faults.range("/partners", self.partners.len(), 1, MOST_PARTNERS);
        }
        for (at, partner) in self.partners.iter().enumerate() {
            faults.name(&format!("/partners/{at}/name"), &partner.name, NAME_MAX);
            let is_other = partner.kind == PartnerKind::Autre;
            let pointer = format!("/partners/{at}/kind_other");
            check_other(faults, &pointer, is_other, partner.kind_other.as_deref());
        }
    }
}
