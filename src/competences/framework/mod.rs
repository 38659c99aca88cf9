//! Frameworks: the 16 competences of Pix, versioned in the database, and those of the network.
//!
//! Rules:
//! - the competences of Pix come with the migrations and are changed by nobody;
//! - an administrator adds local ones beside them, with the same ladder of levels 0–8, and retires
//!   them; a retired one keeps its evidence and takes no more;
//! - nobody reaches more than the maximum that is in force on a day ([`super::levels::Reachable`]);
//!   Pix opened its upper levels one by one, so an administrator notes the next one when it comes.

mod actions;
mod model;
mod queries;
pub(in crate::competences) mod routes;

pub use model::{AreaView, Competence, Framework};
pub use queries::{Catalogue, CatalogueMark, catalogue, kept_catalogue, mark};
