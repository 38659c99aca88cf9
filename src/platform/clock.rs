//! Time and identifiers come from here, so that tests can freeze the first and repeat the second.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{Duration, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;

use super::database::{Id, Moment};

/// Tells the instant, and the calendar day of the network's time zone.
#[derive(Clone)]
pub struct Clock {
    zone: Tz,
    frozen: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's clock, read in `zone`.
    pub fn system(zone: Tz) -> Self {
        Self { zone, frozen: None }
    }

    /// A clock that stands still until [`Clock::advance`] moves it.
    pub fn frozen(zone: Tz, at: Moment) -> Self {
        Self { zone, frozen: Some(Arc::new(AtomicI64::new(at.millis()))) }
    }

    #[allow(clippy::disallowed_methods)]
    pub fn now(&self) -> Moment {
        match &self.frozen {
            Some(millis) => Moment::from_millis(millis.load(Ordering::SeqCst)),
            None => Moment::from_millis(Utc::now().timestamp_millis()),
        }
    }

    /// Today in the network's time zone: what a mediator reads on the wall calendar.
    pub fn today(&self) -> NaiveDate {
        self.day_of(self.now())
    }

    /// The calendar day of an instant in the network's time zone.
    pub fn day_of(&self, at: Moment) -> NaiveDate {
        match self.zone.timestamp_millis_opt(at.millis()).single() {
            Some(local) => local.date_naive(),
            None => NaiveDate::MIN,
        }
    }

    /// Moves a frozen clock; the system's clock does not obey.
    pub fn advance(&self, by: Duration) {
        if let Some(millis) = &self.frozen {
            millis.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
        }
    }

    /// A new UUIDv7, time-ordered.
    #[allow(clippy::disallowed_methods)]
    pub fn new_id(&self) -> Id {
        Id::from(uuid::Uuid::now_v7())
    }
}
