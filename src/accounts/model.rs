//! Types and rules of accounts.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::facilitators::FacilitatorKind;
use crate::platform::contact;
use crate::platform::database::schema::accounts;
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults, Lang, Named, Versioned};
use crate::platform::text::normalise;
use crate::policy::{Role, Roles};
use crate::text_enum;

text_enum! {
    /// Where an account stands.
    AccountStatus { Invited = "invited", Active = "active", Suspended = "suspended" }
}

text_enum! {
    /// The language of a person's screens and mails.
    Language { Fr = "fr", En = "en" }
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Fr => Self::Fr,
            Language::En => Self::En,
        }
    }
}

/// An account as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts)]
pub struct Account {
    pub id: Id,
    pub version: i32,
    pub person_id: Id,
    pub email: String,
    pub password_hash: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub search: String,
    pub phone: Option<String>,
    pub language: Language,
    pub roles: Roles,
    pub status: AccountStatus,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub last_signed_in_at: Option<Moment>,
    /// What the employer calls a member of staff by.
    pub staff_number: Option<String>,
}

/// What an account is searched by.
pub fn search_key(first_name: &str, last_name: &str, email: &str) -> String {
    normalise(&format!("{first_name} {last_name} {email}"))
}

/// The one form of an e-mail address that is stored and looked up.
pub fn normal_email(typed: &str) -> String {
    contact::email(typed).unwrap_or_else(|_| typed.trim().to_lowercase())
}

/// The facilitator's hat of an account.
#[derive(Serialize, ToSchema)]
pub struct FacilitatorView {
    pub id: Id,
    pub kind: FacilitatorKind,
    /// The present employer.
    pub organization: Option<Named>,
}

/// An account as its owner and administrators see it.
#[derive(Serialize, ToSchema)]
pub struct AccountView {
    pub id: Id,
    pub version: i32,
    #[schema(example = "amelie.roussel@exemple.fr")]
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub phone: Option<String>,
    pub language: Language,
    pub roles: Roles,
    pub status: AccountStatus,
    pub has_password: bool,
    pub created_at: Moment,
    pub last_signed_in_at: Option<Moment>,
    /// What the employer calls a member of staff by.
    #[schema(example = "004512")]
    pub staff_number: Option<String>,
    pub facilitator: Option<FacilitatorView>,
}

impl Versioned for AccountView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// What people may change of their own account.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileInput {
    /// 1–100 characters.
    pub first_name: String,
    /// 1–100 characters.
    pub last_name: String,
    /// As people write it; kept as E.164.
    #[schema(example = "06 39 98 00 00")]
    pub phone: Option<String>,
    pub language: Language,
}

impl Checked for ProfileInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/first_name", &self.first_name, 100);
        faults.name("/last_name", &self.last_name, 100);
        faults.keep_optional("/phone", self.phone.as_deref(), contact::phone);
    }
}

/// A person to invite.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationInput {
    #[schema(example = "amelie.roussel@exemple.fr")]
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    /// At least one hat.
    pub roles: Vec<Role>,
    /// For a facilitator; absent: `mediator`.
    pub facilitator_kind: Option<FacilitatorKind>,
    /// The employer, from today; needs the facilitator's hat.
    pub organization_id: Option<Id>,
    /// Where the facilitator works, from today.
    #[serde(default)]
    pub place_ids: Vec<Id>,
}

impl Checked for InvitationInput {
    fn check(&self, faults: &mut Faults) {
        faults.keep("/email", contact::email(&self.email));
        faults.name("/first_name", &self.first_name, 100);
        faults.name("/last_name", &self.last_name, 100);
        check_hats(faults, &self.roles, self.facilitator_kind, self.organization_id);
        if !self.place_ids.is_empty() && !self.roles.contains(&Role::Facilitator) {
            needs_facilitator(faults, "/place_ids");
        }
    }
}

/// What an administrator may change of somebody's account.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountInput {
    pub first_name: String,
    pub last_name: String,
    pub phone: Option<String>,
    pub roles: Vec<Role>,
    pub facilitator_kind: Option<FacilitatorKind>,
    /// A new employer starts today; the one before ends yesterday.
    pub organization_id: Option<Id>,
    /// What the employer calls a member of staff by; at most 40 characters, never a national number.
    #[schema(example = "004512")]
    pub staff_number: Option<String>,
}

impl Checked for AccountInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/first_name", &self.first_name, 100);
        faults.name("/last_name", &self.last_name, 100);
        faults.keep_optional("/phone", self.phone.as_deref(), contact::phone);
        faults.line("/staff_number", self.staff_number.as_deref(), STAFF_NUMBER_MAX);
        check_hats(faults, &self.roles, self.facilitator_kind, self.organization_id);
    }
}

/// Longest staff number, in characters.
pub const STAFF_NUMBER_MAX: usize = 40;

fn check_hats(
    faults: &mut Faults,
    roles: &[Role],
    kind: Option<FacilitatorKind>,
    organization_id: Option<Id>,
) {
    if roles.is_empty() {
        faults.required("/roles");
    }
    let facilitates = roles.contains(&Role::Facilitator);
    if kind.is_some() && !facilitates {
        needs_facilitator(faults, "/facilitator_kind");
    }
    if organization_id.is_some() && !facilitates {
        needs_facilitator(faults, "/organization_id");
    }
}

fn needs_facilitator(faults: &mut Faults, pointer: &str) {
    faults.contradiction(
        pointer,
        "Seulement pour une personne qui facilite.",
        "Only for somebody who facilitates.",
    );
}
