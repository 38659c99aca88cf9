//! Planned workshops: drafted, published, changed, cancelled, postponed, held.
//!
//! | folder or file | what |
//! |---|---|
//! | `model` | the row, and what people write |
//! | `guards` | what publishing needs |
//! | `conflicts` | what the storage says of other workshops at that time |
//! | `facilitations` | who leads, co-leads, observes |
//! | `access` | who sees and changes one |
//! | `planned` | what an input comes to, as a row |
//! | `actions` | draft, change, publish |
//! | `endings` | cancel, postpone, did not happen |
//! | `sessions` | as sessions of a series: planned, moved, looked at together |
//! | `guests` | inviting people |
//! | `list` | the calendar of the network |
//!
//! Rules (domain.md, "Planned workshops"): times are the wall clock's, on quarters of an hour, and
//! each is an instant, also where clocks change. Who planned a workshop, who leads or co-leads it
//! and who coordinates one of them changes it. A draft takes nothing; once published it takes its
//! room, its devices and who facilitates, and nothing else can ([`crate::network::busy`]). In the
//! log of sessions, and in any figure, it is only once it was held.

mod access;
mod actions;
mod conflicts;
mod endings;
mod facilitations;
mod guards;
mod guests;
mod list;
mod model;
mod planned;
mod queries;
pub(super) mod routes;
mod sessions;
mod views;

pub use access::{get_visible, lock_managed};
pub use actions::{publish, put};
pub use endings::cancel_in_series;
pub use facilitations::{answer, invite, step_back};
pub use list::{Attention, Boxed, WorkshopFilter, by_start, list, of_series as visible_of_series};
pub use model::{
    Access, ApprovalPolicy, DeviceLoan, Facilitating, FacilitationAnswer, FacilitationInput,
    FacilitationRole, FacilitationState, Visibility, Workshop, WorkshopInput, WorkshopState,
};
pub use planned::{AHEAD_DAYS, meets_elsewhere};
pub use queries::{
    facilitators_of, find, invite_person, lock, lock_series, needs_of, needs_of_all, of_series,
    set_counts, set_due, set_held, set_sequence, set_series, team_of_lead,
};
pub use sessions::{Course, Session, Sessions};
pub use views::{WorkshopSummary, summaries};
