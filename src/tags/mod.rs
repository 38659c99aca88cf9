//! Tags: words of one's own to find sessions again.
//!
//! Rules: a *personal* tag is its facilitator's alone; a *network* tag is everybody's to use and
//! the administrators' to write. The scope of a tag never changes. A name is 3 to 80 characters and
//! stands once in its scope, whatever its accents and capitals. Deleting a tag takes it off the
//! sessions that carry it.

mod actions;
mod model;
mod queries;
pub(crate) mod routes;

pub use actions::put;
pub use model::{Tag, TagInput, TagScope, TagView};
pub use queries::{list, visible_among};
