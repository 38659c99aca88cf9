//! Sessions: what a facilitator did, when, where and with whom.
//!
//! Rules (each refused with a code and the field):
//! - 2015-01-01 ≤ date ≤ today; 1 ≤ duration ≤ 1440 minutes;
//! - `lieu_activite` needs a place of the facilitator, `domicile` and `autre` a commune,
//!   `a_distance` neither;
//! - at least one theme; administrative themes only beside `aide_aux_demarches_administratives`;
//! - `aucun` excludes other equipment; a redirection needs `redirected`;
//! - a workshop has at least one participant and at most 10,000 anonymous ones; each family of
//!   counters (gender, age band, status) sums to the total at the most, the rest is
//!   *non communiqué*;
//! - a participation keeps the person's attributes of that day; anonymous people stay counters.

mod actions;
mod export;
mod model;
mod patterns;
mod queries;
pub(crate) mod routes;
mod views;

pub use actions::{record_individual, record_workshop};
pub use model::{
    AnonymousGroup, AnonymousPerson, IndividualSessionInput, Session, SessionFilter, WorkshopInput,
};
pub use patterns::{WorkspaceView, workspace};
pub use views::{SessionSummary, SessionView};
