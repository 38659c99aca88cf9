//! Organizations: employers and partners, known by their SIRET or RNA.
//!
//! Rules: a SIRET or an RNA names one organization at most. An administrator writes all of them, a
//! coordinator those that employ somebody of the own team today; everybody signed in reads them.

mod actions;
mod model;
mod queries;
pub(crate) mod routes;

pub use actions::put;
pub use model::{Organization, OrganizationInput, OrganizationView};
pub use queries::{find, find_named, get};
