//! Places where a level can be taught, against a plain recount.

use std::collections::{BTreeSet, HashMap};

use super::world::{COMPETENCE, Dice, PERSON, id};
use crate::competences::levels::Level;
use crate::platform::database::Id;
use crate::statistics::protection::Place;
use crate::statistics::published::levels::coverage::{Reach, Teacher, at_least};
use crate::statistics::published::levels::shield::TOTAL;

const PLACE: u32 = 9;

fn world(dice: &mut Dice) -> (Vec<Teacher>, HashMap<(Id, Id), Level>) {
    let (places, people) = (1 + dice.roll(30), 1 + dice.roll(40));
    let teacher = |dice: &mut Dice| Teacher {
        place: id(PLACE, dice.roll(places)),
        person: id(PERSON, dice.roll(people)),
    };
    let teachers = (0..dice.roll(80)).map(|_| teacher(dice)).collect();
    let mut levels = HashMap::new();
    for person in 0..people {
        for competence in 1..4 {
            if dice.chance(60) {
                levels.insert((id(PERSON, person), id(COMPETENCE, competence)), dice.level());
            }
        }
    }
    (teachers, levels)
}

#[test]
fn places_are_covered_by_whoever_works_there() {
    let mut covered = 0;
    for seed in 1..=40 {
        let mut dice = Dice::new(seed);
        let (teachers, levels) = world(&mut dice);
        let reach = Reach::new(&teachers, levels.clone());
        for competence in (1..4).map(|number| id(COMPETENCE, number)) {
            let table = reach.table(competence);
            table.check().expect("the levels add up");
            let all: BTreeSet<Id> = teachers.iter().map(|teacher| teacher.place).collect();
            assert_eq!(table.cells[TOTAL].values, [all.len() as i64]);
            for level in (1..=8).filter_map(Level::new) {
                let able = teachers.iter().filter(|teacher| {
                    levels.get(&(teacher.person, competence)).is_some_and(|own| *own >= level)
                });
                let places: BTreeSet<Id> = able.clone().map(|teacher| teacher.place).collect();
                let people: BTreeSet<Id> = able.map(|teacher| teacher.person).collect();
                let cell = &table.cells[at_least(level)];
                assert_eq!(cell.values, [places.len() as i64], "seed {seed} level {level}");
                assert_eq!(cell.people, people.len() as i64);
                assert_eq!(cell.place, Place::Open);
                covered += places.len();
            }
            for cell in table.cells.iter().filter(|cell| cell.place == Place::Unpublished) {
                assert_eq!(cell.values == [0], cell.people == 0, "somebody makes every cell");
            }
        }
    }
    assert!(covered > 1_000, "too few places: {covered}");
}
