//! Competences: the ladder of levels, the proofs that carry it, and the Pix files that bring some.
//!
//! These are the rules alone ([`levels`], [`pix`]): pure, judged by an independent model in their
//! tests. Storage, routes and screens are not there yet.

pub mod levels;
pub mod pix;
pub mod statement;
