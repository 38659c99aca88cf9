//! Counts that name whom and what they are about again.

use uuid::Uuid;

use super::counts::{Counts, Tally};
use super::keys::Keys;

/// The counts of a question. What `counts` lists by number is here by id; none is what belongs to
/// none.
#[derive(Clone, Debug)]
pub struct NamedCounts {
    pub counts: Counts,
    pub facilitators: Vec<(Uuid, Tally)>,
    pub organizations: Vec<(Option<Uuid>, Tally)>,
    pub programmes: Vec<(Option<Uuid>, Tally)>,
    /// Of sessions not at a distance.
    pub places: Vec<(Option<Uuid>, Tally)>,
    pub tags: Vec<(Uuid, Tally)>,
}

impl NamedCounts {
    pub fn new(counts: Counts, keys: &Keys) -> Self {
        let optional = |list: &[(u32, Tally)], id: &dyn Fn(u32) -> Option<Uuid>| {
            list.iter().map(|(key, tally)| (id(*key), *tally)).collect()
        };
        let known = |list: &[(u32, Tally)], id: &dyn Fn(u32) -> Option<Uuid>| {
            list.iter().filter_map(|(key, tally)| Some((id(*key)?, *tally))).collect()
        };
        Self {
            facilitators: known(&counts.facilitators, &|key| keys.facilitator(key)),
            organizations: optional(&counts.organizations, &|key| keys.organization(key)),
            programmes: optional(&counts.programmes, &|key| keys.programme(key)),
            places: optional(&counts.places, &|key| keys.place(key)),
            tags: known(&counts.tags, &|key| keys.tag(key)),
            counts,
        }
    }
}
