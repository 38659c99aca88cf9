//! Why a series is refused.

use chrono::NaiveDate;

use super::dates::MOST_DAYS;
use super::rule::Rule;
use crate::platform::faults::Reason;

/// The rule of rules that it breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesRefused {
    /// No day of the week, or a day or rank that no month has.
    NoDay,
    Interval,
    Count,
    /// It ends before it begins.
    Ends,
    /// Not from a minute to a day.
    Duration,
    /// The first day is none of the rule's; the first that is, if any.
    FirstDay(Option<NaiveDate>),
    TooMany,
    /// There is no such session, or it was held.
    NothingToChange,
}

impl SeriesRefused {
    /// Code and sentence.
    pub fn reason(self) -> Reason {
        match self {
            Self::NoDay => Reason::fixed(
                "no_day",
                "Choisissez au moins un jour qui existe.",
                "Choose at least one day that exists.",
            ),
            Self::Interval => range(1, u32::from(Rule::MOST_INTERVAL)),
            Self::Count => range(1, MOST_DAYS),
            Self::Duration => range(1, 1_440),
            Self::Ends => Reason::fixed(
                "contradiction",
                "La série ne peut pas finir avant son premier jour.",
                "The series cannot end before its first day.",
            ),
            Self::FirstDay(Some(next)) => Reason::new(
                "first_day",
                format!(
                    "Le premier jour doit être un jour de la règle, comme le {}.",
                    next.format("%d/%m/%Y")
                ),
                format!("The first day must be one of the rule’s, such as {next}."),
            ),
            Self::FirstDay(None) => Reason::fixed(
                "first_day",
                "Le premier jour doit être un jour de la règle.",
                "The first day must be one of the rule’s.",
            ),
            Self::TooMany => Reason::new(
                "too_many",
                format!("Une série compte {MOST_DAYS} dates au plus."),
                format!("A series has {MOST_DAYS} dates at most."),
            ),
            Self::NothingToChange => Reason::fixed(
                "nothing_to_change",
                "Aucune séance à venir n’est concernée.",
                "No session to come is concerned.",
            ),
        }
    }
}

fn range(least: u32, most: u32) -> Reason {
    Reason::new(
        "out_of_range",
        format!("La valeur doit être comprise entre {least} et {most}."),
        format!("The value must be between {least} and {most}."),
    )
}
