//! One test binary that speaks HTTP to the program, on the engine that
//! `COOPAIR_TEST_DATABASE` names: `sqlite` (default), or the `postgres://…` URL of a server on
//! which databases may be created.

// A test that cannot go on says so by panicking; tests may print and ask the environment.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]
#![allow(clippy::disallowed_methods, clippy::wrong_self_convention)]

mod accounts;
mod bad_files;
mod bad_input;
mod bad_request;
mod bad_sessions;
mod commands;
mod contract;
mod conventions;
mod coordination;
mod faults;
mod funding;
mod house_rules;
mod invitations;
mod learners;
mod levels;
mod network;
mod network_help;
mod network_settings;
mod organizations;
mod paging;
mod places;
mod places_files;
mod places_people;
mod policy;
mod portability;
mod programmes;
mod relations;
mod replica;
mod sessions;
mod sharing;
mod sign_in;
mod statistics;
mod support;
mod tags;
mod team_members;
mod teams;
mod territories;
mod throttles;
mod tokens;
