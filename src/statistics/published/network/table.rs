//! What of a half-year may be shown. Pure.
//!
//! - *Workshops*: the total is shown when it rests on k people, no one makes more than 85 % of it,
//!   and the workshops of the log that nobody had planned rest on nobody or on k people: all
//!   workshops are known from other pages, so that these could be had by subtraction.
//! - *Lines* by programme and by département: all of a family are shown or none, under the same
//!   condition for each of them. Hiding only some would have to agree with what other pages hide.
//! - *Attendance*, *facilitators*, *newcomers* and *help* are small tables of parts and wholes,
//!   protected as any other ([`protect`]).

use std::collections::BTreeSet;

use super::beside::Apart;
use super::known::{Known, Line};
use crate::network::figures::Asked;
use crate::platform::database::Id;
use crate::platform::http::Problem;
use crate::statistics::protection::{
    Cell, Equation, Measure, Place, Rule, Shown, Table, Why, protect,
};
use crate::statistics::published::activity::Dominance;

/// A number, or why there is none.
pub type Told = Result<i64, Why>;

/// Part of a whole, both or neither.
pub type Part = Result<(i64, i64), Why>;

/// Everything that may be told of a half-year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    /// The total, or why it is hidden.
    pub whole: Result<(), Why>,
    /// By programme, by département: all lines or none.
    pub programmes: Result<(), Why>,
    pub departements: Result<(), Why>,
    pub no_show: Part,
    pub facilitators: Told,
    pub new: Told,
    pub retained: Part,
    pub relays: Part,
    pub answered: Part,
    pub solved: Part,
}

fn many<T>(set: &BTreeSet<T>) -> i64 {
    i64::try_from(set.len()).unwrap_or(i64::MAX)
}

impl Tables {
    /// Decides what may be shown.
    ///
    /// # Errors
    /// When a table contradicts itself.
    pub fn new(
        known: &Known,
        rule: Rule,
        dominance: Dominance,
        apart: &Apart,
    ) -> Result<Self, Problem> {
        let may = |line: &Line| may_show(line, rule, dominance);
        let whole = may(&known.whole);
        let family = |lines: Vec<&Line>| {
            whole.and_then(|()| lines.into_iter().try_for_each(may).map_err(|_| Why::Complement))
        };
        let unless = |few: bool, part: Result<(), Why>| match part {
            Ok(()) if few => Err(Why::Complement),
            part => part,
        };
        let people = people(known, rule, unless(apart.facilitators, whole))?;
        Self {
            whole,
            programmes: family(known.programmes.values().collect()),
            departements: family(known.departements.values().collect()),
            no_show: no_show(known, rule, whole)?,
            facilitators: people.0,
            new: people.1,
            retained: people.2,
            relays: relays(known, rule, unless(apart.newcomers, whole))?,
            answered: Err(Why::Few),
            solved: Err(Why::Few),
        }
        .with_help(known, rule, apart)
    }

    fn with_help(self, known: &Known, rule: Rule, apart: &Apart) -> Result<Self, Problem> {
        let Some(asked) = &known.help else { return Ok(self) };
        if apart.askers {
            let hidden = Err(Why::Complement);
            return Ok(Self { answered: hidden, solved: hidden, ..self });
        }
        let (answered, solved) = help(asked, rule)?;
        Ok(Self { answered, solved, ..self })
    }
}

/// Whether a line may be shown, looked at alone.
fn may_show(line: &Line, rule: Rule, dominance: Dominance) -> Result<(), Why> {
    let people = many(&line.people) + line.anonymous;
    let others = many(&line.other_people) + line.other_anonymous;
    let largest = if dominance.facilitator { line.of_one(dominance.organization) } else { 0 };
    let cell = Cell {
        largest: (largest > 0).then_some(largest),
        ..Cell::new("line", vec![line.tally.participations, line.tally.workshops], people)
    };
    if let Some(why) = rule.primary(&[Measure::AtLeastPeople, Measure::Other], &cell) {
        return Err(why);
    }
    if (1..rule.k()).contains(&others) { Err(Why::Complement) } else { Ok(()) }
}

/// A table in the making: cells by name.
#[derive(Default)]
struct Making(Table);

impl Making {
    fn new(measure: Measure) -> Self {
        Self(Table { measures: vec![measure], ..Table::default() })
    }

    fn cell(&mut self, code: &str, value: i64, people: i64, place: Place) -> usize {
        self.0.cells.push(Cell { place, ..Cell::new(code, vec![value], people) });
        self.0.cells.len() - 1
    }

    fn people(&mut self, code: &str, people: i64, place: Place) -> usize {
        self.cell(code, people, people, place)
    }

    fn sum(&mut self, total: usize, parts: &[usize]) {
        self.0.equations.push(Equation { total, parts: parts.to_vec() });
    }

    /// What of it may be shown; nothing when what is known already gives something away.
    fn shield(self, rule: Rule) -> Result<Shielded, Problem> {
        let protected = protect(&self.0, rule).map_err(Problem::internal)?;
        let shown = match protected.unproved.is_empty() {
            true => protected.shown,
            false => vec![Shown::Hidden { why: Why::Complement }; self.0.cells.len()],
        };
        Ok(Shielded { table: self.0, shown })
    }
}

struct Shielded {
    table: Table,
    shown: Vec<Shown>,
}

impl Shielded {
    fn told(&self, cell: usize) -> Told {
        match self.shown[cell] {
            Shown::Hidden { why } => Err(why),
            _ => Ok(self.table.cells[cell].values[0]),
        }
    }

    fn part(&self, part: usize, whole: usize) -> Part {
        Ok((self.told(part)?, self.told(whole)?))
    }
}

/// Expected = there and on the list + absent; there = on the list + without a name.
fn no_show(known: &Known, rule: Rule, whole: Result<(), Why>) -> Result<Part, Problem> {
    if let Err(why) = whole {
        return Ok(Err(why));
    }
    let mut table = Making::new(Measure::AtLeastPeople);
    let line = &known.whole;
    let there = table.cell(
        "there",
        line.tally.participations,
        many(&line.people) + line.anonymous,
        Place::Kept,
    );
    let listed = table.cell("listed", known.listed, many(&known.listed_people), Place::Open);
    let nameless = table.people("nameless", line.anonymous, Place::Unpublished);
    let absent = table.cell("absent", known.absent, many(&known.absent_people), Place::Open);
    let all = known.listed_people.union(&known.absent_people).count();
    let all = i64::try_from(all).unwrap_or(i64::MAX);
    let expected = table.cell("expected", known.listed + known.absent, all, Place::Open);
    table.sum(there, &[listed, nameless]);
    table.sum(expected, &[listed, absent]);
    Ok(table.shield(rule)?.part(absent, expected))
}

type People = (Told, Told, Part);

/// Who led = for the first time + as in the half-year before + again after a while; who led in the
/// half-year before = still do + do not. Both wholes are known from looks at their half-years.
fn people(known: &Known, rule: Rule, whole: Result<(), Why>) -> Result<People, Problem> {
    if let Err(why) = whole {
        return Ok((Err(why), Err(why), Err(why)));
    }
    let is_few = |people: i64| (1..rule.k()).contains(&people);
    let kept = |people: i64| if is_few(people) { Place::Open } else { Place::Kept };
    let retained = &known.facilitators & &known.earlier;
    let back = &(&known.facilitators - &known.new) - &retained;
    let mut table = Making::new(Measure::People);
    let (now, before) = (many(&known.facilitators), many(&known.earlier));
    let all = table.people("facilitators", now, kept(now));
    let new = table.people("new", many(&known.new), Place::Open);
    let stayed = table.people("retained", many(&retained), Place::Open);
    let back = table.people("back", many(&back), Place::Unpublished);
    let earlier = table.people("earlier", before, kept(before));
    let left = table.people("left", before - many(&retained), Place::Unpublished);
    table.sum(all, &[new, stayed, back]);
    table.sum(earlier, &[stayed, left]);
    let shown = table.shield(rule)?;
    let total = if is_few(now) { Err(Why::Few) } else { Ok(now) };
    Ok((total, shown.told(new), shown.part(stayed, earlier)))
}

/// Newcomers = relays + others.
fn relays(known: &Known, rule: Rule, whole: Result<(), Why>) -> Result<Part, Problem> {
    if let Err(why) = whole {
        return Ok(Err(why));
    }
    let (all, some) = (many(&known.newcomers), many(&known.relays));
    let mut table = Making::new(Measure::People);
    let newcomers = table.people("newcomers", all, Place::Open);
    let relays = table.people("relays", some, Place::Open);
    let others = table.people("others", all - some, Place::Open);
    table.sum(newcomers, &[relays, others]);
    Ok(table.shield(rule)?.part(relays, newcomers))
}

/// Asked = answered + waiting; answered = judged + not; judged = solved + not. Answered of asked,
/// solved of judged.
fn help(asked: &[Asked], rule: Rule) -> Result<(Part, Part), Problem> {
    let mut table = Making::new(Measure::AtLeastPeople);
    let mut cell = |code: &str, place: Place, takes: &dyn Fn(&Asked) -> bool| {
        let own: Vec<Id> = asked.iter().filter(|one| takes(one)).map(|one| one.person).collect();
        let people = many(&own.iter().collect::<BTreeSet<_>>());
        table.cell(code, i64::try_from(own.len()).unwrap_or(i64::MAX), people, place)
    };
    let is_answered = |one: &Asked| one.answered_on.is_some();
    let judged = |one: &Asked| is_answered(one) && one.is_solved.is_some();
    let all = cell("asked", Place::Open, &|_| true);
    let answered = cell("answered", Place::Open, &is_answered);
    let waiting = cell("waiting", Place::Open, &|one| !is_answered(one));
    let told = cell("judged", Place::Open, &judged);
    let untold =
        cell("untold", Place::Unpublished, &|one| is_answered(one) && one.is_solved.is_none());
    let solved = cell("solved", Place::Open, &|one| judged(one) && one.is_solved == Some(true));
    let unsolved = cell("unsolved", Place::Open, &|one| judged(one) && one.is_solved != Some(true));
    table.sum(all, &[answered, waiting]);
    table.sum(answered, &[told, untold]);
    table.sum(told, &[solved, unsolved]);
    let shown = table.shield(rule)?;
    Ok((shown.part(answered, all), shown.part(solved, told)))
}
