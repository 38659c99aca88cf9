//! The attacker: what a reader can still work out of each hidden cell.

use super::component::{Component, Walker};
use super::forest::Forester;
use super::knowledge::{Bounds, Knowledge, Need, READERS, Reader, UNBOUNDED};
use super::simplex::Simplex;
use super::table::{Rule, Shown, Table};
use super::tree;

/// Above this many cells × lines, a component with cycles is proved piece by piece.
const WHOLE: usize = 250_000;
/// Pieces tried around a cell, nearest cells first.
const PIECES: [usize; 2] = [60, 240];
/// Leaks looked for in one component before more is hidden.
const ENOUGH: usize = 16;

/// What one reader can work out of every cell in one measure: shown cells are pinned, hidden ones
/// lie between the bounds of the linear relations, rounded to whole numbers.
///
/// Exact for one-dimensional, nested and two-dimensional tables; where linked families make
/// corners that are not whole, [`protect`](super::protect) asks for more than these bounds.
pub fn attack(
    table: &Table,
    shown: &[Shown],
    rule: Rule,
    reader: Reader,
    measure: usize,
) -> Vec<Bounds> {
    let knowledge = Knowledge::new(table, rule);
    let of = table.equations_of_cells();
    let hidden: Vec<bool> = shown.iter().map(|shown| shown.is_hidden()).collect();
    let mut walker = Walker::new(table, &of);
    let mut found: Vec<Bounds> = table
        .cells
        .iter()
        .map(|cell| Bounds { lower: cell.values[measure], upper: cell.values[measure] })
        .collect();
    let mut done = vec![false; table.cells.len()];
    for cell in 0..table.cells.len() {
        if !hidden[cell] || done[cell] {
            continue;
        }
        let component = walker.component(cell, &hidden, None);
        let bounds = exact(&component, &knowledge, reader, measure);
        for (cell, bounds) in component.cells.iter().zip(bounds) {
            done[*cell] = true;
            found[*cell] = bounds;
        }
    }
    found
}

fn exact(
    component: &Component,
    knowledge: &Knowledge,
    reader: Reader,
    measure: usize,
) -> Vec<Bounds> {
    let truth = component.truth(knowledge.table(), measure);
    let known = known(component, knowledge, reader, measure);
    if component.acyclic {
        return tree::bounds(component, &known, &truth);
    }
    let mut simplex = Simplex::new(component);
    (0..component.cells.len())
        .map(|cell| {
            let mut end = |up| {
                simplex.start(&truth, known.clone());
                simplex.push(cell, up, None)
            };
            let (lower, upper) = (end(false), end(true));
            Bounds {
                lower: (lower - 1e-6).ceil() as i64,
                upper: ((upper + 1e-6).floor() as i64).min(UNBOUNDED),
            }
        })
        .collect()
}

fn known(
    component: &Component,
    knowledge: &Knowledge,
    reader: Reader,
    measure: usize,
) -> Vec<Bounds> {
    component.cells.iter().map(|cell| knowledge.bounds(reader, measure, *cell)).collect()
}

/// Proves sensitive cells protected, remembering those proved: hiding more never helps a reader.
pub struct Prover<'t> {
    knowledge: &'t Knowledge<'t>,
    of: &'t [Vec<usize>],
    walker: Walker<'t>,
    forester: Forester<'t>,
    proved: Vec<bool>,
}

impl<'t> Prover<'t> {
    pub fn new(knowledge: &'t Knowledge<'t>, of: &'t [Vec<usize>]) -> Self {
        let table = knowledge.table();
        let proved = (0..table.cells.len()).map(|cell| !knowledge.sensitive(cell)).collect();
        let (walker, forester) = (Walker::new(table, of), Forester::new(knowledge, of));
        Prover { knowledge, of, walker, forester, proved }
    }

    /// Sensitive cells to which a reader comes too near, no two of them in one line.
    pub fn leaks(&mut self, hidden: &[bool]) -> Vec<usize> {
        let mut leaks = Vec::new();
        let mut visited = vec![false; hidden.len()];
        let mut line_leaks = vec![false; self.knowledge.table().equations.len()];
        for cell in 0..hidden.len() {
            if self.proved[cell] || visited[cell] || !hidden[cell] {
                continue;
            }
            let component = self.walker.component(cell, hidden, None);
            for cell in &component.cells {
                visited[*cell] = true;
            }
            for leak in self.prove(&component, hidden) {
                if self.of[leak].iter().all(|line| !line_leaks[*line]) {
                    leaks.push(leak);
                    for line in &self.of[leak] {
                        line_leaks[*line] = true;
                    }
                }
            }
        }
        leaks
    }

    /// Sensitive cells that are not proved protected.
    pub fn unproved(&self) -> Vec<usize> {
        (0..self.proved.len()).filter(|cell| !self.proved[*cell]).collect()
    }

    /// Gives the cells that could not be proved, or some of them.
    fn prove(&mut self, component: &Component, hidden: &[bool]) -> Vec<usize> {
        let cells = &component.cells;
        if component.acyclic {
            self.prove_tree(component);
            return self.unproved_of(cells);
        }
        let mut left = self.unproved_of(cells);
        loop {
            self.prove_forest(component);
            let now = self.unproved_of(cells);
            let done = now.is_empty() || now.len() == left.len();
            left = now;
            if done {
                break;
            }
        }
        if cells.len() * component.lines.len() <= WHOLE && !left.is_empty() {
            self.prove_cyclic(component, None);
            return self.unproved_of(cells);
        }
        let mut leaks = Vec::new();
        for cell in left {
            for size in PIECES {
                if !self.proved[cell] {
                    let piece = self.walker.component(cell, hidden, Some(size));
                    self.prove_cyclic(&piece, Some(cell));
                }
            }
            leaks.extend(Some(cell).filter(|cell| !self.proved[*cell]));
            if leaks.len() == ENOUGH {
                break;
            }
        }
        leaks
    }

    fn unproved_of(&self, cells: &[usize]) -> Vec<usize> {
        cells.iter().copied().filter(|cell| !self.proved[*cell]).collect()
    }

    fn prove_forest(&mut self, component: &Component) {
        let moving = self.forester.grow(component, |cell| !self.proved[cell]);
        let mut visited = vec![false; moving.len()];
        for cell in &component.cells {
            if moving[*cell] && !visited[*cell] {
                let tree = self.walker.component(*cell, &moving, None);
                for cell in &tree.cells {
                    visited[*cell] = true;
                }
                if tree.acyclic {
                    self.prove_tree(&tree);
                }
            }
        }
    }

    fn prove_tree(&mut self, component: &Component) {
        let mut wide = vec![true; component.cells.len()];
        for measure in 0..self.knowledge.table().measures.len() {
            let truth = component.truth(self.knowledge.table(), measure);
            for reader in READERS {
                let known = known(component, self.knowledge, reader, measure);
                let bounds = tree::bounds(component, &known, &truth);
                for (at, cell) in component.cells.iter().enumerate() {
                    let need = self.knowledge.need(reader, measure, *cell);
                    wide[at] &= need.met(bounds[at], truth[at]);
                }
            }
        }
        for (cell, wide) in component.cells.iter().zip(wide) {
            self.proved[*cell] |= wide;
        }
    }

    /// All sensitive cells of the component, or only the one given.
    fn prove_cyclic(&mut self, component: &Component, only: Option<usize>) {
        let wanted: Vec<bool> = component
            .cells
            .iter()
            .map(|cell| !self.proved[*cell] && only.is_none_or(|only| only == *cell))
            .collect();
        let mut wide = wanted.clone();
        let mut simplex = Simplex::new(component);
        for measure in 0..self.knowledge.table().measures.len() {
            let truth = component.truth(self.knowledge.table(), measure);
            for reader in READERS {
                simplex.start(&truth, known(component, self.knowledge, reader, measure));
                for (at, cell) in component.cells.iter().enumerate() {
                    if wide[at] {
                        let need = self.knowledge.need(reader, measure, *cell);
                        wide[at] = widen(&mut simplex, at, need, truth[at]);
                    }
                }
            }
        }
        for (at, cell) in component.cells.iter().enumerate() {
            self.proved[*cell] |= wanted[at] && wide[at];
        }
    }
}

/// Whether witnesses can be found that lie as far apart in a cell as is needed.
fn widen(simplex: &mut Simplex, cell: usize, need: Need, value: i64) -> bool {
    if !need.met(simplex.seen[cell], value) {
        let goal = (simplex.seen[cell].lower + need.width).max(value + need.above);
        simplex.push(cell, true, Some(goal as f64));
    }
    if !need.met(simplex.seen[cell], value) {
        let goal = simplex.seen[cell].upper - need.width;
        simplex.push(cell, false, Some(goal as f64));
    }
    need.met(simplex.seen[cell], value)
}
