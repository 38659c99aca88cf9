//! Time as the network counts it: half-open spans, wall clocks across clock changes, French public
//! holidays, working days, quiet hours.

mod holidays;
mod quiet;
mod span;
mod wall;
mod working;

pub use holidays::{Holiday, easter, holiday, holidays_of};
pub use quiet::QuietHours;
pub use span::Span;
pub use wall::{instant, local};
pub use working::{is_working_day, working_days_later};
