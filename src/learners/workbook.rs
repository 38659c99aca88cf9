//! Workbooks of learners that leave Coopair: an empty template to fill, and the list of one's own.

use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::import::{COLUMNS, HEADER_ROWS, ROWS_MAX, SAMPLES, SHEET};
use crate::platform::spreadsheet::write_cell;
use crate::territories::Commune;
use crate::vocabulary::{AgeBand, Gender, SocialStatus, labels};

const INSTRUCTIONS: &str = "Une personne par ligne, à partir de la ligne 4, sans ligne vide entre deux.\n\
     Le nom et le prénom sont nécessaires ; l’année de naissance aide à distinguer les homonymes.\n\
     Commune : le nom suffit s’il est unique ; sinon, ajoutez le code INSEE ou le code postal.\n\
     N’écrivez ni date de naissance, ni adresse, ni numéro de sécurité sociale.";

const WIDTHS: [f64; 10] = [20.0, 18.0, 12.0, 26.0, 12.0, 12.0, 20.0, 30.0, 18.0, 40.0];

/// One line of the exported list. Absent values are empty cells.
pub struct LearnerLine<'a> {
    pub last_name: &'a str,
    pub first_name: &'a str,
    pub birth_year: Option<i32>,
    pub commune: Option<Commune>,
    pub phone: Option<&'a str>,
    pub email: Option<&'a str>,
    pub gender: Option<Gender>,
    pub age_band: Option<AgeBand>,
    pub status: Option<SocialStatus>,
    pub session_count: u32,
    pub notes: Option<&'a str>,
}

/// The template that [`super::import::read`] reads, with one sample person.
///
/// # Errors
/// Only if the workbook cannot be assembled, which its fixed content does not allow.
pub fn template() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(SHEET)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.merge_range(0, 0, 0, 9, INSTRUCTIONS, &wrapped)?;
    sheet.set_row_height(0, 66)?;
    template_titles(sheet)?;
    // Text cells keep the leading zeros of postcodes and telephone numbers.
    let text = Format::new().set_num_format("@");
    for column in [4, 5, 6] {
        sheet.set_column_format(column, &text)?;
    }
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let [_, [last_name, first_name, _, commune, phone, email, gender, notes]] = SAMPLES;
    let sample =
        [last_name, first_name, "", commune, "51454", "51100", phone, email, gender, notes];
    for (column, value) in (0..).zip(sample) {
        write_cell(sheet, HEADER_ROWS, column, value)?;
    }
    sheet.write_number(HEADER_ROWS, 2, 1975)?;
    let genders = labels::list("genre").iter().map(|gender| gender.label_fr);
    let choice = DataValidation::new().allow_list_strings(&genders.collect::<Vec<_>>())?;
    let last = HEADER_ROWS + ROWS_MAX as u32 - 1;
    sheet.add_data_validation(HEADER_ROWS, 8, last, 8, &choice)?;
    sheet.set_freeze_panes(HEADER_ROWS, 0)?;
    workbook.save_to_buffer()
}

/// Two rows of titles: the three columns of the commune share one above them.
fn template_titles(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let title = title_format();
    for (column, name) in (0_u16..).zip(COLUMNS) {
        if (3..=5).contains(&column) {
            let below = if column == 3 { "Nom" } else { name };
            sheet.write_with_format(2, column, below, &title)?;
        } else {
            sheet.merge_range(1, column, 2, column, name, &title)?;
        }
    }
    sheet.merge_range(1, 3, 1, 5, COLUMNS[3], &title)?;
    Ok(())
}

/// The list of a facilitator's learners.
///
/// # Errors
/// When a text is longer than a cell holds; the limits of the form are far below.
pub fn learners<'a>(
    lines: impl IntoIterator<Item = LearnerLine<'a>>,
) -> Result<Vec<u8>, XlsxError> {
    let titles = [
        ("Nom", 20.0),
        ("Prénom", 18.0),
        ("Année de naissance", 12.0),
        ("Nom de la commune", 26.0),
        ("Code INSEE", 12.0),
        ("Code postal", 12.0),
        ("N° de téléphone", 18.0),
        ("E-mail", 30.0),
        ("Genre", 16.0),
        ("Tranche d’âge", 16.0),
        ("Statut", 18.0),
        ("Nombre d’accompagnements", 16.0),
        ("Notes supplémentaires", 40.0),
    ];
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(SHEET)?;
    let title = title_format();
    for (column, (name, width)) in (0..).zip(titles) {
        sheet.write_with_format(0, column, name, &title)?;
        sheet.set_column_width(column, width)?;
    }
    for (row, line) in (1..).zip(lines) {
        write_line(sheet, row, &line)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

fn write_line(sheet: &mut Worksheet, row: u32, line: &LearnerLine<'_>) -> Result<(), XlsxError> {
    // A commune of several postcodes does not tell which one is the person's.
    let postcode = line.commune.and_then(|commune| {
        let mut postcodes = commune.postcodes();
        postcodes.next().filter(|_| postcodes.next().is_none())
    });
    let texts = [
        (0, Some(line.last_name)),
        (1, Some(line.first_name)),
        (3, line.commune.map(|commune| commune.name)),
        (4, line.commune.map(|commune| commune.code)),
        (5, postcode),
        (6, line.phone),
        (7, line.email),
        (8, line.gender.and_then(|gender| label("genre", gender.code()))),
        (9, line.age_band.and_then(|band| label("tranche_age", band.code()))),
        (10, line.status.and_then(|status| label("statut_social", status.code()))),
        (12, line.notes),
    ];
    for (column, text) in texts {
        write_cell(sheet, row, column, text.unwrap_or_default())?;
    }
    if let Some(year) = line.birth_year {
        sheet.write_number(row, 2, year)?;
    }
    sheet.write_number(row, 11, line.session_count)?;
    Ok(())
}

fn label(list: &str, code: &str) -> Option<&'static str> {
    labels::value(list, code).map(|value| value.label_fr)
}

fn title_format() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0xE8_EE_F7))
        .set_border(FormatBorder::Thin)
}

#[cfg(test)]
mod tests;
