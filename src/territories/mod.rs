//! Territories of France: communes, départements, regions and EPCI, embedded in the program.
//!
//! Source: `data/territories/*.tsv`, made from the official 2026 edition (see its LICENCE.md). The
//! tables are read once, at the first question; a row is a few slices of the embedded text.
//!
//! Rules:
//! - a code is text: `2A` is not a number, `01` keeps its zero, overseas départements have three
//!   digits (971–976);
//! - an old code, or that of a municipal district of Paris, Lyon or Marseille, stands for the
//!   commune of today, and the answer says so ([`Commune::asked_as`]).

mod field;
mod kinds;
mod model;
mod population;
pub(crate) mod routes;
mod search;
mod tables;

pub use field::{CommuneView, check_commune};
pub use kinds::{TerritoryKind, TerritoryView};
pub use model::{Commune, Departement, Epci, FormerCommune, Region, Zone};
pub use population::{population_of_departement, population_of_epci, population_of_region};
pub use search::search;

use tables::TABLES;

/// The commune of that Insee code, resolving former codes and municipal districts.
pub fn commune(code: &str) -> Option<Commune> {
    TABLES.commune(code)
}

/// The communes whose folded name (see `platform::text::normalise`) equals that of `name`, with a
/// postcode of theirs when one is given. Several when homonyms remain; former names count when no
/// commune of today has the name.
pub fn communes_named(name: &str, postcode: Option<&str>) -> Vec<Commune> {
    search::named(name, postcode)
}

/// All départements and overseas collectivities, by code: 01 … 95, 971 … 989.
pub fn departements() -> &'static [Departement] {
    &TABLES.departements
}

pub fn departement(code: &str) -> Option<Departement> {
    tables::find(&TABLES.departements, code, |entry| entry.code)
}

pub fn regions() -> &'static [Region] {
    &TABLES.regions
}

pub fn region(code: &str) -> Option<Region> {
    tables::find(&TABLES.regions, code, |entry| entry.code)
}

pub fn epci(code: &str) -> Option<Epci> {
    tables::find(&TABLES.epci, code, |entry| entry.code)
}

/// Every EPCI, by code.
pub fn epcis() -> &'static [Epci] {
    &TABLES.epci
}

/// Every commune of today, by code.
pub fn communes() -> &'static [Commune] {
    &TABLES.communes
}

#[cfg(test)]
mod tests;
