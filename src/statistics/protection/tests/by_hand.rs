//! Small tables whose right answer can be seen.

use crate::statistics::protection::*;

fn people(counts: &[i64]) -> Table {
    let mut cells = vec![Cell::new("total", vec![counts.iter().sum()], counts.iter().sum())];
    for (at, count) in counts.iter().enumerate() {
        cells.push(Cell::new(format!("line/{at}"), vec![*count], *count));
    }
    let parts = (1..cells.len()).collect();
    let equations = vec![Equation { total: 0, parts }];
    Table { measures: vec![Measure::People], cells, equations }
}

fn signs(table: &Table) -> String {
    let protected = protect(table, Rule::default()).expect("sound table");
    assert!(protected.unproved.is_empty());
    let sign = |shown: &Shown| match shown {
        Shown::Value => 'v',
        Shown::Zero => '0',
        Shown::Hidden { why: Why::Few } => 'f',
        Shown::Hidden { why: Why::Dominated } => 'd',
        Shown::Hidden { why: Why::Complement } => 'c',
    };
    protected.shown.iter().map(sign).collect()
}

#[test]
fn the_smallest_sufficient_line_goes_with_the_small_one() {
    // 12 would leave 15 − 3 … for who knows that one is under 11 and the other is not.
    assert_eq!(signs(&people(&[3, 40, 12, 20, 0])), "vfvvc0");
    assert_eq!(signs(&people(&[30, 40, 12, 20, 0])), "vvvvv0");
    // Two small ones protect each other only when they add up to enough.
    assert_eq!(signs(&people(&[6, 8, 40])), "vffv");
    assert_eq!(signs(&people(&[1, 2, 40])), "vffc");
    // Nothing is said of a selection of few people, not even which lines are empty.
    assert_eq!(signs(&people(&[4, 5, 0])), "ffff");
    assert_eq!(signs(&people(&[0, 0])), "000");
    // A total just above the threshold goes too, when its lines cannot protect each other.
    assert_eq!(signs(&people(&[3, 12])), "cfc");
}

#[test]
fn dominated_lines_are_hidden_and_the_next_larger_one_covers_a_tenth_of_them() {
    let mut table = people(&[500, 400, 60, 30]);
    table.cells[2].largest = Some(390);
    assert_eq!(signs(&table), "vvdcv");
    table.cells[2].largest = Some(340);
    assert_eq!(signs(&table), "vvvvv");
}

#[test]
fn many_participations_of_few_people_need_wide_bounds() {
    let mut table = people(&[300, 400, 29, 42]);
    table.measures = vec![Measure::AtLeastPeople];
    table.cells[1].people = 3;
    assert_eq!(signs(&table), "vfvvc");
    let shown = protect(&table, Rule::default()).expect("sound table").shown;
    let bounds = attack(&table, &shown, Rule::default(), Reader::Outsider, 0);
    assert_eq!(bounds[1], Bounds { lower: 1, upper: 341 });
}

#[test]
fn contradictions_are_refused() {
    let mut table = people(&[20, 30]);
    table.cells[0].values[0] = 51;
    assert_eq!(table.check(), Err(TableError::Sum { equation: 0, measure: 0 }));
    let mut table = people(&[20, 30]);
    table.equations[0].parts.push(7);
    assert_eq!(protect(&table, Rule::default()), Err(TableError::Cells { equation: 0 }));
    let mut table = people(&[20, 30]);
    table.cells[1].people = -1;
    assert!(matches!(table.check(), Err(TableError::OutOfRange { .. })));
    let mut table = people(&[20, 30]);
    table.measures.push(Measure::Other);
    assert!(matches!(table.check(), Err(TableError::Measures { found: 1, expected: 2, .. })));
}

#[test]
fn shares_and_order_leave_hidden_lines_out() {
    let table = people(&[40, 3, 12, 20, 50, 0]);
    let protected = protect(&table, Rule::default()).expect("sound table");
    assert_eq!(carry_shares(&table, &protected, 0), [1, 3, 5, 6]);
    assert!(may_combine(&protected, &[0, 1]) && !may_combine(&protected, &[0, 2]));
    assert_eq!(order_by_size(&table, &protected, &[1, 2, 3, 4, 5, 6]), [5, 1, 3, 6, 2, 4]);
    let small = people(&[3, 12]);
    let protected = protect(&small, Rule::default()).expect("sound table");
    assert!(carry_shares(&small, &protected, 0).is_empty());
}

/// A question that selects participations by their number; person = number / 2.
fn question(from: i64, to: i64) -> Question {
    let counted = Counted { participations: to - from, people: (to + 1) / 2 - from / 2 };
    Question { fingerprint: format!("{from}-{to}"), data_version: 1, counted }
}

fn verdict(earlier: &[Question], new: &Question) -> Verdict {
    let span = |question: &Question| {
        let (from, to) = question.fingerprint.split_once('-').expect("two ends");
        from.parse::<i64>().expect("a number")..to.parse().expect("a number")
    };
    let left = |question: &Question, others: &[&Question]| {
        let only: Vec<i64> = span(question)
            .filter(|number| !others.iter().any(|other| span(other).contains(number)))
            .collect();
        let people: std::collections::BTreeSet<i64> = only.iter().map(|one| one / 2).collect();
        Ok::<_, ()>(Counted { participations: only.len() as i64, people: people.len() as i64 })
    };
    DifferenceGuard { k: 11, earlier }.check(new, left).expect("counted")
}

#[test]
fn questions_that_differ_by_few_are_refused() {
    let earlier = [question(0, 100), question(200, 300), question(300, 400)];
    assert_eq!(verdict(&earlier, &question(0, 100)), Verdict::Again);
    assert_eq!(verdict(&earlier, &question(0, 110)), Verdict::Refuse { earlier: vec![0] });
    assert_eq!(verdict(&earlier, &question(8, 100)), Verdict::Refuse { earlier: vec![0] });
    assert_eq!(verdict(&earlier, &question(0, 140)), Verdict::Answer);
    // Overlapping: 50 people on one side, 5 on the other.
    assert_eq!(verdict(&earlier, &question(10, 200)), Verdict::Refuse { earlier: vec![0] });
    // Nothing in common: a small question harms nobody, its cells are hidden anyway.
    assert_eq!(verdict(&earlier, &question(150, 156)), Verdict::Answer);
    // 200 to 400 were answered in two halves; ten participations more stand alone.
    assert_eq!(verdict(&earlier, &question(190, 400)), Verdict::Refuse { earlier: vec![1, 2] });
    assert_eq!(verdict(&earlier, &question(150, 400)), Verdict::Answer);
    // The other way round: the whole first, then its pieces but for a few.
    let whole = [question(0, 200), question(0, 100)];
    assert_eq!(verdict(&whole, &question(100, 190)), Verdict::Refuse { earlier: vec![1, 0] });
    let pieces = [question(0, 200), question(0, 90)];
    assert_eq!(verdict(&pieces, &question(100, 200)), Verdict::Refuse { earlier: vec![1, 0] });
    // Another version of the data is another story.
    let mut old = question(0, 100);
    old.data_version = 0;
    assert_eq!(verdict(&[old], &question(0, 110)), Verdict::Answer);
}
