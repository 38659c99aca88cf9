//! Which cells are hidden: those the rule hides, and as many others as it takes.
//!
//! First every line (equation) is made safe by itself, smallest sufficient complement first; then
//! the attacker reads the whole, and each leak he finds costs one more cell, until he finds none.

use std::collections::{BTreeSet, VecDeque};

use super::attack::Prover;
use super::knowledge::{Knowledge, READERS};
use super::line_check::LineCheck;
use super::table::{Place, Rule, Shown, Table, TableError, Why};

/// The answer as it may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protected {
    /// One entry per cell of the table.
    pub shown: Vec<Shown>,
    /// Sensitive cells that could not be proved safe: only where cells already seen
    /// ([`Place::Kept`]) give them away. The answer must not be published then.
    pub unproved: Vec<usize>,
}

/// Hides what must be hidden so that no reader comes too near a sensitive cell.
///
/// The same table and rule always give the same answer, in whatever order cells and equations come.
///
/// # Errors
/// When the table contradicts itself.
pub fn protect(table: &Table, rule: Rule) -> Result<Protected, TableError> {
    table.check()?;
    let (canonical, order) = table.canonical();
    let found = protect_in_order(&canonical, rule);
    let mut shown = found.shown.clone();
    for (at, cell) in order.iter().enumerate() {
        shown[*cell] = found.shown[at];
    }
    let mut unproved: Vec<usize> = found.unproved.iter().map(|at| order[*at]).collect();
    unproved.sort_unstable();
    Ok(Protected { shown, unproved })
}

fn protect_in_order(table: &Table, rule: Rule) -> Protected {
    let of = table.equations_of_cells();
    let knowledge = Knowledge::new(table, rule);
    let mut choice = Choice::new(table, &of, &knowledge);
    let mut prover = Prover::new(&knowledge, &of);
    loop {
        choice.make_lines_safe();
        let mut stuck = true;
        for leak in prover.leaks(&choice.hidden) {
            stuck &= !choice.hide_near(leak);
        }
        if stuck {
            break;
        }
    }
    Protected { shown: choice.shown, unproved: prover.unproved() }
}

struct Choice<'t> {
    table: &'t Table,
    of: &'t [Vec<usize>],
    knowledge: &'t Knowledge<'t>,
    check: LineCheck<'t>,
    shown: Vec<Shown>,
    hidden: Vec<bool>,
    /// Hidden cells of each equation.
    count: Vec<usize>,
    /// Cells that are the total of some equation: hidden after the others.
    is_total: Vec<bool>,
    /// Cells that are a total and no part of another: the figure of the whole question.
    is_root: Vec<bool>,
    /// Cells already known not to be protectable within a line: not tried again there.
    stuck: BTreeSet<(usize, usize)>,
    /// Lines to look at, in the table's order.
    waiting: BTreeSet<usize>,
}

/// The order in which complements are preferred; the smallest comes first.
type Preference<'t> = (u8, bool, usize, i64, &'t str);

impl<'t> Choice<'t> {
    fn new(table: &'t Table, of: &'t [Vec<usize>], knowledge: &'t Knowledge<'t>) -> Self {
        let cells = table.cells.len();
        let mut is_total = vec![false; cells];
        let mut is_part = vec![false; cells];
        for equation in &table.equations {
            is_total[equation.total] = true;
            equation.parts.iter().for_each(|part| is_part[*part] = true);
        }
        let is_root = (0..cells).map(|cell| is_total[cell] && !is_part[cell]).collect();
        let mut choice = Choice {
            table,
            of,
            knowledge,
            check: LineCheck::new(knowledge),
            shown: (0..cells).map(|cell| knowledge.first_look(cell)).collect(),
            hidden: vec![false; cells],
            count: vec![0; table.equations.len()],
            is_total,
            is_root,
            stuck: BTreeSet::new(),
            waiting: BTreeSet::new(),
        };
        for cell in 0..cells {
            if choice.shown[cell].is_hidden() {
                choice.note_hidden(cell);
            }
        }
        choice
    }

    fn note_hidden(&mut self, cell: usize) {
        self.hidden[cell] = true;
        for equation in &self.of[cell] {
            self.count[*equation] += 1;
            self.waiting.insert(*equation);
        }
    }

    /// Hides a shown cell to protect `sake`, and asks of it as much doubt as it lends.
    fn hide(&mut self, cell: usize, sake: usize, same_way: bool) {
        self.shown[cell] = Shown::Hidden { why: Why::Complement };
        self.check.lend(cell, sake, same_way);
        self.note_hidden(cell);
    }

    fn open(&self, cell: usize) -> bool {
        self.shown[cell] == Shown::Value && self.table.cells[cell].place == Place::Open
    }

    /// Hides complements until no hidden cell can be worked out from one line alone.
    fn make_lines_safe(&mut self) {
        while let Some(equation) = self.waiting.pop_first() {
            while let Some(cell) = self.weak_cell(equation) {
                let Some(best) = self.best_complement(equation, cell) else {
                    self.stuck.insert((equation, cell));
                    continue;
                };
                let total = self.table.equations[equation].total;
                self.hide(best, cell, total == best || total == cell);
            }
        }
    }

    /// A hidden cell that the line alone gives away.
    fn weak_cell(&self, equation: usize) -> Option<usize> {
        let line = &self.table.equations[equation];
        let sums = self.check.sums(line, &self.hidden);
        let cells = line.parts.iter().chain([&line.total]).copied();
        cells
            .filter(|cell| self.hidden[*cell] && !self.stuck.contains(&(equation, *cell)))
            .find(|cell| !self.check.safe(line, *cell, &sums, None))
    }

    fn best_complement(&self, equation: usize, weak: usize) -> Option<usize> {
        let line = &self.table.equations[equation];
        let sums = self.check.sums(line, &self.hidden);
        line.parts.iter().chain([&line.total]).copied().filter(|cell| self.open(*cell)).min_by_key(
            |cell| {
                let enough = self.check.safe(line, weak, &sums, Some(*cell));
                self.preference(*cell, line.total == *cell, enough)
            },
        )
    }

    /// Parts without lines below them, then other parts, then the line's total. Within each: one
    /// that is enough, that leaves no other line with a lone hidden cell, that is small (if none is
    /// enough, large), and first by code.
    fn preference(&self, cell: usize, total: bool, enough: bool) -> Preference<'t> {
        let class = u8::from(self.is_total[cell]) + u8::from(total);
        let alone = self.of[cell].iter().filter(|line| self.count[**line] == 0).count();
        let data = &self.table.cells[cell];
        let value = data.values.first().copied().unwrap_or_default();
        (class, !enough, alone, if enough { value } else { -value }, data.code.as_str())
    }

    /// Hides one more cell in the nearest line that has one to hide, the leaking cell's own lines
    /// first; the figure of the whole question only where no other is left. `false` when nothing is.
    fn hide_near(&mut self, leak: usize) -> bool {
        self.hide_nearest(leak, false) || self.hide_nearest(leak, true)
    }

    fn hide_nearest(&mut self, leak: usize, roots: bool) -> bool {
        let mut met = vec![false; self.table.cells.len()];
        met[leak] = true;
        let mut layer = VecDeque::from([leak]);
        while !layer.is_empty() {
            let mut next = VecDeque::new();
            let mut best: Option<(Preference<'t>, usize)> = None;
            for equation in layer.iter().flat_map(|cell| &self.of[*cell]) {
                let line = &self.table.equations[*equation];
                for cell in line.parts.iter().chain([&line.total]).copied() {
                    if self.open(cell) && (roots || !self.is_root[cell]) {
                        let enough = self.lends_enough(cell, leak);
                        let key = (self.preference(cell, line.total == cell, enough), cell);
                        if best.is_none_or(|best| key < best) {
                            best = Some(key);
                        }
                    } else if self.hidden[cell] && !std::mem::replace(&mut met[cell], true) {
                        next.push_back(cell);
                    }
                }
            }
            if let Some((_, cell)) = best {
                self.hide(cell, leak, false);
                return true;
            }
            layer = next;
        }
        false
    }

    fn lends_enough(&self, cell: usize, leak: usize) -> bool {
        (0..self.table.measures.len()).all(|measure| {
            let value = self.table.cells[cell].values[measure];
            READERS.into_iter().all(|reader| {
                let room = value - self.knowledge.bounds(reader, measure, cell).lower;
                let need = self.knowledge.need(reader, measure, leak);
                room >= need.width.max(need.above)
            })
        })
    }
}
