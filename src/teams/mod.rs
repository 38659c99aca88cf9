//! Teams: the facilitators that a coordinator coordinates, from one day to another.
//!
//! Rules: administrators write teams and their dates; a coordinator reads the own ones, invites
//! into them (`invitations`), archives and removes members; a member leaves by themselves.
//! `joined_on` and `left_on` both count in figures; on the day of leaving the coordinator already
//! no longer sees the person. Who comes back later is a member twice, with a gap; nobody is in a
//! team twice at once.
//!
//! | a stay ends by | whose deed | figures until that day | among the past members |
//! |---|---|---|---|
//! | leaving | the member | kept | yes |
//! | archiving | coordinator, administrator | kept | yes |
//! | removing | coordinator, administrator | kept | no: listed nowhere |

mod actions;
mod mails;
mod members;
mod model;
mod queries;
pub(crate) mod routes;

pub use actions::{put, set_member};
pub use model::{Joining, MemberInput, Team, TeamInput, TeamView};
pub use queries::{coordinator_name, find, get_for, join, members_among};
