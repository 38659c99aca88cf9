//! Levels from Pix files over HTTP: a dry run first, nothing half written.
//!
//! Rules, beside those of [`super::pix`]:
//! - an administrator imports for everybody, a coordinator for the present members of the own teams
//!   and the learners these follow;
//! - a row is matched by the identifier column that the importing person names (staff number or
//!   e-mail), else by names; what is doubtful is not written, and told by line;
//! - of several profiles of one person the newest counts; each certificate stands for itself;
//! - one proof a person, competence, kind and day: the same file twice writes nothing;
//! - an error of any line forbids the whole file; birth data is forgotten with the request; of the
//!   file only its hash is kept.

mod actions;
mod model;
mod queries;
pub(in crate::competences) mod routes;

pub use actions::{Upload, import};
