//! Types and rules of learners.

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::STAFF_NUMBER_MAX;
use crate::platform::contact;
use crate::platform::database::schema::learners;
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults, Versioned};
use crate::platform::secrets;
use crate::platform::text::normalise;
use crate::territories::{self, CommuneView, check_commune};
use crate::vocabulary::{AgeBand, Gender, SocialStatus, Theme};

/// A learner as they are kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = learners, treat_none_as_null = true)]
pub struct Learner {
    pub id: Id,
    pub version: i32,
    /// Of the body that created the record.
    pub digest: String,
    pub person_id: Id,
    pub facilitator_id: Id,
    pub first_name: String,
    pub last_name: String,
    pub sort_key: String,
    pub search: String,
    pub birth_year: Option<i32>,
    pub age_band: Option<AgeBand>,
    pub gender: Option<Gender>,
    pub status: Option<SocialStatus>,
    pub commune_code: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub notes: Option<String>,
    pub session_count: i32,
    pub first_session_on: Option<NaiveDate>,
    pub last_session_on: Option<NaiveDate>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub anonymised_at: Option<Moment>,
    pub merged_into: Option<Id>,
    pub staff_number: Option<String>,
}

/// What a participation remembers of a person: as they were on that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub gender: Option<Gender>,
    pub age_band: Option<AgeBand>,
    pub status: Option<SocialStatus>,
    pub commune_code: Option<String>,
}

/// A followed learner to create or change.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LearnerInput {
    /// 1–100 characters.
    #[schema(example = "Lucette")]
    pub first_name: String,
    /// 1–100 characters.
    #[schema(example = "Bernardin")]
    pub last_name: String,
    /// 1900 to this year; never a full birth date.
    #[schema(example = 1952)]
    pub birth_year: Option<i32>,
    /// Only where the birth year is unknown.
    pub age_band: Option<AgeBand>,
    pub gender: Option<Gender>,
    pub status: Option<SocialStatus>,
    /// Insee code of the commune of residence.
    #[schema(example = "44109")]
    pub commune_code: Option<String>,
    #[schema(example = "06 39 98 00 00")]
    pub phone: Option<String>,
    pub email: Option<String>,
    /// The facilitator's own; at most 10,000 characters.
    pub notes: Option<String>,
    /// What the employer calls a member of staff by; at most 40 characters, never a national number.
    #[schema(example = "004512")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff_number: Option<String>,
}

impl Checked for LearnerInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/first_name", &self.first_name, 100);
        faults.name("/last_name", &self.last_name, 100);
        if self.birth_year.is_some()
            && self.age_band.is_some_and(|band| band != AgeBand::NonCommunique)
        {
            faults.contradiction(
                "/age_band",
                "L’année de naissance suffit : la tranche d’âge s’en déduit.",
                "The birth year is enough: the age band follows from it.",
            );
        }
        faults.keep_optional("/phone", self.phone.as_deref(), contact::phone);
        faults.keep_optional("/email", self.email.as_deref(), contact::email);
        faults.text("/notes", self.notes.as_deref(), 10_000);
        faults.line("/staff_number", self.staff_number.as_deref(), STAFF_NUMBER_MAX);
        check_commune(faults, "/commune_code", self.commune_code.as_deref());
    }
}

impl LearnerInput {
    /// The rule that needs to know what year it is.
    pub fn check_year(&self, faults: &mut Faults, today: NaiveDate) {
        if let Some(year) = self.birth_year {
            faults.range("/birth_year", year, 1900, today.year());
        }
    }
}

impl Learner {
    /// A new record; identity in the one form that is kept.
    pub fn new(
        input: &LearnerInput,
        id: Id,
        person_id: Id,
        facilitator_id: Id,
        now: Moment,
    ) -> Self {
        let mut learner = Self {
            id,
            version: 1,
            digest: secrets::digest(input),
            person_id,
            facilitator_id,
            first_name: String::new(),
            last_name: String::new(),
            sort_key: String::new(),
            search: String::new(),
            birth_year: None,
            age_band: None,
            gender: None,
            status: None,
            commune_code: None,
            phone: None,
            email: None,
            notes: None,
            session_count: 0,
            first_session_on: None,
            last_session_on: None,
            created_at: now,
            updated_at: now,
            anonymised_at: None,
            merged_into: None,
            staff_number: None,
        };
        learner.take(input);
        learner
    }

    /// The same person with what `input` says now.
    pub fn corrected(mut self, input: &LearnerInput, now: Moment) -> Self {
        self.version += 1;
        self.updated_at = now;
        self.take(input);
        self
    }

    fn take(&mut self, input: &LearnerInput) {
        self.first_name = input.first_name.trim().to_owned();
        self.last_name = input.last_name.trim().to_owned();
        self.birth_year = input.birth_year;
        self.age_band = input
            .age_band
            .filter(|band| input.birth_year.is_none() && *band != AgeBand::NonCommunique);
        self.gender = input.gender.filter(|gender| *gender != Gender::NonCommunique);
        self.status = input.status.filter(|status| *status != SocialStatus::NonCommunique);
        self.commune_code = input
            .commune_code
            .as_deref()
            .and_then(territories::commune)
            .map(|commune| commune.code.to_owned());
        self.phone = input.phone.as_deref().and_then(|typed| contact::phone(typed).ok());
        self.email = input.email.as_deref().and_then(|typed| contact::email(typed).ok());
        self.notes = input.notes.clone().filter(|notes| !notes.trim().is_empty());
        let number = input.staff_number.as_deref().map(str::trim);
        self.staff_number = number.filter(|number| !number.is_empty()).map(str::to_owned);
        self.index();
    }

    /// Refreshes the columns a person is sorted and searched by.
    pub fn index(&mut self) {
        self.sort_key = normalise(&format!("{} {}", self.last_name, self.first_name));
        let commune = self.commune_code.as_deref().and_then(territories::commune);
        let phone = self.phone.as_deref().unwrap_or_default();
        self.search = normalise(&format!(
            "{} {} {} {} {phone} {} {}",
            self.first_name,
            self.last_name,
            commune.map_or("", |commune| commune.name),
            self.email.as_deref().unwrap_or_default(),
            contact::national(phone),
            self.staff_number.as_deref().unwrap_or_default(),
        ));
    }

    /// How the person is counted in a session of `date`.
    pub fn snapshot(&self, date: NaiveDate) -> Snapshot {
        Snapshot {
            gender: self.gender,
            age_band: self.age_band_on(date),
            status: self.status,
            commune_code: self.commune_code.clone(),
        }
    }

    /// The age band on a day: from the birth year where it is known.
    pub fn age_band_on(&self, date: NaiveDate) -> Option<AgeBand> {
        match self.birth_year {
            Some(year) => Some(AgeBand::in_year(year, date.year())),
            None => self.age_band,
        }
    }

    /// Forgets who the person is; the figures keep what they counted.
    pub fn anonymise(&mut self, now: Moment) {
        self.version += 1;
        self.updated_at = now;
        self.anonymised_at = Some(now);
        self.digest = String::new();
        self.first_name = String::new();
        self.last_name = String::new();
        self.sort_key = String::new();
        self.search = String::new();
        self.birth_year = None;
        self.age_band = None;
        self.gender = None;
        self.status = None;
        self.commune_code = None;
        self.phone = None;
        self.email = None;
        self.notes = None;
        self.staff_number = None;
    }

    /// Fills the gaps of `self` from `source`, the same person recorded twice.
    pub fn absorb(&mut self, source: &Learner, now: Moment) {
        self.version += 1;
        self.updated_at = now;
        self.created_at = self.created_at.min(source.created_at);
        if self.birth_year.is_none() {
            self.birth_year = source.birth_year;
        }
        self.age_band = match self.birth_year {
            Some(_) => None,
            None => self.age_band.or(source.age_band),
        };
        self.gender = self.gender.or(source.gender);
        self.status = self.status.or(source.status);
        self.commune_code = self.commune_code.take().or_else(|| source.commune_code.clone());
        self.phone = self.phone.take().or_else(|| source.phone.clone());
        self.email = self.email.take().or_else(|| source.email.clone());
        self.staff_number = self.staff_number.take().or_else(|| source.staff_number.clone());
        self.notes = match (self.notes.take(), source.notes.clone()) {
            (Some(own), Some(other)) if own != other => {
                Some(format!("{own}\n\n{other}").chars().take(10_000).collect())
            }
            (own, other) => own.or(other),
        };
        self.index();
    }
}

/// A learner in a list.
#[derive(Serialize, ToSchema)]
pub struct LearnerSummary {
    pub id: Id,
    pub version: i32,
    pub first_name: String,
    pub last_name: String,
    pub birth_year: Option<i32>,
    pub commune_name: Option<String>,
    pub session_count: i32,
    pub last_session_on: Option<NaiveDate>,
}

/// How often a theme came up.
#[derive(Serialize, ToSchema)]
pub struct ThemeCount {
    pub code: Theme,
    pub count: i64,
}

/// A learner's sheet.
#[derive(Serialize, ToSchema)]
pub struct LearnerView {
    pub id: Id,
    pub version: i32,
    pub first_name: String,
    pub last_name: String,
    pub birth_year: Option<i32>,
    /// Today's, from the birth year where it is known.
    pub age_band: Option<AgeBand>,
    pub gender: Option<Gender>,
    pub status: Option<SocialStatus>,
    pub commune: Option<CommuneView>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub notes: Option<String>,
    pub staff_number: Option<String>,
    pub session_count: i32,
    pub first_session_on: Option<NaiveDate>,
    pub last_session_on: Option<NaiveDate>,
    /// Themes of the person's sessions, most frequent first.
    pub themes: Vec<ThemeCount>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Versioned for LearnerView {
    fn version(&self) -> i32 {
        self.version
    }
}

impl LearnerView {
    pub fn new(learner: Learner, themes: Vec<ThemeCount>, today: NaiveDate) -> Self {
        Self {
            age_band: learner.age_band_on(today),
            id: learner.id,
            version: learner.version,
            first_name: learner.first_name,
            last_name: learner.last_name,
            birth_year: learner.birth_year,
            gender: learner.gender,
            status: learner.status,
            commune: learner.commune_code.as_deref().map(CommuneView::of),
            phone: learner.phone,
            email: learner.email,
            notes: learner.notes,
            staff_number: learner.staff_number,
            session_count: learner.session_count,
            first_session_on: learner.first_session_on,
            last_session_on: learner.last_session_on,
            themes,
            created_at: learner.created_at,
            updated_at: learner.updated_at,
        }
    }
}
