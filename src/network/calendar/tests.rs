//! Calendar texts read back by a plain reader of RFC 5545.

use proptest::prelude::*;

use super::*;
use crate::network::tests::{id, paris, span};

fn entry(number: u32) -> Entry {
    Entry {
        session_id: id(number),
        sequence: 3,
        span: span("2026-11-20 14:00", "2026-11-20 16:00"),
        title: "Classer ses fichiers, ses photos ; et les retrouver".to_owned(),
        description: Some("Apportez votre tablette.\nOn commence à l’heure.".to_owned()),
        location: Some("École des Noisetiers, 3 rue des Écoles, 44000 Nantes".to_owned()),
        url: Some("https://coopair.example/ateliers/7".to_owned()),
        changed_at: paris("2026-11-02 10:00"),
        cancelled_at: None,
    }
}

const PARTIES: Parties =
    Parties { organizer: "reseau@coopair.example", attendee: "ada@exemple.fr" };

/// Lines as they were before folding, as name with parameters and value.
fn read(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with("\r\n"));
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{} octets", line.len());
        assert!(!line.contains(['\r', '\n']), "a bare end of line");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().unwrap().push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    lines
        .iter()
        .map(|line| line.split_once(':').unwrap())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn value(text: &str, name: &str) -> String {
    let lines = read(text);
    let found: Vec<_> = lines.iter().filter(|(found, _)| found == name).collect();
    assert_eq!(found.len(), 1, "{name} once in {text}");
    found[0].1.clone()
}

/// What a TEXT value says.
fn unescaped(value: &str) -> String {
    let mut said = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => said.push('\n'),
                Some(c @ ('\\' | ',' | ';')) => said.push(c),
                other => panic!("\\{other:?}"),
            },
            ',' | ';' => panic!("{c} not escaped"),
            c => said.push(c),
        }
    }
    said
}

#[test]
fn an_attachment_word_for_word() {
    let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Coopair//Coopair//FR\r\n\
        CALSCALE:GREGORIAN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n\
        UID:00000000-0000-0000-0000-000000000007@coopair\r\nSEQUENCE:3\r\n\
        DTSTAMP:20261102T090000Z\r\nLAST-MODIFIED:20261102T090000Z\r\n\
        DTSTART:20261120T130000Z\r\nDTEND:20261120T150000Z\r\nSTATUS:CONFIRMED\r\n\
        SUMMARY:Classer\r\nORGANIZER:mailto:reseau@coopair.example\r\n\
        ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:ada@exemple.fr\r\n\
        END:VEVENT\r\nEND:VCALENDAR\r\n";
    let short = Entry {
        title: "Classer".to_owned(),
        description: None,
        location: None,
        url: None,
        ..entry(7)
    };
    assert_eq!(attachment(&short, PARTIES, false), expected);
    assert_eq!(attachment(&short, PARTIES, false), attachment(&short, PARTIES, false));
}

#[test]
fn words_are_escaped_and_long_lines_folded() {
    let text = feed("Réseau, de Nantes", &[entry(7)], paris("2026-11-03 10:00"));
    assert_eq!(unescaped(&value(&text, "SUMMARY")), entry(7).title);
    assert_eq!(unescaped(&value(&text, "DESCRIPTION")), entry(7).description.unwrap());
    assert_eq!(unescaped(&value(&text, "LOCATION")), entry(7).location.unwrap());
    assert_eq!(value(&text, "URL"), entry(7).url.unwrap());
    assert_eq!(unescaped(&value(&text, "X-WR-CALNAME")), "Réseau, de Nantes");
    assert_eq!(value(&text, "METHOD"), "PUBLISH");
    assert!(!text.contains("ATTENDEE") && !text.contains("mailto"), "no learner in a feed");
}

#[test]
fn ten_in_paris_is_another_hour_of_utc_in_winter() {
    let at = |day: &str| {
        let span = span(&format!("{day} 10:00"), &format!("{day} 11:00"));
        value(&attachment(&Entry { span, ..entry(7) }, PARTIES, false), "DTSTART")
    };
    assert_eq!(at("2026-10-24"), "20261024T080000Z");
    assert_eq!(at("2026-10-25"), "20261025T090000Z");
    assert_eq!(at("2026-03-28"), "20260328T090000Z");
    assert_eq!(at("2026-03-29"), "20260329T080000Z");
}

#[test]
fn what_is_cancelled_says_so_under_the_same_uid() {
    let called_off =
        Entry { cancelled_at: Some(paris("2026-11-10 10:00")), sequence: 4, ..entry(7) };
    for text in [attachment(&called_off, PARTIES, false), attachment(&entry(7), PARTIES, true)] {
        assert_eq!(value(&text, "METHOD"), "CANCEL");
        assert_eq!(value(&text, "STATUS"), "CANCELLED");
        assert_eq!(value(&text, "UID"), uid(id(7)));
    }
    assert_eq!(value(&attachment(&called_off, PARTIES, false), "SEQUENCE"), "4");
    let in_feed = |at: &str| {
        let text = feed("Réseau", &[entry(1), called_off.clone()], paris(at));
        (text.matches("BEGIN:VEVENT").count(), text.matches("STATUS:CANCELLED").count())
    };
    assert_eq!(in_feed("2026-12-10 09:59"), (2, 1));
    assert_eq!(in_feed("2026-12-10 10:00"), (1, 0), "after 30 days");
}

#[test]
fn nobody_slips_a_line_in() {
    let title = "Atelier\r\nATTENDEE:mailto:intrus@exemple.fr\rBEGIN:VALARM\u{0}".to_owned();
    let parties = Parties { attendee: "a@b.fr\r\nMETHOD:PUBLISH", ..PARTIES };
    let text =
        attachment(&Entry { title: title.clone(), url: Some(title), ..entry(7) }, parties, false);
    let names: Vec<String> = read(&text).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.iter().filter(|name| name.starts_with("ATTENDEE")).count(), 1);
    assert_eq!(names.iter().filter(|name| *name == "METHOD").count(), 1);
    assert_eq!(names.iter().filter(|name| *name == "BEGIN").count(), 2);
}

proptest! {
    #[test]
    fn any_words_come_back(
        title in "\\PC{0,120}",
        words in "(\\PC|\n|[,;\\\\ é老]){0,200}",
    ) {
        let description = Some(words.clone());
        let asked = Entry { title: title.clone(), description, ..entry(7) };
        let text = feed("Réseau", &[asked], paris("2026-11-03 10:00"));
        prop_assert_eq!(unescaped(&value(&text, "SUMMARY")), title);
        prop_assert_eq!(unescaped(&value(&text, "DESCRIPTION")), words);
    }
}
