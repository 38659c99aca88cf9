//! Types and rules of competences.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::competences::levels::Level;
use crate::competences::placement::{self, STATEMENTS};
use crate::platform::database::schema::competences;
use crate::platform::database::{Id, JsonList, Moment};
use crate::platform::day::Day;
use crate::platform::http::{Checked, Faults, Said, Stored, Versioned};
use crate::platform::secrets;
use crate::text_enum;

text_enum! {
    /// Where a competence comes from.
    Framework { Pix = "pix", Local = "local" }
}

/// A competence as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = competences, treat_none_as_null = true)]
pub struct Competence {
    pub id: Id,
    /// Dense, for packed levels.
    pub number: i32,
    pub version: i32,
    /// Of the body that created the record; empty for those of Pix.
    pub digest: String,
    pub framework: Framework,
    pub framework_version: i32,
    /// `1.1` … `5.2`; `L1`, `L2` … of the network.
    pub code: String,
    /// `1` … `5`.
    pub area: Option<String>,
    pub title_fr: String,
    pub title_en: String,
    /// Five, French, of a local competence; those of Pix are shipped.
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub statements: Vec<String>,
    pub is_retired: bool,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Stored for Competence {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

/// A competence of the network's own, to create or change.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompetenceInput {
    /// 3–120 characters.
    #[schema(example = "Utiliser la messagerie de la ville")]
    pub title_fr: String,
    /// Absent: the French one.
    pub title_en: Option<String>,
    /// The area of the framework beside which it is shown, `1` … `5`.
    pub area: Option<String>,
    /// Five plain sentences in order of difficulty, for self-placement; or none.
    #[serde(default)]
    pub statements: Vec<String>,
    /// A retired competence keeps its evidence and takes no more.
    #[serde(default)]
    pub is_retired: bool,
}

impl Checked for CompetenceInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/title_fr", &self.title_fr, 120);
        if self.title_fr.trim().chars().count() < 3 {
            let said = Said::new("3 caractères au moins.", "3 characters at least.");
            faults.add("/title_fr", "too_short", said);
        }
        faults.line("/title_en", self.title_en.as_deref(), 120);
        if let Some(area) = &self.area
            && placement::area(area).is_none()
        {
            let said = Said::new(
                "Domaine inconnu. Valeurs possibles : 1, 2, 3, 4, 5.",
                "Unknown area. Allowed: 1, 2, 3, 4, 5.",
            );
            faults.add("/area", "unknown_value", said);
        }
        if ![0, STATEMENTS].contains(&self.statements.len()) {
            let said = Said::new("Cinq phrases, ou aucune.", "Five sentences, or none.");
            faults.add("/statements", "out_of_range", said);
        }
        for (at, statement) in self.statements.iter().enumerate() {
            faults.name(&format!("/statements/{at}"), statement, 200);
        }
    }
}

impl Competence {
    /// A new local one; `number` and the number in its code are the next free ones.
    pub fn new(input: &CompetenceInput, id: Id, number: i32, nth: i64, now: Moment) -> Self {
        let blank = Self {
            id,
            number,
            version: 0,
            digest: secrets::digest(input),
            framework: Framework::Local,
            framework_version: 1,
            code: format!("L{nth}"),
            area: None,
            title_fr: String::new(),
            title_en: String::new(),
            statements: Vec::new(),
            is_retired: false,
            created_at: now,
            updated_at: now,
        };
        blank.corrected(input, now)
    }

    /// The next version, as `input` describes it.
    pub fn corrected(self, input: &CompetenceInput, now: Moment) -> Self {
        let title_fr = input.title_fr.trim().to_owned();
        let title_en = input.title_en.as_deref().map(str::trim).filter(|text| !text.is_empty());
        Self {
            version: self.version + 1,
            title_en: title_en.unwrap_or(&title_fr).to_owned(),
            title_fr,
            area: input.area.clone(),
            statements: input.statements.iter().map(|text| text.trim().to_owned()).collect(),
            is_retired: input.is_retired,
            updated_at: now,
            ..self
        }
    }
}

/// A maximum to note, from a day on.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MaximumInput {
    pub framework: Framework,
    /// After the last one noted.
    pub from_on: Day,
    /// 1–8.
    pub level: i32,
}

impl Checked for MaximumInput {
    fn check(&self, faults: &mut Faults) {
        faults.range("/level", self.level, 1, 8);
    }
}

/// An area of the framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AreaView {
    #[schema(example = "1")]
    pub code: String,
    pub title_fr: String,
    pub title_en: String,
}

/// A sentence of self-placement, and the level that it stands for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatementView {
    pub level: Level,
    pub fr: String,
    pub en: String,
}

/// A competence.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CompetenceItem {
    pub id: Id,
    pub version: i32,
    pub framework: Framework,
    pub framework_version: i32,
    #[schema(example = "1.2")]
    pub code: String,
    pub area: Option<String>,
    pub title_fr: String,
    pub title_en: String,
    /// In plain words.
    #[schema(example = "Ranger et retrouver mes fichiers")]
    pub short_fr: String,
    pub short_en: String,
    /// The line above the statements.
    pub question_fr: String,
    pub question_en: String,
    /// Five in order of difficulty, or none.
    pub statements: Vec<StatementView>,
    /// The highest level that can be reached today.
    pub max_level: Level,
    pub is_retired: bool,
}

impl Versioned for CompetenceItem {
    fn version(&self) -> i32 {
        self.version
    }
}

impl CompetenceItem {
    pub fn new(competence: &Competence, max_level: Level) -> Self {
        let shipped = placement::shipped(&competence.code);
        let or_title = |text: Option<&'static str>, title: &str| match text {
            Some(text) => text.to_owned(),
            None => title.to_owned(),
        };
        let own = competence.statements.iter().zip(1_u8..).map(|(text, level)| StatementView {
            level: Level::new(level).unwrap_or_default(),
            fr: text.clone(),
            en: text.clone(),
        });
        let statements = match shipped {
            Some(words) => words.statements.iter().map(StatementView::from).collect(),
            None => own.collect(),
        };
        Self {
            id: competence.id,
            version: competence.version,
            framework: competence.framework,
            framework_version: competence.framework_version,
            code: competence.code.clone(),
            area: competence.area.clone(),
            title_fr: competence.title_fr.clone(),
            title_en: competence.title_en.clone(),
            short_fr: or_title(shipped.map(|words| words.short_fr), &competence.title_fr),
            short_en: or_title(shipped.map(|words| words.short_en), &competence.title_en),
            question_fr: shipped.map(|words| words.question_fr).unwrap_or_default().to_owned(),
            question_en: shipped.map(|words| words.question_en).unwrap_or_default().to_owned(),
            statements,
            max_level,
            is_retired: competence.is_retired,
        }
    }
}

impl From<&placement::Statement> for StatementView {
    fn from(statement: &placement::Statement) -> Self {
        Self {
            level: Level::new(statement.level).unwrap_or_default(),
            fr: statement.fr.to_owned(),
            en: statement.en.to_owned(),
        }
    }
}
