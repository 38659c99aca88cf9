//! Counting the network for a reader, over a period.

use std::collections::{BTreeSet, HashMap};

use chrono::{Duration, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;

use super::counting::{Asked, Count, Counted, Held, HelpCounted, count, count_help};
use super::lines::{self, NetworkLine, tallies};
use super::queries::{self, Filter};
use super::texts::NetworkFigure;
use crate::facilitators;
use crate::funding::Perimeter;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::day::Day;
use crate::platform::http::{Code, Lang, Problem, Said};
use crate::policy::{Actor, Role};
use crate::territories::{self, TerritoryKind};

/// The longest period, in days: ten years.
const MOST_DAYS: i64 = 3_653;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    pub from: Day,
    pub to: Day,
    pub programme_id: Option<Id>,
    pub territory: Option<(TerritoryKind, String)>,
    pub lang: Lang,
}

/// One figure, with what it means.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NetworkFigureView {
    pub code: NetworkFigure,
    pub title: String,
    /// What it counts, in the reader's language.
    pub definition: String,
    /// The number, or the part of a rate; null where there is nothing to count.
    pub value: Option<i64>,
    /// The whole of a rate; null for a plain number.
    pub of: Option<i64>,
}

/// The figures of the network over a period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NetworkFigures {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub items: Vec<NetworkFigureView>,
    pub by_programme: Vec<NetworkLine>,
    pub by_departement: Vec<NetworkLine>,
}

/// Counts the network: all of it for an administrator, what the team does for a coordinator.
///
/// # Errors
/// 400 for a period that ends before it starts or lasts over ten years, and for a territory that
/// does not exist.
pub fn figures(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    question: &Question,
) -> Result<NetworkFigures, Problem> {
    let (from, to) = (question.from.0, question.to.0);
    if to < from || (to - from).num_days() > MOST_DAYS {
        return Err(Problem::new(Code::InvalidPeriod).saying(Said::new(
            "La fin vient après le début, au plus dix ans plus tard.",
            "The end comes after the start, at most ten years later.",
        )));
    }
    let team = match by.is(Role::Admin) {
        true => None,
        false => Some(facilitators::team_of(conn, by.account_id, clock.today())?),
    };
    let communes = communes(question)?;
    let programme_id = question.programme_id;
    let filter = Filter { team, programme_id, communes, perimeter: None };
    let story = story(conn, clock, &filter, to)?;
    let length = (to - from).num_days() + 1;
    let before = (from - Duration::days(length), from - Duration::days(1));
    let counted = count(&story.held, &story.active, (from, to), before);
    // Nobody says for which programme they ask for help.
    let help = match question.programme_id {
        Some(_) => None,
        None => Some(count_help(&requests(conn, clock, &filter, (from, to))?)),
    };
    let held = || story.held.iter().filter(|held| from <= held.date && held.date <= to);
    let by_programme = tallies(held(), |held| held.counts.programme);
    let by_departement = tallies(held(), |held| held.counts.departement.clone());
    Ok(NetworkFigures {
        from,
        to,
        items: items(&counted, help.as_ref(), question.lang),
        by_programme: lines::by_programme(conn, by_programme.into_iter())?,
        by_departement: lines::by_departement(by_departement.into_iter()),
    })
}

/// What happened in a network up to a day.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// Held workshops in the order of days, from the first.
    pub held: Vec<Held>,
    /// When people first became active facilitators.
    pub active: HashMap<Id, NaiveDate>,
}

/// Reads what happened up to a day.
pub fn story(
    conn: &mut Conn,
    clock: &Clock,
    filter: &Filter,
    to: NaiveDate,
) -> Result<Story, Problem> {
    let held = queries::held(conn, filter, to)?;
    let mut active: HashMap<Id, NaiveDate> = HashMap::new();
    // Latest first: what stays is the first time.
    for (person, at) in queries::activated(conn)? {
        active.insert(person, clock.day_of(at));
    }
    Ok(Story { held, active })
}

fn communes(question: &Question) -> Result<Option<BTreeSet<String>>, Problem> {
    let Some((kind, code)) = &question.territory else { return Ok(None) };
    if kind.name_of(code).is_none() {
        let said = Said::new("Ce territoire n’existe pas.", "There is no such territory.");
        return Err(Problem::parameter("territory", said));
    }
    let is_in = |commune: &&territories::Commune| match kind {
        TerritoryKind::Commune => commune.code == code,
        TerritoryKind::Epci => commune.epci_code == Some(code.as_str()),
        TerritoryKind::Departement => commune.departement_code() == code,
        TerritoryKind::Region => territories::departement(commune.departement_code())
            .is_some_and(|departement| departement.region_code == code),
    };
    let all = territories::communes().iter().filter(is_in);
    Ok(Some(all.map(|commune| commune.code.to_owned()).collect()))
}

/// Help requests asked in a period, both days included.
pub fn requests(
    conn: &mut Conn,
    clock: &Clock,
    filter: &Filter,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Asked>, Problem> {
    let until = clock.start_of(to.succ_opt().unwrap_or(to));
    let rows = queries::asked(conn, (clock.start_of(from), until))?;
    let team = match &filter.team {
        Some(team) => Some(queries::people_of(conn, team)?),
        None => None,
    };
    let is_paid = |area: &str| {
        let commune = territories::commune(area);
        let departement = commune.map(|commune| commune.departement_code());
        let holds = |perimeter: &Perimeter| perimeter.holds(None, None, Some(area), departement);
        filter.perimeter.as_ref().is_none_or(holds)
    };
    let counts = |row: &&queries::HelpRow| {
        let (_, _, _, area, claimed_by, _) = row;
        filter.communes.as_ref().is_none_or(|communes| communes.contains(area))
            && is_paid(area)
            && team.as_ref().is_none_or(|team| claimed_by.is_some_and(|by| team.contains(&by)))
    };
    let asked = rows.iter().filter(counts).map(|row| {
        let (asked_at, answered_at, outcome, _, _, person) = row;
        Asked {
            person: *person,
            on: clock.day_of(*asked_at),
            answered_on: answered_at.map(|at| clock.day_of(at)),
            is_solved: outcome.as_deref().map(|outcome| outcome == "solved"),
        }
    });
    Ok(asked.collect())
}

fn items(counted: &Counted, help: Option<&HelpCounted>, lang: Lang) -> Vec<NetworkFigureView> {
    use NetworkFigure as F;
    let value = |figure: F| -> Option<Option<Count>> {
        Some(Some(match figure {
            F::WorkshopsHeld => counted.workshops,
            F::FillRate => counted.fill,
            F::NoShowRate => counted.no_show,
            F::ActiveFacilitators => counted.facilitators,
            F::NewFacilitators => counted.new,
            F::RetainedFacilitators => counted.retained,
            F::RelayRate => counted.relays,
            F::CascadeDepth => counted.cascade,
            F::HoursGiven => counted.minutes,
            F::HelpAnswered => help?.answered,
            F::HelpDelay => return Some(help?.delay.map(Count::of)),
            F::HelpSolved => help?.solved,
        }))
    };
    let view = |figure: &F| {
        let count = value(*figure)?;
        Some(NetworkFigureView {
            code: *figure,
            title: figure.title().in_language(lang).to_owned(),
            definition: figure.definition().in_language(lang).to_owned(),
            value: count.map(|count| count.part),
            of: count.and_then(|count| count.whole),
        })
    };
    F::ALL.iter().filter_map(view).collect()
}
