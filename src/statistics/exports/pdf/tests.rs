use std::collections::HashSet;

use super::super::model::{Cell, Column, Kind, Lang};
use super::super::sample;
use super::*;
use crate::platform::pdf::reading::{all, headings, outside_the_margins, skips_no_level, texts};
use crate::platform::pdf::{Mark, Role};

fn laid(report: &Report) -> Laid {
    super::laid(report).unwrap()
}

#[test]
fn nothing_leaves_the_margins() {
    let mut odd = sample::report(30);
    odd.families[0].title = "Anticonstitutionnellement".repeat(8);
    odd.title = "Un titre qui ne finit pas, ".repeat(6);
    odd.subtitle = "Une structure au nom très long ".repeat(6);
    let mut wide = sample::territories("wide", "Large", 20);
    for column in 0..6 {
        wide.columns.push(Column { header: format!("Colonne {column}"), kind: Kind::Count });
        wide.rows.iter_mut().for_each(|row| row.push(Cell::Number { value: 1e6, decimals: 0 }));
    }
    odd.families.push(wide);
    for report in [sample::report(3000), Report { lang: Lang::En, ..sample::report(5) }, odd] {
        assert_eq!(outside_the_margins(&laid(&report)), Vec::<String>::new());
    }
}

#[test]
fn the_header_is_on_every_page_of_a_long_table() {
    let report = sample::report(300);
    let laid = laid(&report);
    let with_rows: Vec<_> = laid
        .pages
        .iter()
        .map(all)
        .filter(|texts| texts.iter().filter(|text| text.starts_with("512")).count() > 3)
        .collect();
    assert!(with_rows.len() >= 2);
    for page in &with_rows {
        assert!(page.iter().any(|text| text == "Commune"));
    }
    // Every row is there once.
    let codes: Vec<String> = laid
        .pages
        .iter()
        .flat_map(all)
        .filter(|text| text.len() == 5 && text.starts_with("51"))
        .collect();
    let unique: HashSet<&String> = codes.iter().collect();
    assert_eq!(unique.len(), 300);
}

#[test]
fn a_heading_never_ends_a_page() {
    for communes in [5, 12, 19, 26, 33, 40, 47] {
        let laid = laid(&sample::report(communes));
        let heading = |mark: &Mark| match mark {
            Mark::Content(id) => {
                matches!(laid.structure.nodes[id.0].role, Role::Heading(..))
            }
            _ => false,
        };
        for page in &laid.pages {
            let content = |mark: Mark| matches!(mark, Mark::Content(_));
            let last = page.items.iter().rev().find(|(mark, _)| content(*mark));
            assert!(!last.is_some_and(|(mark, _)| heading(mark)));
        }
    }
}

#[test]
fn tables_keep_all_their_cells() {
    let report = sample::report(200);
    let laid = laid(&report);
    let nodes = &laid.structure.nodes;
    let tables: Vec<_> = nodes.iter().filter(|node| matches!(node.role, Role::Table(_))).collect();
    assert_eq!(tables.len(), report.families.len());
    for (table, family) in tables.iter().zip(&report.families) {
        let rows: usize = table.under.iter().map(|part| nodes[part.0].under.len()).sum();
        assert_eq!(rows, 1 + family.rows.len() + usize::from(family.total.is_some()));
        for part in &table.under {
            for row in &nodes[part.0].under {
                assert_eq!(nodes[row.0].under.len(), family.columns.len());
            }
        }
    }
}

#[test]
fn headings_never_skip_a_level() {
    let laid = laid(&sample::report(5));
    let levels = headings(&laid);
    assert!(skips_no_level(&levels));
    assert_eq!(levels.last(), Some(&2), "the definitions come last");
}

#[test]
fn numbers_are_written_as_the_language_does() {
    let french = laid(&sample::report(20));
    let words: Vec<String> = french.pages.iter().flat_map(all).collect();
    assert!(words.iter().any(|text| text == "18\u{202f}204"));
    assert!(words.iter().any(|text| text == "masqué"));
    let english = laid(&Report { lang: Lang::En, ..sample::report(20) });
    let words: Vec<String> = english.pages.iter().flat_map(all).collect();
    assert!(words.iter().any(|text| text == "18,204"));
    assert!(words.iter().any(|text| text == "hidden"));
}

#[test]
fn contents_lead_to_the_chapters() {
    let report = sample::report(100);
    let laid = laid(&report);
    let links = &laid.pages[1].links;
    assert_eq!(links.len(), count_chapters(&report));
    for link in links {
        let target = texts(&laid.pages[link.target.page], |mark| matches!(mark, Mark::Content(_)));
        let start: String = link.words.chars().take(12).collect();
        assert!(target.iter().any(|text| text.starts_with(&start)), "{}", link.words);
    }
}

#[test]
fn the_document_is_tagged_and_always_the_same() {
    let report = sample::report(20);
    let bytes = pdf(&report).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let has = |wanted: &[u8]| bytes.windows(wanted.len()).any(|part| part == wanted);
    for wanted in
        ["/StructTreeRoot", "/Lang(fr-FR)", "/Marked true", "/S/TH", "/S/Figure", "/Outlines"]
    {
        assert!(has(wanted.as_bytes()), "{wanted}");
    }
    assert!(bytes.len() < 300_000);
    assert_eq!(bytes, pdf(&report).unwrap());
}

#[test]
fn odd_texts_and_empty_reports_are_written_too() {
    let mut report = sample::report(3);
    report.title = "\u{feff}Нет \u{1f600}\u{0}\ttab\u{e000}".to_owned();
    report.families[0].rows[0][0] = Cell::Text("\u{202e}abc\u{ad}\u{301}".to_owned());
    report.families[1].rows.clear();
    report.families[2].rows.iter_mut().for_each(|row| row[2] = Cell::Hidden);
    pdf(&report).unwrap();
    report.families.clear();
    report.headlines.clear();
    report.definitions.clear();
    report.method.clear();
    report.title.clear();
    pdf(&report).unwrap();
}
