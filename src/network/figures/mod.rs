//! The figures of the network: each defined once, counted from the rows, told with its definition.
//!
//! They are exact here, and therefore for who may read figures exactly: administrators read the
//! whole network, coordinators what their team leads and answers. What funders see of them is
//! protected elsewhere ([`crate::statistics`]), from the same counts.
//!
//! Words: a workshop counts on its day, once it was held and as long as its session is in the log,
//! for what pays that session; who was *there* attended, wholly or in part, or walked in. A figure
//! about the life of a network (who is new, the cascade) looks at all that came before, not only
//! at the period.

mod actions;
mod counting;
mod lines;
mod queries;
pub(in crate::network) mod routes;
mod texts;

pub use actions::{Story, requests, story};
pub use counting::{Asked, Counts, Held, RELAY_DAYS, cascade, count_help, firsts};
pub use lines::{NetworkLine, Tally, by_departement, by_programme};
pub use queries::Filter;
pub use texts::NetworkFigure;
