//! What protection needs to know of each line that may be published: distinct people, and how much
//! of it one facilitator or one organization makes.

use std::collections::BTreeMap;

use super::counts::Tally;

/// A line that protected figures show, or that can be worked out from those they show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// Everything selected.
    Whole,
    /// Position in the months asked for.
    Month(u16),
    /// 0 individual, 1 workshop.
    Kind(u8),
    Theme(u8),
    /// Sessions without that theme.
    NotTheme(u8),
    Equipment(u8),
    /// Sessions without that equipment.
    NotEquipment(u8),
    PlaceType(u8),
    Duration(u8),
    /// Of individual sessions; 0 is not told.
    Autonomy(u8),
    /// Of workshops; 0 is not told.
    Level(u8),
    Redirected,
    NotRedirected,
    /// Of redirected sessions; 0 is not told.
    Redirection(u8),
    /// Key of a commune, sessions at a distance apart; 0 is none.
    Commune(u16),
    /// What a département (its key) has in a commune.
    CommuneIn(u8, u16),
    /// SIREN; empty is none.
    Epci(&'static str),
    /// Key, and whether at a distance; 0 is none.
    Departement(u8, bool),
    /// Code, and whether at a distance; empty is none.
    Region(&'static str, bool),
    /// Key; 0 is none.
    Organization(u32),
    /// Key; 0 is none.
    Programme(u32),
}

/// What a line rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineCount {
    pub tally: Tally,
    /// Distinct followed people, and one for each anonymous participation.
    pub people: i64,
    /// Most participations of the line made by one facilitator.
    pub of_one_facilitator: i64,
    /// Most participations of the line made for one organization.
    pub of_one_organization: i64,
}

/// The lines that have a session.
pub type Crossing = BTreeMap<Line, LineCount>;

/// What a selection has and others have not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    pub participations: i64,
    /// Distinct followed people of these participations, and one for each anonymous one.
    pub people: i64,
}

/// The lines of a session that its territory gives.
pub fn of_spot(commune: u16, departement: u8, remote: bool) -> Vec<Line> {
    let region = super::keys::departement_of(departement).map_or("", |found| found.region_code);
    let mut lines = vec![Line::Departement(departement, remote), Line::Region(region, remote)];
    if !remote {
        let epci = super::keys::commune_of(commune).and_then(|found| found.epci_code).unwrap_or("");
        lines.extend([
            Line::Commune(commune),
            Line::CommuneIn(departement, commune),
            Line::Epci(epci),
        ]);
    }
    lines
}
