//! Territories of activity.

use std::collections::BTreeMap;

use super::lines::{Family, Line, first};
use crate::statistics::counts::{Counts, Tally};
use crate::statistics::fact::AT_A_DISTANCE;
use crate::statistics::keys::{commune_of, departement_of};
use crate::statistics::model::TerritoryLine;
use crate::statistics::named::NamedCounts;
use crate::territories::{self, Departement};

/// Sessions at a distance, all together: they belong to no place and no commune.
fn remote(counts: &Counts) -> Option<Line<Tally>> {
    let tally = counts.place_types[usize::from(AT_A_DISTANCE)];
    (tally != Tally::NONE).then(|| Line::remote(None::<&str>, tally))
}

pub fn places(named: &NamedCounts, most: usize) -> Family<Tally> {
    let places = named.places.iter().map(|(id, tally)| Line::new(*id, *tally));
    first(places.chain(remote(&named.counts)).collect(), most, None)
}

pub fn by_place(places: Family<Tally>) -> Vec<TerritoryLine> {
    places.territories(|_| (None, None))
}

pub fn communes(counts: &Counts, most: usize) -> Family<Tally> {
    let communes = counts
        .communes
        .iter()
        .map(|(key, tally)| Line::new(commune_of(*key).map(|commune| commune.code), *tally));
    first(communes.chain(remote(counts)).collect(), most, None)
}

pub fn by_commune(communes: Family<Tally>) -> Vec<TerritoryLine> {
    communes.territories(|code| match territories::commune(code) {
        Some(commune) => (Some(commune.name), Some(i64::from(commune.population))),
        None => (None, None),
    })
}

pub fn epcis(counts: &Counts, most: usize) -> Family<Tally> {
    let mut epcis: BTreeMap<Option<&'static str>, Tally> = BTreeMap::new();
    for (key, tally) in &counts.communes {
        let code = commune_of(*key).and_then(|commune| commune.epci_code);
        epcis.entry(code).or_default().add(tally.sessions, tally.participations);
    }
    let epcis = epcis.into_iter().map(|(code, tally)| Line::new(code, tally));
    first(epcis.chain(remote(counts)).collect(), most, None)
}

pub fn by_epci(epcis: Family<Tally>) -> Vec<TerritoryLine> {
    epcis.territories(|code| {
        let name = territories::epci(code).map(|epci| epci.name);
        (name, territories::population_of_epci(code))
    })
}

/// The lines of départements: those of sessions somewhere, then those at a distance.
fn departements(counts: &Counts) -> impl Iterator<Item = (Option<Departement>, bool, Tally)> {
    let somewhere = counts.departements.iter().map(|(key, tally)| (*key, false, *tally));
    let remote = counts.remote_departements.iter().map(|(key, tally)| (*key, true, *tally));
    somewhere.chain(remote).map(|(key, remote, tally)| (departement_of(key), remote, tally))
}

pub fn by_departement(counts: &Counts) -> Vec<TerritoryLine> {
    let lines = departements(counts).map(|(departement, remote, tally)| Line {
        remote,
        ..Line::new(departement.map(|departement| departement.code), tally)
    });
    first(lines.collect(), usize::MAX, None).territories(|code| {
        let name = territories::departement(code).map(|departement| departement.name);
        (name, territories::population_of_departement(code))
    })
}

pub fn by_region(counts: &Counts) -> Vec<TerritoryLine> {
    let mut regions: BTreeMap<(Option<&'static str>, bool), Tally> = BTreeMap::new();
    for (departement, remote, tally) in departements(counts) {
        let code = departement.map(|departement| departement.region_code);
        regions.entry((code, remote)).or_default().add(tally.sessions, tally.participations);
    }
    let lines = regions
        .into_iter()
        .map(|((code, remote), tally)| Line { remote, ..Line::new(code, tally) });
    first(lines.collect(), usize::MAX, None).territories(|code| {
        let name = territories::region(code).map(|region| region.name);
        (name, territories::population_of_region(code))
    })
}
