//! The definitions: from counts to the figures that are sent.

mod days;
mod spots;

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use self::days::Days;
use super::counts::{Counts, People, Tally};
use super::keys::commune_of;
use super::model::{Figures, MentionLine, PeopleLine, Scope, ShareLine, Totals};
use super::named::NamedCounts;
use super::shares;
use crate::platform::database::Id;
use crate::vocabulary::{
    AgeBand, Autonomy, Equipment, Gender, PlaceType, Redirection, SessionKind, SocialStatus, Theme,
    WorkshopLevel,
};

/// Not told, or not asked.
pub const NOT_TOLD: &str = "non_communique";
/// The lengths of a session, in minutes.
pub const DURATION_BANDS: [&str; 4] = ["0-29", "30-59", "60-119", "120+"];

/// Names of what figures are broken down by.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub places: HashMap<Uuid, String>,
    pub tags: HashMap<Uuid, String>,
    pub facilitators: HashMap<Uuid, String>,
    pub organizations: HashMap<Uuid, String>,
    pub programmes: HashMap<Uuid, String>,
}

/// Every figure of a question.
pub fn present(
    named: &NamedCounts,
    names: &Names,
    scope: Scope,
    from: NaiveDate,
    to: NaiveDate,
) -> Figures {
    let counts = &named.counts;
    let days = Days::new(from, to, &counts.days);
    let in_scope = counts.individual.participations + counts.workshop.participations;
    let themes = |administrative: bool| {
        let themes = Theme::ALL.iter().enumerate();
        let of_kind = themes.filter(move |(_, theme)| theme.is_administrative() == administrative);
        let lines = of_kind.map(|(at, theme)| line(theme.code(), None, counts.themes[at]));
        mentions(lines.collect(), in_scope)
    };
    let by_name = |tallies: &[(Option<Uuid>, Tally)], names: &HashMap<Uuid, String>| {
        single(Vec::new(), tallies.iter().map(|(id, tally)| named_line(*id, names, *tally)))
    };
    let tags = named.tags.iter().map(|(id, tally)| named_line(Some(*id), &names.tags, *tally));
    let mut tags: Vec<Line> = tags.collect();
    tags.sort_by(by_participations);
    let facilitators: Vec<_> =
        named.facilitators.iter().map(|(id, tally)| (Some(*id), *tally)).collect();
    let shared = scope != Scope::Own;
    let only_shared = |lines: Vec<ShareLine>| if shared { lines } else { Vec::new() };
    Figures {
        totals: totals(counts),
        by_month: days.by_month(),
        by_week: days.by_week(),
        by_day: days.by_day(),
        by_weekday: days.by_weekday(),
        by_theme: themes(false),
        by_administrative_theme: themes(true),
        by_equipment: mentions(coded(Equipment::ALL, Equipment::code, &counts.equipment), in_scope),
        by_tag: mentions(tags, in_scope),
        by_kind: single(
            coded(SessionKind::ALL, SessionKind::code, &[counts.individual, counts.workshop]),
            [],
        ),
        by_place_type: single(coded(PlaceType::ALL, PlaceType::code, &counts.place_types), []),
        by_duration: single(coded(&DURATION_BANDS, |code| code, &counts.durations), []),
        by_autonomy: optional(Autonomy::ALL, Autonomy::code, &counts.autonomy),
        by_level: optional(WorkshopLevel::ALL, WorkshopLevel::code, &counts.levels),
        by_redirection: optional(Redirection::ALL, Redirection::code, &counts.redirections),
        by_place: spots::by_place(named, &names.places),
        by_commune: spots::by_commune(counts),
        by_epci: spots::by_epci(counts),
        by_departement: spots::by_departement(counts),
        by_region: spots::by_region(counts),
        by_gender: people(Gender::ALL, Gender::code, &counts.genders),
        by_age_band: people(AgeBand::ALL, AgeBand::code, &counts.age_bands),
        by_status: people(SocialStatus::ALL, SocialStatus::code, &counts.statuses),
        by_residence_commune: by_residence(counts),
        by_facilitator: only_shared(by_name(&facilitators, &names.facilitators)),
        by_organization: only_shared(by_name(&named.organizations, &names.organizations)),
        by_programme: by_name(&named.programmes, &names.programmes),
    }
}

/// The headline figures.
pub fn totals(counts: &Counts) -> Totals {
    let mean = |sum: i64, count: i64| (count > 0).then(|| sum as f64 / count as f64);
    let (individual, workshop) = (counts.individual, counts.workshop);
    Totals {
        sessions: individual.sessions + workshop.sessions,
        individual_sessions: individual.sessions,
        workshops: workshop.sessions,
        participations: individual.participations + workshop.participations,
        individual_participations: individual.participations,
        workshop_participations: workshop.participations,
        followed: counts.followed,
        new_followed: counts.new_followed,
        returning_followed: counts.returning_followed,
        anonymous: counts.anonymous,
        anonymous_first: counts.anonymous - counts.anonymous_supported,
        minutes_delivered: counts.individual_minutes + counts.workshop_minutes,
        minutes_received: counts.minutes_received,
        mean_individual_min: mean(counts.individual_minutes, individual.sessions),
        mean_workshop_min: mean(counts.workshop_minutes, workshop.sessions),
        mean_group: mean(workshop.participations, workshop.sessions),
        redirected: counts.redirected.participations,
    }
}

/// A value and its tally, before its share is known.
struct Line {
    code: String,
    label: Option<String>,
    tally: Tally,
}

fn line(code: &str, label: Option<String>, tally: Tally) -> Line {
    Line { code: code.to_owned(), label, tally }
}

fn named_line(id: Option<Uuid>, names: &HashMap<Uuid, String>, tally: Tally) -> Line {
    let code = id.map_or_else(|| NOT_TOLD.to_owned(), |id| Id::from(id).to_string());
    Line { code, label: id.and_then(|id| names.get(&id).cloned()), tally }
}

fn coded<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str, tallies: &[Tally]) -> Vec<Line> {
    all.iter().zip(tallies).map(|(item, tally)| line(code(*item), None, *tally)).collect()
}

/// The most participations first; *non communiqué* last.
fn by_participations(a: &Line, b: &Line) -> std::cmp::Ordering {
    let key = |line: &Line| (line.code == NOT_TOLD, -line.tally.participations);
    key(a).cmp(&key(b)).then_with(|| a.code.cmp(&b.code))
}

fn mentions(lines: Vec<Line>, in_scope: i64) -> Vec<MentionLine> {
    let all: i64 = lines.iter().map(|line| line.tally.participations).sum();
    lines
        .into_iter()
        .map(|Line { code, label, tally: Tally { sessions, participations } }| MentionLine {
            code,
            label,
            sessions,
            participations,
            share_of_participations: shares::of(participations, in_scope),
            share_of_mentions: shares::of(participations, all),
        })
        .collect()
}

/// A family of which each session carries one value: the lines of the list first, then the others
/// by participations.
fn single(mut lines: Vec<Line>, others: impl IntoIterator<Item = Line>) -> Vec<ShareLine> {
    let mut others: Vec<Line> = others.into_iter().collect();
    others.sort_by(by_participations);
    lines.append(&mut others);
    let weights: Vec<i64> = lines.iter().map(|line| line.tally.participations).collect();
    lines
        .into_iter()
        .zip(shares::adding_to_100(&weights))
        .map(|(Line { code, label, tally: Tally { sessions, participations } }, share)| ShareLine {
            code,
            label,
            sessions,
            participations,
            share,
        })
        .collect()
}

/// A family that may be left out: *non communiqué* is a line only when it counts.
fn optional<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    tallies: &[Tally],
) -> Vec<ShareLine> {
    let (none, told) = tallies.split_first().unwrap_or((&Tally::NONE, &[]));
    let none = (*none != Tally::NONE).then(|| line(NOT_TOLD, None, *none));
    single(coded(all, code, told), none)
}

/// Followed and anonymous people by value; who did not tell counts as *non communiqué*.
fn people<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    counts: &[People],
) -> Vec<PeopleLine> {
    let (none, told) = counts.split_first().unwrap_or((&People::NONE, &[]));
    let lines = all.iter().zip(told).map(|(item, people)| {
        let code = code(*item);
        let rest = if code == NOT_TOLD { *none } else { People::NONE };
        (code.to_owned(), None, people.and(rest))
    });
    people_lines(lines.collect())
}

fn by_residence(counts: &Counts) -> Vec<PeopleLine> {
    let lines = counts.residences.iter().map(|(key, people)| match commune_of(*key) {
        Some(commune) => (commune.code.to_owned(), Some(commune.name.to_owned()), *people),
        None => (NOT_TOLD.to_owned(), None, *people),
    });
    let mut lines: Vec<_> = lines.collect();
    if !lines.iter().any(|(code, ..)| code == NOT_TOLD) {
        lines.push((NOT_TOLD.to_owned(), None, People::NONE));
    }
    lines.sort_by_cached_key(|(code, _, people)| {
        (code == NOT_TOLD, -(people.followed + people.anonymous), code.clone())
    });
    people_lines(lines)
}

fn people_lines(lines: Vec<(String, Option<String>, People)>) -> Vec<PeopleLine> {
    let sums: Vec<i64> =
        lines.iter().map(|(_, _, people)| people.followed + people.anonymous).collect();
    lines
        .into_iter()
        .zip(shares::adding_to_100(&sums))
        .map(|((code, label, People { followed, anonymous }), share_of_people)| PeopleLine {
            code,
            label,
            followed,
            anonymous,
            share_of_people,
        })
        .collect()
}

/// Every family of people, whole: code and lines.
pub fn everybody(counts: &Counts) -> [(&'static str, Vec<PeopleLine>); 4] {
    [
        ("by_gender", people(Gender::ALL, Gender::code, &counts.genders)),
        ("by_age_band", people(AgeBand::ALL, AgeBand::code, &counts.age_bands)),
        ("by_status", people(SocialStatus::ALL, SocialStatus::code, &counts.statuses)),
        ("by_residence_commune", by_residence(counts)),
    ]
}
