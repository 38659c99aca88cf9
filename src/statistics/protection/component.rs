//! Hidden cells that equations tie together: what is hidden elsewhere cannot help or harm them.

use std::collections::VecDeque;

use super::table::Table;
use super::tree::Line;

/// Cells taken of each line when only a part of a component is looked at.
const OF_A_LINE: usize = 6;

/// Connected hidden cells and the equations among them, in breadth-first order.
pub struct Component {
    /// Indexes into the table.
    pub cells: Vec<usize>,
    pub lines: Vec<Line>,
    /// No two ways lead from one cell to another.
    pub acyclic: bool,
}

impl Component {
    /// Its values in one measure.
    pub fn truth(&self, table: &Table, measure: usize) -> Vec<i64> {
        self.cells.iter().map(|cell| table.cells[*cell].values[measure]).collect()
    }
}

/// Walks from hidden cell to hidden cell through equations.
pub struct Walker<'t> {
    table: &'t Table,
    of: &'t [Vec<usize>],
    /// Position of each cell in the component walked last; `usize::MAX` elsewhere.
    position: Vec<usize>,
    line_met: Vec<bool>,
}

impl<'t> Walker<'t> {
    /// `of`: the equations of each cell.
    pub fn new(table: &'t Table, of: &'t [Vec<usize>]) -> Self {
        let position = vec![usize::MAX; table.cells.len()];
        Walker { table, of, position, line_met: vec![false; table.equations.len()] }
    }

    /// The component of a hidden cell. With `most`, only that many of its nearest cells, of each
    /// line those of the greatest values, the others being taken as they are: a reader's doubts
    /// shrink by it, they never grow.
    pub fn component(&mut self, start: usize, hidden: &[bool], most: Option<usize>) -> Component {
        let mut cells = vec![start];
        let mut reached = Vec::new();
        self.position[start] = 0;
        let mut queue = VecDeque::from([start]);
        while let Some(cell) = queue.pop_front() {
            for equation in &self.of[cell] {
                if std::mem::replace(&mut self.line_met[*equation], true) {
                    continue;
                }
                reached.push((*equation, self.position[cell]));
                let line = &self.table.equations[*equation];
                let mut next: Vec<usize> = line.parts.iter().copied().chain([line.total]).collect();
                next.retain(|next| hidden[*next] && self.position[*next] == usize::MAX);
                if let Some(most) = most {
                    next.sort_by_key(|next| {
                        (std::cmp::Reverse(self.table.cells[*next].values.first()), *next)
                    });
                    next.truncate(OF_A_LINE.min(most.saturating_sub(cells.len())));
                }
                for next in next {
                    self.position[next] = cells.len();
                    cells.push(next);
                    queue.push_back(next);
                }
            }
        }
        let lines: Vec<Line> =
            reached.iter().map(|(equation, first)| self.line(*equation, *first)).collect();
        // A tree of cells and lines has one edge fewer than nodes.
        let edges: usize = lines.iter().map(|line| line.terms.len()).sum();
        let acyclic = edges + 1 == cells.len() + lines.len();
        for cell in &cells {
            self.position[*cell] = usize::MAX;
        }
        for (equation, _) in &reached {
            self.line_met[*equation] = false;
        }
        Component { cells, lines, acyclic }
    }

    fn line(&self, equation: usize, first: usize) -> Line {
        let line = &self.table.equations[equation];
        let parts = line.parts.iter().map(|part| (*part, 1));
        let terms = parts
            .chain([(line.total, -1)])
            .map(|(cell, sign)| (self.position[cell], sign))
            .filter(|(position, _)| *position != usize::MAX)
            .collect();
        Line { first, terms }
    }
}
