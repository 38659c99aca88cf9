//! Sessions as a workbook or a CSV file: one row per person helped, with the columns mediators know
//! from the Coop's own activity export, so that their habits and macros survive.
//!
//! Rows leave as they are read, some sessions at a time: a file of any length takes little memory
//! here. The reader is told beforehand how many rows come ([`Begun`]).

mod columns;
mod file;
mod queries;

use std::cell::Cell;

use tokio::sync::oneshot;

pub use queries::Whose;

use super::model::SessionFilter;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Db, Needed, Source};
use crate::platform::http::download::Outlet;
use crate::platform::http::{Lang, Problem, Said};
use columns::Columns;
use file::File;

/// What an export is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
}

impl Format {
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// An export as it was asked for.
pub struct Export {
    pub whose: Whose,
    pub filter: SessionFilter,
    pub format: Format,
    pub lang: Lang,
    pub clock: Clock,
}

/// What is known before the first row leaves.
pub struct Begun {
    /// Rows that come, without that of the titles.
    pub rows: i64,
    pub source: Source,
}

impl Export {
    /// Reads and writes the rows, on a thread that may wait. `told` learns how it begins.
    pub fn run(
        &self,
        db: &Db,
        needed: Needed,
        outlet: &Outlet,
        told: oneshot::Sender<Result<Begun, Problem>>,
    ) {
        let told = Cell::new(Some(told));
        let tell = |begun| {
            // The caller may have gone away.
            told.take().map(|told| told.send(begun)).is_some()
        };
        let done = db.read_replica_telling(needed, |conn, source| {
            if outlet.is_used() {
                // Begun again on the primary: what has left cannot be called back.
                return Err(Problem::internal("the replica went away in the midst of an export"));
            }
            let rows = self.count(conn)?;
            tell(Ok(Begun { rows, source }));
            self.write(conn, outlet)
        });
        if let Err(problem) = done
            && !tell(Err(problem.clone()))
        {
            outlet.fail(problem);
        }
    }

    /// # Errors
    /// 400 when a workbook cannot hold so many rows.
    fn count(&self, conn: &mut Conn) -> Result<i64, Problem> {
        let rows = queries::rows(conn, self.whose, &self.filter)?;
        if self.format == Format::Xlsx && rows > file::MOST_ROWS {
            return Err(Problem::parameter(
                "format",
                Said::new(
                    format!(
                        "Un classeur contient {} lignes au plus, et il y en aurait {rows} : \
                         choisissez une période plus courte, ou le format CSV.",
                        file::MOST_ROWS
                    ),
                    format!(
                        "A workbook holds {} rows at most, and there would be {rows}: choose a \
                         shorter period, or CSV.",
                        file::MOST_ROWS
                    ),
                ),
            ));
        }
        Ok(rows)
    }

    fn write(&self, conn: &mut Conn, outlet: &Outlet) -> Result<(), Problem> {
        let columns = Columns { with_author: matches!(self.whose, Whose::Team { .. }) };
        let mut file = File::begin(self.format, &columns.titles(), self.lang)?;
        let mut last = None;
        while !outlet.is_closed() {
            let sessions = queries::page(conn, self.whose, &self.filter, last)?;
            let Some(reached) = sessions.last() else { break };
            last = Some((reached.session.date, reached.session.id));
            for session in &sessions {
                for row in columns.rows(session, &self.clock) {
                    file.add(&row)?;
                }
            }
            outlet.send(file.piece()?);
        }
        outlet.send(file.end()?);
        Ok(())
    }
}
