//! Finds people recorded twice: at least two of four signals agree: last name, first name (both
//! by trigram similarity above 0.4), phone, e-mail.

use std::collections::{BTreeSet, HashMap};

use super::model::Learner;
use crate::platform::text::normalise;
use crate::text_enum;

text_enum! {
    /// What two records have in common.
    Signal { LastName = "last_name", FirstName = "first_name", Phone = "phone", Email = "email" }
}

/// How many pairs are shown at once.
const MOST: usize = 200;
const SIMILAR: f64 = 0.4;

/// Two records that may be the same person, by their places in the list searched.
#[derive(Debug, PartialEq, Eq)]
pub struct Pair {
    pub first: usize,
    pub second: usize,
    pub signals: Vec<Signal>,
}

type Trigrams = BTreeSet<[char; 3]>;

fn trigrams(name: &str) -> Trigrams {
    let padded: Vec<char> =
        "  ".chars().chain(normalise(name).replace(' ', "").chars()).chain([' ']).collect();
    padded.windows(3).map(|window| [window[0], window[1], window[2]]).collect()
}

fn similar(left: &Trigrams, right: &Trigrams) -> bool {
    let shared = left.intersection(right).count();
    let all = left.len() + right.len() - shared;
    all > 0 && shared as f64 / all as f64 > SIMILAR
}

/// Pairs of records that look like one person, most signals first.
pub fn find(learners: &[Learner]) -> Vec<Pair> {
    let last: Vec<Trigrams> = learners.iter().map(|l| trigrams(&l.last_name)).collect();
    let first: Vec<Trigrams> = learners.iter().map(|l| trigrams(&l.first_name)).collect();
    let mut pairs: Vec<Pair> = candidates(learners, &last)
        .into_iter()
        .filter_map(|(a, b)| {
            let same =
                |left: &Option<String>, right: &Option<String>| left.is_some() && left == right;
            let (one, other) = (&learners[a], &learners[b]);
            let signals: Vec<Signal> = [
                (Signal::LastName, similar(&last[a], &last[b])),
                (Signal::FirstName, similar(&first[a], &first[b])),
                (Signal::Phone, same(&one.phone, &other.phone)),
                (Signal::Email, same(&one.email, &other.email)),
            ]
            .into_iter()
            .filter_map(|(signal, agrees)| agrees.then_some(signal))
            .collect();
            (signals.len() >= 2).then_some(Pair { first: a, second: b, signals })
        })
        .collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.signals.len()), pair.first, pair.second));
    pairs.truncate(MOST);
    pairs
}

/// Pairs worth comparing: two signals of four need a phone, an e-mail or a last name in common,
/// since a first name alone is one.
fn candidates(learners: &[Learner], last: &[Trigrams]) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    for contact in [|l: &Learner| l.phone.clone(), |l: &Learner| l.email.clone()] {
        let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, learner) in learners.iter().enumerate() {
            if let Some(value) = contact(learner) {
                let known = holders.entry(value).or_default();
                // A phone shared by a whole hostel proves nothing.
                if known.len() < 20 {
                    found.extend(known.iter().map(|other| (*other, at)));
                }
                known.push(at);
            }
        }
    }
    let mut index: HashMap<[char; 3], Vec<usize>> = HashMap::new();
    for (at, grams) in last.iter().enumerate() {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for gram in grams {
            let holders = index.entry(*gram).or_default();
            for other in holders.iter() {
                *shared.entry(*other).or_default() += 1;
            }
            holders.push(at);
        }
        found.extend(shared.into_iter().filter_map(|(other, count)| {
            let all = grams.len() + last[other].len() - count;
            (count as f64 / all as f64 > SIMILAR).then_some((other, at))
        }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learners::LearnerInput;
    use crate::platform::database::{Id, Moment};

    fn person(first: &str, last: &str, phone: Option<&str>, email: Option<&str>) -> Learner {
        let id = Id::from(uuid::Uuid::nil());
        let input = LearnerInput {
            first_name: first.into(),
            last_name: last.into(),
            birth_year: None,
            age_band: None,
            gender: None,
            status: None,
            commune_code: None,
            phone: phone.map(Into::into),
            email: email.map(Into::into),
            notes: None,
            staff_number: None,
        };
        Learner::new(&input, id, id, id, Moment::from_millis(0))
    }

    #[test]
    fn two_of_four_signals_make_a_pair() {
        let people = [
            person("Lucette", "Bernardin", Some("0639980001"), None),
            person("Lucéte", "BERNARDIN", None, None),
            person("Marcel", "Fontanier", Some("0639980001"), None),
            person("Lucette", "Fontanié", None, Some("lf@exemple.fr")),
            person("Josiane", "Autre", None, Some("lf@exemple.fr")),
        ];
        let found: Vec<_> =
            find(&people).into_iter().map(|pair| (pair.first, pair.second, pair.signals)).collect();
        assert_eq!(found, [(0, 1, vec![Signal::LastName, Signal::FirstName])]);
    }

    #[test]
    fn the_index_finds_what_comparing_all_pairs_finds() {
        let names = ["Martin", "Martine", "Marin", "Durand", "Durant", "Duran", "Petit", "Petitot"];
        let people: Vec<Learner> = names
            .iter()
            .flat_map(|last| {
                ["Anna", "Hannah", "Paul"].map(|first| person(first, last, None, None))
            })
            .collect();
        let mut naive = BTreeSet::new();
        for a in 0..people.len() {
            for b in a + 1..people.len() {
                let last =
                    similar(&trigrams(&people[a].last_name), &trigrams(&people[b].last_name));
                let first =
                    similar(&trigrams(&people[a].first_name), &trigrams(&people[b].first_name));
                if last && first {
                    naive.insert((a, b));
                }
            }
        }
        let found: BTreeSet<_> =
            find(&people).into_iter().map(|pair| (pair.first, pair.second)).collect();
        assert_eq!(found, naive);
        assert!(!naive.is_empty());
    }
}
