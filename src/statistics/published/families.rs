//! From protected tables to the lines and headline figures that are sent.

use std::collections::HashMap;

use uuid::Uuid;

use super::activity::{Activity, region_of};
use super::count::Counted;
use super::model::{Hidden, PublishedFamily, PublishedLine, PublishedTotals};
use super::people::{NEW, People, RETURNING, WHOLE};
use crate::platform::database::Id;
use crate::statistics::crossing::Line;
use crate::statistics::figures::{self, DURATION_BANDS, NOT_TOLD};
use crate::statistics::keys::{commune_of, departement_of};
use crate::statistics::protection::{Protected, Shown, Why};
use crate::statistics::shares;
use crate::territories;
use crate::vocabulary::{
    Autonomy, Equipment, PlaceType, Redirection, SessionKind, Theme, WorkshopLevel,
};

/// Both tables, protected.
pub struct Shields {
    pub activity: Activity,
    pub activity_shown: Protected,
    pub people: People,
    pub people_shown: Protected,
}

/// A line before it is looked up.
struct Named {
    line: Line,
    code: String,
    label: Option<String>,
    remote: bool,
    population: Option<i64>,
}

impl Named {
    fn coded(line: Line, code: impl Into<String>) -> Self {
        Self { line, code: code.into(), label: None, remote: false, population: None }
    }
}

/// How the lines of a family stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// As the list has them: months, lengths.
    Natural,
    /// Shown ones by size, then the hidden ones by name.
    Size,
}

impl Shields {
    fn shown(&self, line: Line) -> Shown {
        let cell = self.activity.cell(line).and_then(|at| self.activity_shown.shown.get(at));
        cell.copied().unwrap_or(Shown::Zero)
    }

    fn few(&self, line: Line) -> bool {
        self.shown(line) == Shown::Hidden { why: Why::Few }
    }

    /// A hidden line below a total of too few people is not even named: its name would tell where
    /// these few are.
    fn is_named(&self, counted: &Counted, line: Line) -> bool {
        if !self.shown(line).is_hidden() {
            return true;
        }
        match line {
            Line::Commune(commune) => counted.crossing.keys().any(|other| match other {
                Line::CommuneIn(inside, key) if *key == commune => {
                    !self.few(Line::Departement(*inside, false))
                }
                _ => false,
            }),
            Line::Departement(key, remote) => !self.few(Line::Region(region_of(key), remote)),
            _ => !self.few(Line::Whole),
        }
    }

    /// Participations and sessions of a shown line.
    fn tally(&self, counted: &Counted, line: Line) -> Option<(i64, i64)> {
        if self.shown(line).is_hidden() {
            return None;
        }
        let tally = counted.crossing.get(&line).copied().unwrap_or_default().tally;
        Some((tally.participations, tally.sessions))
    }

    fn line(&self, counted: &Counted, named: Named, base: Option<i64>) -> PublishedLine {
        let tally = self.tally(counted, named.line);
        let rate = |(participations, _): (i64, i64)| {
            let people = named.population.filter(|people| !named.remote && *people > 0)?;
            Some((participations as f64 * 1e5 / people as f64).round() / 10.0)
        };
        PublishedLine {
            code: named.code,
            label: named.label,
            remote: named.remote,
            participations: tally.map(|(participations, _)| participations),
            sessions: tally.map(|(_, sessions)| sessions),
            share: tally.and_then(|(of, _)| Some(shares::of(of, base?))),
            per_10000: tally.and_then(rate),
            hidden: Hidden::of(self.shown(named.line)),
            ..PublishedLine::default()
        }
    }

    fn family(
        &self,
        counted: &Counted,
        code: &'static str,
        base: Line,
        order: Order,
        lines: Vec<Named>,
    ) -> PublishedFamily {
        let base = match base {
            // Not published by itself: known when every line is.
            Line::Redirected => {
                let parts = lines.iter().map(|named| self.tally(counted, named.line));
                parts.map(|tally| tally.map(|(participations, _)| participations)).sum()
            }
            line => self.tally(counted, line).map(|(participations, _)| participations),
        };
        let lines = lines.into_iter().filter(|named| self.is_named(counted, named.line));
        let lines = lines.map(|named| self.line(counted, named, base)).collect();
        family(code, false, order, lines)
    }

    /// Every family, in the order of the page.
    pub fn families(
        &self,
        counted: &Counted,
        names: &HashMap<Uuid, String>,
    ) -> Vec<PublishedFamily> {
        use Order::{Natural, Size};
        let months = counted.months.iter().enumerate();
        let months = months.map(|(at, first)| {
            Named::coded(Line::Month(at as u16), first.format("%Y-%m").to_string())
        });
        let themes = |administrative: bool| -> Vec<Named> {
            let all = Theme::ALL.iter().enumerate();
            let wanted = all.filter(|(_, theme)| theme.is_administrative() == administrative);
            wanted.map(|(at, theme)| Named::coded(Line::Theme(at as u8), theme.code())).collect()
        };
        let whole = Line::Whole;
        let family = |code, base, order, lines| self.family(counted, code, base, order, lines);
        let mut families = vec![
            family("by_month", whole, Natural, months.collect()),
            family(
                "by_kind",
                whole,
                Natural,
                coded(SessionKind::ALL, SessionKind::code, Line::Kind),
            ),
            family("by_theme", whole, Size, themes(false)),
            family("by_administrative_theme", whole, Size, themes(true)),
            family(
                "by_equipment",
                whole,
                Size,
                coded(Equipment::ALL, Equipment::code, Line::Equipment),
            ),
            family(
                "by_place_type",
                whole,
                Size,
                coded(PlaceType::ALL, PlaceType::code, Line::PlaceType),
            ),
            family(
                "by_duration",
                whole,
                Natural,
                coded(&DURATION_BANDS, |code| code, Line::Duration),
            ),
            family(
                "by_autonomy",
                Line::Kind(0),
                Natural,
                told(Autonomy::ALL, Autonomy::code, Line::Autonomy),
            ),
            family(
                "by_level",
                Line::Kind(1),
                Natural,
                told(WorkshopLevel::ALL, WorkshopLevel::code, Line::Level),
            ),
            family(
                "by_redirection",
                Line::Redirected,
                Size,
                told(Redirection::ALL, Redirection::code, Line::Redirection),
            ),
            family("by_commune", whole, Size, communes(counted)),
            family("by_epci", whole, Size, epcis(counted)),
            family("by_departement", whole, Size, departements(counted)),
            family("by_region", whole, Size, regions(counted)),
        ];
        families.extend(self.people_families());
        let bodies = |wanted: fn(&Line) -> bool| -> Vec<Named> {
            let lines = counted.lines(wanted).into_iter();
            lines.map(|line| body(counted, names, line)).collect()
        };
        let organizations = bodies(|line| matches!(line, Line::Organization(_)));
        let programmes = bodies(|line| matches!(line, Line::Programme(_)));
        families.push(family("by_organization", whole, Size, organizations));
        families.push(family("by_programme", whole, Size, programmes));
        families
    }

    fn people_hidden(&self, cell: usize) -> Option<Hidden> {
        // A hidden whole hides its parts, whatever rule hid it.
        let whole = Hidden::of(self.shown(Line::Whole));
        let own = self.people_shown.shown.get(cell).map_or(Some(Hidden::Few), |it| Hidden::of(*it));
        whole.or(own)
    }

    fn people_families(&self) -> Vec<PublishedFamily> {
        let cells = &self.people.table.cells;
        let base = self.people_hidden(WHOLE).is_none().then(|| cells[WHOLE].people);
        let families = self.people.families.iter().map(|(code, lines, first)| {
            let lines = lines.iter().enumerate().map(|(at, line)| {
                let hidden = self.people_hidden(first + at);
                let shown = hidden.is_none();
                PublishedLine {
                    code: line.code.clone(),
                    label: line.label.clone(),
                    followed: shown.then_some(line.followed),
                    anonymous: shown.then_some(line.anonymous),
                    share: base
                        .filter(|_| shown)
                        .map(|base| shares::of(line.followed + line.anonymous, base)),
                    hidden,
                    ..PublishedLine::default()
                }
            });
            let lines: Vec<PublishedLine> = match self.people_hidden(WHOLE) {
                // Where the few people live is not told either.
                Some(Hidden::Few) if *code == "by_residence_commune" => Vec::new(),
                _ => lines.collect(),
            };
            let order = if *code == "by_residence_commune" { Order::Size } else { Order::Natural };
            family(code, true, order, lines)
        });
        families.collect()
    }

    /// The headline figures that may be shown.
    pub fn totals(&self, counted: &Counted) -> PublishedTotals {
        let exact = figures::totals(&counted.named.counts);
        let open = |line: Line| !self.shown(line).is_hidden();
        let (whole, individual) = (open(Line::Whole), open(Line::Kind(0)));
        let workshop = open(Line::Kind(1));
        let people = |cell: usize| self.people_hidden(cell).is_none();
        let (everybody, new) = (people(WHOLE), people(NEW));
        PublishedTotals {
            sessions: whole.then_some(exact.sessions),
            individual_sessions: individual.then_some(exact.individual_sessions),
            workshops: workshop.then_some(exact.workshops),
            participations: whole.then_some(exact.participations),
            individual_participations: individual.then_some(exact.individual_participations),
            workshop_participations: workshop.then_some(exact.workshop_participations),
            followed: everybody.then_some(exact.followed),
            new_followed: new.then_some(exact.new_followed),
            returning_followed: people(RETURNING).then_some(exact.returning_followed),
            anonymous: everybody.then_some(exact.anonymous),
            anonymous_first: new.then_some(exact.anonymous_first),
            minutes_delivered: whole.then_some(exact.minutes_delivered),
            minutes_received: whole.then_some(exact.minutes_received),
            mean_individual_min: exact.mean_individual_min.filter(|_| individual),
            mean_workshop_min: exact.mean_workshop_min.filter(|_| workshop),
            mean_group: exact.mean_group.filter(|_| workshop),
        }
    }

    /// Why the headline figures of all sessions, and of all people, are hidden.
    pub fn hidden(&self, people: bool, workshops: bool) -> Option<Hidden> {
        match (people, workshops) {
            (true, _) => self.people_hidden(WHOLE),
            (false, true) => Hidden::of(self.shown(Line::Kind(1))),
            (false, false) => Hidden::of(self.shown(Line::Whole)),
        }
    }
}

fn family(
    code: &'static str,
    people: bool,
    order: Order,
    mut lines: Vec<PublishedLine>,
) -> PublishedFamily {
    if order == Order::Size {
        lines.sort_by_cached_key(|line| {
            let size =
                line.participations.or(line.followed).unwrap_or(0) + line.anonymous.unwrap_or(0);
            let name = line.label.clone().unwrap_or_else(|| line.code.clone());
            let nowhere = line.remote || line.code.is_empty() || line.code == NOT_TOLD;
            (line.hidden.is_some(), nowhere, std::cmp::Reverse(size), name)
        });
    }
    let hidden = lines.iter().filter(|line| line.hidden.is_some()).count();
    PublishedFamily { code, people, lines, hidden: i64::try_from(hidden).unwrap_or(i64::MAX) }
}

fn coded<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    line: impl Fn(u8) -> Line,
) -> Vec<Named> {
    all.iter().enumerate().map(|(at, one)| Named::coded(line(at as u8), code(*one))).collect()
}

/// A list of which a session may have said nothing: line 0 is that.
fn told<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    line: impl Fn(u8) -> Line,
) -> Vec<Named> {
    let mut lines = coded(all, code, |at| line(at + 1));
    lines.push(Named::coded(line(0), NOT_TOLD));
    lines
}

fn communes(counted: &Counted) -> Vec<Named> {
    let lines = counted.lines(|line| matches!(line, Line::Commune(_))).into_iter();
    let named = lines.map(|line| {
        let found = if let Line::Commune(key) = line { commune_of(key) } else { None };
        Named {
            line,
            code: found.map(|commune| commune.code.to_owned()).unwrap_or_default(),
            label: Some(found.map(|commune| commune.name.to_owned()).unwrap_or_default()),
            remote: false,
            population: found.map(|commune| i64::from(commune.population)),
        }
    });
    named.collect()
}

fn epcis(counted: &Counted) -> Vec<Named> {
    let lines = counted.lines(|line| matches!(line, Line::Epci(_))).into_iter();
    let named = lines.map(|line| {
        let code = if let Line::Epci(code) = line { code } else { "" };
        Named {
            line,
            code: code.to_owned(),
            label: Some(territories::epci(code).map(|it| it.name.to_owned()).unwrap_or_default()),
            remote: false,
            population: territories::population_of_epci(code),
        }
    });
    named.collect()
}

fn departements(counted: &Counted) -> Vec<Named> {
    let lines = counted.lines(|line| matches!(line, Line::Departement(..))).into_iter();
    let named = lines.map(|line| {
        let (key, remote) =
            if let Line::Departement(key, remote) = line { (key, remote) } else { (0, false) };
        let found = departement_of(key);
        Named {
            line,
            code: found.map(|found| found.code.to_owned()).unwrap_or_default(),
            label: Some(found.map(|found| found.name.to_owned()).unwrap_or_default()),
            remote,
            population: found.and_then(|it| territories::population_of_departement(it.code)),
        }
    });
    named.collect()
}

fn regions(counted: &Counted) -> Vec<Named> {
    let lines = counted.lines(|line| matches!(line, Line::Region(..))).into_iter();
    let named = lines.map(|line| {
        let (code, remote) =
            if let Line::Region(code, remote) = line { (code, remote) } else { ("", false) };
        let name = territories::region(code).map(|region| region.name.to_owned());
        Named {
            line,
            code: code.to_owned(),
            label: Some(name.unwrap_or_default()),
            remote,
            population: territories::population_of_region(code),
        }
    });
    named.collect()
}

fn body(counted: &Counted, names: &HashMap<Uuid, String>, line: Line) -> Named {
    let id = counted.body(line);
    Named {
        line,
        code: id.map_or_else(|| NOT_TOLD.to_owned(), |id| Id::from(id).to_string()),
        label: id.and_then(|id| names.get(&id).cloned()),
        remote: false,
        population: None,
    }
}
