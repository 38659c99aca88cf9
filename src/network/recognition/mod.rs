//! What somebody gave to the network in a year: hours led, co-led, prepared; never typed, always
//! counted again from sessions held.
//!
//! | word | what |
//! |---|---|
//! | *led* | minutes of held sessions of one's log |
//! | *co-led* | minutes of held workshops that one co-led |
//! | *prepared* | half the minutes of a workshop, the first time one leads it: once for each template, in the year of that first time |
//! | *observed* | workshops that one observed: counted apart, no minutes |
//! | *answered* | help requests that one answered without a session: 15 minutes each |
//!
//! Source: domain.md, "Planned workshops" (Recognition), and peer-training-features.md, 3.10. The
//! yearly statement is made by the person, for whom they choose. No ranking, no points, no
//! comparison: nobody else reads these figures.

mod actions;
mod queries;
pub(in crate::network) mod routes;
mod statement;
mod views;
