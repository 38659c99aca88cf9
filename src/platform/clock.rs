//! Time and identifiers come from here, so that tests can freeze the first and repeat the second.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use uuid::{Builder, Uuid};

use super::database::{Id, Moment};

/// Tells the instant, and the calendar day of the network's time zone.
#[derive(Clone)]
pub struct Clock {
    zone: Tz,
    frozen: Option<Arc<Frozen>>,
}

/// A moment that stands still, and how many ids were made in it.
struct Frozen {
    millis: AtomicI64,
    ids: AtomicU64,
}

impl Clock {
    /// The machine's clock, read in `zone`.
    pub fn system(zone: Tz) -> Self {
        Self { zone, frozen: None }
    }

    /// A clock that stands still until [`Clock::advance`] moves it.
    pub fn frozen(zone: Tz, at: Moment) -> Self {
        let frozen = Frozen { millis: AtomicI64::new(at.millis()), ids: AtomicU64::new(0) };
        Self { zone, frozen: Some(Arc::new(frozen)) }
    }

    /// The network's time zone.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    #[allow(clippy::disallowed_methods)]
    pub fn now(&self) -> Moment {
        match &self.frozen {
            Some(frozen) => Moment::from_millis(frozen.millis.load(Ordering::SeqCst)),
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

    /// What the network's wall clock shows at an instant.
    pub fn local(&self, at: Moment) -> NaiveDateTime {
        let utc = Utc.timestamp_millis_opt(at.millis()).single().unwrap_or_default();
        utc.with_timezone(&self.zone).naive_local()
    }

    /// When a calendar day begins in the network's time zone; where midnight is skipped, an hour
    /// later.
    pub fn start_of(&self, day: NaiveDate) -> Moment {
        let midnight = day.and_time(NaiveTime::MIN);
        let local = [midnight, midnight + Duration::hours(1)]
            .into_iter()
            .find_map(|at| self.zone.from_local_datetime(&at).earliest());
        Moment::from_millis(local.map_or(i64::MIN, |at| at.timestamp_millis()))
    }

    /// Moves a frozen clock; the system's clock does not obey.
    pub fn advance(&self, by: Duration) {
        if let Some(frozen) = &self.frozen {
            frozen.millis.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
        }
    }

    /// A new UUIDv7, time-ordered; under a frozen clock one after the other, the same every time.
    #[allow(clippy::disallowed_methods)]
    pub fn new_id(&self) -> Id {
        let Some(frozen) = &self.frozen else { return Id::from(Uuid::now_v7()) };
        let count = frozen.ids.fetch_add(1, Ordering::SeqCst);
        let mut random = [0; 10];
        random[2..].copy_from_slice(&count.to_be_bytes());
        let millis = frozen.millis.load(Ordering::SeqCst).unsigned_abs();
        Id::from(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}
