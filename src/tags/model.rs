//! Types and rules of tags.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::database::schema::tags;
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults, Said, Stored, Versioned};
use crate::platform::secrets;
use crate::text_enum;

text_enum! {
    /// Whose a tag is: one facilitator's, or the whole network's.
    TagScope { Personal = "personal", Network = "network" }
}

/// A tag as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tags, treat_none_as_null = true)]
pub struct Tag {
    pub id: Id,
    pub version: i32,
    /// Of the body that created the record.
    pub digest: String,
    pub scope: TagScope,
    /// The owner of a personal tag.
    pub facilitator_id: Option<Id>,
    pub name: String,
    pub description: Option<String>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Stored for Tag {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

/// A tag to create or change.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TagInput {
    /// 3–80 characters.
    #[schema(example = "Bus numérique")]
    pub name: String,
    /// At most 500 characters.
    pub description: Option<String>,
    /// Cannot be changed later.
    pub scope: TagScope,
}

impl Checked for TagInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/name", &self.name, 80);
        if self.name.trim().chars().count() < 3 {
            faults.add(
                "/name",
                "too_short",
                Said::new("3 caractères au moins.", "3 characters at least."),
            );
        }
        faults.text("/description", self.description.as_deref(), 500);
    }
}

impl Tag {
    /// A new record; `facilitator_id` is the owner of a personal tag.
    pub fn new(input: &TagInput, id: Id, facilitator_id: Option<Id>, now: Moment) -> Self {
        let blank = Self {
            id,
            version: 0,
            digest: secrets::digest(input),
            scope: input.scope,
            facilitator_id: facilitator_id.filter(|_| input.scope == TagScope::Personal),
            name: String::new(),
            description: None,
            created_at: now,
            updated_at: now,
        };
        blank.corrected(input, now)
    }

    /// The next version of the record, as `input` describes it; the scope stays.
    pub fn corrected(self, input: &TagInput, now: Moment) -> Self {
        let description = input.description.as_deref().map(str::trim);
        Self {
            version: self.version + 1,
            name: input.name.trim().to_owned(),
            description: description.filter(|text| !text.is_empty()).map(str::to_owned),
            updated_at: now,
            ..self
        }
    }

    /// With how many of the caller's sessions carry it.
    pub fn view(self, uses: i64) -> TagView {
        TagView {
            id: self.id,
            version: self.version,
            name: self.name,
            description: self.description,
            scope: self.scope,
            uses,
        }
    }
}

/// A tag as those who may use it see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagView {
    pub id: Id,
    pub version: i32,
    pub name: String,
    pub description: Option<String>,
    pub scope: TagScope,
    /// How many of one's own sessions carry it.
    pub uses: i64,
}

impl Versioned for TagView {
    fn version(&self) -> i32 {
        self.version
    }
}
