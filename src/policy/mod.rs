//! Who may call what: one table, read by the server before any handler runs and walked by the
//! tests. A route without an entry keeps the server from starting; whose record it is
//! ("own", "same team") is the reader's scope, which every query starts from.

mod actor;
mod cache;
mod guard;
mod table;

pub use actor::{Actor, Facilitator, Role, Roles};
pub use cache::ActorCache;
pub use guard::{Guard, compare};
pub use table::{Entry, Rule, TABLE};
