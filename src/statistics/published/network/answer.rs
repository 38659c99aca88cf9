//! Counts, protects and presents a half-year.

use std::collections::BTreeMap;

use super::beside::Apart;
use super::half::Half;
use super::known::{Known, Line};
use super::model::{NetworkLines, ProtectedNetworkFigure, PublishedNetwork};
use super::table::{Part, Tables, Told};
use crate::funding::{self, Perimeter};
use crate::network::figures::{self, NetworkFigure, NetworkLine, count_help};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Lang, Problem};
use crate::policy::{Actor, Role};
use crate::statistics::protection::{Rule, Shown, Why};
use crate::statistics::published::guard::too_close;
use crate::statistics::published::model::Hidden;
use crate::statistics::published::scope::of_perimeter;

/// Answers a reader.
///
/// # Errors
/// 409 `too_close` where another perimeter of the reader comes too close.
pub fn view(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    (perimeter, half): (&Perimeter, Half),
    lang: Lang,
) -> Result<PublishedNetwork, Problem> {
    let known = Known::read(conn, clock, perimeter, half)?;
    // Whoever reads exact figures anyway is not watched.
    let others = match by.is(Role::Admin) {
        true => Vec::new(),
        false => funding::others_of(conn, by, perimeter.id)?,
    };
    let others: Result<Vec<Known>, Problem> =
        others.iter().map(|other| Known::read(conn, clock, other, half)).collect();
    let apart = Apart::new(&known, &others?, i64::from(perimeter.k));
    if apart.workshops {
        return Err(too_close(perimeter.k));
    }
    let rule = Rule::new(i64::from(perimeter.k), 85);
    let tables = Tables::new(&known, rule, of_perimeter(perimeter), &apart)?;
    let tallies = |all: &BTreeMap<Option<Id>, Line>| {
        all.iter().map(|(key, line)| (*key, line.tally)).collect::<Vec<_>>()
    };
    let by_programme = figures::by_programme(conn, tallies(&known.programmes).into_iter())?;
    let by_departement = known.departements.iter().map(|(code, line)| (code.clone(), line.tally));
    let period = half.period();
    Ok(PublishedNetwork {
        calculated_at: clock.now(),
        year: half.year(),
        half: half.number(),
        from: period.from,
        to: period.to,
        k: perimeter.k,
        items: items(&known, &tables, lang),
        by_programme: lines(tables.programmes, by_programme),
        by_departement: lines(tables.departements, figures::by_departement(by_departement)),
    })
}

fn hidden(why: Why) -> Option<Hidden> {
    Hidden::of(Shown::Hidden { why })
}

/// All lines, or none.
fn lines(may: Result<(), Why>, items: Vec<NetworkLine>) -> NetworkLines {
    match may {
        Ok(()) => NetworkLines { hidden: None, items },
        Err(why) => NetworkLines { hidden: hidden(why), items: Vec::new() },
    }
}

/// A number, and its whole.
type Numbers = (Option<i64>, Option<i64>);

/// A number without a whole.
fn alone(told: Told) -> Result<Numbers, Why> {
    told.map(|value| (Some(value), None))
}

/// Part of a whole.
fn share(part: Part) -> Result<Numbers, Why> {
    part.map(|(value, of)| (Some(value), Some(of)))
}

fn items(known: &Known, tables: &Tables, lang: Lang) -> Vec<ProtectedNetworkFigure> {
    use NetworkFigure as F;
    let whole = |value: i64| alone(tables.whole.map(|()| value));
    let value = |figure: F| -> Option<Result<Numbers, Why>> {
        let line = known.whole.tally;
        Some(match figure {
            F::WorkshopsHeld => whole(line.workshops),
            F::FillRate => share(tables.whole.map(|()| (line.participations, line.seats))),
            F::NoShowRate => share(tables.no_show),
            F::ActiveFacilitators => alone(tables.facilitators),
            F::NewFacilitators => alone(tables.new),
            F::RetainedFacilitators => share(tables.retained),
            F::RelayRate => share(tables.relays),
            // It rests on a chain of people who taught and learnt.
            F::CascadeDepth => alone(tables.facilitators.map(|_| known.cascade)),
            F::HoursGiven => whole(line.minutes),
            F::HelpAnswered => known.help.as_ref().map(|_| share(tables.answered))?,
            F::HelpDelay => {
                let delay = count_help(known.help.as_ref()?).delay;
                tables.answered.map(|_| (delay, None))
            }
            F::HelpSolved => known.help.as_ref().map(|_| share(tables.solved))?,
        })
    };
    let view = |figure: &F| {
        let told = value(*figure)?;
        let (value, of) = told.unwrap_or_default();
        Some(ProtectedNetworkFigure {
            code: *figure,
            title: figure.title().in_language(lang).to_owned(),
            definition: figure.definition().in_language(lang).to_owned(),
            value,
            of,
            hidden: told.err().and_then(hidden),
        })
    };
    F::ALL.iter().filter_map(view).collect()
}
