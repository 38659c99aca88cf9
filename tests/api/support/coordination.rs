//! Bodies of the three kinds of coordination activities; change what a test is about.

use serde_json::{Value, json};

use super::TODAY;

/// A team meeting of `TODAY` with eight mediators.
pub fn animation() -> Value {
    json!({
        "date": TODAY,
        "duration_min": 90,
        "animation_type": "reunion_coordination",
        "themes": ["partage"],
        "mediators": 8,
    })
}

/// An event of `TODAY` with 120 participants.
pub fn event() -> Value {
    json!({
        "date": TODAY,
        "name": "Forum du numérique",
        "event_type": "grand_public",
        "organizers": ["ma_structure"],
        "participants": 120,
    })
}

/// A partnership of `TODAY` with one town.
pub fn partnership() -> Value {
    json!({
        "date": TODAY,
        "name": "Parcours des aidants",
        "natures": ["parcours_usager"],
        "partners": [{ "name": "Ville de Port-Clair", "kind": "commune" }],
    })
}
