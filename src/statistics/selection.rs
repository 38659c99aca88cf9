//! What a question selects: scope, period and filters.

use super::fact::{
    AGE_BANDS, EQUIPMENT, Fact, Followed, GENDERS, PLACE_TYPES, STATUSES, THEMES, told,
};

/// What is selected. Filters add up, values of one filter are alternatives; an empty list or a zero
/// mask is no filter. Keys and codes are those of [`Fact`], 0 being none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// First day, since 2015-01-01.
    pub from: u16,
    /// Last day, inclusive.
    pub to: u16,
    /// Who is in scope: (facilitator, first day, last day). Spans of one facilitator may overlap
    /// and count once. `None` is everybody, an empty list nobody.
    pub facilitators: Option<Vec<(u32, u16, u16)>>,
    /// A filter on top of the scope.
    pub only_facilitators: Vec<u32>,
    /// The scope of a funder.
    pub any_of: Option<Perimeter>,
    /// 0 individual, 1 workshop.
    pub kind: Option<u8>,
    pub themes: u64,
    /// True: at least one administrative theme; false: none.
    pub administrative: Option<bool>,
    /// The themes that are administrative.
    pub administrative_mask: u64,
    pub equipment: u32,
    pub place_types: u8,
    /// Bit i is the i-th of [`Fact::duration`].
    pub durations: u8,
    pub organizations: Vec<u32>,
    pub programmes: Vec<u32>,
    pub places: Vec<u32>,
    /// Sessions at a distance are in no commune and never match.
    pub communes: Vec<u16>,
    /// Sessions at a distance match at the employer's.
    pub departements: Vec<u8>,
    pub tags: Vec<u32>,
    pub people: PeopleFilter,
}

/// The programmes, organizations and territories a funder may read. A session lies inside when its
/// programme, its organization and its territory do; an empty list narrows nothing. Communes and
/// départements together are the territories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Perimeter {
    pub programmes: Vec<u32>,
    pub organizations: Vec<u32>,
    pub communes: Vec<u16>,
    pub departements: Vec<u8>,
}

/// A filter on followed people as they were on the day; bit 0 is not told. With it only the
/// participations that match every family count, and anonymous people are left out: their counters
/// cannot be crossed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    pub genders: u8,
    pub age_bands: u16,
    pub statuses: u8,
    /// Communes of residence, 0 being not told.
    pub residences: Vec<u16>,
}

impl Selection {
    /// Whether the filters on sessions keep `fact`; the filter on people is apart.
    pub fn keeps(&self, fact: &Fact) -> bool {
        (self.from..=self.to).contains(&fact.day)
            && self.keeps_who(fact)
            && self.keeps_what(fact)
            && self.keeps_where(fact)
            && self.any_of.as_ref().is_none_or(|perimeter| perimeter.holds(fact))
    }

    fn keeps_who(&self, fact: &Fact) -> bool {
        let spanned = |spans: &Vec<(u32, u16, u16)>| {
            spans.iter().any(|(facilitator, first, last)| {
                *facilitator == fact.facilitator && (*first..=*last).contains(&fact.day)
            })
        };
        self.facilitators.as_ref().is_none_or(spanned)
            && holds(&self.only_facilitators, fact.facilitator)
            && holds(&self.organizations, fact.organization)
            && holds(&self.programmes, fact.programme)
    }

    fn keeps_what(&self, fact: &Fact) -> bool {
        let meets = |wanted: u64, has: u64, length: usize| {
            wanted == 0 || wanted & has & ((1 << length) - 1) != 0
        };
        let administrative = fact.themes & self.administrative_mask & ((1 << THEMES) - 1) != 0;
        self.kind.is_none_or(|kind| kind == u8::from(fact.is_workshop()))
            && meets(self.themes, fact.themes, THEMES)
            && self.administrative.is_none_or(|wanted| wanted == administrative)
            && meets(u64::from(self.equipment), u64::from(fact.equipment), EQUIPMENT)
            && meets(u64::from(self.place_types), 1 << fact.place_type(), PLACE_TYPES)
            && meets(u64::from(self.durations), 1 << fact.duration(), 64 - 1)
            && (self.tags.is_empty() || fact.tags.iter().any(|tag| self.tags.contains(tag)))
    }

    fn keeps_where(&self, fact: &Fact) -> bool {
        holds(&self.places, fact.place)
            && holds_commune(&self.communes, fact.commune, fact.is_remote())
            && holds(&self.departements, fact.departement)
    }
}

impl Perimeter {
    fn holds(&self, fact: &Fact) -> bool {
        holds(&self.programmes, fact.programme)
            && holds(&self.organizations, fact.organization)
            && (!self.has_territories()
                || self.covers(fact.commune, fact.departement, fact.is_remote()))
    }

    pub fn has_territories(&self) -> bool {
        !self.communes.is_empty() || !self.departements.is_empty()
    }

    /// Communes and départements are alternatives; sessions at a distance are in a département
    /// only.
    pub fn covers(&self, commune: u16, departement: u8, remote: bool) -> bool {
        self.departements.contains(&departement) || (!remote && self.communes.contains(&commune))
    }
}

impl PeopleFilter {
    /// Whether everybody counts.
    pub fn is_empty(&self) -> bool {
        self.genders == 0 && self.age_bands == 0 && self.statuses == 0 && self.residences.is_empty()
    }

    /// Whether `followed` counts.
    pub fn keeps(&self, followed: &Followed) -> bool {
        self.keeps_traits(
            told(followed.gender, GENDERS),
            told(followed.age_band, AGE_BANDS),
            told(followed.status, STATUSES),
        ) && holds(&self.residences, followed.residence)
    }

    /// The families but residence, by position (0 not told).
    pub fn keeps_traits(&self, gender: usize, age_band: usize, status: usize) -> bool {
        let holds = |wanted: u16, at: usize| wanted == 0 || wanted >> at & 1 == 1;
        holds(u16::from(self.genders), gender)
            && holds(self.age_bands, age_band)
            && holds(u16::from(self.statuses), status)
    }
}

/// Whether a filter holds `value`; an empty one holds everything.
pub fn holds<T: PartialEq>(wanted: &[T], value: T) -> bool {
    wanted.is_empty() || wanted.contains(&value)
}

/// The same for communes, which sessions at a distance have not.
pub fn holds_commune(wanted: &[u16], commune: u16, remote: bool) -> bool {
    wanted.is_empty() || (!remote && wanted.contains(&commune))
}
