//! Types of the territories, all slices of the embedded tables: copying one copies no text.

/// A commune of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commune {
    /// Insee code: five characters, kept as text (`01001`, `2A004`, `97411`).
    pub code: &'static str,
    pub name: &'static str,
    /// Residents; 0 for a commune without any.
    pub population: u32,
    /// SIREN of the EPCI it belongs to; a few islands belong to none.
    pub epci_code: Option<&'static str>,
    /// What was asked for, when that was not the commune itself but a part or an old code of it.
    pub asked_as: Option<FormerCommune>,
    pub(super) postcodes: &'static str,
}

impl Commune {
    /// In ascending order; a few uninhabited territories have none, Paris has 21.
    pub fn postcodes(&self) -> impl Iterator<Item = &'static str> {
        self.postcodes.split_ascii_whitespace()
    }

    pub fn has_postcode(&self, postcode: &str) -> bool {
        self.postcodes().any(|own| own == postcode)
    }

    /// The start of the code: two characters, three overseas (971–976 and the collectivities).
    pub fn departement_code(&self) -> &'static str {
        let overseas = self.code.starts_with("97") || self.code.starts_with("98");
        self.code.get(..if overseas { 3 } else { 2 }).unwrap_or(self.code)
    }
}

/// A code that stands for a commune of today: one that merged or changed its code, or a municipal
/// district of Paris, Lyon or Marseille.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormerCommune {
    pub code: &'static str,
    /// Unknown for communes that vanished without remaining a delegated or associated one.
    pub name: Option<&'static str>,
    /// A municipal district (arrondissement), in use today, as opposed to a commune of the past.
    pub district: bool,
    pub(super) commune: &'static str,
}

/// A département, or an overseas collectivity that stands in its place (975, 977, 978, 984–989).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Departement {
    /// `01`–`95`, `2A`, `2B`, `971`–`976`: overseas codes have three digits and are never merged.
    pub code: &'static str,
    pub name: &'static str,
    pub region_code: &'static str,
    pub zone: Zone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    Metropole,
    /// Guadeloupe, Martinique, Guyane, La Réunion, Mayotte.
    Overseas,
    Collectivity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    pub code: &'static str,
    pub name: &'static str,
}

/// A grouping of communes with its own taxation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Epci {
    /// SIREN: nine digits.
    pub code: &'static str,
    pub name: &'static str,
    /// `CC`, `CA`, `CU`, `METRO` or `MET69` (Lyon).
    pub kind: &'static str,
}
