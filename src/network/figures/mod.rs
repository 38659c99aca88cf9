//! The figures of the network: each defined once, counted from the rows, told with its definition.
//!
//! They are exact, and therefore for who may read figures exactly: administrators read the whole
//! network, coordinators what their team leads and answers. Funders do not see them: no figure here
//! is protected.
//!
//! Words: a workshop counts on its day, once it was held, whoever coordinates or funds it; who was
//! *there* attended, wholly or in part, or walked in. A figure about the life of a network (who is
//! new, the cascade) looks at all that came before, not only at the period.

mod actions;
mod counting;
mod queries;
pub(in crate::network) mod routes;
mod texts;
