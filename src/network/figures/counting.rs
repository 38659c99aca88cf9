//! Counting, from what happened: pure.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::network::time::is_working_day;
use crate::platform::database::Id;

/// Days within which a learner who comes to teach is a relay.
pub const RELAY_DAYS: i64 = 365;

/// Where a workshop counts, as its session in the log says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub programme: Option<Id>,
    /// The employer of who led.
    pub organization: Option<Id>,
    pub commune: Option<String>,
    /// At a distance: that of the employer.
    pub departement: Option<String>,
}

/// A held workshop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// None only in tests that do not need it.
    pub id: Option<Id>,
    pub date: NaiveDate,
    pub minutes: i64,
    pub seats: i64,
    /// Who led or co-led, as people.
    pub facilitators: BTreeSet<Id>,
    /// Learners of the list who were there.
    pub there: BTreeSet<Id>,
    /// People who were there and are not on the list.
    pub anonymous: i64,
    /// Who did not come, without a word.
    pub no_shows: BTreeSet<Id>,
    pub counts: Counts,
}

impl Held {
    /// Everybody who was there.
    pub fn participations(&self) -> i64 {
        many(self.there.len()) + self.anonymous
    }

    /// Minutes of everybody who led it.
    pub fn given(&self) -> i64 {
        self.minutes * many(self.facilitators.len())
    }
}

/// A help request that was answered, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// For whom.
    pub person: Id,
    pub on: NaiveDate,
    pub answered_on: Option<NaiveDate>,
    /// Whether who asked said that it is solved; nothing as long as they said nothing.
    pub is_solved: Option<bool>,
}

/// Part of a whole, or a number alone when there is no whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub part: i64,
    pub whole: Option<i64>,
}

impl Count {
    pub const fn of(part: i64) -> Self {
        Self { part, whole: None }
    }

    pub const fn share(part: i64, whole: i64) -> Self {
        Self { part, whole: Some(whole) }
    }
}

/// All that is counted of workshops, over a period, both days included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub workshops: Count,
    pub fill: Count,
    pub no_show: Count,
    pub facilitators: Count,
    pub new: Count,
    pub retained: Count,
    pub relays: Count,
    pub cascade: Count,
    pub minutes: Count,
}

/// Counts workshops: `all` in the order of days, from the first of the network. `active_from` says
/// when people became active facilitators, `before` is the period to compare with.
pub fn count(
    all: &[Held],
    active_from: &HashMap<Id, NaiveDate>,
    (from, to): (NaiveDate, NaiveDate),
    before: (NaiveDate, NaiveDate),
) -> Counted {
    let within = |day: NaiveDate| from <= day && day <= to;
    let period: Vec<&Held> = all.iter().filter(|held| within(held.date)).collect();
    let sum = |of: &dyn Fn(&Held) -> i64| period.iter().map(|held| of(held)).sum::<i64>();
    let there = sum(&|held| many(held.there.len()));
    let no_shows = sum(&|held| many(held.no_shows.len()));
    let active: BTreeSet<Id> =
        period.iter().flat_map(|held| held.facilitators.iter().copied()).collect();
    let first_led = firsts(all, |held| &held.facilitators);
    let first_there = firsts(all, |held| &held.there);
    let new = active.iter().filter(|id| first_led.get(id).is_some_and(|day| within(*day)));
    let earlier: BTreeSet<Id> = all
        .iter()
        .filter(|held| before.0 <= held.date && held.date <= before.1)
        .flat_map(|held| held.facilitators.iter().copied())
        .collect();
    let learners: Vec<(&Id, &NaiveDate)> =
        first_there.iter().filter(|(_, day)| within(**day)).collect();
    let relays = learners.iter().filter(|(id, first)| {
        active_from.get(*id).is_some_and(|active| {
            **first <= *active && (*active - **first).num_days() <= RELAY_DAYS
        })
    });
    Counted {
        workshops: Count::of(many(period.len())),
        fill: Count::share(sum(&Held::participations), sum(&|held| held.seats)),
        no_show: Count::share(no_shows, there + no_shows),
        facilitators: Count::of(many(active.len())),
        new: Count::of(many(new.count())),
        retained: Count::share(many(active.intersection(&earlier).count()), many(earlier.len())),
        relays: Count::share(many(relays.count()), many(learners.len())),
        cascade: Count::of(cascade(all, to)),
        minutes: Count::of(sum(&Held::given)),
    }
}

fn many(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The day on which each of these people comes first.
pub fn firsts(all: &[Held], of: impl Fn(&Held) -> &BTreeSet<Id>) -> BTreeMap<Id, NaiveDate> {
    let mut firsts = BTreeMap::new();
    for held in all {
        for id in of(held) {
            firsts.entry(*id).or_insert(held.date);
        }
    }
    firsts
}

/// How many times in a row, up to a day, somebody who had learnt from somebody taught somebody: 1
/// once anybody has learnt, 2 once one of these has led. Who leads keeps the place of their first
/// time: colleagues who teach one another in turn make no longer and longer chain.
pub fn cascade(all: &[Held], to: NaiveDate) -> i64 {
    let mut learnt: HashMap<Id, i64> = HashMap::new();
    let mut leading: HashMap<Id, i64> = HashMap::new();
    for held in all.iter().filter(|held| held.date <= to) {
        let places = held.facilitators.iter().map(|id| {
            let place = learnt.get(id).copied().unwrap_or_default();
            *leading.entry(*id).or_insert(place)
        });
        let reached = places.max().unwrap_or_default() + 1;
        // Nobody is trained by themself.
        for id in held.there.difference(&held.facilitators) {
            let known = learnt.entry(*id).or_default();
            *known = reached.max(*known);
        }
    }
    learnt.into_values().max().unwrap_or_default()
}

/// What is counted of help requests asked in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelpCounted {
    pub answered: Count,
    /// The median of working days to the answer; nothing when none was answered.
    pub delay: Option<i64>,
    /// Of those of which somebody said what came.
    pub solved: Count,
}

/// Counts help requests.
pub fn count_help(asked: &[Asked]) -> HelpCounted {
    let answered = asked.iter().filter_map(|one| Some((one.on, one.answered_on?)));
    let mut delays: Vec<i64> = answered.map(|(on, until)| working_days(on, until)).collect();
    delays.sort_unstable();
    let judged: Vec<bool> = asked.iter().filter_map(|one| one.is_solved).collect();
    let solved = judged.iter().filter(|is_solved| **is_solved).count();
    HelpCounted {
        answered: Count::share(many(delays.len()), many(asked.len())),
        // The lower of the two in the middle.
        delay: delays.get(delays.len().saturating_sub(1) / 2).copied(),
        solved: Count::share(many(solved), many(judged.len())),
    }
}

/// Working days after the first day, up to and with the last.
fn working_days(on: NaiveDate, until: NaiveDate) -> i64 {
    let days = on.iter_days().skip(1).take_while(|day| *day <= until);
    many(days.filter(|day| is_working_day(*day)).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::tests::{day, id};

    fn held(date: &str, facilitators: &[u32], there: &[u32]) -> Held {
        let people = |numbers: &[u32]| numbers.iter().map(|number| id(*number)).collect();
        Held {
            date: day(date),
            minutes: 90,
            seats: 10,
            facilitators: people(facilitators),
            there: people(there),
            no_shows: people(&[99]),
            ..Held::default()
        }
    }

    /// Ada (1) teaches Bob (2), who teaches Cleo (3), who teaches Dora (4).
    fn history() -> Vec<Held> {
        vec![
            held("2025-11-10", &[1], &[2, 5]),
            held("2026-02-10", &[2, 1], &[3]),
            held("2026-06-10", &[3], &[4, 2]),
            held("2026-10-10", &[9], &[8]),
        ]
    }

    fn year() -> (NaiveDate, NaiveDate) {
        (day("2026-01-01"), day("2026-12-31"))
    }

    fn the_year_before() -> (NaiveDate, NaiveDate) {
        (day("2025-01-01"), day("2025-12-31"))
    }

    #[test]
    fn a_year_of_a_small_network() {
        let active = HashMap::from([
            (id(2), day("2026-01-15")),
            (id(3), day("2026-05-01")),
            (id(8), day("2027-12-01")),
        ]);
        let counted = count(&history(), &active, year(), the_year_before());
        assert_eq!(counted.workshops, Count::of(3));
        assert_eq!(counted.fill, Count::share(4, 30));
        assert_eq!(counted.no_show, Count::share(3, 7));
        assert_eq!(counted.facilitators, Count::of(4));
        assert_eq!(counted.new, Count::of(3), "all but Ada");
        assert_eq!(counted.retained, Count::share(1, 1), "Ada");
        // Cleo, Dora and 8 came first in the year; Cleo teaches within a year, 8 later.
        assert_eq!(counted.relays, Count::share(1, 3));
        assert_eq!(counted.cascade, Count::of(3));
        assert_eq!(counted.minutes, Count::of(360), "each of two who lead together");
    }

    #[test]
    fn the_cascade_is_that_of_the_day() {
        let depth = |to| cascade(&history(), day(to));
        assert_eq!([depth("2025-01-01"), depth("2025-12-31")], [0, 1]);
        assert_eq!([depth("2026-03-01"), depth("2026-12-31")], [2, 3]);
        let in_turn: Vec<Held> = (1..10)
            .map(|month| format!("2026-{month:02}-01"))
            .enumerate()
            .map(|(at, on)| if at % 2 == 0 { held(&on, &[1], &[2]) } else { held(&on, &[2], &[1]) })
            .collect();
        assert_eq!(cascade(&in_turn, day("2026-12-31")), 2, "two who teach one another");
        let alone = [held("2026-01-01", &[1], &[1])];
        assert_eq!(cascade(&alone, day("2026-12-31")), 0);
    }

    #[test]
    fn an_empty_period_divides_by_nothing() {
        let none = count(&[], &HashMap::new(), year(), the_year_before());
        assert_eq!(none.fill, Count::share(0, 0));
        assert_eq!(
            count_help(&[]),
            HelpCounted { answered: Count::share(0, 0), delay: None, solved: Count::share(0, 0) }
        );
    }

    #[test]
    fn help_is_counted_in_working_days() {
        let asked = |on: &str, answered: Option<&str>, is_solved| Asked {
            person: id(1),
            on: day(on),
            answered_on: answered.map(day),
            is_solved,
        };
        let all = [
            asked("2026-11-06", Some("2026-11-09"), Some(true)),
            asked("2026-11-10", Some("2026-11-12"), Some(false)),
            asked("2026-11-02", Some("2026-11-02"), None),
            asked("2026-11-02", None, None),
        ];
        let counted = count_help(&all);
        assert_eq!(counted.answered, Count::share(3, 4));
        assert_eq!(counted.delay, Some(1), "0, 1 and 1: 11 November is none");
        assert_eq!(counted.solved, Count::share(1, 2));
    }
}
