//! What a reader knows of a hidden cell before he looks at any equation, and how far from the
//! truth the equations must leave him.

use super::table::{Measure, Place, Rule, Shown, Table, Why};

/// No upper bound. Large beside every value, small enough that sums of many stay exact in `i128`.
pub const UNBOUNDED: i64 = 1 << 50;

/// Who attacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Knows the shown cells, the equations, that counts are whole and never negative, and that
    /// a hidden cell is not empty.
    Outsider,
    /// Knows besides, of every hidden cell, on which side of k it lies: from the reason shown with
    /// it, or because the small commune is known to be small.
    Insider,
}

/// Both, the stronger first.
pub const READERS: [Reader; 2] = [Reader::Insider, Reader::Outsider];

/// The least and greatest value that a reader must reckon with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub lower: i64,
    /// [`UNBOUNDED`] or more: none.
    pub upper: i64,
}

impl Bounds {
    /// Exact recovery.
    pub fn pinned(self) -> bool {
        self.lower == self.upper
    }

    pub fn width(self) -> i64 {
        self.upper - self.lower
    }
}

/// How far the bounds of a cell must be from each other and from the truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// An outsider is left k values at least, and a fifth of the value where that is more; an
    /// insider, and everyone in measures that do not count people, half of that.
    pub width: i64,
    /// For an outsider and values of k and more (many participations of few people, dominated
    /// cells): a tenth of the value above the truth, lest a small complement tell nearly all.
    /// Not for an insider: a line of two small ones is under 2k for him whatever is hidden.
    pub above: i64,
}

impl Need {
    pub fn met(self, bounds: Bounds, value: i64) -> bool {
        bounds.width() >= self.width && bounds.upper - value >= self.above
    }
}

/// The bounds of every reader on every cell while it is hidden, computed once.
pub struct Knowledge<'t> {
    table: &'t Table,
    rule: Rule,
    /// Cells below a total of too few people, where zeros are hidden as well.
    below_few: Vec<bool>,
}

impl<'t> Knowledge<'t> {
    pub fn new(table: &'t Table, rule: Rule) -> Self {
        let primary: Vec<Option<Why>> =
            table.cells.iter().map(|cell| rule.primary(&table.measures, cell)).collect();
        let mut below_few = vec![false; table.cells.len()];
        let mut changed = true;
        while changed {
            changed = false;
            for equation in &table.equations {
                let total = equation.total;
                let open = table.cells[total].place == Place::Open;
                if !(below_few[total] || (open && primary[total] == Some(Why::Few))) {
                    continue;
                }
                for part in &equation.parts {
                    let cell = &table.cells[*part];
                    if !below_few[*part] && cell.place == Place::Open {
                        below_few[*part] = true;
                        changed = true;
                    }
                }
            }
        }
        Knowledge { table, rule, below_few }
    }

    /// What the cell is before any complement is chosen.
    pub fn first_look(&self, cell: usize) -> Shown {
        let data = &self.table.cells[cell];
        match data.place {
            Place::Kept if data.empty() => Shown::Zero,
            Place::Kept => Shown::Value,
            Place::Unpublished => Shown::Hidden { why: Why::Complement },
            Place::Open if self.below_few[cell] => Shown::Hidden { why: Why::Few },
            Place::Open => match self.rule.primary(&self.table.measures, data) {
                Some(why) => Shown::Hidden { why },
                None if data.empty() => Shown::Zero,
                None => Shown::Value,
            },
        }
    }

    /// The rule hides this cell by itself, so its values must stay unknown.
    pub fn sensitive(&self, cell: usize) -> bool {
        self.rule.primary(&self.table.measures, &self.table.cells[cell]).is_some()
    }

    pub fn bounds(&self, reader: Reader, measure: usize, cell: usize) -> Bounds {
        let data = &self.table.cells[cell];
        let value = data.values[measure];
        let k = self.rule.k();
        if data.place == Place::Unpublished {
            return Bounds { lower: 0, upper: UNBOUNDED };
        }
        let kind = self.table.measures[measure];
        let lower = match kind {
            _ if self.below_few[cell] => 0,
            Measure::AtMostPeople => 0,
            // Where a hidden cell may be 0 in this measure, a reader who would know that it is not.
            Measure::People | Measure::AtLeastPeople | Measure::Other => value.min(1),
        };
        let outside = Bounds { lower, upper: UNBOUNDED };
        if reader == Reader::Outsider {
            return outside;
        }
        match kind {
            Measure::People | Measure::AtMostPeople if value < k => {
                Bounds { upper: k - 1, ..outside }
            }
            Measure::People | Measure::AtMostPeople => Bounds { lower: k, ..outside },
            Measure::AtLeastPeople if data.people >= k => Bounds { lower: k.min(value), ..outside },
            Measure::AtLeastPeople | Measure::Other => outside,
        }
    }

    /// The doubt a reader must be left in about a sensitive cell. No doubt is asked for other
    /// cells, nor for a measure in which the cell is 0 (zero is no secret).
    pub fn need(&self, reader: Reader, measure: usize, cell: usize) -> Need {
        let value = self.table.cells[cell].values[measure];
        if value == 0 || !self.sensitive(cell) {
            return Need::default();
        }
        let k = self.rule.k();
        let full = (k - 1).max((value + 4) / 5);
        let counts_people = self.table.measures[measure] != Measure::Other;
        let whole = reader == Reader::Outsider && counts_people;
        Need {
            width: if whole { full } else { (full + 1) / 2 },
            above: if reader == Reader::Outsider && value >= k { (value + 9) / 10 } else { 0 },
        }
    }

    pub fn table(&self) -> &'t Table {
        self.table
    }
}
