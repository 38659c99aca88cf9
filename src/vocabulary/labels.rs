//! Closed lists of the field (themes, equipment, statuses, services …): codes and their labels.
//!
//! Source: `data/enumerations.json`, served as it is to the web application. A code is an
//! identifier and never changes; labels are for people.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The file itself.
pub const JSON: &str = include_str!("../../data/enumerations.json");

static LISTS: LazyLock<HashMap<&'static str, Vec<Value>>> =
    LazyLock::new(|| serde_json::from_str(JSON).unwrap_or_default());

/// One value of a list.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub struct Value {
    pub code: &'static str,
    pub label_fr: &'static str,
    pub label_en: &'static str,
}

/// The values of a list, in the order to show them; empty for a list that does not exist.
pub fn list(name: &str) -> &'static [Value] {
    LISTS.get(name).map_or(&[], Vec::as_slice)
}

/// The value of that code.
pub fn value(name: &str, code: &str) -> Option<Value> {
    list(name).iter().find(|value| value.code == code).copied()
}

/// Whether a list has that code.
pub fn has(name: &str, code: &str) -> bool {
    value(name, code).is_some()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_list_is_read_and_no_code_is_there_twice() {
        assert!(LISTS.len() >= 51);
        for (name, values) in LISTS.iter() {
            let codes: HashSet<_> = values.iter().map(|value| value.code).collect();
            assert_eq!(codes.len(), values.len(), "{name}");
            assert!(values.iter().all(|value| !value.label_fr.is_empty()), "{name}");
        }
    }

    #[test]
    fn knows_codes() {
        assert!(has("materiel", "aucun"));
        assert!(!has("materiel", "Aucun"));
        assert!(!has("nothing", "aucun"));
        let gender = value("genre", "feminin").unwrap();
        assert_eq!((gender.label_fr, gender.label_en), ("Féminin", "Female"));
    }
}
