//! The people of the network through HTTP: facilitators, matching, help, calendars, pairs.

mod facilitation;
mod matching;
mod requests;

use serde_json::{Value, json};

use crate::levels::FILES;
use crate::support::{Person, Proved, TestApp};

/// What a facilitator offers: one competence.
pub fn offers(up_to: i64) -> Value {
    json!({ "offers": [{ "competence_id": FILES, "up_to": up_to }], "reach": "commune" })
}

impl TestApp {
    /// Somebody proves a level of « Gérer des données ».
    pub fn knows(&self, who: &Person, level: i32) {
        let of = self.own_person(who);
        self.proves(&[Proved { of, code: "1.2", level, on: "2026-09-01" }]);
    }
}
