//! One test binary that speaks HTTP to the program, on the engine that
//! `COOPAIR_TEST_DATABASE` names: `sqlite` (default), or the `postgres://…` URL of a server on
//! which databases may be created.

mod commands;
mod contract;
mod faults;
mod house_rules;
mod learners;
mod portability;
mod sessions;
mod statistics;
mod support;
