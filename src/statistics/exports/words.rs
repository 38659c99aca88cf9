//! The fixed words of the exports, and numbers and moments as each language writes them.

use chrono::{NaiveDateTime, Timelike};

use super::model::{Cell, Change, Kind, Lang, Period, Protection, Report, Value};

/// Narrow no-break space: French thousands, and before `%`, `:`, `;`.
pub const THIN: char = '\u{202f}';
const MINUS: char = '−';

impl Lang {
    /// A number for people: grouped thousands, a real minus sign.
    pub fn number(self, value: f64, decimals: u8) -> String {
        let plain = format!("{:.*}", usize::from(decimals), value.abs());
        let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
        let negative = value < 0.0 && plain.bytes().any(|digit| matches!(digit, b'1'..=b'9'));
        let mut text = String::new();
        if negative {
            text.push(MINUS);
        }
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                text.push(self.pick(THIN, ','));
            }
            text.push(digit);
        }
        if !rest.is_empty() {
            text.push(self.pick(',', '.'));
            text.push_str(rest);
        }
        text
    }

    /// A number for a program: no grouping, the language's decimal mark.
    pub fn bare_number(self, value: f64, decimals: u8) -> String {
        let plain = format!("{:.*}", usize::from(decimals), value);
        self.pick(plain.replace('.', ","), plain)
    }

    /// A number with the unit of its column.
    pub fn measure(self, value: f64, decimals: u8, kind: Kind) -> String {
        let number = self.number(value, decimals);
        match kind {
            Kind::Percent => self.pick(format!("{number}{THIN}%"), format!("{number}%")),
            Kind::Hours => format!("{number}{THIN}h"),
            Kind::Text | Kind::Count | Kind::Rate => number,
        }
    }

    pub fn hidden(self) -> &'static str {
        self.pick("masqué", "hidden")
    }

    /// A cell for people.
    pub fn cell(self, cell: &Cell, kind: Kind) -> String {
        match cell {
            Cell::Text(text) => text.clone(),
            Cell::Number { value, decimals } => self.measure(*value, *decimals, kind),
            Cell::Hidden => self.hidden().to_owned(),
            Cell::Empty => String::new(),
        }
    }

    /// A headline figure for people, with its unit.
    pub fn value(self, value: &Value, unit: Option<&str>) -> String {
        let text = match value {
            Value::Text(text) => text.clone(),
            Value::Number { value, decimals } => self.number(*value, *decimals),
            Value::Hidden => return self.hidden().to_owned(),
        };
        unit.map_or(text.clone(), |unit| format!("{text}{THIN}{unit}"))
    }

    /// `+12,3 %`, or `n. c.` when there is nothing to compare with.
    pub fn change(self, change: Change) -> String {
        let Change(Some(percent)) = change else {
            return self.pick("non comparable", "not comparable").to_owned();
        };
        let sign = if percent >= 0.05 { "+" } else { "" };
        format!("{sign}{}", self.measure(percent, 1, Kind::Percent))
    }

    pub fn moment(self, moment: NaiveDateTime) -> String {
        let (date, hour, minute) = (self.date(moment.date()), moment.hour(), moment.minute());
        self.pick(
            format!("{date} à {hour}{THIN}h{THIN}{minute:02}"),
            format!("{date} at {hour:02}:{minute:02}"),
        )
    }

    pub fn period(self, period: Period) -> String {
        let (from, to) = (self.date(period.from), self.date(period.to));
        self.pick(format!("du {from} au {to}"), format!("{from} to {to}"))
    }

    /// The protection level, in a sentence.
    pub fn protection(self, protection: Protection) -> String {
        match protection {
            Protection::Exact => self
                .pick(
                    "Chiffres exacts\u{202f}: aucun n’est masqué. À ne pas diffuser tels quels.",
                    "Exact figures: none is hidden. Not to be passed on as they are.",
                )
                .to_owned(),
            Protection::Protected { k } => self.pick(
                format!(
                    "Chiffres protégés\u{202f}: une case qui porte sur moins de {k} personnes est \
                     masquée, de même que celles qui permettraient de la retrouver. Zéro reste \
                     affiché. Pour en voir plus\u{202f}: une période plus longue ou un territoire \
                     plus large."
                ),
                format!(
                    "Protected figures: a cell on fewer than {k} people is hidden, and so are \
                     those that would give it away. Zero stays shown. To see more: a longer \
                     period or a larger territory."
                ),
            ),
        }
    }
}

impl Report {
    /// What every export says about itself: label, words.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let lang = self.lang;
        let filters = if self.filters.is_empty() {
            lang.pick("aucun", "none").to_owned()
        } else {
            self.filters.join(" · ")
        };
        vec![
            (lang.pick("Périmètre", "Scope"), self.subtitle.clone()),
            (lang.pick("Période", "Period"), lang.period(self.period)),
            (lang.pick("Filtres", "Filters"), filters),
            (lang.pick("Calculé le", "Calculated on"), lang.moment(self.calculated_at)),
            (
                lang.pick("Définitions", "Definitions"),
                format!("version {}", self.definitions_version),
            ),
            (lang.pick("Protection", "Protection"), lang.protection(self.protection)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(Lang::Fr.number(1_234_567.25, 1), "1\u{202f}234\u{202f}567,2");
        assert_eq!(Lang::En.number(1_234_567.25, 2), "1,234,567.25");
        assert_eq!(Lang::Fr.number(999.0, 0), "999");
        assert_eq!(Lang::Fr.number(-1000.0, 0), "−1\u{202f}000");
        assert_eq!(Lang::Fr.number(-0.04, 1), "0,0");
        assert_eq!(Lang::Fr.bare_number(-1234.5, 1), "-1234,5");
    }

    #[test]
    fn changes_carry_their_sign() {
        assert_eq!(Lang::Fr.change(Change(Some(12.34))), "+12,3\u{202f}%");
        assert_eq!(Lang::En.change(Change(Some(-3.0))), "−3.0%");
        assert_eq!(Lang::Fr.change(Change(Some(0.0))), "0,0\u{202f}%");
        assert_eq!(Lang::Fr.change(Change(None)), "non comparable");
    }

    #[test]
    fn moments_follow_the_language() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        let moment = day.and_hms_opt(9, 5, 0).unwrap();
        assert_eq!(Lang::Fr.moment(moment), "1er\u{a0}mars 2026 à 9\u{202f}h\u{202f}05");
    }
}
