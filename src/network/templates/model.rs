//! What a template is: as it comes in, as it is kept, as it is sent.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::competences::SessionCompetence;
use crate::competences::levels::Level;
use crate::platform::contact;
use crate::platform::database::schema::workshop_templates;
use crate::platform::database::{Id, JsonList, Moment};
use crate::platform::http::{Checked, Faults, Said, Stored, Versioned};
use crate::platform::text::normalise;
use crate::vocabulary::{Theme, ThemeSet};

/// The most competences of a template or a workshop.
const MOST_NEEDS: usize = 8;
const MOST_DOCUMENTS: usize = 20;

/// A template as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = workshop_templates, treat_none_as_null = true)]
pub struct Template {
    pub id: Id,
    pub version: i32,
    /// Of the body that created the record.
    pub digest: String,
    /// Account.
    pub author_id: Id,
    pub title: String,
    pub search: String,
    pub objectives: Option<String>,
    pub duration_min: i32,
    pub min_people: i32,
    pub max_people: i32,
    pub devices_per_learner: i32,
    pub needs_wires: bool,
    pub themes: ThemeSet,
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub documents: Vec<String>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub archived_at: Option<Moment>,
}

impl Stored for Template {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

/// A competence, and the level that a workshop brings people to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedInput {
    pub competence_id: Id,
    /// 1–8.
    #[schema(example = 2)]
    pub target_level: i32,
}

/// The same as it is kept and sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Need {
    pub competence_id: Id,
    pub target_level: Level,
}

impl From<&Need> for SessionCompetence {
    fn from(need: &Need) -> Self {
        let target_level = Some(i32::from(need.target_level.get()));
        Self { competence_id: need.competence_id, target_level }
    }
}

/// Checks the shape of competences with their target levels.
pub fn check_needs(faults: &mut Faults, needs: &[NeedInput]) {
    if needs.len() > MOST_NEEDS {
        faults.range("/competences", needs.len(), 0, MOST_NEEDS);
    }
    for (at, need) in needs.iter().enumerate() {
        faults.range(format!("/competences/{at}/target_level"), need.target_level, 1, 8);
        if needs[..at].iter().any(|other| other.competence_id == need.competence_id) {
            faults.contradiction(
                format!("/competences/{at}/competence_id"),
                "Cette compétence figure deux fois.",
                "This competence is listed twice.",
            );
        }
    }
}

/// A template to create or change.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateInput {
    /// 1–200 characters.
    #[schema(example = "Reconnaître un message piégé")]
    pub title: String,
    /// What people can do afterwards: at most 4,000 characters.
    pub objectives: Option<String>,
    /// 15–720, in quarters of an hour.
    #[schema(example = 90)]
    pub duration_min: i32,
    /// At least 1.
    #[serde(default = "one")]
    pub min_people: i32,
    /// At most 1,000.
    #[schema(example = 12)]
    pub max_people: i32,
    /// 0–10; 0 when people bring their own, or need none.
    #[serde(default)]
    pub devices_per_learner: i32,
    /// Whether every learner needs a wired port.
    #[serde(default)]
    pub needs_wires: bool,
    /// At least one.
    pub themes: Vec<Theme>,
    /// At most 8.
    #[serde(default)]
    pub competences: Vec<NeedInput>,
    /// Web addresses of handouts, at most 20.
    #[serde(default)]
    pub documents: Vec<String>,
}

fn one() -> i32 {
    1
}

impl Checked for TemplateInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/title", &self.title, 200);
        faults.text("/objectives", self.objectives.as_deref(), 4_000);
        faults.range("/duration_min", self.duration_min, 15, 720);
        if self.duration_min % 15 != 0 {
            let said = Said::new(
                "La durée se compte en quarts d’heure.",
                "The length is counted in quarters of an hour.",
            );
            faults.add("/duration_min", "not_a_quarter", said);
        }
        faults.range("/max_people", self.max_people, 1, 1_000);
        faults.range("/min_people", self.min_people, 1, self.max_people.max(1));
        faults.range("/devices_per_learner", self.devices_per_learner, 0, 10);
        check_themes(faults, &self.themes);
        check_needs(faults, &self.competences);
        if self.documents.len() > MOST_DOCUMENTS {
            faults.range("/documents", self.documents.len(), 0, MOST_DOCUMENTS);
        }
        for (at, document) in self.documents.iter().enumerate() {
            let pointer = format!("/documents/{at}");
            faults.name(&pointer, document, 500);
            faults.keep(&pointer, contact::web_address(document));
        }
    }
}

/// The rule of sessions: at least one theme, administrative ones only beside their own.
pub fn check_themes(faults: &mut Faults, themes: &[Theme]) {
    let has_procedures = themes.contains(&Theme::AideAuxDemarchesAdministratives);
    if themes.is_empty() {
        faults.required("/themes");
    } else if !has_procedures && themes.iter().any(|theme| theme.is_administrative()) {
        faults.contradiction(
            "/themes",
            "Un thème administratif va avec « Aide aux démarches administratives ».",
            "An administrative theme goes with “Help with administrative procedures”.",
        );
    }
}

impl Template {
    pub fn new(input: &TemplateInput, id: Id, digest: String, author_id: Id, now: Moment) -> Self {
        let blank = Self {
            id,
            version: 0,
            digest,
            author_id,
            title: String::new(),
            search: String::new(),
            objectives: None,
            duration_min: 0,
            min_people: 0,
            max_people: 0,
            devices_per_learner: 0,
            needs_wires: false,
            themes: ThemeSet::default(),
            documents: Vec::new(),
            created_at: now,
            updated_at: now,
            archived_at: None,
        };
        blank.corrected(input, now)
    }

    /// The next version, as `input` describes it.
    pub fn corrected(self, input: &TemplateInput, now: Moment) -> Self {
        let title = input.title.trim().to_owned();
        let objectives = input.objectives.as_deref().map(str::trim);
        Self {
            version: self.version + 1,
            search: normalise(&title),
            title,
            objectives: objectives.filter(|text| !text.is_empty()).map(str::to_owned),
            duration_min: input.duration_min,
            min_people: input.min_people,
            max_people: input.max_people,
            devices_per_learner: input.devices_per_learner,
            needs_wires: input.needs_wires,
            themes: input.themes.iter().copied().collect(),
            documents: input.documents.iter().map(|url| url.trim().to_owned()).collect(),
            updated_at: now,
            ..self
        }
    }
}

/// A template as it is sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TemplateView {
    pub id: Id,
    pub version: i32,
    pub author_name: String,
    pub title: String,
    pub objectives: Option<String>,
    pub duration_min: i32,
    pub min_people: i32,
    pub max_people: i32,
    pub devices_per_learner: i32,
    pub needs_wires: bool,
    pub themes: ThemeSet,
    pub competences: Vec<Need>,
    pub documents: Vec<String>,
    pub is_archived: bool,
    /// Whether the reader may change it.
    pub may_change: bool,
}

impl Versioned for TemplateView {
    fn version(&self) -> i32 {
        self.version
    }
}

impl TemplateView {
    pub fn new(row: Template, competences: Vec<Need>, author_name: String, may: bool) -> Self {
        Self {
            id: row.id,
            version: row.version,
            author_name,
            title: row.title,
            objectives: row.objectives,
            duration_min: row.duration_min,
            min_people: row.min_people,
            max_people: row.max_people,
            devices_per_learner: row.devices_per_learner,
            needs_wires: row.needs_wires,
            themes: row.themes,
            competences,
            documents: row.documents,
            is_archived: row.archived_at.is_some(),
            may_change: may,
        }
    }
}
