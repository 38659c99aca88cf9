//! Levels and progress counted from packed proofs, against the ledgers themselves.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::world::{COMPETENCE, COMPETENCES, Dice, LEARNER, World, id};
use crate::competences::levels::{Entry, Ledger, pack};
use crate::platform::database::Id;
use crate::statistics::index::Persons;
use crate::statistics::published::levels::count::{CompetenceCount, Counted, marks};
use crate::statistics::published::levels::proofs::{Proofs, Rows};

/// What the rows of the database hold of a world, in any order.
fn rows(world: &World, dice: &mut Dice) -> Rows {
    let ledgers = world.ledgers();
    let mut of_people: Vec<(Id, Id)> =
        (0..).zip(&world.learners).map(|(number, person)| (id(LEARNER, number), *person)).collect();
    of_people.extend(&world.absent);
    for at in (1..of_people.len()).rev() {
        of_people.swap(at, dice.roll(at as u32 + 1) as usize);
    }
    let packed = ledgers.iter().map(|(person, own)| (*person, pack(own, World::number)));
    Rows { packed: packed.collect(), learners: of_people }
}

fn counted(world: &World, rows: Rows) -> Counted {
    let number = |learner: Id| {
        (0..world.learners.len() as u32).find(|number| id(LEARNER, *number) == learner)
    };
    let proofs = Proofs::new(rows, number);
    let mut people = Persons::default();
    world.came.iter().for_each(|learner| people.insert(*learner));
    proofs.unite(&mut people);
    let marked = proofs.of(&people).map(|proofs| marks(proofs, world.period));
    Counted::new(people.count(), marked)
}

/// The definition of progress, written again.
fn moved(
    ledger: &Ledger,
    person: Id,
    competence: Id,
    from: NaiveDate,
    to: NaiveDate,
) -> Option<i8> {
    let proves = |entry: &&Entry| {
        entry.evidence.competence_id == competence
            && entry.evidence.kind.verifies()
            && entry.is_trusted()
            && entry.evidence.observed_on <= to
    };
    let days = ledger.entries().iter().filter(proves).map(|entry| entry.evidence.observed_on);
    let days: Vec<NaiveDate> = days.collect();
    let (first, last) = (*days.iter().min()?, *days.iter().max()?);
    if last < from || (last - first).num_days() < 60 {
        return None;
    }
    let v = |day| ledger.standing(person, competence, day).v();
    Some(match v(last)?.cmp(&v(first)?) {
        std::cmp::Ordering::Less => -1,
        std::cmp::Ordering::Equal => 0,
        std::cmp::Ordering::Greater => 1,
    })
}

fn plain(world: &World, competence: Id) -> CompetenceCount {
    let (from, to) = (world.period.from, world.period.to);
    let ledgers = world.ledgers();
    let mut count = CompetenceCount::default();
    for person in world.population() {
        let ledger = ledgers.get(&person);
        let v = ledger.and_then(|own| own.standing(person, competence, to).v());
        count.levels[v.map_or(0, |level| usize::from(level.get()))] += 1;
        match ledger.and_then(|own| moved(own, person, competence, from, to)) {
            Some(1) => count.up += 1,
            Some(0) => count.same += 1,
            Some(_) => count.down += 1,
            None => {}
        }
    }
    count
}

#[test]
fn people_are_counted_as_their_ledgers_say() {
    let mut met = CompetenceCount::default();
    for seed in 1..=12 {
        let mut dice = Dice::new(seed);
        let world = World::new(&mut dice, 60);
        let counted = counted(&world, rows(&world, &mut dice));
        assert_eq!(counted.population, world.population().len() as i64, "seed {seed}");
        for number in 1..=COMPETENCES {
            let plain = plain(&world, id(COMPETENCE, u32::from(number)));
            let count = counted.of(number);
            assert_eq!(count, plain, "seed {seed} competence {number}");
            met.up += count.up;
            met.same += count.same;
            met.down += count.down;
            met.levels[0] += count.levels[0];
        }
        let nobody = counted.of(COMPETENCES + 1);
        assert_eq!(nobody.levels[0], counted.population, "a competence without proofs");
    }
    assert!(met.up > 100 && met.same > 50 && met.down > 20 && met.levels[0] > 100, "{met:?}");
}

#[test]
fn several_records_of_one_person_count_once() {
    let mut dice = Dice::new(30);
    let mut world = World::new(&mut dice, 20);
    let followed = world.learners.iter().collect::<BTreeSet<_>>().len();
    assert!(followed < world.learners.len(), "nobody is followed twice");
    world.came = (0..world.learners.len() as u32).collect();
    assert_eq!(counted(&world, rows(&world, &mut dice)).population, 20);
    // Whichever record came.
    world.came.retain(|learner| learner % 2 == 1);
    let found = counted(&world, rows(&world, &mut dice));
    assert_eq!(found.population, world.population().len() as i64);
    assert_eq!(found.of(1), plain(&world, id(COMPETENCE, 1)));
}
