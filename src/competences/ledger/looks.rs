//! Looks at somebody's levels by somebody else.
//!
//! A look is written right after the answer was read, without keeping the reader waiting for a
//! durable commit: it is handed to the writer before the answer leaves, so that only a machine that
//! stops in these milliseconds loses it.

use crate::audit::{self, Deed};
use crate::platform::context::Context;
use crate::platform::database::Id;

/// The action under which looks stand in the audit log.
pub const LOOK: &str = "levels.read";
/// What a look is at.
pub const OBJECT: &str = "person";

/// Notes that an account looked at the levels of these people.
pub fn look(ctx: &Context, by: Id, person_ids: Vec<Id>) {
    let deeds = person_ids.into_iter().map(|id| Deed::on(LOOK, OBJECT, id)).collect();
    audit::note_beside(ctx, by, deeds);
}
