//! Statistics as CSV: UTF-8 with the mark that spreadsheets look for, `;` and decimal commas in
//! French, `,` and decimal points in English.

use csv::{Error, Terminator, Writer, WriterBuilder};

use super::model::{Cell, Family, Kind, Lang, Report};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Every family, one block after the other; the first column says which.
///
/// # Errors
/// Only if the text cannot be written to memory.
pub fn csv(report: &Report) -> Result<Vec<u8>, Error> {
    write(report, &report.families)
}

/// One family, by its code; `None` when the report has no such family.
///
/// # Errors
/// Only if the text cannot be written to memory.
pub fn family_csv(report: &Report, code: &str) -> Result<Option<Vec<u8>>, Error> {
    let family = report.families.iter().find(|family| family.code == code);
    family.map(|family| write(report, std::slice::from_ref(family))).transpose()
}

fn write(report: &Report, families: &[Family]) -> Result<Vec<u8>, Error> {
    let mut file = WriterBuilder::new()
        .delimiter(report.lang.pick(b';', b','))
        .terminator(Terminator::CRLF)
        .flexible(true)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    file.write_record([report.lang.pick("Titre", "Title"), &safe(&report.title)])?;
    for (label, words) in report.facts() {
        file.write_record([label, &safe(&words)])?;
    }
    for family in families {
        // An empty line between blocks; the writer quotes the only field of a lone empty record.
        file.write_record(["", ""])?;
        write_family(&mut file, report.lang, family)?;
    }
    file.into_inner().map_err(|error| Error::from(error.into_error()))
}

fn write_family(file: &mut Writer<Vec<u8>>, lang: Lang, family: &Family) -> Result<(), Error> {
    file.write_field(lang.pick("Famille", "Family"))?;
    for column in &family.columns {
        file.write_field(safe(&header(&column.header, column.kind)))?;
    }
    file.write_record(None::<&[u8]>)?;
    for row in family.rows.iter().chain(&family.total) {
        file.write_field(safe(&family.code))?;
        for cell in row {
            file.write_field(match cell {
                Cell::Text(text) => safe(text),
                Cell::Number { value, decimals } => lang.bare_number(*value, *decimals),
                Cell::Hidden => lang.hidden().to_owned(),
                Cell::Empty => String::new(),
            })?;
        }
        file.write_record(None::<&[u8]>)?;
    }
    Ok(())
}

/// Numbers stand bare in a CSV: the header says their unit.
fn header(text: &str, kind: Kind) -> String {
    match kind {
        Kind::Percent if !text.contains('%') => format!("{text} (%)"),
        Kind::Hours if !text.contains("(h)") => format!("{text} (h)"),
        _ => text.to_owned(),
    }
}

/// A text that no spreadsheet takes for a formula.
fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<String> {
        let text = std::str::from_utf8(bytes).unwrap();
        text.strip_prefix(BYTE_ORDER_MARK).unwrap().split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn french_files_open_in_french_spreadsheets() {
        let lines = lines(&csv(&sample::report(20)).unwrap());
        assert_eq!(lines[0], "Titre;Statistiques de médiation numérique");
        assert!(lines[2].starts_with("Période;du 1er\u{a0}janvier 2025"));
        assert!(lines.contains(&"Définitions;version 1".to_owned()));
        assert!(lines.contains(&"Famille;Mois;Séances;Accompagnements".to_owned()));
        let reims = lines.iter().find(|line| line.starts_with("by_commune;Reims;51001;"));
        assert_eq!(reims.unwrap(), "by_commune;Reims;51001;9008;30,0;323,1;6305,6");
        assert!(lines.contains(&"by_commune;L’Épine;51008;masqué;masqué;masqué;masqué".to_owned()));
    }

    #[test]
    fn nothing_is_taken_for_a_formula() {
        let text = String::from_utf8(csv(&sample::report(5)).unwrap()).unwrap();
        assert!(text.contains(";'=CMD()"));
        assert!(!text.contains(";=CMD()"));
    }

    #[test]
    fn a_family_alone_keeps_what_it_is_about() {
        let report = Report { lang: Lang::En, ..sample::report(5) };
        let bytes = family_csv(&report, "by_gender").unwrap().unwrap();
        let lines = lines(&bytes);
        assert!(lines[0].starts_with("Title,"));
        assert!(lines.iter().any(|line| line.starts_with("Protection,")));
        assert!(lines.iter().any(|line| line.starts_with("by_gender,Féminin,")));
        assert!(!lines.iter().any(|line| line.starts_with("by_month,")));
        assert!(family_csv(&report, "by_nothing").unwrap().is_none());
    }
}
