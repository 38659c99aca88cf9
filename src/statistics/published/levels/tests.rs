//! Counting and protecting levels, against plain recounts of made-up worlds.

mod counting;
mod coverage;
mod protection;
mod world;
