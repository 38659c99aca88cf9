//! Counts, protects and presents one question.

use std::collections::HashMap;

use uuid::Uuid;

use super::activity::{Activity, Dominance};
use super::count::Counted;
use super::families::Shields;
use super::model::{EarlierPublished, PublishedTotals, PublishedView, TargetProgress};
use super::people::People;
use super::period::Period;
use crate::platform::clock::Clock;
use crate::platform::database::Conn;
use crate::platform::http::Problem;
use crate::statistics::crossing::Line;
use crate::statistics::keys::Wanted;
use crate::statistics::protection::{Rule, protect};
use crate::statistics::queries::names_of_bodies;
use crate::statistics::{DEFINITIONS_VERSION, Engine};

/// One facilitator or organization may make this percentage of a shown line.
const DOMINANCE: i64 = 85;
/// Fewer facilitators are not told.
const FEWEST: usize = 3;

/// What is counted and how it is protected.
pub struct Ask {
    pub wanted: Wanted,
    pub period: Period,
    pub dominance: Dominance,
    pub k: i32,
}

impl Ask {
    /// The same over another period.
    fn over(&self, period: Period) -> Self {
        let Self { dominance, k, .. } = *self;
        Self { wanted: self.wanted.clone(), period, dominance, k }
    }

    /// Counts and protects.
    pub fn shielded(
        &self,
        conn: &mut Conn,
        engine: &Engine,
    ) -> Result<(Counted, Shields), Problem> {
        let counted = Counted::new(engine, conn, &self.wanted, self.period)?;
        let rule = Rule::new(i64::from(self.k), DOMINANCE);
        let activity = Activity::new(&counted, self.dominance);
        let people = People::new(&counted.named.counts);
        let activity_shown = protect(&activity.table, rule).map_err(Problem::internal)?;
        let people_shown = protect(&people.table, rule).map_err(Problem::internal)?;
        if !activity_shown.unproved.is_empty() || !people_shown.unproved.is_empty() {
            return Err(Problem::internal("protected figures could not be proved safe"));
        }
        Ok((counted, Shields { activity, activity_shown, people, people_shown }))
    }

    /// The headline figures of an earlier period; all hidden where that is a question of its own
    /// that was refused.
    fn totals_of(
        &self,
        conn: &mut Conn,
        engine: &Engine,
        period: Period,
        refused: bool,
    ) -> Result<EarlierPublished, Problem> {
        let totals = match refused {
            true => PublishedTotals::default(),
            false => {
                let (counted, shields) = self.over(period).shielded(conn, engine)?;
                shields.totals(&counted)
            }
        };
        Ok(EarlierPublished { from: period.from, to: period.to, totals })
    }
}

/// Answers `ask`; `earlier` are the periods to compare with, and whether each was refused.
pub fn view(
    conn: &mut Conn,
    clock: &Clock,
    engine: &Engine,
    ask: &Ask,
    earlier: &[(Period, bool)],
    targets: Vec<TargetProgress>,
) -> Result<PublishedView, Problem> {
    let calculated_at = clock.now();
    let (counted, shields) = ask.shielded(conn, engine)?;
    let names = names_of_bodies(conn, &bodies(&counted))?;
    let facilitators = counted.named.facilitators.len();
    let earlier = earlier
        .iter()
        .map(|(period, refused)| ask.totals_of(conn, engine, *period, *refused))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(PublishedView {
        definitions_version: DEFINITIONS_VERSION,
        calculated_at,
        from: ask.period.from,
        to: ask.period.to,
        k: ask.k,
        facilitators: i64::try_from(facilitators).ok().filter(|_| facilitators >= FEWEST),
        totals: shields.totals(&counted),
        families: shields.families(&counted, &names),
        earlier,
        targets,
    })
}

fn bodies(counted: &Counted) -> Vec<Uuid> {
    let lines = counted.lines(|line| matches!(line, Line::Organization(_) | Line::Programme(_)));
    let ids: HashMap<Uuid, ()> =
        lines.into_iter().filter_map(|line| Some((counted.body(line)?, ()))).collect();
    ids.into_keys().collect()
}
