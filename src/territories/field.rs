//! A commune as a field of other records: checked when it comes in, named when it goes out.

use serde::Serialize;
use utoipa::ToSchema;

use super::commune;
use crate::platform::http::Faults;

/// A commune by code and name, as other records show it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CommuneName {
    #[schema(example = "44109")]
    pub code: &'static str,
    #[schema(example = "Nantes")]
    pub name: &'static str,
}

impl CommuneName {
    /// The commune of today behind a code; none for a code that does not exist.
    pub fn of(code: &str) -> Option<Self> {
        commune(code).map(|commune| Self { code: commune.code, name: commune.name })
    }
}

/// Notes `unknown_value` when a code is that of no commune, past or present.
pub fn check_commune(faults: &mut Faults, pointer: &str, code: &str) {
    if commune(code).is_none() {
        faults.unknown(
            pointer,
            "Cette commune n’existe pas (code Insee attendu).",
            "There is no such commune (Insee code expected).",
        );
    }
}
