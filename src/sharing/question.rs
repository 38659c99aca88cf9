//! The question of a link: the query string of the statistics, read strictly and kept in one form.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use chrono::{Months, NaiveDate};

use crate::facilitators::FacilitatorKind;
use crate::platform::database::Id;
use crate::platform::day::Day;
use crate::platform::http::Said;
use crate::territories::TerritoryKind;
use crate::vocabulary::{AgeBand, Equipment, Gender, PlaceType, SessionKind, SocialStatus, Theme};

/// The longest query string.
pub const LONGEST: usize = 8_000;
/// How many values one filter may have.
const MOST: usize = 200;

/// What the values of a filter are.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// Ids of records of a kind.
    Ids(Records),
    /// Codes of a closed list.
    Codes(fn(&str) -> bool),
    /// Codes of territories.
    Territories(TerritoryKind),
}

/// Which records the ids of a filter name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Records {
    Organizations,
    Places,
    Programmes,
    Tags,
}

/// A filter that a link may freeze.
#[derive(Debug)]
pub struct Filter {
    pub name: &'static str,
    pub values: Values,
    /// It has one value, not a list of alternatives.
    single: bool,
}

const fn list(name: &'static str, values: Values) -> Filter {
    Filter { name, values, single: false }
}

const fn one(name: &'static str, values: Values) -> Filter {
    Filter { name, values, single: true }
}

/// Every filter of the statistics but those that name people (`facilitators`, `teams`).
pub const FILTERS: &[Filter] = &[
    list("age_bands", Values::Codes(|code| AgeBand::from_code(code).is_some())),
    one("administrative", Values::Codes(|code| matches!(code, "yes" | "no"))),
    list("communes", Values::Territories(TerritoryKind::Commune)),
    list("departements", Values::Territories(TerritoryKind::Departement)),
    list("durations", Values::Codes(|code| matches!(code, "0-29" | "30-59" | "60-119" | "120+"))),
    list("epcis", Values::Territories(TerritoryKind::Epci)),
    list("equipment", Values::Codes(|code| Equipment::from_code(code).is_some())),
    one("facilitator_kind", Values::Codes(|code| FacilitatorKind::from_code(code).is_some())),
    list("genders", Values::Codes(|code| Gender::from_code(code).is_some())),
    one("kind", Values::Codes(|code| SessionKind::from_code(code).is_some())),
    list("organizations", Values::Ids(Records::Organizations)),
    list("place_types", Values::Codes(|code| PlaceType::from_code(code).is_some())),
    list("places", Values::Ids(Records::Places)),
    list("programmes", Values::Ids(Records::Programmes)),
    list("regions", Values::Territories(TerritoryKind::Region)),
    list("residence_communes", Values::Territories(TerritoryKind::Commune)),
    list("statuses", Values::Codes(|code| SocialStatus::from_code(code).is_some())),
    list("tags", Values::Ids(Records::Tags)),
    list("themes", Values::Codes(|code| Theme::from_code(code).is_some())),
];

/// A frozen question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// First day of a month.
    pub from: NaiveDate,
    /// Last day of a month.
    pub to: NaiveDate,
    /// Filter → its values, both sorted.
    pub filters: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Question {
    /// Reads a query string such as `from=2026-01-01&to=2026-03-31&themes=email,bureautique`.
    ///
    /// # Errors
    /// What is wrong with it: an unknown or repeated name, a value that does not exist, a period
    /// that is missing, not of whole months or longer than ten years.
    pub fn parse(text: &str) -> Result<Self, Said> {
        let (mut from, mut to, mut filters) = (None, None, BTreeMap::new());
        let text = text.strip_prefix('?').unwrap_or(text);
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let repeated = match name.as_ref() {
                "from" => from.replace(day(&name, &value)?).is_some(),
                "to" => to.replace(day(&name, &value)?).is_some(),
                _ => {
                    let filter = FILTERS.iter().find(|filter| filter.name == name);
                    let filter = filter.ok_or_else(|| unknown(&name))?;
                    filters.insert(filter.name, filter.read(&value)?).is_some()
                }
            };
            if repeated {
                return Err(unknown(&name));
            }
        }
        let missing = || Said::new("Il manque la période (from, to).", "The period is missing.");
        let (from, to) = (from.ok_or_else(missing)?, to.ok_or_else(missing)?);
        check_period(from, to)?;
        Ok(Self { from: from.0, to: to.0, filters })
    }

    /// A period without any filter.
    pub fn of_everything(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from, to, filters: BTreeMap::new() }
    }

    /// The one form in which equal questions are equal texts: `from`, `to`, then the filters by
    /// name, values sorted.
    pub fn canonical(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.append_pair("from", &Day(self.from).to_string());
        text.append_pair("to", &Day(self.to).to_string());
        for (name, values) in &self.filters {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            text.append_pair(name, &values.join(","));
        }
        text.finish()
    }

    /// The ids that its filters name among records of a kind.
    pub fn ids(&self, records: Records) -> Vec<Id> {
        let of_kind =
            |filter: &&Filter| matches!(filter.values, Values::Ids(kind) if kind == records);
        let names = FILTERS.iter().filter(of_kind).filter_map(|one| self.filters.get(one.name));
        names.flatten().filter_map(|id| Id::from_str(id).ok()).collect()
    }
}

impl Filter {
    fn read(&self, text: &str) -> Result<BTreeSet<String>, Said> {
        let values: BTreeSet<String> = text.split(',').map(str::to_owned).collect();
        let single = !self.single || values.len() == 1;
        if single && values.len() <= MOST && values.iter().all(|value| self.takes(value)) {
            return Ok(values);
        }
        Err(Said::new(
            format!("« {} » contient une valeur inconnue, ou trop de valeurs.", self.name),
            format!("“{}” has an unknown value, or too many.", self.name),
        ))
    }

    fn takes(&self, value: &str) -> bool {
        match self.values {
            Values::Ids(_) => Id::from_str(value).is_ok_and(|id| id.as_str() == value),
            Values::Codes(known) => known(value),
            Values::Territories(kind) => kind.name_of(value).is_some(),
        }
    }
}

fn day(name: &str, value: &str) -> Result<Day, Said> {
    Day::parse(value).ok_or_else(|| {
        Said::new(
            format!("« {name} » n’est pas une date (AAAA-MM-JJ)."),
            format!("“{name}” is not a date (YYYY-MM-DD)."),
        )
    })
}

fn unknown(name: &str) -> Said {
    let name: String = name.chars().take(40).collect();
    Said::new(
        format!("« {name} » ne peut pas figurer dans un lien, ou y figure deux fois."),
        format!("“{name}” cannot be part of a link, or is there twice."),
    )
}

fn check_period(from: Day, to: Day) -> Result<(), Said> {
    let ten_years = from.0.checked_add_months(Months::new(120)).unwrap_or(from.0);
    if from.0 > to.0 || to.0 >= ten_years {
        return Err(Said::new(
            "Le début doit précéder la fin, et la période durer dix ans au plus.",
            "The start must precede the end, and the period last ten years at most.",
        ));
    }
    if !from.starts_month() || !to.ends_month() {
        return Err(Said::new(
            "Un lien montre des mois entiers : du premier jour d’un mois au dernier.",
            "A link shows whole months: from the first day of a month to the last.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: &str = "from=2026-01-01&to=2026-12-31";

    fn canonical(more: &str) -> Option<String> {
        Question::parse(&format!("{YEAR}{more}")).ok().map(|question| question.canonical())
    }

    #[test]
    fn equal_questions_become_equal_texts() {
        let one = Question::parse("?themes=email,bureautique&to=2026-12-31&from=2026-01-01");
        let other = canonical("&themes=bureautique%2Cemail%2Cbureautique");
        assert_eq!(one.ok().map(|question| question.canonical()), other);
        let text = other.unwrap();
        assert_eq!(text, "from=2026-01-01&to=2026-12-31&themes=bureautique%2Cemail");
        assert_eq!(Question::parse(&text).unwrap().canonical(), text);
    }

    #[test]
    fn every_kind_of_filter_is_read() {
        for filter in [
            "&kind=workshop",
            "&administrative=yes",
            "&durations=0-29,120%2B",
            "&communes=44109&departements=2A,974&epcis=244400404&regions=52",
            "&genders=feminin&age_bands=dix_huit_vingt_quatre&statuses=retraite",
            "&facilitator_kind=peer&place_types=a_distance&equipment=ordinateur",
            "&programmes=0190b3c2-0000-7000-8000-000000000001",
        ] {
            assert!(canonical(filter).is_some(), "{filter}");
        }
    }

    #[test]
    fn what_a_link_cannot_freeze_is_refused() {
        for more in [
            "&scope=network",
            "&facilitators=0190b3c2-0000-7000-8000-000000000001",
            "&teams=0190b3c2-0000-7000-8000-000000000001",
            "&colour=red",
            "&themes=",
            "&themes=email&themes=bureautique",
            "&themes=unknown",
            "&kind=workshop,individual",
            "&communes=75101",
            "&programmes=abc",
            "&programmes=0190B3C2-0000-7000-8000-000000000001",
            "&from=2026-02-01",
        ] {
            assert_eq!(canonical(more), None, "{more}");
        }
        for text in [
            "",
            "from=2026-01-01",
            "from=2026-01-02&to=2026-01-31",
            "from=2026-01-01&to=2026-02-27",
            "from=2026-02-01&to=2026-01-31",
            "from=2015-01-01&to=2025-01-31",
            "from=2026-02-30&to=2026-03-31",
        ] {
            assert!(Question::parse(text).is_err(), "{text}");
        }
        assert!(Question::parse("from=2024-02-01&to=2024-02-29").is_ok(), "a leap year");
    }
}
