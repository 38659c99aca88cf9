//! A file, line by line: what it proves, what proves nothing, what is wrong.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use csv::StringRecord;

use super::cells::{clean, given};
use super::header::Header;
use super::titles::Key;
use super::{Ignored, PixFile, PixKind, PixRow, ROWS_MAX, certificates, profiles, reasons};
use crate::competences::levels::{Level, Reachable};
use crate::platform::faults::{Faults, Reason};

/// What came of a line.
pub(super) enum Outcome {
    Proves(PixRow),
    Nothing(Ignored),
    /// Its faults are noted.
    Faulty,
}

/// A file half read.
pub(super) struct Reading<'a> {
    header: Header,
    today: NaiveDate,
    reachable: &'a Reachable,
    campaign: Option<String>,
    rows: usize,
    accepted: Vec<(u32, PixRow)>,
    ignored: Vec<(u32, Ignored)>,
    errors: Faults,
    warnings: Faults,
}

impl<'a> Reading<'a> {
    pub fn new(header: Header, today: NaiveDate, reachable: &'a Reachable) -> Self {
        Self {
            header,
            today,
            reachable,
            campaign: None,
            rows: 0,
            accepted: Vec::new(),
            ignored: Vec::new(),
            errors: Faults::default(),
            warnings: Faults::default(),
        }
    }

    pub fn columns(&self) -> usize {
        self.header.len
    }

    pub fn take(&mut self, number: u32, cells: &StringRecord) -> Result<(), Reason> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        self.rows += 1;
        if self.rows > ROWS_MAX {
            return Err(reasons::too_many_rows());
        }
        let beyond = cells.iter().skip(self.header.len).any(|cell| !cell.trim().is_empty());
        if cells.len() < self.header.len || beyond {
            self.errors.push(number, "", reasons::CELLS);
            return Ok(());
        }
        let mut line = Line {
            number,
            cells,
            header: &self.header,
            today: self.today,
            reachable: self.reachable,
            errors: &mut self.errors,
            warnings: &mut self.warnings,
        };
        if self.campaign.is_none() {
            self.campaign = line.given(Key::Campaign).map(str::to_owned);
        }
        let outcome = match self.header.kind {
            PixKind::ProfileCollection => profiles::row(&mut line),
            _ => certificates::row(&mut line),
        };
        match outcome {
            Outcome::Proves(row) => self.accepted.push((number, row)),
            Outcome::Nothing(why) => self.ignored.push((number, why)),
            Outcome::Faulty => {}
        }
        Ok(())
    }

    pub fn finish(self) -> Result<PixFile, Reason> {
        if self.rows == 0 {
            return Err(reasons::no_rows(self.header.kind));
        }
        Ok(PixFile {
            kind: self.header.kind,
            campaign: self.campaign,
            identifier_columns: self.header.identifiers.into_iter().map(|(_, t)| t).collect(),
            rows: self.rows,
            accepted: self.accepted,
            ignored: self.ignored,
            errors: self.errors.into_list(),
            warnings: self.warnings.into_list(),
        })
    }
}

/// One line and where its faults go.
pub(super) struct Line<'a> {
    pub number: u32,
    cells: &'a StringRecord,
    pub header: &'a Header,
    today: NaiveDate,
    reachable: &'a Reachable,
    errors: &'a mut Faults,
    warnings: &'a mut Faults,
}

impl<'a> Line<'a> {
    /// A cell by position, as it stands in the file.
    pub fn cell(&self, at: usize) -> &'a str {
        self.cells.get(at).unwrap_or_default()
    }

    /// The value of a column; nothing when the column or the value is missing.
    pub fn given(&self, key: Key) -> Option<&'a str> {
        given(self.cell(self.header.at(key)?.0))
    }

    pub fn fault(&mut self, column: &'static str, reason: Reason) {
        self.errors.push(self.number, column, reason);
    }

    pub fn fault_of(&mut self, key: Key, reason: Reason) {
        self.fault(self.title(key), reason);
    }

    pub fn warn_of(&mut self, key: Key, reason: Reason) {
        self.warnings.push(self.number, self.title(key), reason);
    }

    fn title(&self, key: Key) -> &'static str {
        self.header.at(key).map_or("", |(_, title)| title)
    }

    /// A name, which must be there.
    pub fn name(&mut self, key: Key) -> Option<String> {
        let name = self.header.at(key).map_or("", |(at, _)| clean(self.cell(at)));
        if name.is_empty() {
            self.fault_of(key, Reason::REQUIRED);
            return None;
        }
        Some(name.to_owned())
    }

    /// Whatever may identify the person, one text for each such column.
    pub fn identifiers(&self) -> Vec<String> {
        let columns = self.header.identifiers.iter();
        columns.map(|(at, _)| given(self.cell(*at)).unwrap_or_default().to_owned()).collect()
    }

    /// The day something was observed: read by `read`, neither before 2015 nor to come.
    pub fn observed(
        &mut self,
        key: Key,
        read: fn(&str) -> Option<NaiveDateTime>,
        expected: Reason,
    ) -> Option<NaiveDateTime> {
        let Some(observed_at) = self.given(key).and_then(read) else {
            self.fault_of(key, expected);
            return None;
        };
        if observed_at.year() < 2015 || observed_at.date() > self.today {
            self.fault_of(key, reasons::DATE_RANGE);
            return None;
        }
        Some(observed_at)
    }

    /// The maximum reachable on the day; the top of the ladder when the day is at fault.
    pub fn max(&self, observed_at: Option<NaiveDateTime>) -> Level {
        observed_at.map_or(Level::TOP, |at| self.reachable.on(at.date()))
    }
}
