//! Teaching grants: a coordinator's word, for a time, that a member of the team may teach and
//! attest a competence up to a level. Rules: [`super::levels::TeachingGrant`].

mod actions;
mod model;
mod queries;
pub(in crate::competences) mod routes;

pub use actions::give;
pub use model::GrantInput;
