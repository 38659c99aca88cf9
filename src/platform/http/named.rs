//! A record named inside another one.

use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::database::Id;

/// A record by id and name, as other records show it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Named {
    pub id: Id,
    pub name: String,
}
