//! Secret addresses of calendars, as people ask for them and see them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults};
use crate::text_enum;

text_enum! {
    /// What a calendar is of: one's own commitments, a place, the network.
    FeedKind { Person = "person", Place = "place", Network = "network" }
}

/// A calendar to open to calendar programs.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedInput {
    pub kind: FeedKind,
    /// Of a place.
    pub place_id: Option<Id>,
}

impl Checked for FeedInput {
    fn check(&self, faults: &mut Faults) {
        match (self.kind, self.place_id) {
            (FeedKind::Place, None) => faults.required("/place_id"),
            (FeedKind::Person | FeedKind::Network, Some(_)) => faults.contradiction(
                "/place_id",
                "Seulement pour le calendrier d’un lieu.",
                "Only for the calendar of a place.",
            ),
            _ => {}
        }
    }
}

/// A calendar's address, without the address.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FeedView {
    pub id: Id,
    pub kind: FeedKind,
    pub place_id: Option<Id>,
    pub place_name: Option<String>,
    pub created_at: Moment,
    pub revoked_at: Option<Moment>,
}

/// A new calendar, with its address: shown once, kept by nobody but who reads it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NewFeed {
    pub calendar: FeedView,
    #[schema(example = "https://reseau.exemple.fr/api/calendars/….ics")]
    pub url: String,
    /// The same, for programs that subscribe by it.
    #[schema(example = "webcal://reseau.exemple.fr/api/calendars/….ics")]
    pub webcal_url: String,
}

/// The calendars that one opened, newest first.
#[derive(Serialize, ToSchema)]
pub struct FeedList {
    pub items: Vec<FeedView>,
}
