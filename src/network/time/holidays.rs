//! French public holidays (Code du travail, L3133-1), computed. Those of Alsace-Moselle and of the
//! overseas départements are not among them.

use chrono::{Datelike, Duration, NaiveDate};

use crate::text_enum;

text_enum! {
    /// The eleven of them, in the order of the year.
    Holiday {
        NewYear = "nouvel_an",
        EasterMonday = "lundi_de_paques",
        Labour = "fete_du_travail",
        Victory = "victoire_1945",
        Ascension = "ascension",
        WhitMonday = "lundi_de_pentecote",
        National = "fete_nationale",
        Assumption = "assomption",
        AllSaints = "toussaint",
        Armistice = "armistice_1918",
        Christmas = "noel",
    }
}

impl Holiday {
    /// In French and in English.
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::NewYear => ("Jour de l’an", "New Year’s Day"),
            Self::EasterMonday => ("Lundi de Pâques", "Easter Monday"),
            Self::Labour => ("Fête du Travail", "Labour Day"),
            Self::Victory => ("Victoire de 1945", "Victory in Europe Day"),
            Self::Ascension => ("Ascension", "Ascension Day"),
            Self::WhitMonday => ("Lundi de Pentecôte", "Whit Monday"),
            Self::National => ("Fête nationale", "Bastille Day"),
            Self::Assumption => ("Assomption", "Assumption Day"),
            Self::AllSaints => ("Toussaint", "All Saints’ Day"),
            Self::Armistice => ("Armistice de 1918", "Armistice Day"),
            Self::Christmas => ("Noël", "Christmas Day"),
        }
    }

    /// Its day in a year.
    pub fn on(self, year: i32) -> Option<NaiveDate> {
        let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let after_easter = |days| Some(easter(year)? + Duration::days(days));
        match self {
            Self::NewYear => fixed(1, 1),
            Self::EasterMonday => after_easter(1),
            Self::Labour => fixed(5, 1),
            Self::Victory => fixed(5, 8),
            Self::Ascension => after_easter(39),
            Self::WhitMonday => after_easter(50),
            Self::National => fixed(7, 14),
            Self::Assumption => fixed(8, 15),
            Self::AllSaints => fixed(11, 1),
            Self::Armistice => fixed(11, 11),
            Self::Christmas => fixed(12, 25),
        }
    }
}

/// Easter Sunday of the Gregorian calendar: the first Sunday after the full moon that the tables
/// of the church put on or after 21 March.
pub fn easter(year: i32) -> Option<NaiveDate> {
    let century = year.div_euclid(100);
    let golden = year.rem_euclid(19);
    // Leap days left out, and how far the moon drifted from its cycle of 19 years.
    let (solar, lunar) = (century - century / 4, (8 * century + 13) / 25);
    let epact = (19 * golden + solar - lunar + 15).rem_euclid(30);
    // The tables keep the full moon before 19 April, and apart within one cycle.
    let late = epact == 29 || (epact == 28 && golden > 10);
    let moon = NaiveDate::from_ymd_opt(year, 3, 21)? + Duration::days(i64::from(epact))
        - Duration::days(i64::from(late));
    let to_sunday = 7 - i64::from(moon.weekday().num_days_from_sunday());
    Some(moon + Duration::days(to_sunday))
}

/// The holiday that a day is. Ascension may fall on 1 May or 8 May: the first of the list is named.
pub fn holiday(day: NaiveDate) -> Option<Holiday> {
    Holiday::ALL.iter().copied().find(|holiday| holiday.on(day.year()) == Some(day))
}

/// The holidays of a year with their days, in the order of days.
pub fn holidays_of(year: i32) -> Vec<(NaiveDate, Holiday)> {
    let all = Holiday::ALL.iter().filter_map(|holiday| Some((holiday.on(year)?, *holiday)));
    let mut all: Vec<_> = all.collect();
    all.sort_unstable();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::tests::day;

    /// The anonymous method of 1876, as almanacs print it: another way to the same day.
    fn easter_of_the_almanacs(year: i32) -> NaiveDate {
        let (a, b, c) = (year % 19, year / 100, year % 100);
        let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
        let g = (b - f + 1) / 3;
        let h = (19 * a + b - d - g + 15) % 30;
        let (i, k) = (c / 4, c % 4);
        let l = (32 + 2 * e + 2 * i - h - k) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let n = h + l - 7 * m + 114;
        NaiveDate::from_ymd_opt(year, (n / 31) as u32, (n % 31 + 1) as u32).unwrap()
    }

    #[test]
    fn easter_of_eight_centuries() {
        for year in 1700..2500 {
            assert_eq!(easter(year), Some(easter_of_the_almanacs(year)), "{year}");
        }
    }

    #[test]
    fn easter_of_known_years() {
        let known = ["2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20", "2026-04-05"];
        for text in known {
            assert_eq!(easter(day(text).year()), Some(day(text)));
        }
    }

    #[test]
    fn the_eleven_of_2026() {
        let days: Vec<String> =
            holidays_of(2026).iter().map(|(day, _)| day.format("%m-%d").to_string()).collect();
        let known = [
            "01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01",
            "11-11", "12-25",
        ];
        assert_eq!(days, known);
        assert_eq!(holiday(day("2026-05-25")), Some(Holiday::WhitMonday));
        assert_eq!(holiday(day("2026-05-26")), None);
        assert_eq!(holiday(day("2008-05-01")), Some(Holiday::Labour), "and Ascension");
    }
}
