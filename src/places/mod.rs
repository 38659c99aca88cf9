//! Places: where sessions happen, each with the 32 fields of the national data standard.
//!
//! Source: the standard of digital mediation places (`data/standard-mediation-num`). Rules:
//! - everybody signed in reads places: they are public on the national map;
//! - administrators write all of them; facilitators create places, are attached to those they
//!   create, and change those they are attached to; coordinators change those of their team;
//! - an import is all or nothing, and knows a place again by the producer's `id`.

mod actions;
mod import;
mod model;
mod queries;
pub(crate) mod routes;
mod rules;
pub mod standard;

pub use actions::put;
pub use import::{import_places, read_file};
pub use model::{Place, PlaceSheet, PlaceView};
