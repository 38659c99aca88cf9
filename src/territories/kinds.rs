//! Territories of any kind, from a commune to a region: named by kind and code, found by name.

use serde::Serialize;
use utoipa::ToSchema;

use super::{commune, departement, departements, epci, epcis, region, regions, search};
use crate::platform::text::normalise;
use crate::text_enum;

text_enum! {
    /// What kind of territory a code names.
    TerritoryKind {
        Region = "region",
        Departement = "departement",
        Epci = "epci",
        Commune = "commune",
    }
}

impl TerritoryKind {
    /// The name of the territory of today that has this code; no former commune, no municipal
    /// district: those would silently stand for something larger.
    pub fn name_of(self, code: &str) -> Option<&'static str> {
        match self {
            Self::Region => region(code).map(|found| found.name),
            Self::Departement => departement(code).map(|found| found.name),
            Self::Epci => epci(code).map(|found| found.name),
            Self::Commune => {
                commune(code).filter(|found| found.asked_as.is_none()).map(|found| found.name)
            }
        }
    }
}

/// A territory by kind, code and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TerritoryView {
    pub kind: TerritoryKind,
    /// Insee code; the SIREN of an EPCI.
    #[schema(example = "44")]
    pub code: String,
    #[schema(example = "Loire-Atlantique")]
    pub name: String,
}

impl TerritoryView {
    /// The territory of a code; a code that no longer exists stands for its own name.
    pub fn of(kind: TerritoryKind, code: String) -> Self {
        let name = kind.name_of(&code).unwrap_or(&code).to_owned();
        Self { kind, code, name }
    }
}

/// Territories whose code is `text`, or whose name holds every word of it: the larger first, then
/// names that start with the text. Nothing for an empty text.
pub fn find(text: &str, limit: usize) -> Vec<TerritoryView> {
    let text = normalise(&text.chars().take(100).collect::<String>());
    if text.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let named = regions().iter().map(|one| (TerritoryKind::Region, one.code, one.name));
    take(&mut found, &text, named);
    let named = departements().iter().map(|one| (TerritoryKind::Departement, one.code, one.name));
    take(&mut found, &text, named);
    // « 44 » is said of the Loire-Atlantique, hardly ever of the region that also has this code.
    found.sort_by_key(|one| {
        one.kind != TerritoryKind::Departement || !one.code.eq_ignore_ascii_case(&text)
    });
    let named = epcis().iter().map(|one| (TerritoryKind::Epci, one.code, one.name));
    take(&mut found, &text, named);
    // Communes find their place even when many larger territories have the word.
    let communes = search(&text, limit);
    found.truncate(limit - communes.len().min(limit / 2));
    let left = limit - found.len();
    found.extend(communes.into_iter().take(left).map(|one| {
        let (kind, code) = (TerritoryKind::Commune, one.code.to_owned());
        TerritoryView { kind, code, name: one.name.to_owned() }
    }));
    found
}

/// Adds those that match, names that start with the text first.
fn take(
    found: &mut Vec<TerritoryView>,
    text: &str,
    named: impl Iterator<Item = (TerritoryKind, &'static str, &'static str)>,
) {
    let mut hits: Vec<_> = named
        .map(|(kind, code, name)| (kind, code, name, normalise(name)))
        .filter(|(_, code, _, folded)| {
            code.eq_ignore_ascii_case(text) || text.split(' ').all(|word| folded.contains(word))
        })
        .collect();
    hits.sort_by_key(|(_, code, _, folded)| (!folded.starts_with(text), folded.clone(), *code));
    found.extend(hits.into_iter().map(|(kind, code, name, _)| TerritoryView {
        kind,
        code: code.to_owned(),
        name: name.to_owned(),
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(TerritoryKind, String)> {
        find(text, 10).into_iter().map(|one| (one.kind, one.code)).collect()
    }

    #[test]
    fn larger_territories_come_first_and_communes_find_their_place() {
        let found = codes("nantes");
        assert_eq!(found[0], (TerritoryKind::Epci, "244400404".to_owned()));
        assert!(found.contains(&(TerritoryKind::Commune, "44109".to_owned())), "{found:?}");
        assert_eq!(codes("44")[0], (TerritoryKind::Departement, "44".to_owned()));
        assert_eq!(codes("pays de la loire")[0], (TerritoryKind::Region, "52".to_owned()));
        assert_eq!(codes("2A")[0], (TerritoryKind::Departement, "2A".to_owned()));
        assert!(codes("  ").is_empty());
        assert!(find("saint", 10).len() <= 10);
    }

    #[test]
    fn a_name_belongs_to_a_territory_of_today() {
        assert_eq!(TerritoryKind::Commune.name_of("44109"), Some("Nantes"));
        assert_eq!(TerritoryKind::Commune.name_of("75101"), None, "a district is no commune");
        assert_eq!(TerritoryKind::Region.name_of("44109"), None);
        assert_eq!(TerritoryKind::Departement.name_of("974"), Some("La Réunion"));
    }
}
