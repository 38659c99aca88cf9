//! Territories of activity.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use crate::platform::database::Id;
use crate::statistics::counts::{Counts, Tally};
use crate::statistics::fact::AT_A_DISTANCE;
use crate::statistics::keys::{commune_of, departement_of};
use crate::statistics::model::TerritoryLine;
use crate::statistics::named::NamedCounts;
use crate::statistics::shares;
use crate::territories::{self, Departement};

/// A territory before its share is known.
struct Spot {
    code: String,
    label: String,
    population: Option<i64>,
    remote: bool,
    tally: Tally,
}

/// Sessions at a distance, all together: they belong to no place and no commune.
fn remote(counts: &Counts) -> Option<Spot> {
    let tally = counts.place_types[usize::from(AT_A_DISTANCE)];
    let spot =
        Spot { code: String::new(), label: String::new(), population: None, remote: true, tally };
    (tally != Tally::NONE).then_some(spot)
}

pub fn by_place(named: &NamedCounts, names: &HashMap<Uuid, String>) -> Vec<TerritoryLine> {
    let places = named.places.iter().map(|(id, tally)| Spot {
        code: id.map(|id| Id::from(id).to_string()).unwrap_or_default(),
        label: id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        population: None,
        remote: false,
        tally: *tally,
    });
    territory_lines(places.chain(remote(&named.counts)).collect())
}

pub fn by_commune(counts: &Counts) -> Vec<TerritoryLine> {
    let communes = counts.communes.iter().map(|(key, tally)| {
        let commune = commune_of(*key);
        Spot {
            code: commune.map(|commune| commune.code.to_owned()).unwrap_or_default(),
            label: commune.map(|commune| commune.name.to_owned()).unwrap_or_default(),
            population: commune.map(|commune| i64::from(commune.population)),
            remote: false,
            tally: *tally,
        }
    });
    territory_lines(communes.chain(remote(counts)).collect())
}

pub fn by_epci(counts: &Counts) -> Vec<TerritoryLine> {
    let mut epcis: BTreeMap<&str, Tally> = BTreeMap::new();
    for (key, tally) in &counts.communes {
        let code = commune_of(*key).and_then(|commune| commune.epci_code).unwrap_or_default();
        epcis.entry(code).or_default().add(tally.sessions, tally.participations);
    }
    let epcis = epcis.into_iter().map(|(code, tally)| Spot {
        code: code.to_owned(),
        label: territories::epci(code).map(|epci| epci.name.to_owned()).unwrap_or_default(),
        population: territories::population_of_epci(code),
        remote: false,
        tally,
    });
    territory_lines(epcis.chain(remote(counts)).collect())
}

/// The lines of départements: those of sessions somewhere, then those at a distance.
fn departements(counts: &Counts) -> impl Iterator<Item = (Option<Departement>, bool, Tally)> {
    let somewhere = counts.departements.iter().map(|(key, tally)| (*key, false, *tally));
    let remote = counts.remote_departements.iter().map(|(key, tally)| (*key, true, *tally));
    somewhere.chain(remote).map(|(key, remote, tally)| (departement_of(key), remote, tally))
}

pub fn by_departement(counts: &Counts) -> Vec<TerritoryLine> {
    let spots = departements(counts).map(|(departement, remote, tally)| Spot {
        code: departement.map(|departement| departement.code.to_owned()).unwrap_or_default(),
        label: departement.map(|departement| departement.name.to_owned()).unwrap_or_default(),
        population: departement
            .and_then(|departement| territories::population_of_departement(departement.code)),
        remote,
        tally,
    });
    territory_lines(spots.collect())
}

pub fn by_region(counts: &Counts) -> Vec<TerritoryLine> {
    let mut regions: BTreeMap<(&str, bool), Tally> = BTreeMap::new();
    for (departement, remote, tally) in departements(counts) {
        let code = departement.map(|departement| departement.region_code).unwrap_or_default();
        regions.entry((code, remote)).or_default().add(tally.sessions, tally.participations);
    }
    let spots = regions.into_iter().map(|((code, remote), tally)| Spot {
        code: code.to_owned(),
        label: territories::region(code).map(|region| region.name.to_owned()).unwrap_or_default(),
        population: territories::population_of_region(code),
        remote,
        tally,
    });
    territory_lines(spots.collect())
}

/// Lines by participations; remote ones and those of no territory last.
fn territory_lines(mut spots: Vec<Spot>) -> Vec<TerritoryLine> {
    spots.sort_by(|a, b| {
        let key = |spot: &Spot| (spot.remote, spot.code.is_empty(), -spot.tally.participations);
        key(a).cmp(&key(b)).then_with(|| a.code.cmp(&b.code))
    });
    let weights: Vec<i64> = spots.iter().map(|spot| spot.tally.participations).collect();
    spots
        .into_iter()
        .zip(shares::adding_to_100(&weights))
        .map(|(Spot { code, label, population, remote, tally }, share)| {
            let per_10000 = population
                .filter(|people| !remote && *people > 0)
                .map(|people| (tally.participations as f64 * 1e5 / people as f64).round() / 10.0);
            let Tally { sessions, participations } = tally;
            TerritoryLine { code, label, remote, sessions, participations, share, per_10000 }
        })
        .collect()
}
