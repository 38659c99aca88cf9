//! Sessions and participations as one table to protect: every line that is published or can be
//! worked out, and which add up to which.

use std::collections::{BTreeMap, BTreeSet};

use super::count::Counted;
use crate::platform::database::Id;
use crate::statistics::crossing::Line;
use crate::statistics::fact::{
    AUTONOMY, DURATIONS, EQUIPMENT, LEVELS, PLACE_TYPES, REDIRECTIONS, THEMES,
};
use crate::statistics::keys::{commune_of, departement_of};
use crate::statistics::protection::{Cell, Equation, Measure, Place, Table};

/// Whether one facilitator, or one organization, beyond the limit hides a line: not where the scope
/// is that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dominance {
    pub facilitator: bool,
    pub organization: bool,
}

/// The table, and where each line is in it.
pub struct Activity {
    pub table: Table,
    cells: BTreeMap<Line, usize>,
}

impl Activity {
    /// Measures: participations, sessions.
    pub fn new(counted: &Counted, dominance: Dominance) -> Self {
        let mut making =
            Making { counted, dominance, table: Table::default(), cells: BTreeMap::new() };
        making.table.measures = vec![Measure::AtLeastPeople, Measure::Other];
        making.families();
        making.territories();
        Self { table: making.table, cells: making.cells }
    }

    pub fn cell(&self, line: Line) -> Option<usize> {
        self.cells.get(&line).copied()
    }
}

struct Making<'a> {
    counted: &'a Counted,
    dominance: Dominance,
    table: Table,
    cells: BTreeMap<Line, usize>,
}

fn each(length: usize, line: impl Fn(u8) -> Line) -> Vec<Line> {
    (0..length).map(|at| line(at as u8)).collect()
}

impl Making<'_> {
    /// The cell of a line, made at its first use.
    fn cell(&mut self, line: Line, place: Place) -> usize {
        if let Some(at) = self.cells.get(&line) {
            return *at;
        }
        let count = self.counted.crossing.get(&line).copied().unwrap_or_default();
        let by_facilitator = if self.dominance.facilitator { count.of_one_facilitator } else { 0 };
        // An organization makes all of its own line.
        let own = matches!(line, Line::Organization(_));
        let by_organization =
            if self.dominance.organization && !own { count.of_one_organization } else { 0 };
        let largest = by_facilitator.max(by_organization);
        self.table.cells.push(Cell {
            code: self.code(line),
            values: vec![count.tally.participations, count.tally.sessions],
            people: count.people,
            largest: (largest > 0).then_some(largest),
            place,
        });
        let at = self.table.cells.len() - 1;
        self.cells.insert(line, at);
        at
    }

    /// The same in every process: ties between cells are settled by it.
    fn code(&self, line: Line) -> String {
        let commune = |key| commune_of(key).map(|found| found.code).unwrap_or_default();
        let departement = |key| departement_of(key).map(|found| found.code).unwrap_or_default();
        let body = || self.counted.body(line).map(|id| Id::from(id).to_string());
        match line {
            Line::Commune(key) => format!("commune/{}", commune(key)),
            Line::CommuneIn(inside, key) => {
                format!("commune_in/{}/{}", departement(inside), commune(key))
            }
            Line::Epci(code) => format!("epci/{code}"),
            Line::Departement(key, remote) => format!("departement/{}/{remote}", departement(key)),
            Line::Region(code, remote) => format!("region/{code}/{remote}"),
            Line::Organization(_) => format!("organization/{}", body().unwrap_or_default()),
            Line::Programme(_) => format!("programme/{}", body().unwrap_or_default()),
            _ => format!("{line:?}"),
        }
    }

    /// `total` is the sum of `parts`.
    fn sum(&mut self, total: Line, parts: &[Line]) {
        if parts.is_empty() {
            return;
        }
        let total = self.cell(total, Place::Open);
        let parts = parts.iter().map(|part| self.cell(*part, Place::Open)).collect();
        self.table.equations.push(Equation { total, parts });
    }

    fn families(&mut self) {
        let months = self.counted.months.len();
        let months: Vec<Line> = (0..months).map(|at| Line::Month(at as u16)).collect();
        self.sum(Line::Whole, &months);
        self.sum(Line::Whole, &each(2, Line::Kind));
        self.sum(Line::Whole, &each(PLACE_TYPES, Line::PlaceType));
        self.sum(Line::Whole, &each(DURATIONS, Line::Duration));
        self.sum(Line::Kind(0), &each(AUTONOMY + 1, Line::Autonomy));
        self.sum(Line::Kind(1), &each(LEVELS + 1, Line::Level));
        self.cell(Line::Redirected, Place::Unpublished);
        self.cell(Line::NotRedirected, Place::Unpublished);
        self.sum(Line::Whole, &[Line::Redirected, Line::NotRedirected]);
        self.sum(Line::Redirected, &each(REDIRECTIONS + 1, Line::Redirection));
        // Who knows the whole and those with a theme knows those without.
        for (length, with, without) in [
            (THEMES, Line::Theme as fn(u8) -> Line, Line::NotTheme as fn(u8) -> Line),
            (EQUIPMENT, Line::Equipment, Line::NotEquipment),
        ] {
            for at in 0..length as u8 {
                self.cell(without(at), Place::Unpublished);
                self.sum(Line::Whole, &[with(at), without(at)]);
            }
        }
        let bodies = self.counted.lines(|line| matches!(line, Line::Organization(_)));
        self.sum(Line::Whole, &bodies);
        let bodies = self.counted.lines(|line| matches!(line, Line::Programme(_)));
        self.sum(Line::Whole, &bodies);
    }

    fn territories(&mut self) {
        let regions = self.counted.lines(|line| matches!(line, Line::Region(..)));
        self.sum(Line::Whole, &regions);
        for region in regions {
            let Line::Region(code, remote) = region else { continue };
            let inside = self.counted.lines(|line| match line {
                Line::Departement(key, away) => *away == remote && region_of(*key) == code,
                _ => false,
            });
            self.sum(region, &inside);
        }
        let mut parts: BTreeMap<u16, Vec<Line>> = BTreeMap::new();
        let mut inside: BTreeMap<u8, Vec<Line>> = BTreeMap::new();
        for line in self.counted.lines(|line| matches!(line, Line::CommuneIn(..))) {
            let Line::CommuneIn(departement, commune) = line else { continue };
            parts.entry(commune).or_default().push(line);
            inside.entry(departement).or_default().push(line);
        }
        for (commune, parts) in &parts {
            if parts.len() > 1 {
                parts.iter().for_each(|part| {
                    self.cell(*part, Place::Unpublished);
                });
                self.sum(Line::Commune(*commune), parts);
            }
        }
        for (departement, lines) in inside {
            let whole = |line: Line| match line {
                // All of the commune lies in this département, as a rule.
                Line::CommuneIn(_, commune) if parts[&commune].len() == 1 => Line::Commune(commune),
                other => other,
            };
            let lines: Vec<Line> = lines.into_iter().map(whole).collect();
            self.sum(Line::Departement(departement, false), &lines);
        }
        let mut epcis: BTreeMap<&'static str, BTreeSet<Line>> = BTreeMap::new();
        for commune in parts.keys() {
            epcis.entry(epci_of(*commune)).or_default().insert(Line::Commune(*commune));
        }
        // EPCI cut across départements; with sessions at a distance they are the whole as well.
        let mut everywhere: Vec<Line> = epcis.keys().map(|code| Line::Epci(code)).collect();
        everywhere.extend(self.counted.lines(|line| matches!(line, Line::Region(_, true))));
        self.sum(Line::Whole, &everywhere);
        for (code, communes) in epcis {
            let communes: Vec<Line> = communes.into_iter().collect();
            self.sum(Line::Epci(code), &communes);
        }
    }
}

/// The code of the region of a département; empty for none.
pub fn region_of(departement: u8) -> &'static str {
    departement_of(departement).map_or("", |found| found.region_code)
}

/// The SIREN of the EPCI of a commune; empty for none.
pub fn epci_of(commune: u16) -> &'static str {
    commune_of(commune).and_then(|found| found.epci_code).unwrap_or("")
}
