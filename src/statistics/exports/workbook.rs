//! Statistics as a workbook: a summary, one sheet per family with typed cells, and what was asked.

use chrono::{Datelike, Timelike};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook,
    Worksheet, XlsxError,
};

use super::model::{Cell, Change, Family, Kind, Lang, Report, Value};
use crate::platform::spreadsheet::write_cell;

/// Most characters of a sheet's name.
const NAME_MAX: usize = 31;
const WIDTH_MIN: f64 = 9.0;
const WIDTH_MAX: f64 = 60.0;
/// Rows read to choose a column's width.
const ROWS_MEASURED: usize = 500;

/// The whole report as XLSX.
///
/// # Errors
/// When a text is longer than a cell holds (32,767 characters).
pub fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let lang = report.lang;
    let (summary, definitions) = ends(lang);
    let names = sheet_names(&report.families, &[summary, definitions]);
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report)?);
    write_summary(workbook.add_worksheet().set_name(summary)?, report, &names, &formats)?;
    for (family, name) in report.families.iter().zip(&names) {
        write_family(workbook.add_worksheet().set_name(name)?, lang, family, &formats)?;
    }
    write_definitions(workbook.add_worksheet().set_name(definitions)?, report, &formats)?;
    workbook.save_to_buffer()
}

fn ends(lang: Lang) -> (&'static str, &'static str) {
    lang.pick(("Synthèse", "Définitions et filtres"), ("Summary", "Definitions and filters"))
}

fn properties(report: &Report) -> Result<DocProperties, XlsxError> {
    let at = report.calculated_at;
    let year = u16::try_from(at.year()).unwrap_or(1900);
    let created = ExcelDateTime::from_ymd(year, at.month() as u8, at.day() as u8)?.and_hms(
        at.hour() as u16,
        at.minute() as u8,
        f64::from(at.second()),
    )?;
    Ok(DocProperties::new()
        .set_title(&report.title)
        .set_subject(&report.subtitle)
        .set_author("Coopair")
        .set_creation_datetime(&created))
}

/// A name for each family's sheet: what Excel allows, and never twice.
fn sheet_names(families: &[Family], taken: &[&str]) -> Vec<String> {
    let mut used: Vec<String> = taken.iter().map(|name| name.to_lowercase()).collect();
    // Excel keeps this one to itself.
    used.push("history".to_owned());
    let mut names = Vec::with_capacity(families.len());
    for family in families {
        let clean: String = family
            .title
            .chars()
            .map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c })
            .collect();
        let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        let base = words.trim_matches('\'');
        let base = if base.is_empty() { family.code.as_str() } else { base };
        let mut name = cut(base, NAME_MAX);
        let mut again = 2;
        while used.contains(&name.to_lowercase()) {
            let suffix = format!(" ({again})");
            name = cut(base, NAME_MAX - suffix.len()) + &suffix;
            again += 1;
        }
        used.push(name.to_lowercase());
        names.push(name);
    }
    names
}

/// The first words that fit, counted as Excel counts (UTF-16 units).
fn cut(text: &str, max: usize) -> String {
    let units = |text: &str| text.encode_utf16().count();
    if units(text) <= max {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if units(&kept) + c.len_utf16() > max {
            break;
        }
        kept.push(c);
    }
    let whole_words = kept.rsplit_once(' ').map(|(words, _)| words);
    let kept = whole_words.filter(|words| units(words) * 2 > max).unwrap_or(&kept);
    kept.trim_end_matches([' ', '\'', ',']).to_owned()
}

struct Formats {
    title: Format,
    quiet: Format,
    bold: Format,
    header: Format,
    header_number: Format,
    wrapped: Format,
    hidden: Format,
}

impl Formats {
    fn new() -> Self {
        // Every text is marked as quoted: editing it never makes it a formula.
        let text = Format::new().set_quote_prefix();
        let header = text
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0xE4_EF_EE))
            .set_border_bottom(FormatBorder::Thin);
        Self {
            title: text.clone().set_bold().set_font_size(16).set_font_color(Color::RGB(0x0E_5A_5A)),
            quiet: text.clone().set_font_color(Color::RGB(0x3F_4F_57)),
            bold: text.clone().set_bold().set_align(FormatAlign::Top),
            header_number: header.clone().set_align(FormatAlign::Right),
            header,
            wrapped: text.clone().set_text_wrap().set_align(FormatAlign::Top),
            hidden: Format::new()
                .set_italic()
                .set_align(FormatAlign::Right)
                .set_font_color(Color::RGB(0x5A_6A_72)),
        }
    }
}

/// How a number of that kind shows.
fn number_format(kind: Kind, decimals: u8) -> String {
    let mut format = "#,##0".to_owned();
    if decimals > 0 {
        format = format!("{format}.{}", "0".repeat(decimals.into()));
    }
    match kind {
        Kind::Percent => format + "\\ %",
        Kind::Hours => format + "\\ \"h\"",
        Kind::Text | Kind::Count | Kind::Rate => format,
    }
}

fn write_number(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (value, decimals): (f64, u8),
    kind: Kind,
    strong: bool,
) -> Result<(), XlsxError> {
    let mut format = Format::new().set_num_format(number_format(kind, decimals));
    if strong {
        format = format.set_bold().set_border_top(FormatBorder::Thin);
    }
    // A spreadsheet's percent is a fraction.
    let value = if kind == Kind::Percent { value / 100.0 } else { value };
    sheet.write_number_with_format(row, column, value, &format)?;
    Ok(())
}

fn write_family(
    sheet: &mut Worksheet,
    lang: Lang,
    family: &Family,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (index, (at, column)) in (0_u16..).zip(&family.columns).enumerate() {
        let text = column.kind == Kind::Text;
        let format = if text { &formats.header } else { &formats.header_number };
        sheet.write_string_with_format(0, at, &column.header, format)?;
        sheet.set_column_width(at, width(lang, family, index))?;
    }
    for (at, row) in (1_u32..).zip(&family.rows) {
        write_row(sheet, lang, at, (family, row), formats, false)?;
    }
    let last = family.rows.len() as u32;
    if let Some(total) = &family.total {
        write_row(sheet, lang, last + 1, (family, total), formats, true)?;
    }
    let last_column = family.columns.len().saturating_sub(1) as u16;
    if last > 0 {
        // The total stays out of what one sorts.
        sheet.autofilter(0, 0, last, last_column)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_header(format!("&L{}&R&P / &N", family.title.replace('&', "&&")));
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    lang: Lang,
    at: u32,
    (family, row): (&Family, &[Cell]),
    formats: &Formats,
    strong: bool,
) -> Result<(), XlsxError> {
    for ((column, cell), definition) in (0_u16..).zip(row).zip(&family.columns) {
        match cell {
            Cell::Text(text) if strong => {
                let format = Format::new().set_bold().set_border_top(FormatBorder::Thin);
                sheet.write_string_with_format(at, column, text, &format.set_quote_prefix())?;
            }
            Cell::Text(text) => write_cell(sheet, at, column, text)?,
            Cell::Number { value, decimals } => {
                let number = (*value, *decimals);
                write_number(sheet, (at, column), number, definition.kind, strong)?;
            }
            Cell::Hidden => {
                sheet.write_string_with_format(at, column, lang.hidden(), &formats.hidden)?;
            }
            Cell::Empty => {}
        }
    }
    Ok(())
}

/// Wide enough for the cells, and for half of the header, which wraps.
fn width(lang: Lang, family: &Family, column: usize) -> f64 {
    let count = |text: &str| text.chars().count();
    let definition = family.columns.get(column);
    let kind = definition.map_or(Kind::Text, |column| column.kind);
    let header = definition.map_or("", |column| &column.header);
    let longest_word = header.split(' ').map(count).max().unwrap_or_default();
    let rows = family.rows.iter().take(ROWS_MEASURED).chain(&family.total);
    let cells = rows.filter_map(|row| row.get(column)).map(|cell| match cell {
        Cell::Text(text) => text.lines().map(count).max().unwrap_or_default(),
        cell => count(&lang.cell(cell, kind)),
    });
    let widest = cells.max().unwrap_or_default().max(longest_word + 2).max(count(header) / 2 + 2);
    (widest as f64 + 2.0).clamp(WIDTH_MIN, WIDTH_MAX)
}

fn write_summary(
    sheet: &mut Worksheet,
    report: &Report,
    names: &[String],
    formats: &Formats,
) -> Result<(), XlsxError> {
    let lang = report.lang;
    for (column, width) in (0..).zip([44.0, 16.0, 12.0, 24.0, 24.0]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_string_with_format(0, 0, &report.title, &formats.title)?;
    sheet.write_string_with_format(1, 0, &report.subtitle, &formats.quiet)?;
    sheet.write_string_with_format(2, 0, lang.period(report.period), &formats.quiet)?;
    sheet.write_string_with_format(3, 0, lang.protection(report.protection), &formats.quiet)?;
    let titles = lang.pick(
        ["Chiffre", "Valeur", "Unité", "Évolution / période précédente", "Évolution / un an avant"],
        ["Figure", "Value", "Unit", "Change / previous period", "Change / a year before"],
    );
    for (column, title) in (0_u16..).zip(titles) {
        let number = matches!(column, 1 | 3 | 4);
        let format = if number { &formats.header_number } else { &formats.header };
        sheet.write_string_with_format(5, column, title, format)?;
    }
    let mut row = 6;
    for headline in &report.headlines {
        write_cell(sheet, row, 0, &headline.label)?;
        match &headline.value {
            Value::Text(text) => write_cell(sheet, row, 1, text)?,
            Value::Number { value, decimals } => {
                write_number(sheet, (row, 1), (*value, *decimals), Kind::Count, false)?;
            }
            Value::Hidden => {
                sheet.write_string_with_format(row, 1, lang.hidden(), &formats.hidden)?;
            }
        }
        write_cell(sheet, row, 2, headline.unit.as_deref().unwrap_or_default())?;
        for (column, change) in [(3, headline.since_previous), (4, headline.since_last_year)] {
            if let Some(Change(Some(percent))) = change {
                write_number(sheet, (row, column), (percent, 1), Kind::Percent, false)?;
            }
        }
        row += 1;
    }
    write_contents(sheet, row + 1, report, names, formats)
}

/// The families, each a link to its sheet, with what it shows.
fn write_contents(
    sheet: &mut Worksheet,
    mut row: u32,
    report: &Report,
    names: &[String],
    formats: &Formats,
) -> Result<(), XlsxError> {
    let titles = report.lang.pick(["Feuille", "Constat"], ["Sheet", "Finding"]);
    for (column, title) in (0_u16..).zip(titles) {
        sheet.write_string_with_format(row, column, title, &formats.header)?;
    }
    for (family, name) in report.families.iter().zip(names) {
        row += 1;
        let target = format!("internal:'{}'!A1", name.replace('\'', "''"));
        sheet.write_url(row, 0, Url::new(target).set_text(name))?;
        write_cell(sheet, row, 1, &family.finding)?;
    }
    Ok(())
}

fn write_definitions(
    sheet: &mut Worksheet,
    report: &Report,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let lang = report.lang;
    sheet.set_column_width(0, 34)?;
    sheet.set_column_width(1, 100)?;
    let mut row = 0;
    let mut part = |title: &str, lines: Vec<(&str, &str)>| -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, 0, title, &formats.header)?;
        sheet.write_string_with_format(row, 1, "", &formats.header)?;
        row += 1;
        for (label, text) in lines {
            sheet.write_string_with_format(row, 0, label, &formats.bold)?;
            sheet.write_string_with_format(row, 1, text, &formats.wrapped)?;
            row += 1;
        }
        row += 1;
        Ok(())
    };
    let facts = report.facts();
    let facts = facts.iter().map(|(label, words)| (*label, words.as_str()));
    part(lang.pick("Ce que dit ce classeur", "What this workbook says"), facts.collect())?;
    let method = report.method.iter().map(|text| ("", text.as_str()));
    part(lang.pick("Méthode", "Method"), method.collect())?;
    let reading = report.families.iter().flat_map(|family| {
        [family.definition.as_str(), family.note.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(|text| (family.title.as_str(), text))
    });
    part(lang.pick("Lire les feuilles", "Reading the sheets"), reading.collect())?;
    let terms = report.definitions.iter().map(|line| (line.term.as_str(), line.text.as_str()));
    part(lang.pick("Définitions", "Definitions"), terms.collect())
}

#[cfg(test)]
mod tests;
