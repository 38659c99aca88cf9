//! A naive recount: every figure from a plain list of sessions, read from the definitions of
//! `statistics.md` and sharing no code with the program but its closed lists and territories.

mod lines;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use coopair::territories;
use coopair::vocabulary::{
    AgeBand, Autonomy, Equipment, Gender, PlaceType, Redirection, SocialStatus, Theme,
    WorkshopLevel,
};
use serde_json::{Value, json};

use lines::{
    commune_of, inhabitants, mentions, people, region_of, residence, single, territory, time,
    weekdays,
};

const NOT_TOLD: &str = "non_communique";

/// A followed person in a session, as they were on that day.
#[derive(Clone, Debug)]
pub struct Attendee {
    pub learner: String,
    pub gender: Option<&'static str>,
    pub age_band: Option<&'static str>,
    pub status: Option<&'static str>,
    pub commune: Option<&'static str>,
}

/// A session as its author would describe it.
#[derive(Clone, Debug, Default)]
pub struct Held {
    pub id: String,
    pub facilitator: String,
    pub employer: (String, &'static str),
    pub workshop: bool,
    pub date: NaiveDate,
    pub minutes: i64,
    pub place_type: &'static str,
    pub place: Option<String>,
    pub commune: Option<&'static str>,
    pub themes: Vec<&'static str>,
    pub equipment: Vec<&'static str>,
    pub tags: Vec<String>,
    pub programme: Option<String>,
    pub autonomy: Option<&'static str>,
    pub level: Option<&'static str>,
    pub redirected: bool,
    pub redirection: Option<&'static str>,
    pub attendees: Vec<Attendee>,
    pub anonymous: i64,
    pub supported: i64,
    /// (dimension, value, people) of the anonymous participants who told.
    pub told: Vec<(&'static str, &'static str, i64)>,
    pub withdrawn: bool,
}

impl Held {
    fn size(&self) -> i64 {
        self.attendees.len() as i64 + self.anonymous
    }

    fn is_remote(&self) -> bool {
        self.place_type == "a_distance"
    }

    /// The département of activity; at a distance the employer's.
    fn departement(&self) -> &'static str {
        let commune = if self.is_remote() { Some(self.employer.1) } else { self.commune };
        match commune {
            Some(code) if code.starts_with("97") => &code[..3],
            Some(code) => &code[..2],
            None => "",
        }
    }
}

/// What is asked; an empty filter asks for everything.
#[derive(Clone, Debug, Default)]
pub struct Question {
    pub scope: &'static str,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Whose sessions count in this scope: facilitator, first and last day.
    pub counted: Vec<(String, NaiveDate, NaiveDate)>,
    pub filters: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Question {
    pub fn path(&self) -> String {
        let mut path =
            format!("/api/statistics?scope={}&from={}&to={}", self.scope, self.from, self.to);
        for (name, values) in &self.filters {
            let values: Vec<_> = values.iter().cloned().collect();
            path.push_str(&format!("&{name}={}", values.join(",")));
        }
        path
    }

    fn keeps(&self, held: &Held) -> bool {
        let counts = self.counted.iter().any(|(facilitator, first, last)| {
            *facilitator == held.facilitator && *first <= held.date && held.date <= *last
        });
        let in_period = self.from <= held.date && held.date <= self.to;
        let filtered = self.filters.iter().all(|(name, wanted)| {
            let owned = |text: &str| vec![text.to_owned()];
            let list = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
            let has: Vec<String> = match *name {
                "kind" => owned(if held.workshop { "workshop" } else { "individual" }),
                "places" => held.place.iter().cloned().collect(),
                "themes" => list(&held.themes),
                "equipment" => list(&held.equipment),
                "place_types" => owned(held.place_type),
                "tags" => held.tags.clone(),
                "communes" => held.commune.iter().map(|code| (*code).to_owned()).collect(),
                "departements" => owned(held.departement()),
                "programmes" => held.programme.iter().cloned().collect(),
                other => panic!("no filter {other}"),
            };
            has.iter().any(|value| wanted.contains(value))
        });
        counts && in_period && filtered && !held.withdrawn
    }
}

/// Counts every figure again.
pub fn figures(all: &[Held], names: &BTreeMap<String, String>, question: &Question) -> Value {
    let held: Vec<&Held> = all.iter().filter(|held| question.keeps(held)).collect();
    let individual: Vec<&Held> = held.iter().copied().filter(|held| !held.workshop).collect();
    let workshops: Vec<&Held> = held.iter().copied().filter(|held| held.workshop).collect();
    let redirected: Vec<&Held> = held.iter().copied().filter(|held| held.redirected).collect();
    let shared = question.scope != "own";
    let themes = |administrative: bool| {
        let order: Vec<&str> = Theme::ALL
            .iter()
            .filter(|theme| theme.is_administrative() == administrative)
            .map(|theme| theme.code())
            .collect();
        mentions(&held, &order, |held| held.themes.iter().map(|code| (*code).into()).collect())
    };
    let named = |of: &dyn Fn(&Held) -> Option<String>| {
        let mut lines = single(&held, &[], |held| of(held).unwrap_or_else(|| NOT_TOLD.to_owned()));
        label(&mut lines, names);
        lines
    };
    let equipment: Vec<&str> = Equipment::ALL.iter().map(|item| item.code()).collect();
    let mut tags: BTreeMap<&str, i64> = BTreeMap::new();
    for held in &held {
        held.tags.iter().for_each(|tag| *tags.entry(tag).or_default() += held.size());
    }
    let mut tag_order: Vec<&str> = tags.keys().copied().collect();
    tag_order.sort_by_key(|tag| -tags[tag]);
    let mut by_tag = mentions(&held, &tag_order, |held| held.tags.clone());
    label(&mut by_tag, names);
    json!({
        "totals": totals(all, &held, &individual, &workshops, &redirected),
        "by_month": time(&held, question, |day| day.format("%Y-%m").to_string()),
        "by_week": time(&held, question, |day| day.format("%G-W%V").to_string()),
        "by_day": if (question.to - question.from).num_days() < 92 {
            time(&held, question, |day| day.to_string())
        } else {
            Vec::new()
        },
        "by_weekday": weekdays(&held),
        "by_theme": themes(false),
        "by_administrative_theme": themes(true),
        "by_equipment": mentions(&held, &equipment, |held| {
            held.equipment.iter().map(|code| (*code).into()).collect()
        }),
        "by_tag": by_tag,
        "by_kind": single(&held, &["individual", "workshop"], |held| {
            if held.workshop { "workshop" } else { "individual" }.to_owned()
        }),
        "by_place_type": single(&held, &codes(PlaceType::ALL, PlaceType::code), |held| {
            held.place_type.to_owned()
        }),
        "by_duration": single(&held, &["0-29", "30-59", "60-119", "120+"], |held| {
            let reached = [30, 60, 120].iter().filter(|bound| held.minutes >= **bound).count();
            ["0-29", "30-59", "60-119", "120+"][reached].to_owned()
        }),
        "by_autonomy": single(&individual, &codes(Autonomy::ALL, Autonomy::code), |held| {
            held.autonomy.unwrap_or(NOT_TOLD).to_owned()
        }),
        "by_level": single(&workshops, &codes(WorkshopLevel::ALL, WorkshopLevel::code), |held| {
            held.level.unwrap_or(NOT_TOLD).to_owned()
        }),
        "by_redirection": single(&redirected, &codes(Redirection::ALL, Redirection::code), |held| {
            held.redirection.unwrap_or(NOT_TOLD).to_owned()
        }),
        "by_place": territory(&held, |held| held.place.clone().unwrap_or_default(), |id| {
            (names.get(id).cloned().unwrap_or_default(), None)
        }),
        "by_commune": territory(&held, commune_of, |code| {
            let found = territories::commune(code);
            (
                found.map_or("", |found| found.name).to_owned(),
                found.map(|found| f64::from(found.population)),
            )
        }),
        "by_epci": territory(
            &held,
            |held| {
                let commune = territories::commune(&commune_of(held));
                commune.and_then(|commune| commune.epci_code).unwrap_or_default().to_owned()
            },
            |code| {
                let name = territories::epci(code).map_or("", |found| found.name);
                (name.to_owned(), inhabitants(|commune| commune.epci_code == Some(code)))
            },
        ),
        "by_departement": territory(&held, |held| held.departement().to_owned(), |code| {
            let name = territories::departement(code).map_or("", |found| found.name);
            (name.to_owned(), inhabitants(|commune| commune.departement_code() == code))
        }),
        "by_region": territory(
            &held,
            |held| region_of(held.departement()).to_owned(),
            |code| {
                let name = territories::region(code).map_or("", |found| found.name);
                let inside = |commune: &territories::Commune| {
                    !code.is_empty() && region_of(commune.departement_code()) == code
                };
                (name.to_owned(), inhabitants(inside))
            },
        ),
        "by_gender": people(&held, "gender", &codes(Gender::ALL, Gender::code)),
        "by_age_band": people(&held, "age_band", &codes(AgeBand::ALL, AgeBand::code)),
        "by_status": people(&held, "status", &codes(SocialStatus::ALL, SocialStatus::code)),
        "by_residence_commune": residence(&held),
        "by_facilitator": if shared {
            named(&|held| Some(held.facilitator.clone()))
        } else {
            Vec::new()
        },
        "by_organization": if shared {
            named(&|held| Some(held.employer.0.clone()))
        } else {
            Vec::new()
        },
        "by_programme": named(&|held| held.programme.clone()),
    })
}

fn codes<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|item| code(*item)).collect()
}

fn label(lines: &mut [Value], names: &BTreeMap<String, String>) {
    for line in lines {
        line["label"] = json!(line["code"].as_str().and_then(|code| names.get(code)));
    }
}

fn size(held: &[&Held]) -> i64 {
    held.iter().map(|held| held.size()).sum()
}

fn totals(
    all: &[Held],
    held: &[&Held],
    individual: &[&Held],
    workshops: &[&Held],
    redirected: &[&Held],
) -> Value {
    let mut times: BTreeMap<&str, i64> = BTreeMap::new();
    for attendee in held.iter().flat_map(|held| &held.attendees) {
        *times.entry(&attendee.learner).or_default() += 1;
    }
    // New: the earliest session of the person's whole life is one of those counted.
    let is_new = |learner: &str| {
        let attended = |held: &&Held| held.attendees.iter().any(|one| one.learner == learner);
        let ever = all.iter().filter(|held| !held.withdrawn).filter(attended);
        let first = ever.min_by_key(|held| (held.date, &held.id)).map(|held| &held.id);
        held.iter().any(|held| Some(&held.id) == first)
    };
    let minutes = |held: &[&Held]| held.iter().map(|held| held.minutes).sum::<i64>();
    let mean = |sum: i64, count: usize| (count > 0).then(|| sum as f64 / count as f64);
    let anonymous: i64 = held.iter().map(|held| held.anonymous).sum();
    json!({
        "sessions": held.len(),
        "individual_sessions": individual.len(),
        "workshops": workshops.len(),
        "participations": size(held),
        "individual_participations": size(individual),
        "workshop_participations": size(workshops),
        "followed": times.len(),
        "new_followed": times.keys().filter(|learner| is_new(learner)).count(),
        "returning_followed": times.values().filter(|times| **times >= 2).count(),
        "anonymous": anonymous,
        "anonymous_first": anonymous - held.iter().map(|held| held.supported).sum::<i64>(),
        "minutes_delivered": minutes(held),
        "minutes_received": held.iter().map(|held| held.minutes * held.size()).sum::<i64>(),
        "mean_individual_min": mean(minutes(individual), individual.len()),
        "mean_workshop_min": mean(minutes(workshops), workshops.len()),
        "mean_group": mean(size(workshops), workshops.len()),
        "redirected": size(redirected),
    })
}
