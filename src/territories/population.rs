//! How many people live in what is made of communes; summed once.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tables::TABLES;
use super::{departement, epci, region};

type Sums = HashMap<&'static str, i64>;

struct Populations {
    epci: Sums,
    departements: Sums,
    regions: Sums,
}

static POPULATIONS: LazyLock<Populations> = LazyLock::new(|| {
    let mut all =
        Populations { epci: HashMap::new(), departements: HashMap::new(), regions: HashMap::new() };
    for commune in &TABLES.communes {
        let people = i64::from(commune.population);
        if let Some(epci) = commune.epci_code.and_then(epci) {
            *all.epci.entry(epci.code).or_default() += people;
        }
        if let Some(departement) = departement(commune.departement_code()) {
            *all.departements.entry(departement.code).or_default() += people;
            if let Some(region) = region(departement.region_code) {
                *all.regions.entry(region.code).or_default() += people;
            }
        }
    }
    all
});

/// Residents of an EPCI, from its SIREN.
pub fn population_of_epci(code: &str) -> Option<i64> {
    POPULATIONS.epci.get(code).copied()
}

/// Residents of a département.
pub fn population_of_departement(code: &str) -> Option<i64> {
    POPULATIONS.departements.get(code).copied()
}

/// Residents of a region.
pub fn population_of_region(code: &str) -> Option<i64> {
    POPULATIONS.regions.get(code).copied()
}
