//! What funders see: perimeters.
//!
//! A perimeter is (one of its programmes) and (one of its organizations) and (one of its
//! territories); an empty list does not narrow, and a perimeter narrows by one list at least.
//! Communes and EPCI, départements and regions are alternatives of one another.
//!
//! Rules: administrators write perimeters and invite funders into them; a funder reads the own
//! ones, and in them figures on no fewer than k people ([`Perimeter::k`]): never a person, and
//! never who else reads.

mod actions;
mod model;
mod queries;
mod resolved;
pub(crate) mod routes;

pub use actions::{invite, put};
pub use model::{FunderInput, PerimeterInput, PerimeterRow, PerimeterView, TerritoryInput};
pub use queries::{find, get_for, others_of};
pub use resolved::Perimeter;
