//! One session as the figures see it.

use std::fmt;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::platform::database::Id;
use crate::vocabulary::{
    AgeBand, Autonomy, EquipmentSet, Gender, PlaceType, Redirection, SessionKind, SocialStatus,
    ThemeSet, WorkshopLevel,
};

/// An Insee code of a commune or a département: five characters at most, kept inline because there
/// are several in each of millions of facts.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Insee {
    length: u8,
    text: [u8; 5],
}

impl Insee {
    /// None for what cannot be one.
    pub fn new(code: &str) -> Option<Self> {
        let mut text = [0; 5];
        text.get_mut(..code.len())?.copy_from_slice(code.as_bytes());
        (!code.is_empty()).then_some(Self { length: u8::try_from(code.len()).ok()?, text })
    }

    pub fn as_str(&self) -> &str {
        // Always whole characters: the only way in is a text.
        let text = self.text.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }
}

impl fmt::Debug for Insee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// One held session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionFact {
    pub date: NaiveDate,
    pub kind: SessionKind,
    pub place_type: PlaceType,
    pub duration_min: u16,
    pub themes: ThemeSet,
    pub equipment: EquipmentSet,
    /// Of an individual session.
    pub autonomy: Option<Autonomy>,
    /// Of a workshop.
    pub level: Option<WorkshopLevel>,
    pub redirected: bool,
    pub redirection: Option<Redirection>,
    pub facilitator: Uuid,
    /// Who employed the facilitator on that day.
    pub organization: Option<Uuid>,
    pub programme: Option<Uuid>,
    pub place: Option<Uuid>,
    /// None at a distance.
    pub commune: Option<Insee>,
    /// Of the commune; at a distance, of the employer.
    pub departement: Option<Insee>,
    pub anonymous: u16,
    /// Of the anonymous people, those declared as helped before.
    pub anonymous_supported: u16,
    /// Anonymous people by gender, age band and status; what is missing was not told.
    pub counted: Vec<Counted>,
    /// Anonymous people by commune of residence.
    pub residences: Vec<(Insee, u16)>,
    pub tags: Vec<Uuid>,
    pub followed: Vec<Person>,
}

/// Anonymous people of one value of one family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// Position of the value: genders first, then age bands, then statuses.
    pub column: u8,
    pub people: u16,
}

/// How many columns [`Counted`] has.
pub const COUNTED: usize = Gender::ALL.len() + AgeBand::ALL.len() + SocialStatus::ALL.len();

impl Counted {
    /// The column of a value of a dimension of `headcounts`; none for what is no such family.
    pub fn column(dimension: &str, value: &str) -> Option<u8> {
        let bands = Gender::ALL.len();
        let statuses = bands + AgeBand::ALL.len();
        let column = match dimension {
            "gender" => Gender::from_code(value)? as usize,
            "age_band" => bands + AgeBand::from_code(value)? as usize,
            "status" => statuses + SocialStatus::from_code(value)? as usize,
            _ => return None,
        };
        u8::try_from(column).ok()
    }
}

/// One followed person in the session, as they were on that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub learner: Uuid,
    /// Their first participation ever.
    pub first_time: bool,
    pub gender: Option<Gender>,
    pub age_band: Option<AgeBand>,
    pub status: Option<SocialStatus>,
    /// Of residence.
    pub commune: Option<Insee>,
}

/// The sessions of a period, of some facilitators or of everybody.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Both days included.
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub facilitator_ids: Option<Vec<Id>>,
}
