//! An attacker at a whole page of levels: recovers no small figure.

use coopair::statistics::protection::{
    Cell, Equation, Measure, READERS, Rule, Shown, Table, Why, attack,
};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng};
use serde_json::Value;

use super::super::Dice;
use super::{Network, item};
use crate::support::Proved;

const CODES: [&str; 16] = [
    "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2",
    "4.3", "5.1", "5.2",
];

/// What is true of a competence: people by level, unknown last; up, same, down.
#[derive(Clone, Copy, Debug, Default)]
struct Truth {
    levels: [i64; 9],
    moved: [i64; 3],
}

fn seen(figure: &Value, truth: i64) -> Shown {
    match (figure["hidden"].as_str(), truth) {
        (None, 0) => Shown::Zero,
        (None, _) => Shown::Value,
        (Some("few"), _) => Shown::Hidden { why: Why::Few },
        (Some(_), _) => Shown::Hidden { why: Why::Complement },
    }
}

/// A page as one table with the truth in it; figures that are shown are compared.
fn page(view: &Value, truths: &[Truth], population: i64) -> (Table, Vec<Shown>) {
    let mut table = Table { measures: vec![Measure::People], ..Table::default() };
    let mut shown = Vec::new();
    let mut add = |table: &mut Table, name: String, figure: &Value, truth: i64| {
        let value = figure["value"].as_i64();
        assert!(value.is_none_or(|value| value == truth), "{name}: {figure} for {truth}");
        assert_eq!(value.is_none(), figure["hidden"].is_string(), "{name}: {figure}");
        table.cells.push(Cell::new(name, vec![truth], truth));
        shown.push(seen(figure, truth));
        table.cells.len() - 1
    };
    let total = add(&mut table, "population".into(), &view["population"], population);
    for (code, truth) in CODES.iter().zip(truths) {
        let item = item(view, code);
        let parts = (0..9).map(|at| {
            add(&mut table, format!("{code}/{at}"), &item["levels"][at], truth.levels[at])
        });
        let parts = parts.collect();
        table.equations.push(Equation { total, parts });
        let progress = &item["progress"];
        let both: i64 = truth.moved.iter().sum();
        let learners = add(&mut table, format!("{code}/two"), &progress["learners"], both);
        let moves = ["up", "same", "down"].iter().zip(truth.moved);
        let parts = moves
            .map(|(name, truth)| add(&mut table, format!("{code}/{name}"), &progress[name], truth));
        let parts = parts.collect();
        table.equations.push(Equation { total: learners, parts });
        let nobody = serde_json::json!({ "value": null, "hidden": "complement" });
        let rest = add(&mut table, format!("{code}/rest"), &nobody, population - both);
        table.equations.push(Equation { total, parts: vec![learners, rest] });
    }
    (table, shown)
}

#[actix_web::test]
async fn an_attacker_recovers_no_small_figure() {
    let network = Network::new().await;
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[77; 32]);
    let bytes: Vec<u8> = (0..8_000).map(|_| rng.random_range(0..=255)).collect();
    let mut dice = Dice::new(&bytes);
    let people = network.people(&network.ada, 64).await;
    network.meets(&network.ada, &people, "2026-03-10").await;
    let mut truths = Vec::new();
    let mut proofs: Vec<(usize, &str, i32, &str)> = Vec::new();
    for code in CODES {
        let (mut truth, reach) = (Truth::default(), 1 + dice.below(5));
        let known = 10 + dice.below(90);
        for person in 0..people.len() {
            if dice.below(100) >= known {
                truth.levels[8] += 1;
                continue;
            }
            let level = 2 + dice.below(reach) as i32;
            let before = level + [-1, 0, 0, 1][dice.below(4)];
            proofs.push((person, code, level, "2026-06-10"));
            truth.levels[level as usize - 1] += 1;
            if dice.below(100) < 40 {
                proofs.push((person, code, before, "2026-02-10"));
                let way = usize::from(before >= level) + usize::from(before > level);
                truth.moved[way] += 1;
            }
        }
        truths.push(truth);
    }
    let persons: Vec<_> = people.iter().map(|it| network.app.person_of(it)).collect();
    let proofs = proofs.into_iter().map(|(person, code, level, on)| Proved {
        of: persons[person],
        code,
        level,
        on,
    });
    network.app.proves(&proofs.collect::<Vec<_>>());
    let (mut hidden, mut small) = (0, 0);
    for k in [5, 8, 11, 20] {
        let view = network.root.read(&network.with_k(k).await).await;
        let (table, shown) = page(&view, &truths, people.len() as i64);
        table.check().expect("the page adds up");
        assert_eq!(shown[0], Shown::Value, "the population is known from other pages");
        for reader in READERS {
            let bounds = attack(&table, &shown, Rule::new(k, 100), reader, 0);
            for ((cell, shown), bounds) in table.cells.iter().zip(&shown).zip(bounds) {
                let few = (1..k).contains(&cell.values[0]);
                if !shown.is_hidden() {
                    assert!(!few, "k {k}: {} shows {}", cell.code, cell.values[0]);
                } else if few {
                    assert!(!bounds.pinned(), "k {k}: {} is {bounds:?}", cell.code);
                    small += 1;
                }
                hidden += i32::from(shown.is_hidden());
            }
        }
    }
    assert!(hidden > 300 && small > 100, "nothing to recover: {hidden} hidden, {small} small");
}
