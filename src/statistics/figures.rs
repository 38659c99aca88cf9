//! The definitions: pure functions from facts to figures.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, Duration, NaiveDate};

use super::facts::{Facts, PersonFact, SessionFact};
use super::model::{
    Figures, MentionLine, PeopleLine, Scope, ShareLine, TerritoryLine, TimeLine, Totals,
};
use super::shares;
use crate::platform::database::Id;
use crate::territories;
use crate::vocabulary::{
    AgeBand, Autonomy, Equipment, Gender, PlaceType, Redirection, SessionKind, SocialStatus, Theme,
    WorkshopLevel,
};

/// Not told, or not asked.
const NOT_TOLD: &str = "non_communique";
/// Days are listed up to this many.
const MOST_DAYS: i64 = 92;

/// Names of what figures are broken down by.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub places: HashMap<Id, String>,
    pub tags: HashMap<Id, String>,
    pub facilitators: HashMap<Id, String>,
    pub organizations: HashMap<Id, String>,
    pub programmes: HashMap<Id, String>,
}

/// Counts every figure.
pub fn count(
    facts: &Facts,
    names: &Names,
    scope: Scope,
    from: NaiveDate,
    to: NaiveDate,
) -> Figures {
    let sessions = &facts.sessions;
    let people = People::of(facts);
    let shared = scope != Scope::Own;
    let of_kind = |kind| -> Vec<&SessionFact> {
        sessions.iter().filter(|session| session.kind == kind).collect()
    };
    let individual = of_kind(SessionKind::Individual);
    let workshops = of_kind(SessionKind::Workshop);
    let all: Vec<&SessionFact> = sessions.iter().collect();
    let redirected: Vec<&SessionFact> =
        sessions.iter().filter(|session| session.redirected).collect();
    let by_theme = |administrative: bool| {
        let themes =
            Theme::ALL.iter().filter(move |theme| theme.is_administrative() == administrative);
        let values = themes.map(|theme| theme.code().to_owned()).collect();
        mentions(sessions, values, |session| {
            let themes = session.themes.iter();
            themes
                .filter(|theme| theme.is_administrative() == administrative)
                .map(|theme| theme.code().to_owned())
                .collect()
        })
    };
    let name = |names: &HashMap<Id, String>, id: &str| {
        id.parse().ok().and_then(|id: Id| names.get(&id).cloned())
    };
    let id_code = |id: Option<Id>| id.map_or_else(|| NOT_TOLD.to_owned(), |id| id.to_string());
    let named = |names: &HashMap<Id, String>, of: &dyn Fn(&SessionFact) -> Option<Id>| {
        let mut lines = single(&all, &[], |session| id_code(of(session)));
        lines.iter_mut().for_each(|line| line.label = name(names, &line.code));
        lines
    };
    let mut by_tag = tag_mentions(facts);
    by_tag.iter_mut().for_each(|line| line.label = name(&names.tags, &line.code));
    Figures {
        totals: totals(sessions, &people),
        by_month: by_month(sessions, from, to),
        by_week: by_week(sessions, from, to),
        by_day: by_day(sessions, from, to),
        by_weekday: by_weekday(sessions),
        by_theme: by_theme(false),
        by_administrative_theme: by_theme(true),
        by_equipment: mentions(sessions, codes(Equipment::ALL, Equipment::code), |session| {
            session.equipment.iter().map(|item| item.code().to_owned()).collect()
        }),
        by_tag,
        by_kind: single(&all, &codes(SessionKind::ALL, SessionKind::code), |session| {
            session.kind.code().to_owned()
        }),
        by_place_type: single(&all, &codes(PlaceType::ALL, PlaceType::code), |session| {
            session.place_type.code().to_owned()
        }),
        by_duration: single(
            &all,
            &["0-29", "30-59", "60-119", "120+"].map(str::to_owned),
            |session| duration_band(session.duration_min).to_owned(),
        ),
        by_autonomy: single(&individual, &codes(Autonomy::ALL, Autonomy::code), |session| {
            session.autonomy.map_or(NOT_TOLD, Autonomy::code).to_owned()
        }),
        by_level: single(&workshops, &codes(WorkshopLevel::ALL, WorkshopLevel::code), |session| {
            session.level.map_or(NOT_TOLD, WorkshopLevel::code).to_owned()
        }),
        by_redirection: single(
            &redirected,
            &codes(Redirection::ALL, Redirection::code),
            |session| session.redirection.map_or(NOT_TOLD, Redirection::code).to_owned(),
        ),
        by_place: by_place(sessions, &names.places),
        by_commune: by_territory(sessions, Level::Commune),
        by_epci: by_territory(sessions, Level::Epci),
        by_departement: by_territory(sessions, Level::Departement),
        by_region: by_territory(sessions, Level::Region),
        by_gender: people.by("gender", codes(Gender::ALL, Gender::code), |person| {
            person.gender.map(|gender| gender.code().to_owned())
        }),
        by_age_band: people.by("age_band", codes(AgeBand::ALL, AgeBand::code), |person| {
            person.age_band.map(|band| band.code().to_owned())
        }),
        by_status: people.by("status", codes(SocialStatus::ALL, SocialStatus::code), |person| {
            person.status.map(|status| status.code().to_owned())
        }),
        by_residence_commune: people.by_residence(),
        by_facilitator: if shared {
            named(&names.facilitators, &|session| Some(session.facilitator_id))
        } else {
            Vec::new()
        },
        by_organization: if shared {
            named(&names.organizations, &|session| session.organization_id)
        } else {
            Vec::new()
        },
        by_programme: named(&names.programmes, &|session| session.programme_id),
    }
}

fn codes<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str) -> Vec<String> {
    all.iter().map(|item| code(*item).to_owned()).collect()
}

fn duration_band(minutes: i32) -> &'static str {
    match minutes {
        ..30 => "0-29",
        30..60 => "30-59",
        60..120 => "60-119",
        120.. => "120+",
    }
}

fn participations<'a>(sessions: impl IntoIterator<Item = &'a SessionFact>) -> i64 {
    sessions.into_iter().map(|session| i64::from(session.participants)).sum()
}

fn totals(sessions: &[SessionFact], people: &People<'_>) -> Totals {
    let of_kind = |kind| sessions.iter().filter(move |session| session.kind == kind);
    let minutes = |kind| of_kind(kind).map(|session| i64::from(session.duration_min)).sum::<i64>();
    let mean = |sum: i64, count: usize| (count > 0).then(|| sum as f64 / count as f64);
    let (individual, workshop) = (SessionKind::Individual, SessionKind::Workshop);
    let individuals = of_kind(individual).count();
    let workshops = of_kind(workshop).count();
    let anonymous: i64 = sessions.iter().map(|session| i64::from(session.anonymous)).sum();
    let supported: i64 =
        sessions.iter().map(|session| i64::from(session.anonymous_supported)).sum();
    Totals {
        sessions: sessions.len() as i64,
        individual_sessions: individuals as i64,
        workshops: workshops as i64,
        participations: participations(sessions),
        individual_participations: participations(of_kind(individual)),
        workshop_participations: participations(of_kind(workshop)),
        followed: people.latest.len() as i64,
        new_followed: people.new,
        returning_followed: people.returning,
        anonymous,
        anonymous_first: anonymous - supported,
        minutes_delivered: minutes(individual) + minutes(workshop),
        minutes_received: sessions
            .iter()
            .map(|session| i64::from(session.duration_min) * i64::from(session.participants))
            .sum(),
        mean_individual_min: mean(minutes(individual), individuals),
        mean_workshop_min: mean(minutes(workshop), workshops),
        mean_group: mean(participations(of_kind(workshop)), workshops),
        redirected: participations(sessions.iter().filter(|session| session.redirected)),
    }
}

/// The followed people in scope, each by their latest participation.
struct People<'a> {
    facts: &'a Facts,
    latest: BTreeMap<Id, &'a PersonFact>,
    new: i64,
    returning: i64,
}

impl<'a> People<'a> {
    fn of(facts: &'a Facts) -> Self {
        let dates: HashMap<Id, NaiveDate> =
            facts.sessions.iter().map(|session| (session.id, session.date)).collect();
        let mut latest: BTreeMap<Id, &PersonFact> = BTreeMap::new();
        let mut times: HashMap<Id, i64> = HashMap::new();
        for person in &facts.people {
            *times.entry(person.learner_id).or_default() += 1;
            let when = |person: &PersonFact| (dates.get(&person.session_id), person.session_id);
            let known = latest.entry(person.learner_id).or_insert(person);
            if when(person) > when(known) {
                *known = person;
            }
        }
        Self {
            facts,
            new: facts.people.iter().filter(|person| person.first_time).count() as i64,
            returning: times.values().filter(|times| **times >= 2).count() as i64,
            latest,
        }
    }

    /// Followed and anonymous people by code, the anonymous rest under *non communiqué*.
    fn tally(
        &self,
        dimension: &str,
        of: impl Fn(&PersonFact) -> Option<String>,
    ) -> BTreeMap<String, (i64, i64)> {
        let mut tally: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        for person in self.latest.values() {
            let code = of(person).unwrap_or_else(|| NOT_TOLD.to_owned());
            tally.entry(code).or_default().0 += 1;
        }
        let mut told = 0;
        for count in self.facts.counts.iter().filter(|count| count.dimension == dimension) {
            tally.entry(count.value.clone()).or_default().1 += i64::from(count.people);
            told += i64::from(count.people);
        }
        let anonymous: i64 =
            self.facts.sessions.iter().map(|session| i64::from(session.anonymous)).sum();
        tally.entry(NOT_TOLD.to_owned()).or_default().1 += anonymous - told;
        tally
    }

    fn by(
        &self,
        dimension: &str,
        order: Vec<String>,
        of: impl Fn(&PersonFact) -> Option<String>,
    ) -> Vec<PeopleLine> {
        let mut tally = self.tally(dimension, of);
        let lines = order.into_iter().map(|code| (tally.remove(&code).unwrap_or_default(), code));
        people_lines(lines.collect())
    }

    fn by_residence(&self) -> Vec<PeopleLine> {
        let tally = self.tally("commune", |person| person.commune_code.clone());
        let mut lines: Vec<_> = tally.into_iter().map(|(code, counts)| (counts, code)).collect();
        lines.sort_by_key(|((followed, anonymous), code)| {
            (code == NOT_TOLD, -(followed + anonymous), code.clone())
        });
        let mut lines = people_lines(lines);
        for line in &mut lines {
            line.label = territories::commune(&line.code).map(|commune| commune.name.to_owned());
        }
        lines
    }
}

fn people_lines(lines: Vec<((i64, i64), String)>) -> Vec<PeopleLine> {
    let sums: Vec<i64> =
        lines.iter().map(|((followed, anonymous), _)| followed + anonymous).collect();
    lines
        .into_iter()
        .zip(shares::adding_to_100(&sums))
        .map(|(((followed, anonymous), code), share_of_people)| PeopleLine {
            code,
            label: None,
            followed,
            anonymous,
            share_of_people,
        })
        .collect()
}

fn mentions(
    sessions: &[SessionFact],
    values: Vec<String>,
    of: impl Fn(&SessionFact) -> Vec<String>,
) -> Vec<MentionLine> {
    let mut counts: HashMap<String, (i64, i64)> = HashMap::new();
    for session in sessions {
        for value in of(session) {
            let count = counts.entry(value).or_default();
            count.0 += 1;
            count.1 += i64::from(session.participants);
        }
    }
    mention_lines(
        values.into_iter().map(|code| (counts.remove(&code).unwrap_or_default(), code)).collect(),
        participations(sessions),
    )
}

fn mention_lines(lines: Vec<((i64, i64), String)>, in_scope: i64) -> Vec<MentionLine> {
    let all: i64 = lines.iter().map(|((_, participations), _)| participations).sum();
    lines
        .into_iter()
        .map(|((sessions, participations), code)| MentionLine {
            code,
            label: None,
            sessions,
            participations,
            share_of_participations: shares::of(participations, in_scope),
            share_of_mentions: shares::of(participations, all),
        })
        .collect()
}

fn tag_mentions(facts: &Facts) -> Vec<MentionLine> {
    let sizes: HashMap<Id, i64> = facts
        .sessions
        .iter()
        .map(|session| (session.id, i64::from(session.participants)))
        .collect();
    let mut counts: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (session_id, tag_id) in &facts.tags {
        let count = counts.entry(tag_id.to_string()).or_default();
        count.0 += 1;
        count.1 += sizes.get(session_id).copied().unwrap_or_default();
    }
    let mut lines: Vec<_> = counts.into_iter().map(|(code, counts)| (counts, code)).collect();
    lines.sort_by_key(|((_, participations), code)| (-participations, code.clone()));
    mention_lines(lines, participations(&facts.sessions))
}

/// A family of which each session carries one value: the lines of `order` first, then the others
/// by participations; *non communiqué* last, only when it counts.
fn single(
    sessions: &[&SessionFact],
    order: &[String],
    of: impl Fn(&SessionFact) -> String,
) -> Vec<ShareLine> {
    let mut counts: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for session in sessions {
        let count = counts.entry(of(session)).or_default();
        count.0 += 1;
        count.1 += i64::from(session.participants);
    }
    let mut lines: Vec<(String, (i64, i64))> =
        order.iter().map(|code| (code.clone(), counts.remove(code).unwrap_or_default())).collect();
    let mut rest: Vec<_> = counts.into_iter().collect();
    rest.sort_by_key(|(code, (_, participations))| {
        (code == NOT_TOLD, -participations, code.clone())
    });
    lines.append(&mut rest);
    let weights: Vec<i64> = lines.iter().map(|(_, (_, participations))| *participations).collect();
    lines
        .into_iter()
        .zip(shares::adding_to_100(&weights))
        .map(|((code, (sessions, participations)), share)| ShareLine {
            code,
            label: None,
            sessions,
            participations,
            share,
        })
        .collect()
}

fn by_place(sessions: &[SessionFact], names: &HashMap<Id, String>) -> Vec<TerritoryLine> {
    territory_lines(
        sessions,
        |session| {
            let code = session.place_id.map(|id| id.to_string()).unwrap_or_default();
            (code, session.place_type == PlaceType::ADistance)
        },
        |code| {
            let id = code.parse().ok();
            (id.and_then(|id: Id| names.get(&id).cloned()).unwrap_or_default(), None)
        },
    )
}

#[derive(Clone, Copy, PartialEq)]
enum Level {
    Commune,
    Epci,
    Departement,
    Region,
}

fn by_territory(sessions: &[SessionFact], level: Level) -> Vec<TerritoryLine> {
    let code_of = |session: &SessionFact| {
        let commune = session.commune_code.as_deref().and_then(territories::commune);
        let departement = session.departement_code.as_deref().and_then(territories::departement);
        let code = match level {
            Level::Commune => commune.map(|commune| commune.code),
            Level::Epci => commune.and_then(|commune| commune.epci_code),
            Level::Departement => departement.map(|departement| departement.code),
            Level::Region => departement.map(|departement| departement.region_code),
        };
        (code.unwrap_or_default().to_owned(), session.place_type == PlaceType::ADistance)
    };
    territory_lines(sessions, code_of, |code| name_and_population(level, code))
}

fn name_and_population(level: Level, code: &str) -> (String, Option<i64>) {
    let name = match level {
        Level::Commune => territories::commune(code).map(|commune| commune.name),
        Level::Epci => territories::epci(code).map(|epci| epci.name),
        Level::Departement => territories::departement(code).map(|departement| departement.name),
        Level::Region => territories::region(code).map(|region| region.name),
    };
    let population = match level {
        Level::Commune => territories::commune(code).map(|commune| i64::from(commune.population)),
        _ if code.is_empty() => None,
        _ => Some(
            territories::communes()
                .iter()
                .filter(|commune| match level {
                    Level::Epci => commune.epci_code == Some(code),
                    Level::Departement => commune.departement_code() == code,
                    _ => territories::departement(commune.departement_code())
                        .is_some_and(|departement| departement.region_code == code),
                })
                .map(|commune| i64::from(commune.population))
                .sum(),
        ),
    };
    (name.unwrap_or_default().to_owned(), population.filter(|population| *population > 0))
}

/// Lines by participations; remote ones and those of no territory last.
fn territory_lines(
    sessions: &[SessionFact],
    of: impl Fn(&SessionFact) -> (String, bool),
    describe: impl Fn(&str) -> (String, Option<i64>),
) -> Vec<TerritoryLine> {
    let mut counts: BTreeMap<(String, bool), (i64, i64)> = BTreeMap::new();
    for session in sessions {
        let count = counts.entry(of(session)).or_default();
        count.0 += 1;
        count.1 += i64::from(session.participants);
    }
    let mut lines: Vec<_> = counts.into_iter().collect();
    lines.sort_by_key(|((code, remote), (_, participations))| {
        (*remote, code.is_empty(), -participations, code.clone())
    });
    let weights: Vec<i64> = lines.iter().map(|(_, (_, participations))| *participations).collect();
    lines
        .into_iter()
        .zip(shares::adding_to_100(&weights))
        .map(|(((code, remote), (sessions, participations)), share)| {
            let (label, population) = describe(&code);
            let per_10000 = population
                .filter(|_| !remote)
                .map(|population| (participations as f64 * 1e5 / population as f64).round() / 10.0);
            TerritoryLine { code, label, remote, sessions, participations, share, per_10000 }
        })
        .collect()
}

/// One line per period of the interval; `next` gives the first day of the period after.
fn periods(
    sessions: &[SessionFact],
    (from, to): (NaiveDate, NaiveDate),
    start: impl Fn(NaiveDate) -> NaiveDate,
    next: impl Fn(NaiveDate) -> NaiveDate,
    code: impl Fn(NaiveDate) -> String,
) -> Vec<TimeLine> {
    let mut counts: HashMap<NaiveDate, (i64, i64)> = HashMap::new();
    for session in sessions {
        let count = counts.entry(start(session.date)).or_default();
        count.0 += 1;
        count.1 += i64::from(session.participants);
    }
    let mut lines = Vec::new();
    let mut first = start(from);
    while first <= to {
        let after = next(first);
        let (sessions, participations) = counts.remove(&first).unwrap_or_default();
        let partial = first < from || after > to + Duration::days(1);
        lines.push(TimeLine { code: code(first), sessions, participations, partial });
        first = after;
    }
    lines
}

fn by_month(sessions: &[SessionFact], from: NaiveDate, to: NaiveDate) -> Vec<TimeLine> {
    let start = |date: NaiveDate| date.with_day(1).unwrap_or(date);
    let next = |date: NaiveDate| date.checked_add_months(chrono::Months::new(1)).unwrap_or(date);
    periods(sessions, (from, to), start, next, |date| date.format("%Y-%m").to_string())
}

fn by_week(sessions: &[SessionFact], from: NaiveDate, to: NaiveDate) -> Vec<TimeLine> {
    let start =
        |date: NaiveDate| date - Duration::days(i64::from(date.weekday().num_days_from_monday()));
    let next = |date: NaiveDate| date + Duration::days(7);
    periods(sessions, (from, to), start, next, |date| date.format("%G-W%V").to_string())
}

fn by_day(sessions: &[SessionFact], from: NaiveDate, to: NaiveDate) -> Vec<TimeLine> {
    if (to - from).num_days() >= MOST_DAYS {
        return Vec::new();
    }
    let next = |date: NaiveDate| date + Duration::days(1);
    periods(sessions, (from, to), |date| date, next, |date| date.to_string())
}

fn by_weekday(sessions: &[SessionFact]) -> Vec<TimeLine> {
    (1..=7)
        .map(|weekday| {
            let of_day = || {
                sessions
                    .iter()
                    .filter(move |session| session.date.weekday().number_from_monday() == weekday)
            };
            TimeLine {
                code: weekday.to_string(),
                sessions: of_day().count() as i64,
                participations: participations(of_day()),
                partial: false,
            }
        })
        .collect()
}
