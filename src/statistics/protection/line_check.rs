//! Whether a hidden cell keeps enough doubt within one line: how far the line's other hidden
//! cells can make up for it when it is taken to be larger or smaller than it is.

use super::knowledge::{Bounds, Knowledge, READERS, Reader};
use super::table::Equation;

/// How far hidden cells can go up and down from the truth, parts and total apart.
#[derive(Clone, Copy, Default)]
struct Room {
    parts_up: i128,
    parts_down: i128,
    total_up: i128,
    total_down: i128,
}

/// The doubt asked of a cell: its own need, and how far it must move for those it lends to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Asked {
    width: i64,
    up: i64,
    down: i64,
}

/// The rooms of one line, per measure and reader.
pub struct Sums(Vec<[Room; READERS.len()]>);

pub struct LineCheck<'t> {
    knowledge: &'t Knowledge<'t>,
    asked: Vec<[Asked; READERS.len()]>,
}

impl<'t> LineCheck<'t> {
    pub fn new(knowledge: &'t Knowledge<'t>) -> Self {
        let table = knowledge.table();
        let asked = (0..table.cells.len())
            .flat_map(|cell| (0..table.measures.len()).map(move |measure| (cell, measure)))
            .map(|(cell, measure)| {
                READERS.map(|reader| {
                    let need = knowledge.need(reader, measure, cell);
                    Asked { width: need.width, up: need.above, down: 0 }
                })
            })
            .collect();
        LineCheck { knowledge, asked }
    }

    fn measures(&self) -> usize {
        self.knowledge.table().measures.len()
    }

    /// From now on `cell` lends doubt to `sake` within a line: it must be able to move as far as
    /// `sake` does, the same way when one of them is the line's total, else the other way.
    pub fn lend(&mut self, cell: usize, sake: usize, same_way: bool) {
        for measure in 0..self.measures() {
            for (at, reader) in READERS.into_iter().enumerate() {
                let wanted = self.asked[sake * self.measures() + measure][at];
                let (_, sake_down) = self.moves(reader, measure, sake);
                let rise = wanted.up.max(wanted.width - sake_down);
                let (rise, fall) = if same_way { (rise, wanted.down) } else { (wanted.down, rise) };
                let (up, down) = self.moves(reader, measure, cell);
                let place = cell * self.measures() + measure;
                let asked = &mut self.asked[place][at];
                asked.up = asked.up.max(rise.min(up));
                asked.down = asked.down.max(fall.min(down));
            }
        }
    }

    /// How far the cell can go up and down for a reader who knows only that it is hidden.
    fn moves(&self, reader: Reader, measure: usize, cell: usize) -> (i64, i64) {
        let value = self.knowledge.table().cells[cell].values[measure];
        let Bounds { lower, upper } = self.knowledge.bounds(reader, measure, cell);
        (upper - value, value - lower)
    }

    pub fn sums(&self, line: &Equation, hidden: &[bool]) -> Sums {
        let mut sums = vec![[Room::default(); READERS.len()]; self.measures()];
        for (measure, rooms) in sums.iter_mut().enumerate() {
            for (at, reader) in READERS.into_iter().enumerate() {
                for part in line.parts.iter().filter(|part| hidden[**part]) {
                    let (up, down) = self.moves(reader, measure, *part);
                    rooms[at].parts_up += i128::from(up);
                    rooms[at].parts_down += i128::from(down);
                }
                if hidden[line.total] {
                    let (up, down) = self.moves(reader, measure, line.total);
                    rooms[at].total_up = i128::from(up);
                    rooms[at].total_down = i128::from(down);
                }
            }
        }
        Sums(sums)
    }

    /// The line leaves the hidden cell the doubt asked of it, `extra` being hidden as well.
    pub fn safe(&self, line: &Equation, cell: usize, sums: &Sums, extra: Option<usize>) -> bool {
        (0..self.measures()).all(|measure| {
            READERS.into_iter().enumerate().all(|(at, reader)| {
                let asked = self.asked[cell * self.measures() + measure][at];
                asked == Asked::default() || {
                    let room = sums.0[measure][at];
                    let more = extra.map(|extra| (extra, self.moves(reader, measure, extra)));
                    let own = self.moves(reader, measure, cell);
                    let (up, down) = doubt(line, cell, own, room, more);
                    up + down >= i128::from(asked.width)
                        && up >= i128::from(asked.up)
                        && down >= i128::from(asked.down)
                }
            })
        })
    }
}

/// How far the cell can go up and down within the line. `own` and `more` are moves up and down.
fn doubt(
    line: &Equation,
    cell: usize,
    own: (i64, i64),
    mut room: Room,
    more: Option<(usize, (i64, i64))>,
) -> (i128, i128) {
    let (up, down) = (i128::from(own.0), i128::from(own.1));
    if let Some((extra, (extra_up, extra_down))) = more {
        if extra == line.total {
            room.total_up += i128::from(extra_up);
            room.total_down += i128::from(extra_down);
        } else {
            room.parts_up += i128::from(extra_up);
            room.parts_down += i128::from(extra_down);
        }
    }
    let (help_up, help_down) = if cell == line.total {
        (room.parts_up, room.parts_down)
    } else {
        (room.parts_down - down + room.total_up, room.parts_up - up + room.total_down)
    };
    (up.min(help_up), down.min(help_down))
}
