//! What a facilitator offers to teach, and how far they go for it.

use serde::Serialize;

use crate::competences::levels::Level;
use crate::platform::database::Id;
use crate::text_enum;

/// A competence, up to a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    pub competence_id: Id,
    pub up_to: Level,
}

impl Offer {
    /// Up to where it holds: what they offer, but never more than they may teach (V or a grant).
    pub fn holds_up_to(&self, teaches: Option<Level>) -> Option<Level> {
        teaches.map(|level| level.min(self.up_to)).filter(|level| level.proves())
    }
}

text_enum! {
    /// How far a session is from where a facilitator works, nearest first.
    Distance { Place = "place", Commune = "commune", Elsewhere = "elsewhere" }
}

impl Distance {
    /// From one of their places and communes to the place and commune of a session; a remote
    /// session is at everybody's place.
    pub fn between(places: &[Id], communes: &[&str], to: Option<(Id, &str)>) -> Self {
        match to {
            None => Self::Place,
            Some((place, _)) if places.contains(&place) => Self::Place,
            Some((_, commune)) if communes.contains(&commune) => Self::Commune,
            Some(_) => Self::Elsewhere,
        }
    }
}

text_enum! {
    /// How far a facilitator goes.
    Reach { Place = "place", Commune = "commune", Anywhere = "anywhere" }
}

impl Reach {
    pub const fn includes(self, distance: Distance) -> bool {
        match self {
            Self::Place => matches!(distance, Distance::Place),
            Self::Commune => !matches!(distance, Distance::Elsewhere),
            Self::Anywhere => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::tests::id;

    #[test]
    fn nobody_offers_more_than_they_may_teach() {
        let level = |value: u8| Level::new(value).unwrap();
        let offer = Offer { competence_id: id(1), up_to: level(3) };
        assert_eq!(offer.holds_up_to(None), None);
        assert_eq!(offer.holds_up_to(Some(level(2))), Some(level(2)));
        assert_eq!(offer.holds_up_to(Some(level(5))), Some(level(3)));
        assert_eq!(offer.holds_up_to(Some(level(0))), None);
    }

    #[test]
    fn the_nearest_class_counts() {
        let from = |to| Distance::between(&[id(1), id(2)], &["44109", "44190"], to);
        assert_eq!(from(None), Distance::Place);
        assert_eq!(from(Some((id(2), "44020"))), Distance::Place);
        assert_eq!(from(Some((id(3), "44190"))), Distance::Commune);
        assert_eq!(from(Some((id(3), "44020"))), Distance::Elsewhere);
        let goes = |reach: Reach| Distance::ALL.iter().filter(|d| reach.includes(**d)).count();
        assert_eq!([Reach::Place, Reach::Commune, Reach::Anywhere].map(goes), [1, 2, 3]);
    }
}
