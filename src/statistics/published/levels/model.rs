//! Protected figures of levels as they are sent.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::competences::levels::Level;
use crate::platform::database::{Id, Moment};
use crate::statistics::published::model::Hidden;
use crate::statistics::texts::HeadlineText;

/// The version of the definitions.
pub const LEVELS_VERSION: i32 = 1;

/// A protected number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct ProtectedFigure {
    /// Null when hidden.
    pub value: Option<i64>,
    /// Percent of the number that it is a part of; null where either is hidden.
    pub share: Option<f64>,
    /// Why it is hidden.
    #[schema(inline)]
    pub hidden: Option<Hidden>,
}

/// People at one level.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LevelFigure {
    /// 1–8; null: nothing is verified.
    pub level: Option<Level>,
    /// People; the share is of the population.
    #[serde(flatten)]
    pub people: ProtectedFigure,
}

/// People with two proofs on one competence at least 60 days apart.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ProgressFigures {
    /// All of them; the share is of the population.
    pub learners: ProtectedFigure,
    /// Those whose verified level rose; shares are of `learners`.
    pub up: ProtectedFigure,
    pub same: ProtectedFigure,
    pub down: ProtectedFigure,
}

/// Where a level can be taught now.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CoverageFigures {
    /// Places where somebody who works there can teach the level; the share is of `places`.
    pub places_covered: ProtectedFigure,
    /// Places where sessions in scope were held in the last twelve months that have ended.
    pub places: ProtectedFigure,
}

/// The figures of one competence.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CompetenceFigures {
    pub competence_id: Id,
    #[schema(example = "1.2")]
    pub code: String,
    pub title_fr: String,
    pub title_en: String,
    /// 1 to 8, then unknown.
    pub levels: Vec<LevelFigure>,
    pub progress: ProgressFigures,
    pub coverage: CoverageFigures,
}

/// What a figure is called and how it is defined.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FigureDefinition {
    #[schema(example = "progress")]
    pub code: &'static str,
    pub name_fr: &'static str,
    pub name_en: &'static str,
    pub definition_fr: &'static str,
    pub definition_en: &'static str,
}

impl From<&HeadlineText> for FigureDefinition {
    fn from(text: &HeadlineText) -> Self {
        let HeadlineText { code, name, definition } = *text;
        Self {
            code,
            name_fr: name.0,
            name_en: name.1,
            definition_fr: definition.0,
            definition_en: definition.1,
        }
    }
}

/// Levels of many people, protected.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LevelFigures {
    pub definitions_version: i32,
    pub calculated_at: Moment,
    /// First day of the first month counted.
    pub from: NaiveDate,
    /// Last day of the last month counted: it has ended.
    pub to: NaiveDate,
    /// A figure on fewer people is hidden.
    pub k: i32,
    /// The level of `coverage`.
    pub level: Level,
    /// People who took part by name.
    pub population: ProtectedFigure,
    /// By competence, in the order of the framework.
    pub items: Vec<CompetenceFigures>,
    pub definitions: Vec<FigureDefinition>,
}
