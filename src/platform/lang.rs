//! The two languages of texts for people, and dates as each writes them.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The language of an answer or of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    Fr,
    En,
}

impl Lang {
    /// The tag of the language, as in HTML and PDF.
    pub fn tag(self) -> &'static str {
        self.pick("fr-FR", "en-GB")
    }

    /// The words of the reader's language.
    pub fn pick<T>(self, fr: T, en: T) -> T {
        match self {
            Self::Fr => fr,
            Self::En => en,
        }
    }

    /// `1er mars 2026`, `1 March 2026`.
    pub fn date(self, date: NaiveDate) -> String {
        let first = date.day() == 1 && self == Self::Fr;
        let day = if first { "1er".to_owned() } else { date.day().to_string() };
        format!("{day}\u{a0}{}", self.month(date))
    }

    /// `9 h`, `9 h 30`; `09:30`.
    pub fn time(self, at: NaiveTime) -> String {
        match (self, at.minute()) {
            (Self::En, _) => at.format("%H:%M").to_string(),
            (Self::Fr, 0) => format!("{}\u{a0}h", at.hour()),
            (Self::Fr, minute) => format!("{}\u{a0}h\u{a0}{minute:02}", at.hour()),
        }
    }

    /// `mars 2026`, `March 2026`.
    pub fn month(self, date: NaiveDate) -> String {
        let names = self.pick(MONTHS_FR, MONTHS_EN);
        let name = names.get(date.month0() as usize).copied().unwrap_or_default();
        format!("{name} {}", date.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_follow_the_language() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        assert_eq!(Lang::Fr.date(day), "1er\u{a0}mars 2026");
        assert_eq!(Lang::En.date(day), "1\u{a0}March 2026");
        assert_eq!(Lang::Fr.month(day), "mars 2026");
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        assert_eq!(Lang::Fr.time(at(9, 0)), "9\u{a0}h");
        assert_eq!(Lang::Fr.time(at(14, 5)), "14\u{a0}h\u{a0}05");
        assert_eq!(Lang::En.time(at(9, 0)), "09:00");
    }
}
