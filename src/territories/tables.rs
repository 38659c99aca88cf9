//! The embedded tables, read once.

use std::sync::LazyLock;

use super::model::{Commune, Departement, Epci, FormerCommune, Region, Zone};

const REGIONS: &str = include_str!("../../data/territories/regions.tsv");
const DEPARTEMENTS: &str = include_str!("../../data/territories/departements.tsv");
const EPCI: &str = include_str!("../../data/territories/epci.tsv");
const COMMUNES: &str = include_str!("../../data/territories/communes.tsv");
const FORMER: &str = include_str!("../../data/territories/former.tsv");

pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

/// Every table is sorted by code, as the generator wrote it.
pub(super) struct Tables {
    pub regions: Vec<Region>,
    pub departements: Vec<Departement>,
    pub epci: Vec<Epci>,
    pub communes: Vec<Commune>,
    pub former: Vec<FormerCommune>,
}

impl Tables {
    fn read() -> Self {
        Self {
            regions: rows(REGIONS, |[code, name]| Region { code, name }),
            departements: rows(DEPARTEMENTS, |[code, name, region_code, zone]| Departement {
                code,
                name,
                region_code,
                zone: match zone {
                    "overseas" => Zone::Overseas,
                    "collectivity" => Zone::Collectivity,
                    _ => Zone::Metropole,
                },
            }),
            epci: rows(EPCI, |[code, name, kind]| Epci { code, name, kind }),
            communes: rows(COMMUNES, |[code, name, postcodes, epci, population]| Commune {
                code,
                name,
                population: population.parse().unwrap_or(0),
                epci_code: given(epci),
                asked_as: None,
                postcodes,
            }),
            former: rows(FORMER, |[code, name, commune, kind]| FormerCommune {
                code,
                name: given(name),
                district: kind == "district",
                commune,
            }),
        }
    }

    pub fn commune(&self, code: &str) -> Option<Commune> {
        find(&self.communes, code, |commune| commune.code).or_else(|| {
            let former = find(&self.former, code, |former| former.code)?;
            self.today(former)
        })
    }

    /// The commune a former one belongs to, marked as asked for through it.
    pub fn today(&self, former: FormerCommune) -> Option<Commune> {
        let commune = find(&self.communes, former.commune, |commune| commune.code)?;
        Some(Commune { asked_as: Some(former), ..commune })
    }
}

/// Looks a code up in a table sorted by code.
pub(super) fn find<T: Copy>(table: &[T], code: &str, key: fn(&T) -> &'static str) -> Option<T> {
    let place = table.binary_search_by(|row| key(row).cmp(code)).ok()?;
    table.get(place).copied()
}

fn given(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
}

/// Reads a table of `N` columns after its header line.
fn rows<T, const N: usize>(table: &'static str, row: impl Fn([&'static str; N]) -> T) -> Vec<T> {
    let mut read = Vec::with_capacity(table.len() / 30);
    for line in table.lines().skip(1) {
        let mut cells = [""; N];
        for (cell, text) in cells.iter_mut().zip(line.split('\t')) {
            *cell = text;
        }
        read.push(row(cells));
    }
    read.shrink_to_fit();
    read
}
