//! What is known of a half-year in a perimeter, before anything is protected.

use std::collections::{BTreeMap, BTreeSet};

use super::half::Half;
use super::queries::{self, Unplanned};
use crate::funding::Perimeter;
use crate::network::figures::{
    self, Asked, Counts, Filter, Held, RELAY_DAYS, Story, Tally, cascade, firsts,
};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::statistics::published::period::Period;

/// Workshops that belong together: all of a half-year, of a programme, of a département.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub tally: Tally,
    pub people: BTreeSet<Id>,
    pub anonymous: i64,
    /// Participations of the workshops of each who led.
    by_facilitator: BTreeMap<Id, i64>,
    by_organization: BTreeMap<Id, i64>,
    /// Of workshops logged without having been planned.
    pub other_people: BTreeSet<Id>,
    pub other_anonymous: i64,
}

impl Line {
    fn add(&mut self, held: &Held) {
        let participations = held.participations();
        self.tally.add(held);
        self.people.extend(&held.there);
        self.anonymous += held.anonymous;
        for id in &held.facilitators {
            *self.by_facilitator.entry(*id).or_default() += participations;
        }
        if let Some(id) = held.counts.organization {
            *self.by_organization.entry(id).or_default() += participations;
        }
    }

    fn add_other(&mut self, other: &Unplanned) {
        self.other_people.extend(&other.people);
        self.other_anonymous += other.anonymous;
    }

    /// The most participations that one facilitator makes, or one organization where that matters.
    pub fn of_one(&self, by_organization: bool) -> i64 {
        let person = self.by_facilitator.values().max().copied().unwrap_or_default();
        let body = self.by_organization.values().max().copied().unwrap_or_default();
        if by_organization { person.max(body) } else { person }
    }
}

/// All that a look needs.
pub struct Known {
    pub whole: Line,
    /// By programme; none: without one.
    pub programmes: BTreeMap<Option<Id>, Line>,
    /// By département; none: at a distance, without one.
    pub departements: BTreeMap<Option<String>, Line>,
    /// On the list and there, on the list and not: enrolments and people.
    pub listed: i64,
    pub listed_people: BTreeSet<Id>,
    pub absent: i64,
    pub absent_people: BTreeSet<Id>,
    pub facilitators: BTreeSet<Id>,
    /// Of the half-year before.
    pub earlier: BTreeSet<Id>,
    /// Those of `facilitators` who lead for the first time.
    pub new: BTreeSet<Id>,
    /// Learners whose first time it was, and those of them who became facilitators.
    pub newcomers: BTreeSet<Id>,
    pub relays: BTreeSet<Id>,
    pub cascade: i64,
    /// Who took part in each workshop: people of the list, and how many without a name.
    pub workshops: BTreeMap<Id, (BTreeSet<Id>, i64)>,
    /// None where the perimeter narrows by what help requests do not name.
    pub help: Option<Vec<Asked>>,
}

impl Known {
    /// Reads a half-year.
    ///
    /// # Errors
    /// When the database fails.
    pub fn read(
        conn: &mut Conn,
        clock: &Clock,
        perimeter: &Perimeter,
        half: Half,
    ) -> Result<Self, Problem> {
        let period = half.period();
        let filter = Filter { perimeter: Some(perimeter.clone()), ..Filter::default() };
        let story = figures::story(conn, clock, &filter, period.to)?;
        let others = queries::unplanned(conn, perimeter, period)?;
        let names_neither = perimeter.programmes.is_empty() && perimeter.organizations.is_empty();
        let help = match names_neither {
            true => Some(figures::requests(conn, clock, &filter, (period.from, period.to))?),
            false => None,
        };
        Ok(Self::new(half, &story, &others, help))
    }

    /// The same of what was read.
    pub fn new(half: Half, story: &Story, others: &[Unplanned], help: Option<Vec<Asked>>) -> Self {
        let within = |period: Period| {
            story.held.iter().filter(move |held| period.from <= held.date && held.date <= period.to)
        };
        let (now, before) = (half.period(), half.before().period());
        let mut known = Self {
            whole: Line::default(),
            programmes: BTreeMap::new(),
            departements: BTreeMap::new(),
            listed: 0,
            listed_people: BTreeSet::new(),
            absent: 0,
            absent_people: BTreeSet::new(),
            facilitators: BTreeSet::new(),
            earlier: within(before).flat_map(|held| held.facilitators.iter().copied()).collect(),
            new: BTreeSet::new(),
            newcomers: BTreeSet::new(),
            relays: BTreeSet::new(),
            cascade: cascade(&story.held, now.to),
            workshops: BTreeMap::new(),
            help,
        };
        for held in within(now) {
            known.each(&held.counts, |line| line.add(held));
            if let Some(id) = held.id {
                known.workshops.insert(id, (held.there.clone(), held.anonymous));
            }
            known.listed += held.participations() - held.anonymous;
            known.listed_people.extend(&held.there);
            known.absent += i64::try_from(held.no_shows.len()).unwrap_or(i64::MAX);
            known.absent_people.extend(&held.no_shows);
            known.facilitators.extend(&held.facilitators);
        }
        for other in others {
            known.each(&other.counts, |line| line.add_other(other));
        }
        let first_led = firsts(&story.held, |held| &held.facilitators);
        let is_new = |id: &&Id| first_led.get(*id).is_some_and(|day| now.from <= *day);
        known.new = known.facilitators.iter().filter(is_new).copied().collect();
        for (id, first) in firsts(&story.held, |held| &held.there) {
            if now.from <= first && first <= now.to {
                known.newcomers.insert(id);
                let is_relay = story.active.get(&id).is_some_and(|active| {
                    first <= *active && (*active - first).num_days() <= RELAY_DAYS
                });
                if is_relay {
                    known.relays.insert(id);
                }
            }
        }
        known
    }

    /// The lines that a workshop belongs to.
    fn each(&mut self, counts: &Counts, mut add: impl FnMut(&mut Line)) {
        add(&mut self.whole);
        add(self.programmes.entry(counts.programme).or_default());
        add(self.departements.entry(counts.departement.clone()).or_default());
    }
}

impl Known {
    /// Who asked for help.
    pub fn askers(&self) -> BTreeSet<Id> {
        self.help.iter().flatten().map(|asked| asked.person).collect()
    }
}
