//! A question as it is asked: period, scope and filters of a query string.

use std::str::FromStr;

use chrono::{Duration, Months, NaiveDate};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::keys::{Wanted, commune_key, day, departement_key};
use super::model::Scope;
use super::selection::{PeopleFilter, Selection};
use crate::facilitators::FacilitatorKind;
use crate::platform::day::Day;
use crate::platform::http::{Code, Problem, Said};
use crate::policy::{Actor, Role};
use crate::territories;
use crate::text_enum;
use crate::vocabulary::{
    AgeBand, Equipment, Gender, PlaceType, SessionKind, SocialStatus, Theme, ThemeSet,
};

text_enum! {
    /// A filter with two values.
    YesNo { Yes = "yes", No = "no" }
}

/// A question. Filters add up; the values of one filter, separated by commas, are alternatives.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Default: `own` for a facilitator, else `team` for a coordinator, else `network`.
    pub scope: Option<Scope>,
    /// First day; default: twelve months before the last.
    pub from: Option<Day>,
    /// Last day; default: today.
    pub to: Option<Day>,
    /// With `true`, also the headline figures of the previous period of equal length, and of the
    /// same days a year before.
    pub compare: Option<bool>,
    pub kind: Option<SessionKind>,
    /// Facilitator ids.
    pub facilitators: Option<String>,
    /// Team ids: their members, each from the day of joining to the day of leaving.
    pub teams: Option<String>,
    /// Ids of the facilitators' employers on the day.
    pub organizations: Option<String>,
    /// Place ids.
    pub places: Option<String>,
    /// Insee codes of communes of activity.
    pub communes: Option<String>,
    /// SIREN of EPCI of activity.
    pub epcis: Option<String>,
    /// Codes of départements of activity; sessions at a distance count at the employer's.
    pub departements: Option<String>,
    /// Codes of regions of activity; sessions at a distance count at the employer's.
    pub regions: Option<String>,
    /// Programme ids.
    pub programmes: Option<String>,
    /// Theme codes.
    pub themes: Option<String>,
    /// Whether the session carries an administrative theme.
    #[param(inline)]
    pub administrative: Option<YesNo>,
    /// Equipment codes.
    pub equipment: Option<String>,
    /// Tag ids.
    pub tags: Option<String>,
    /// Place type codes.
    pub place_types: Option<String>,
    /// `0-29`, `30-59`, `60-119`, `120+` minutes.
    pub durations: Option<String>,
    pub facilitator_kind: Option<FacilitatorKind>,
    /// Gender codes. With a filter on people only the participations of followed people that match
    /// count: the counters of anonymous people cannot be crossed.
    pub genders: Option<String>,
    /// Age band codes, of the day of the session.
    pub age_bands: Option<String>,
    /// Social status codes.
    pub statuses: Option<String>,
    /// Insee codes of communes of residence.
    pub residence_communes: Option<String>,
}

/// The values of a filter.
///
/// # Errors
/// 400 `invalid_parameter` for a value that does not exist: a dropped filter would give a wrong,
/// wider figure.
fn values<T>(
    name: &str,
    text: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, Problem> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(Vec::new()) };
    text.split(',').map(|value| parse(value).ok_or_else(|| unknown(name))).collect()
}

/// 400: a value of this filter does not exist, or not for who asks.
pub fn unknown(name: &str) -> Problem {
    Problem::parameter(
        name,
        Said::new(
            format!("« {name} » contient une valeur inconnue."),
            format!("“{name}” has an unknown value."),
        ),
    )
}

fn ids(name: &str, text: Option<&str>) -> Result<Vec<Uuid>, Problem> {
    values(name, text, |value| Uuid::from_str(value).ok())
}

/// A bit for each value asked for, bit 0 being the first value of the list.
fn bits<T: Copy + PartialEq>(
    name: &str,
    text: Option<&str>,
    all: &[T],
    parse: impl Fn(&str) -> Option<T>,
) -> Result<u64, Problem> {
    let at = |value: &str| {
        let wanted = parse(value)?;
        all.iter().position(|known| *known == wanted)
    };
    Ok(values(name, text, at)?.into_iter().fold(0, |bits, at| bits | 1 << at))
}

/// The same for what people may have left out: bit 0 is not told, and `non_communique` asks for it
/// too.
fn told_bits<T: Copy + PartialEq>(
    name: &str,
    text: Option<&str>,
    all: &[T],
    not_told: T,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<u64, Problem> {
    let bits = bits(name, text, all, parse)?;
    let silent = all.iter().position(|known| *known == not_told);
    let asks = silent.is_some_and(|at| bits >> at & 1 == 1);
    Ok(bits << 1 | u64::from(asks))
}

const DURATIONS: [&str; 4] = ["0-29", "30-59", "60-119", "120+"];

/// Where two filters meet; nowhere is a key that nothing has.
fn both<T: Copy + PartialEq>(one: Vec<T>, other: Option<Vec<T>>, nowhere: T) -> Vec<T> {
    let Some(other) = other else { return one };
    let met: Vec<T> = match one.as_slice() {
        [] => other,
        one => one.iter().copied().filter(|key| other.contains(key)).collect(),
    };
    if met.is_empty() { vec![nowhere] } else { met }
}

impl Question {
    /// First and last day.
    ///
    /// # Errors
    /// 400 `invalid_period`.
    pub fn period(&self, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), Problem> {
        let to = self.to.map_or(today, |day| day.0);
        let a_year = to.checked_sub_months(Months::new(12)).unwrap_or(to) + Duration::days(1);
        let from = self.from.map_or(a_year, |day| day.0);
        let ten_years = from.checked_add_months(Months::new(120)).unwrap_or(from);
        if from > to || to >= ten_years {
            return Err(Problem::new(Code::InvalidPeriod).saying(Said::new(
                "Le début doit précéder la fin, et la période durer dix ans au plus.",
                "The start must precede the end, and the period last ten years at most.",
            )));
        }
        Ok((from, to))
    }

    pub fn scope(&self, actor: &Actor) -> Scope {
        self.scope.unwrap_or_else(|| {
            if actor.is(Role::Facilitator) {
                Scope::Own
            } else if actor.is(Role::Coordinator) {
                Scope::Team
            } else {
                Scope::Network
            }
        })
    }

    /// Team ids asked for.
    pub fn teams(&self) -> Result<Vec<Uuid>, Problem> {
        ids("teams", self.teams.as_deref())
    }

    /// The filters that need nothing from the database; `wanted` has the scope still to come.
    pub fn wanted(&self, from: NaiveDate, to: NaiveDate) -> Result<Wanted, Problem> {
        Ok(Wanted {
            spans: None,
            perimeter: None,
            facilitators: ids("facilitators", self.facilitators.as_deref())?,
            organizations: ids("organizations", self.organizations.as_deref())?,
            programmes: ids("programmes", self.programmes.as_deref())?,
            places: ids("places", self.places.as_deref())?,
            tags: ids("tags", self.tags.as_deref())?,
            rest: Selection {
                from: day(from),
                to: day(to),
                communes: self.communes()?,
                departements: self.departements()?,
                people: self.people()?,
                ..self.what()?
            },
        })
    }

    fn what(&self) -> Result<Selection, Problem> {
        let themes = bits("themes", self.themes.as_deref(), Theme::ALL, Theme::from_code)?;
        let administrative = Theme::ALL.iter().copied().filter(|theme| theme.is_administrative());
        let equipment = self.equipment.as_deref();
        let place_types = self.place_types.as_deref();
        let known = |value: &str| DURATIONS.iter().find(|known| **known == value).copied();
        Ok(Selection {
            kind: self.kind.map(|kind| kind as u8),
            themes,
            administrative: self.administrative.map(|asked| asked == YesNo::Yes),
            administrative_mask: administrative.collect::<ThemeSet>().bits().unsigned_abs(),
            equipment: bits("equipment", equipment, Equipment::ALL, Equipment::from_code)? as u32,
            place_types: bits("place_types", place_types, PlaceType::ALL, PlaceType::from_code)?
                as u8,
            durations: bits("durations", self.durations.as_deref(), &DURATIONS, known)? as u8,
            ..Selection::default()
        })
    }

    fn communes(&self) -> Result<Vec<u16>, Problem> {
        let key = |code: &str| Some(commune_key(code)).filter(|key| *key > 0);
        let communes = values("communes", self.communes.as_deref(), key)?;
        let epci = |code: &str| territories::epci(code).map(|epci| epci.code);
        let epcis = values("epcis", self.epcis.as_deref(), epci)?;
        let inside = (!epcis.is_empty()).then(|| {
            let within = territories::communes()
                .iter()
                .filter(|commune| commune.epci_code.is_some_and(|code| epcis.contains(&code)));
            within.map(|commune| commune_key(commune.code)).collect()
        });
        Ok(both(communes, inside, u16::MAX))
    }

    fn departements(&self) -> Result<Vec<u8>, Problem> {
        let key = |code: &str| Some(departement_key(code)).filter(|key| *key > 0);
        let departements = values("departements", self.departements.as_deref(), key)?;
        let region = |code: &str| territories::region(code).map(|region| region.code);
        let regions = values("regions", self.regions.as_deref(), region)?;
        let inside = (!regions.is_empty()).then(|| {
            let within = territories::departements()
                .iter()
                .filter(|departement| regions.contains(&departement.region_code));
            within.map(|departement| departement_key(departement.code)).collect()
        });
        Ok(both(departements, inside, u8::MAX))
    }

    fn people(&self) -> Result<PeopleFilter, Problem> {
        let genders = self.genders.as_deref();
        let bands = self.age_bands.as_deref();
        let statuses = self.statuses.as_deref();
        let residence = |code: &str| Some(commune_key(code)).filter(|key| *key > 0);
        let silent = SocialStatus::NonCommunique;
        Ok(PeopleFilter {
            genders: told_bits(
                "genders",
                genders,
                Gender::ALL,
                Gender::NonCommunique,
                Gender::from_code,
            )? as u8,
            age_bands: told_bits(
                "age_bands",
                bands,
                AgeBand::ALL,
                AgeBand::NonCommunique,
                AgeBand::from_code,
            )? as u16,
            statuses: told_bits(
                "statuses",
                statuses,
                SocialStatus::ALL,
                silent,
                SocialStatus::from_code,
            )? as u8,
            residences: values(
                "residence_communes",
                self.residence_communes.as_deref(),
                residence,
            )?,
        })
    }
}

/// The period of equal length just before, and the same days a year before.
pub fn earlier(from: NaiveDate, to: NaiveDate) -> [(NaiveDate, NaiveDate); 2] {
    let length = to - from + Duration::days(1);
    let a_year_before = |date: NaiveDate| date.checked_sub_months(Months::new(12)).unwrap_or(date);
    [(from - length, to - length), (a_year_before(from), a_year_before(to))]
}
