//! Coopair: log, train, show, for networks where people learn digital skills from people.
//!
//! The map, in reading order; each module may use those above it.

/// Who may sign in, with which hats.
pub mod accounts;
/// Who did what, when and why.
pub mod audit;
/// Mediators and peers, their employers and places, by date.
pub mod facilitators;
/// The people a facilitator follows by name.
pub mod learners;
/// The outbox of mails and its delivery.
pub mod notifications;
/// Employers and partners.
pub mod organizations;
/// Where sessions happen, by the national data standard.
pub mod places;
/// What would be the same in another product: databases, HTTP conventions, clock, secrets.
pub mod platform;
/// Who may do what: the one table.
pub mod policy;
/// What pays for the work.
pub mod programmes;
/// Individual sessions and workshops held, and the habits they show.
pub mod sessions;
/// Every setting: flag, environment variable and key of the configuration file.
pub mod settings;
/// The door: passwords, links, tokens.
pub mod sign_in;
/// Words of one's own to find sessions again.
pub mod tags;
/// The facilitators that a coordinator coordinates.
pub mod teams;
/// Communes, départements, regions, EPCI.
pub mod territories;
/// The closed lists of the field and their codes.
pub mod vocabulary;
