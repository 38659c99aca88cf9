//! Workshop templates: what is planned again and again, with objectives, competences, size.
//!
//! Rules: coordinators and active facilitators write templates, everybody of the network reads
//! them; one's own is changed by oneself, and by who coordinates its author; a template is archived,
//! never deleted, and workshops made from it keep what they took.

mod actions;
mod model;
mod queries;
pub(super) mod routes;

pub use model::{Need, NeedInput, Template, TemplateInput, check_needs, check_themes};
pub use queries::{find, needs_of};
