use chrono::NaiveDate;

use super::reading::{all, headings, outside_the_margins, read_out, skips_no_level};
use super::*;
use crate::platform::lang::Lang;

const SUMMARY: &str = "What the table shows";

fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), is_muted: false }
}

fn cells(rows: usize, total: bool) -> Cells {
    let column = |header: &str, is_figures| Column { header: header.to_owned(), is_figures };
    Cells {
        summary: SUMMARY.to_owned(),
        columns: vec![column("Name", false), column("Figure", true)],
        rows: (0..rows).map(|at| vec![cell(&format!("row {at}")), cell(&at.to_string())]).collect(),
        total: total.then(|| vec![cell("All"), cell("1")]),
    }
}

/// A title, as many blank lines, and a table.
fn document(lines: usize, rows: usize) -> Laid {
    lay_out(|flow| {
        let section = flow.add(None, Role::Section);
        flow.heading(section, 1, "Title", theme::TITLE);
        for _ in 0..lines {
            flow.paragraph(section, Role::Paragraph, "Words.", theme::BODY);
        }
        cells(rows, true).table(flow).draw(flow, section);
        footers(flow, "At the foot", 0);
    })
    .unwrap()
}

fn about() -> About {
    let at = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    About { title: "Titre".to_owned(), subject: "Objet".to_owned(), lang: Lang::En, at }
}

#[test]
fn a_table_goes_on_with_its_header_and_leaves_no_row_alone() {
    for (lines, rows) in [(0, 10), (20, 40), (25, 30), (29, 12), (3, 200)] {
        let laid = document(lines, rows);
        assert_eq!(outside_the_margins(&laid), Vec::<String>::new());
        let mut told = Vec::new();
        for page in &laid.pages {
            let words = all(page);
            let here: Vec<String> =
                words.iter().filter(|text| text.starts_with("row ")).cloned().collect();
            let with_total = here.len() + usize::from(words.iter().any(|text| text == "All"));
            assert!(with_total == 0 || with_total >= 3, "{lines} {rows} {here:?}");
            assert_eq!(words.iter().filter(|text| *text == "Name").count(), here.len().min(1));
            told.extend(here);
        }
        assert_eq!(told, (0..rows).map(|at| format!("row {at}")).collect::<Vec<_>>());
    }
}

#[test]
fn the_header_is_read_once() {
    let laid = document(20, 100);
    assert!(laid.pages.len() > 2);
    let read = read_out(&laid);
    let headers: Vec<_> = read.iter().filter(|(role, _)| *role == Role::ColumnHeader).collect();
    assert_eq!(
        headers.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(),
        ["Name", "Figure"]
    );
    assert!(read.iter().any(|(role, _)| *role == Role::Table(SUMMARY.to_owned())));
    assert_eq!(read.last(), Some(&(Role::Data, "1".to_owned())));
    assert!(skips_no_level(&headings(&laid)));
    assert!(!skips_no_level(&[1, 3]) && !skips_no_level(&[2]));
}

#[test]
fn what_is_drawn_in_a_cell_makes_room_and_is_no_text() {
    let square = |x: f32, y: f32| {
        vec![Shape::Filled { area: Area::new(x, y, 10.0, 10.0), colour: theme::INK }]
    };
    let laid = lay_out(|flow| {
        let section = flow.add(None, Role::Section);
        let set = |text: &str, drawing: Option<Drawing>| Set {
            lines: vec![(flow.typesetter.text(text, Face::Regular), theme::BODY)],
            drawing,
            ends_right: false,
        };
        let drawing = Drawing { height: 40.0, shapes: Box::new(square) };
        let rows = vec![vec![set("drawn", Some(drawing))], vec![set("below", None)]];
        let grid = Grid::new("", vec![100.0], 3.0, vec![set("Name", None)], rows, false);
        let before = flow.y;
        let height = grid.height();
        grid.draw(flow, section);
        assert_eq!(flow.y - before, height);
        assert_eq!(height, 3.0 * (theme::BODY.leading + 6.0) + 40.0 + 8.0);
    })
    .unwrap();
    let items = &laid.pages[0].items;
    let filled = |shapes: &Vec<Shape>| shapes.iter().any(|s| matches!(s, Shape::Filled { .. }));
    let (mark, _) = items.iter().find(|(_, shapes)| filled(shapes)).unwrap();
    assert_eq!(*mark, Mark::Decoration);
}

#[test]
fn a_document_has_tags_a_language_and_a_title() {
    let bytes = write(&document(3, 5), &about()).unwrap();
    let has = |wanted: &str| bytes.windows(wanted.len()).any(|part| part == wanted.as_bytes());
    for wanted in
        ["%PDF-1.7", "/StructTreeRoot", "/Lang(en-GB)", "/Marked true", "/S/TH", "/Title(Titre)"]
    {
        assert!(has(wanted), "{wanted}");
    }
    assert_eq!(bytes, write(&document(3, 5), &about()).unwrap());
}
