//! Coopair: log, train, show, for networks where people learn digital skills from people.
//!
//! The map, in reading order; each module may use those above it (tested in
//! `tests/api/house_rules.rs`).

/// What would be the same in another product: databases, HTTP conventions, clock, secrets.
pub mod platform;

/// Every setting: flag, environment variable and key of the configuration file.
pub mod settings;

/// The closed lists of the field and their codes.
pub mod vocabulary;

/// Communes, départements, regions, EPCI.
pub mod territories;

/// Who may do what: the one table.
pub mod policy;

/// What figures are counted from: one narrow row per session.
pub mod facts;

/// Who did what, when and why.
pub mod audit;

/// The outbox of mails and its delivery.
pub mod notifications;

/// Mediators and peers, their employers and places, by date.
pub mod facilitators;

/// Who may sign in, with which hats.
pub mod accounts;

/// Employers and partners.
pub mod organizations;

/// Where sessions happen, after the national data standard.
pub mod places;

/// What pays for the work.
pub mod programmes;

/// What the network decides for itself: name, contact, how figures are protected.
pub mod network_settings;

/// What funders see: perimeters.
pub mod funding;

/// The facilitators that a coordinator coordinates.
pub mod teams;

/// Words of one's own to find sessions again.
pub mod tags;

/// Figures for people without an account: links that expire.
pub mod sharing;

/// Levels that rest on proofs: the ledger, attestations, Pix files, who can teach what.
pub mod competences;

/// The people a facilitator follows by name.
pub mod learners;

/// Codes on paper: followed people claim their record, or place themselves on a shared tablet.
pub mod claims;

/// Individual sessions and workshops held, and the habits they show.
pub mod sessions;

/// The peer-training network: planned workshops, who comes, who helps whom.
pub mod network;

/// What coordinators do besides sessions, and its figures.
pub mod coordination;

/// The figures: each defined once, counted from the rows.
pub mod statistics;

/// The door: passwords, links, tokens.
pub mod sign_in;

/// Invitations into a team, answered with or without an account.
pub mod invitations;

/// A fictional network to try Coopair with.
pub mod demo;

/// The API at a glance.
pub mod app;

/// What the program does from the command line.
pub mod cli;
