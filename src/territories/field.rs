//! A commune as a field of other records: checked when it comes in, named when it goes out.

use serde::Serialize;
use utoipa::ToSchema;

use super::commune;
use crate::platform::http::Faults;

/// A commune by code and name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CommuneView {
    #[schema(example = "44109")]
    pub code: String,
    #[schema(example = "Nantes")]
    pub name: String,
}

impl CommuneView {
    /// The commune of a code; a code that no longer exists stands for its own name.
    pub fn of(code: &str) -> Self {
        let name = commune(code).map_or(code, |commune| commune.name);
        Self { code: code.to_owned(), name: name.to_owned() }
    }
}

/// Notes `unknown_value` when a code is that of no commune, past or present.
pub fn check_commune(faults: &mut Faults, pointer: &str, code: Option<&str>) {
    if code.is_some_and(|code| commune(code).is_none()) {
        faults.unknown(
            pointer,
            "Cette commune n’existe pas (code Insee attendu).",
            "There is no such commune (Insee code expected).",
        );
    }
}
