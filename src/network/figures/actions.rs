//! Counting the network for a reader, over a period.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::counting::{Asked, Count, Counted, HelpCounted, count, count_help};
use super::queries::{self, Filter};
use super::texts::NetworkFigure;
use crate::facilitators;
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
    let filter = Filter { team, programme_id: question.programme_id, communes };
    let held = queries::held(conn, &filter, to)?;
    let mut active: HashMap<Id, NaiveDate> = HashMap::new();
    // Latest first: what stays is the first time.
    for (person, at) in queries::activated(conn)? {
        active.insert(person, clock.day_of(at));
    }
    let counted = count(&held, &active, (from, to));
    // Nobody says for which programme they ask for help.
    let help = match question.programme_id {
        Some(_) => None,
        None => Some(help(conn, clock, &filter, (from, to))?),
    };
    Ok(NetworkFigures { from, to, items: items(&counted, help.as_ref(), question.lang) })
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

fn help(
    conn: &mut Conn,
    clock: &Clock,
    filter: &Filter,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<HelpCounted, Problem> {
    let until = clock.start_of(to.succ_opt().unwrap_or(to));
    let rows = queries::asked(conn, (clock.start_of(from), until))?;
    let team = match &filter.team {
        Some(team) => Some(queries::people_of(conn, team)?),
        None => None,
    };
    let counts = |row: &&queries::HelpRow| {
        let (_, _, _, area, claimed_by) = row;
        filter.communes.as_ref().is_none_or(|communes| communes.contains(area))
            && team.as_ref().is_none_or(|team| claimed_by.is_some_and(|by| team.contains(&by)))
    };
    let asked = rows.iter().filter(counts).map(|(asked_at, answered_at, outcome, ..)| Asked {
        on: clock.day_of(*asked_at),
        answered_on: answered_at.map(|at| clock.day_of(at)),
        is_solved: outcome.as_deref().map(|outcome| outcome == "solved"),
    });
    Ok(count_help(&asked.collect::<Vec<_>>()))
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
