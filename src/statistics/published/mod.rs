//! Protected figures, for funders, share links and the public page.
//!
//! Rules:
//! - whole months that have ended, whole territories; no figure by facilitator, place, tag or day;
//! - a line on fewer than k people is hidden, and so is a line of which one facilitator, or one
//!   organization, makes more than 85 %, unless the scope itself is that one person or body;
//!   as many other lines are hidden as it takes ([`super::protection`]);
//! - two questions of one funder may not differ by fewer than k people ([`guard`]);
//! - shares, rates and means are computed from shown figures alone; hidden lines stand apart, by
//!   name: their place would tell their size;
//! - levels of competences are counted and protected in [`levels`], what peers gave one another
//!   in [`network`].
//!
//! People by gender, age and situation are followed people and anonymous participations; both, and
//! their sum, are protected. The 85 % rule is not applied to them line by line: where it hides the
//! total, all of them are hidden.

mod activity;
mod answer;
mod count;
mod families;
mod guard;
mod levels;
mod look;
mod model;
mod network;
mod people;
mod period;
mod queries;
mod report;
pub(super) mod routes;
mod scope;
mod targets;
