//! One test binary that speaks HTTP to the program, on the engine that
//! `COOPAIR_TEST_DATABASE` names: `sqlite` (default), or the `postgres://…` URL of a server on
//! which databases may be created.

// A test that cannot go on says so by panicking; it plays the device that chooses ids and the
// operator who sets the environment; `reply.is(…)` reads like a sentence.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::disallowed_methods, clippy::wrong_self_convention)]

mod accounts;
mod bad_files;
mod bad_input;
mod bad_request;
mod bad_sessions;
mod commands;
mod contract;
mod conventions;
mod faults;
mod organizations;
mod paging;
mod places;
mod places_files;
mod places_people;
mod policy;
mod portability;
mod programmes;
mod relations;
mod sessions;
mod sign_in;
mod statistics;
mod support;
mod tags;
mod teams;
mod territories;
mod throttles;
mod tokens;
