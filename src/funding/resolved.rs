//! A perimeter as the statistics count it: EPCI and regions resolved to communes and départements.

use std::collections::BTreeSet;

use crate::platform::database::Id;
use crate::territories::{self, TerritoryKind};

/// What is counted, and how it is protected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Perimeter {
    pub id: Id,
    pub version: i32,
    pub name: String,
    /// A figure on fewer people than this is hidden: the perimeter's own k, else the network's.
    pub k: i32,
    /// Empty: whatever the programme.
    pub programmes: Vec<Id>,
    /// Empty: whatever the organization.
    pub organizations: Vec<Id>,
    /// Insee codes of today, sorted; none lies in one of `departements`. A session counts when its
    /// commune is one of these OR its département one of those; both empty: wherever.
    pub communes: Vec<&'static str>,
    /// Sorted. Sessions at a distance count at the employer's département.
    pub departements: Vec<&'static str>,
}

impl Perimeter {
    /// Whether a session belongs: the definition that every way of counting obeys.
    pub fn holds(
        &self,
        programme: Option<Id>,
        organization: Option<Id>,
        commune: Option<&str>,
        departement: Option<&str>,
    ) -> bool {
        let among = |list: &[Id], one: Option<Id>| {
            list.is_empty() || one.is_some_and(|id| list.contains(&id))
        };
        let somewhere = self.communes.is_empty() && self.departements.is_empty()
            || commune.is_some_and(|code| self.communes.contains(&code))
            || departement.is_some_and(|code| self.departements.contains(&code));
        among(&self.programmes, programme) && among(&self.organizations, organization) && somewhere
    }
}

/// The communes and départements that territories of any kind come down to.
pub fn resolve(territories: &[(TerritoryKind, String)]) -> (Vec<&'static str>, Vec<&'static str>) {
    let (mut communes, mut departements) = (BTreeSet::new(), BTreeSet::new());
    for (kind, code) in territories {
        match kind {
            TerritoryKind::Commune => {
                communes.extend(territories::commune(code).map(|commune| commune.code));
            }
            TerritoryKind::Epci => {
                let own =
                    |commune: &&territories::Commune| commune.epci_code == Some(code.as_str());
                communes.extend(territories::communes().iter().filter(own).map(|one| one.code));
            }
            TerritoryKind::Departement => {
                departements.extend(territories::departement(code).map(|found| found.code));
            }
            TerritoryKind::Region => {
                let all = territories::departements().iter();
                departements.extend(
                    all.filter(|one| one.region_code == code.as_str()).map(|found| found.code),
                );
            }
        }
    }
    communes.retain(|code| {
        territories::commune(code)
            .is_none_or(|commune| !departements.contains(commune.departement_code()))
    });
    (communes.into_iter().collect(), departements.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(list: &[(TerritoryKind, &str)]) -> (Vec<&'static str>, Vec<&'static str>) {
        let list: Vec<_> = list.iter().map(|(kind, code)| (*kind, (*code).to_owned())).collect();
        resolve(&list)
    }

    #[test]
    fn an_epci_is_its_communes_and_a_region_its_departements() {
        let (communes, departements) = resolved(&[(TerritoryKind::Epci, "244400404")]);
        assert_eq!(communes.len(), 24, "Nantes Métropole");
        assert!(communes.contains(&"44109") && departements.is_empty());
        let (communes, departements) = resolved(&[(TerritoryKind::Region, "52")]);
        assert_eq!(departements, ["44", "49", "53", "72", "85"]);
        assert!(communes.is_empty());
    }

    #[test]
    fn what_lies_in_a_departement_is_not_told_twice() {
        let (communes, departements) = resolved(&[
            (TerritoryKind::Commune, "44109"),
            (TerritoryKind::Commune, "35238"),
            (TerritoryKind::Departement, "44"),
        ]);
        assert_eq!((communes, departements), (vec!["35238"], vec!["44"]));
    }

    #[test]
    fn lists_narrow_one_another_and_places_are_alternatives() {
        let id = |n: u128| Id::from(uuid::Uuid::from_u128(n));
        let perimeter = Perimeter {
            id: id(1),
            version: 1,
            name: String::new(),
            k: 11,
            programmes: vec![id(2), id(3)],
            organizations: Vec::new(),
            communes: vec!["35238"],
            departements: vec!["44"],
        };
        let (programme, other) = (Some(id(3)), Some(id(4)));
        assert!(perimeter.holds(programme, None, Some("44109"), Some("44")));
        assert!(perimeter.holds(programme, other, None, Some("44")), "at a distance");
        assert!(perimeter.holds(programme, other, Some("35238"), Some("35")));
        assert!(!perimeter.holds(programme, None, Some("35001"), Some("35")));
        assert!(!perimeter.holds(other, None, Some("44109"), Some("44")));
        assert!(!perimeter.holds(None, None, Some("44109"), Some("44")));
        assert!(!perimeter.holds(programme, None, None, None));
    }
}
