//! The files themselves: a CSV that leaves piece by piece, a workbook that is finished first.

use csv::WriterBuilder;
use rust_xlsxwriter::{Format as Style, Workbook, Worksheet};

use super::Format;
use super::columns::Cell;
use crate::platform::http::{Lang, Problem};
use crate::platform::spreadsheet::{harmless, write_cell};

/// Rows of a sheet, without that of the titles.
pub const MOST_ROWS: i64 = 1_048_575;

const SHEET: &str = "Activités";

pub enum File {
    /// With its separator.
    Csv(Box<csv::Writer<Vec<u8>>>, u8),
    /// Rows of the workbook go to a temporary file as they come.
    Xlsx(Box<Book>),
}

pub struct Book {
    workbook: Workbook,
    day: Style,
    /// The next row.
    row: u32,
}

impl File {
    /// A file that holds its titles.
    pub fn begin(format: Format, titles: &[&str], lang: Lang) -> Result<Self, Problem> {
        if format == Format::Xlsx {
            return Book::begin(titles).map(Box::new).map(Self::Xlsx);
        }
        let separator = match lang {
            Lang::Fr => b';',
            Lang::En => b',',
        };
        let mut csv = lines(separator, "\u{feff}".as_bytes().to_vec());
        csv.write_record(titles).map_err(Problem::internal)?;
        Ok(Self::Csv(Box::new(csv), separator))
    }

    pub fn add(&mut self, cells: &[Cell]) -> Result<(), Problem> {
        match self {
            Self::Csv(csv, _) => {
                csv.write_record(cells.iter().map(spelled)).map_err(Problem::internal)
            }
            Self::Xlsx(book) => book.add(cells),
        }
    }

    /// What can leave already.
    pub fn piece(&mut self) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Csv(csv, separator) => {
                let full = std::mem::replace(csv.as_mut(), lines(*separator, Vec::new()));
                full.into_inner().map_err(|error| Problem::internal(error.into_error()))
            }
            Self::Xlsx(_) => Ok(Vec::new()),
        }
    }

    /// The rest of the file.
    pub fn end(mut self) -> Result<Vec<u8>, Problem> {
        match &mut self {
            Self::Csv(..) => self.piece(),
            Self::Xlsx(book) => book.workbook.save_to_buffer().map_err(Problem::internal),
        }
    }
}

fn lines(separator: u8, start: Vec<u8>) -> csv::Writer<Vec<u8>> {
    WriterBuilder::new().delimiter(separator).terminator(csv::Terminator::CRLF).from_writer(start)
}

fn spelled(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(text),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
    }
}

impl Book {
    fn begin(titles: &[&str]) -> Result<Self, Problem> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(Problem::internal)?;
        sheet.set_name(SHEET).map_err(Problem::internal)?;
        sheet.set_freeze_panes(1, 0).map_err(Problem::internal)?;
        let title = Style::new().set_bold().set_text_wrap();
        for (column, name) in (0..).zip(titles) {
            sheet.write_with_format(0, column, *name, &title).map_err(Problem::internal)?;
        }
        let day = Style::new().set_num_format("dd/mm/yyyy");
        Ok(Self { workbook, day, row: 1 })
    }

    fn add(&mut self, cells: &[Cell]) -> Result<(), Problem> {
        let (row, day) = (self.row, self.day.clone());
        let sheet: &mut Worksheet =
            self.workbook.worksheet_from_index(0).map_err(Problem::internal)?;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => Ok(()),
                Cell::Text(text) => write_cell(sheet, row, column, text),
                Cell::Number(number) => sheet.write_number(row, column, *number).map(drop),
                Cell::Day(date) => sheet.write_with_format(row, column, date, &day).map(drop),
            }
            .map_err(Problem::internal)?;
        }
        self.row += 1;
        Ok(())
    }
}
