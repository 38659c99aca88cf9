//! The figures of coordination: each defined once, counted from the rows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Duration, Months, NaiveDate};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::database::schema::coordination_activities;
use crate::platform::database::{Id, Moment};
use crate::territories;
use crate::text_enum;
use crate::vocabulary::{
    AnimationTheme, AnimationThemeSet, AnimationType, CoordinationKind, EventType, Initiative,
    NatureSet, Organizer, OrganizerSet, PartnerKind, PartnershipNature, TerritorialLevel,
};

/// Raised whenever a definition changes.
pub const DEFINITIONS_VERSION: i32 = 1;
/// Not told, or not asked.
const NOT_TOLD: &str = "non_communique";

text_enum! {
    /// Whose activities are counted.
    CoordinationScope { Own = "own", Network = "network" }
}

/// The columns of an activity that count.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = coordination_activities)]
pub struct Counted {
    pub id: Id,
    pub kind: CoordinationKind,
    pub date: NaiveDate,
    pub duration_min: Option<i32>,
    pub initiative: Option<Initiative>,
    pub animation_type: Option<AnimationType>,
    pub themes: AnimationThemeSet,
    pub mediators: i32,
    pub structures: i32,
    pub other_actors: i32,
    pub event_type: Option<EventType>,
    pub organizers: OrganizerSet,
    pub participants: i32,
    pub natures: NatureSet,
    pub territorial_level: Option<TerritorialLevel>,
}

/// An activity with what is kept beside it.
#[derive(Clone, Debug)]
pub struct Fact {
    pub row: Counted,
    pub departements: Vec<String>,
    pub partners: Vec<PartnerKind>,
}

impl Fact {
    pub fn of(row: Counted) -> Self {
        Self { row, departements: Vec::new(), partners: Vec::new() }
    }

    fn people(&self) -> i64 {
        let Counted { mediators, other_actors, participants, .. } = self.row;
        i64::from(mediators) + i64::from(other_actors) + i64::from(participants)
    }
}

/// The headline figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct CoordinationTotals {
    /// Activities that began in the period.
    pub activities: i64,
    pub animations: i64,
    pub events: i64,
    pub partnerships: i64,
    /// Σ minutes told; an event over several days tells them all together.
    pub minutes: i64,
    /// Activities that tell no duration: no minutes are invented for them.
    pub untimed: i64,
    /// People reached, once per activity: mediators and other people of animations, participants
    /// of events. Structures and partners are bodies, and not among them.
    pub people: i64,
    /// Mediators of animations.
    pub mediators: i64,
    /// Other people of animations.
    pub other_actors: i64,
    /// Participants of events.
    pub participants: i64,
    /// Structures of animations, once per animation.
    pub structures: i64,
    /// Partners of partnerships, once per partnership.
    pub partners: i64,
}

/// A value of a family: the activities that carry it, their minutes and the people they reached.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CoordinationLine {
    /// A code of the family; `non_communique` where nothing was told.
    pub code: String,
    /// For territories; the labels of other codes are in the closed lists.
    pub label: Option<String>,
    pub activities: i64,
    /// Σ minutes told.
    pub minutes: i64,
    pub people: i64,
}

/// A month.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CoordinationMonth {
    #[schema(example = "2026-03")]
    pub code: String,
    pub activities: i64,
    pub minutes: i64,
    pub people: i64,
    /// The interval asked covers only part of this month.
    pub partial: bool,
}

/// Every figure of a question.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CoordinationStatistics {
    pub definitions_version: i32,
    pub scope: CoordinationScope,
    /// First day, included.
    pub from: NaiveDate,
    /// Last day, included.
    pub to: NaiveDate,
    pub calculated_at: Moment,
    #[serde(flatten)]
    pub figures: CoordinationFigures,
}

/// The figures themselves.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CoordinationFigures {
    pub totals: CoordinationTotals,
    /// Activities of each kind; the lines add to the totals.
    pub by_kind: Vec<CoordinationLine>,
    /// Every month of the interval, by the day an activity began; the lines add to the totals.
    pub by_month: Vec<CoordinationMonth>,
    /// Départements activities were for, most activities first; an activity for several counts in
    /// the line of each, so lines may add to more than the totals. Last, those that name none.
    pub by_departement: Vec<CoordinationLine>,
    /// Regions of those départements; an activity counts once in a region.
    pub by_region: Vec<CoordinationLine>,
    /// How far events and partnerships reach; animations have no level.
    pub by_territorial_level: Vec<CoordinationLine>,
    /// Animations, by whose idea they were.
    pub by_initiative: Vec<CoordinationLine>,
    /// Animations, by type.
    pub by_animation_type: Vec<CoordinationLine>,
    /// Animations, in the line of each of their themes.
    pub by_animation_theme: Vec<CoordinationLine>,
    /// Events, by type.
    pub by_event_type: Vec<CoordinationLine>,
    /// Events, in the line of each of their organizers.
    pub by_organizer: Vec<CoordinationLine>,
    /// Partnerships, in the line of each of their natures.
    pub by_nature: Vec<CoordinationLine>,
    /// Partnerships, once in the line of each kind of partner they have.
    pub by_partner_kind: Vec<CoordinationLine>,
}

/// Counts every figure; `facts` are those of the interval.
pub fn count(facts: &[Fact], from: NaiveDate, to: NaiveDate) -> CoordinationFigures {
    use CoordinationKind::{Animation, Evenement, Partenariat};
    let of_kind = |kinds: &[CoordinationKind]| -> Vec<&Fact> {
        facts.iter().filter(|fact| kinds.contains(&fact.row.kind)).collect()
    };
    let all: Vec<&Fact> = facts.iter().collect();
    let (animations, events) = (of_kind(&[Animation]), of_kind(&[Evenement]));
    let partnerships = of_kind(&[Partenariat]);
    let levelled = of_kind(&[Evenement, Partenariat]);
    CoordinationFigures {
        totals: totals(facts),
        by_kind: lines(&all, CoordinationKind::ALL, CoordinationKind::code, |row, _| {
            vec![row.kind]
        }),
        by_month: by_month(facts, from, to),
        by_departement: by_territory(facts, |code| Some(territories::departement(code)?.code)),
        by_region: by_territory(facts, |code| Some(territories::departement(code)?.region_code))
            .into_iter()
            .map(|line| CoordinationLine { label: region_name(&line.code), ..line })
            .collect(),
        by_territorial_level: lines(
            &levelled,
            TerritorialLevel::ALL,
            TerritorialLevel::code,
            |row, _| row.territorial_level.into_iter().collect(),
        ),
        by_initiative: lines(&animations, Initiative::ALL, Initiative::code, |row, _| {
            row.initiative.into_iter().collect()
        }),
        by_animation_type: lines(&animations, AnimationType::ALL, AnimationType::code, |row, _| {
            row.animation_type.into_iter().collect()
        }),
        by_animation_theme: lines(
            &animations,
            AnimationTheme::ALL,
            AnimationTheme::code,
            |row, _| row.themes.iter().collect(),
        ),
        by_event_type: lines(&events, EventType::ALL, EventType::code, |row, _| {
            row.event_type.into_iter().collect()
        }),
        by_organizer: lines(&events, Organizer::ALL, Organizer::code, |row, _| {
            row.organizers.iter().collect()
        }),
        by_nature: lines(
            &partnerships,
            PartnershipNature::ALL,
            PartnershipNature::code,
            |row, _| row.natures.iter().collect(),
        ),
        by_partner_kind: lines(
            &partnerships,
            PartnerKind::ALL,
            PartnerKind::code,
            |_, partners| partners.to_vec(),
        ),
    }
}

/// What every line counts.
#[derive(Clone, Copy, Default)]
struct Tally {
    activities: i64,
    minutes: i64,
    people: i64,
}

impl Tally {
    fn add(&mut self, fact: &Fact) {
        self.activities += 1;
        self.minutes += fact.row.duration_min.map_or(0, i64::from);
        self.people += fact.people();
    }

    fn line(self, code: String, label: Option<String>) -> CoordinationLine {
        let Self { activities, minutes, people } = self;
        CoordinationLine { code, label, activities, minutes, people }
    }
}

fn totals(facts: &[Fact]) -> CoordinationTotals {
    let sum = |of: &dyn Fn(&Fact) -> i64| facts.iter().map(of).sum::<i64>();
    let of_kind = |kind| sum(&|fact| i64::from(fact.row.kind == kind));
    CoordinationTotals {
        activities: sum(&|_| 1),
        animations: of_kind(CoordinationKind::Animation),
        events: of_kind(CoordinationKind::Evenement),
        partnerships: of_kind(CoordinationKind::Partenariat),
        minutes: sum(&|fact| fact.row.duration_min.map_or(0, i64::from)),
        untimed: sum(&|fact| i64::from(fact.row.duration_min.is_none())),
        people: sum(&Fact::people),
        mediators: sum(&|fact| i64::from(fact.row.mediators)),
        other_actors: sum(&|fact| i64::from(fact.row.other_actors)),
        participants: sum(&|fact| i64::from(fact.row.participants)),
        structures: sum(&|fact| i64::from(fact.row.structures)),
        partners: sum(&|fact| fact.partners.len() as i64),
    }
}

/// A family: every value in the order of its list, then *non communiqué* when it counts. An
/// activity counts once in the line of each of its values.
fn lines<T: Copy + Ord>(
    facts: &[&Fact],
    all: &[T],
    code: impl Fn(T) -> &'static str,
    of: impl Fn(&Counted, &[PartnerKind]) -> Vec<T>,
) -> Vec<CoordinationLine> {
    let mut tallies: BTreeMap<T, Tally> = BTreeMap::new();
    let mut untold = Tally::default();
    for fact in facts {
        let values: BTreeSet<T> = of(&fact.row, &fact.partners).into_iter().collect();
        if values.is_empty() {
            untold.add(fact);
        }
        values.into_iter().for_each(|value| tallies.entry(value).or_default().add(fact));
    }
    let mut lines: Vec<CoordinationLine> = all
        .iter()
        .map(|value| {
            let tally = tallies.get(value).copied().unwrap_or_default();
            tally.line(code(*value).to_owned(), None)
        })
        .collect();
    if untold.activities > 0 {
        lines.push(untold.line(NOT_TOLD.to_owned(), None));
    }
    lines
}

/// Territories that the départements named belong to.
fn by_territory(
    facts: &[Fact],
    of: impl Fn(&str) -> Option<&'static str>,
) -> Vec<CoordinationLine> {
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    for fact in facts {
        let mut codes: BTreeSet<&'static str> =
            fact.departements.iter().filter_map(|code| of(code)).collect();
        if codes.is_empty() {
            codes.insert(NOT_TOLD);
        }
        codes.into_iter().for_each(|code| tallies.entry(code).or_default().add(fact));
    }
    let mut tallies: Vec<(&str, Tally)> = tallies.into_iter().collect();
    tallies.sort_by_key(|(code, tally)| (*code == NOT_TOLD, -tally.activities, *code));
    tallies
        .into_iter()
        .map(|(code, tally)| {
            let name = territories::departement(code).map(|found| found.name.to_owned());
            tally.line(code.to_owned(), name)
        })
        .collect()
}

fn region_name(code: &str) -> Option<String> {
    territories::region(code).map(|region| region.name.to_owned())
}

fn by_month(facts: &[Fact], from: NaiveDate, to: NaiveDate) -> Vec<CoordinationMonth> {
    let start = |date: NaiveDate| date.with_day(1).unwrap_or(date);
    let mut tallies: BTreeMap<NaiveDate, Tally> = BTreeMap::new();
    for fact in facts {
        tallies.entry(start(fact.row.date)).or_default().add(fact);
    }
    let mut months = Vec::new();
    let mut first = start(from);
    while first <= to {
        let Some(after) = first.checked_add_months(Months::new(1)) else { break };
        let Tally { activities, minutes, people } = tallies.remove(&first).unwrap_or_default();
        let partial = first < from || after > to + Duration::days(1);
        let code = first.format("%Y-%m").to_string();
        months.push(CoordinationMonth { code, activities, minutes, people, partial });
        first = after;
    }
    months
}
