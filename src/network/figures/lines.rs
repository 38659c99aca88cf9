//! Workshops by what pays them and by where they were: one line each.

use std::collections::BTreeMap;

use diesel::QueryResult;
use serde::Serialize;
use utoipa::ToSchema;

use super::counting::Held;
use crate::platform::database::{Conn, Id};
use crate::{programmes, territories};

/// What workshops add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub workshops: i64,
    /// People who were there, counted at each workshop.
    pub participations: i64,
    pub seats: i64,
    /// Of everybody who led.
    pub minutes: i64,
}

impl Tally {
    pub fn add(&mut self, held: &Held) {
        self.workshops += 1;
        self.participations += held.participations();
        self.seats += held.seats;
        self.minutes += held.given();
    }
}

/// The workshops of one programme, or of one département.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NetworkLine {
    /// The programme's id, the département's code; null: without one.
    pub code: Option<String>,
    pub name: Option<String>,
    pub workshops: i64,
    /// People who were there, counted at each workshop.
    pub participations: i64,
    pub seats: i64,
    /// Minutes, of everybody who led.
    pub minutes: i64,
}

impl NetworkLine {
    fn new(code: Option<String>, name: Option<String>, tally: Tally) -> Self {
        let Tally { workshops, participations, seats, minutes } = tally;
        Self { code, name, workshops, participations, seats, minutes }
    }
}

/// Lines by programme, by name; those without one last.
pub fn by_programme(
    conn: &mut Conn,
    tallies: impl Iterator<Item = (Option<Id>, Tally)>,
) -> QueryResult<Vec<NetworkLine>> {
    let names: BTreeMap<Id, String> =
        programmes::list(conn)?.into_iter().map(|own| (own.id, own.name)).collect();
    let lines = tallies.map(|(id, tally)| {
        let name = id.and_then(|id| names.get(&id).cloned());
        NetworkLine::new(id.map(|id| id.to_string()), name, tally)
    });
    Ok(ordered(lines.collect()))
}

/// Lines by département, by name; those without one last.
pub fn by_departement(tallies: impl Iterator<Item = (Option<String>, Tally)>) -> Vec<NetworkLine> {
    let lines = tallies.map(|(code, tally)| {
        let found = code.as_deref().and_then(territories::departement);
        NetworkLine::new(code.clone(), found.map(|found| found.name.to_owned()), tally)
    });
    ordered(lines.collect())
}

fn ordered(mut lines: Vec<NetworkLine>) -> Vec<NetworkLine> {
    lines.retain(|line| line.workshops > 0);
    lines.sort_by(|one, other| {
        (one.name.is_none(), &one.name, &one.code).cmp(&(
            other.name.is_none(),
            &other.name,
            &other.code,
        ))
    });
    lines
}

/// What workshops add up to, by some key.
pub fn tallies<'a, K: Ord>(
    held: impl Iterator<Item = &'a Held>,
    key: impl Fn(&Held) -> K,
) -> BTreeMap<K, Tally> {
    let mut tallies: BTreeMap<K, Tally> = BTreeMap::new();
    for one in held {
        tallies.entry(key(one)).or_default().add(one);
    }
    tallies
}
