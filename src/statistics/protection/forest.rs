//! Trees within a component that has cycles: some hidden cells are taken as they are, so that the
//! others form trees, whose bounds are exact and quick. A reader's doubts can only be greater.

use super::component::Component;
use super::knowledge::Knowledge;

/// Chooses which cells of components with cycles may move.
pub struct Forester<'t> {
    knowledge: &'t Knowledge<'t>,
    of: &'t [Vec<usize>],
    /// Equations joined so far: each points towards the one that stands for its tree.
    joined: Vec<usize>,
}

impl<'t> Forester<'t> {
    pub fn new(knowledge: &'t Knowledge<'t>, of: &'t [Vec<usize>]) -> Self {
        let joined = (0..knowledge.table().equations.len()).collect();
        Forester { knowledge, of, joined }
    }

    /// The cells left to move, as a mask over the table; `wanted` cells are tried first, then
    /// those with the most room to lend.
    pub fn grow(&mut self, component: &Component, wanted: impl Fn(usize) -> bool) -> Vec<bool> {
        let table = self.knowledge.table();
        let mut order = component.cells.clone();
        order.sort_by_key(|cell| {
            let value = table.cells[*cell].values.first().copied().unwrap_or_default();
            (!wanted(*cell), std::cmp::Reverse(value), *cell)
        });
        for cell in &component.cells {
            for equation in &self.of[*cell] {
                self.joined[*equation] = *equation;
            }
        }
        let mut moving = vec![false; table.cells.len()];
        for cell in order {
            moving[cell] = self.join(cell);
        }
        moving
    }

    /// Joins the equations of the cell, unless two of them are joined already.
    fn join(&mut self, cell: usize) -> bool {
        let of = self.of;
        let mut roots: Vec<usize> = of[cell].iter().map(|equation| self.root(*equation)).collect();
        roots.sort_unstable();
        if roots.windows(2).any(|pair| pair[0] == pair[1]) {
            return false;
        }
        for pair in roots.windows(2) {
            self.joined[pair[1]] = roots[0];
        }
        true
    }

    fn root(&mut self, equation: usize) -> usize {
        let mut root = equation;
        while self.joined[root] != root {
            self.joined[root] = self.joined[self.joined[root]];
            root = self.joined[root];
        }
        root
    }
}
