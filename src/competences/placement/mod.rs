//! Self-placement: five plain statements a competence, whose answers lead to a declared level.
//!
//! Rules:
//! - the level is the number of statements that one can do alone; they stand in order of
//!   difficulty, one for each of the levels 1 to 5, and one slip does not throw anybody back to the
//!   bottom. What one does with help is on its way and does not count yet;
//! - so self-placement ends at level 5 (Avancé 1); whoever knows better (a Pix profile at hand) says
//!   the level itself, up to the maximum of the framework;
//! - a self-assessment never raises V (domain.md, "Levels", rule 6) and lasts twelve months.
//!
//! Statements and words: `data/self-placement.json`, our own.

mod actions;
mod model;
pub(in crate::competences) mod routes;
mod words;

pub use actions::{PlacementOf, place};
pub use model::{PlacementInput, STATEMENTS};
pub use words::{
    AnswerWords, LevelWords, Statement, answer_words, area, areas, level_words, shipped,
};
