//! Whose row it is.

use uuid::Uuid;

use super::files::*;
use crate::competences::pix::*;
use crate::platform::database::Id;

fn id(number: u128) -> Id {
    Id::from(Uuid::from_u128(number))
}

fn person(number: u128, last: &str, first: &str, year: Option<i32>, known: &[&str]) -> Candidate {
    Candidate {
        person_id: id(number),
        last_name: last.to_owned(),
        first_name: first.to_owned(),
        birth_year: year,
        identifiers: known.iter().map(|text| (*text).to_owned()).collect(),
    }
}

fn people() -> People {
    People::new(vec![
        person(1, "Exemple", "Awa", None, &["004512", "Awa@Exemple.fr"]),
        person(2, "Modèle", "Yann", Some(1990), &[]),
        person(3, "Modele", "Yann", Some(1971), &[]),
        person(4, "L’Essai", "Zoé", None, &[]),
        person(5, "Double", "Ana", None, &["7"]),
        person(6, "Double", "Ada", None, &["7"]),
    ])
}

fn row(last: &str, first: &str, number: &str, born: Option<i32>) -> PixRow {
    let file = Profiles::two().row(last, first, number, &["1", "8", "0", "0"]).read().unwrap();
    let birth = born.map(|year| Birth { date: Some(day(year, 1, 4)), place: String::new() });
    PixRow { birth, ..only(file) }
}

#[test]
fn an_identifier_with_its_name_is_certain() {
    let find = |last, first, number| people().find(&row(last, first, number, None), Some(0));
    assert_eq!(find("EXEMPLE", "awa", "004512"), Match::One(id(1)));
    assert_eq!(find("Exemple", "Awa", "awa@exemple.fr"), Match::One(id(1)));
    assert_eq!(find("Autre", "Awa", "004512"), Match::Doubtful(vec![id(1)]));
    assert_eq!(find("Double", "Ana", "7"), Match::Doubtful(vec![id(5), id(6)]));
    // A number without its zeros is another number.
    assert_eq!(find("Exemple", "Awa", "4512"), Match::Nobody);
    assert_eq!(find("Exemple", "Awa", ""), Match::One(id(1)));
    assert_eq!(find("L'Essai", "Zoe", "99"), Match::One(id(4)));
}

#[test]
fn a_name_alone_is_certain_when_only_one_has_it() {
    let find = |last, first, born| people().find(&row(last, first, "004512", born), None);
    assert_eq!(find("l'essai", "ZOÉ", None), Match::One(id(4)));
    assert_eq!(find("Modèle", "Yann", None), Match::Doubtful(vec![id(2), id(3)]));
    assert_eq!(find("Modèle", "Yann", Some(1971)), Match::One(id(3)));
    assert_eq!(find("Modèle", "Yann", Some(1980)), Match::Nobody);
    assert_eq!(find("Zoé", "L'Essai", None), Match::Doubtful(vec![id(4)]));
    assert_eq!(find("Inconnu", "Awa", None), Match::Nobody);
}
