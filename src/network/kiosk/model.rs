//! A kiosk as it is kept, when it may be open, and what people send.

use std::time::Duration;

use chrono::NaiveTime;
use chrono_tz::Tz;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::claims;
use crate::network::time::{instant, local};
use crate::network::workshops::Workshop;
use crate::platform::database::schema::kiosks;
use crate::platform::database::{Id, Moment};
use crate::platform::http::throttle::Throttle;
use crate::platform::http::{Checked, Faults};
use crate::platform::secrets;

/// How long before the start and after the end a kiosk may be open, in seconds.
const AROUND_S: i64 = 2 * 3600;

/// The kiosk of a workshop.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = kiosks, treat_none_as_null = true)]
pub struct Kiosk {
    pub workshop_id: Id,
    pub secret_hash: String,
    /// [`scan_key`].
    pub scan_key: String,
    /// Account.
    pub opened_by: Id,
    pub opened_at: Moment,
    pub closed_at: Option<Moment>,
}

impl Kiosk {
    /// Whether it works at an instant.
    pub fn is_open(&self, workshop: &Workshop, zone: Tz, at: Moment) -> bool {
        let is_within = Opening::of(workshop, zone).contains(at);
        self.closed_at.is_none() && workshop.is_published() && is_within
    }

    /// Whether a code, as its hash, is one that it shows or showed just now.
    pub fn takes(&self, code_hash: &str, at: Moment) -> bool {
        let last = stretch(at);
        let mut shown = (0..=TAKEN_AFTER).map(|back| scan_code(&self.scan_key, last - back));
        shown.any(|code| claims::hash_of(&code) == code_hash)
    }
}

/// When the kiosk of a workshop may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    pub from: Moment,
    pub until: Moment,
}

impl Opening {
    pub fn of(workshop: &Workshop, zone: Tz) -> Self {
        Self::around(workshop.starts_at, workshop.ends_at, zone)
    }

    /// Attendance is taken from midnight of the day on.
    fn around(start: Moment, end: Moment, zone: Tz) -> Self {
        let midnight = instant(zone, local(zone, start).date().and_time(NaiveTime::MIN));
        Self {
            from: start.plus_seconds(-AROUND_S).max(midnight),
            until: end.plus_seconds(AROUND_S),
        }
    }

    pub fn contains(self, at: Moment) -> bool {
        self.from <= at && at < self.until
    }
}

/// How long a kiosk shows the same code, in seconds.
const SHOWN_S: i64 = 300;
/// A code is taken while it is shown and as many stretches after: somebody who scans it may have to
/// sign in first.
const TAKEN_AFTER: i64 = 2;

/// From what the codes of a kiosk are made; nothing leads back from it to the secret.
pub fn scan_key(secret: &str) -> String {
    secrets::hash(&format!("presence:{secret}"))
}

/// The stretch of time of an instant, in which a kiosk shows one code.
pub fn stretch(at: Moment) -> i64 {
    at.millis().div_euclid(SHOWN_S * 1_000)
}

/// The code that a kiosk shows for phones in a stretch of time.
pub fn scan_code(key: &str, stretch: i64) -> String {
    let hash = secrets::hash(&format!("{key}:{stretch}"));
    let byte =
        |at: usize| hash.get(2 * at..2 * at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    claims::code_of(std::array::from_fn(|at| byte(at).unwrap_or_default()))
}

/// How often numbers and codes may be typed.
pub struct KioskLimits {
    /// By kiosk, or by account.
    pub typed: Throttle,
}

impl Default for KioskLimits {
    fn default() -> Self {
        Self { typed: Throttle::new(20, Duration::from_secs(6)) }
    }
}

/// The secret of a kiosk.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskSecret {
    /// What stands after `#` in the kiosk's address.
    pub secret: String,
}

impl Checked for KioskSecret {
    fn check(&self, faults: &mut Faults) {
        faults.name("/secret", &self.secret, 200);
    }
}

/// Somebody at the kiosk: by a tap on the list, or by what they type.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskTapInput {
    pub secret: String,
    /// Of the tap, chosen by the device: sent twice, it is one.
    pub id: Id,
    /// A line of the list.
    pub enrolment_id: Option<Id>,
    /// What the employer calls them.
    #[schema(example = "A-1042")]
    pub staff_number: Option<String>,
    /// The code of a printed slip.
    #[schema(example = "K7QF-3MPD")]
    pub slip_code: Option<String>,
}

impl KioskTapInput {
    pub fn is_typed(&self) -> bool {
        self.staff_number.is_some() || self.slip_code.is_some()
    }
}

impl Checked for KioskTapInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/secret", &self.secret, 200);
        if let Some(number) = &self.staff_number {
            faults.name("/staff_number", number, 50);
        }
        if let Some(code) = &self.slip_code {
            faults.name("/slip_code", code, 50);
        }
        let ways =
            [self.enrolment_id.is_some(), self.staff_number.is_some(), self.slip_code.is_some()];
        match ways.iter().filter(|way| **way).count() {
            0 => faults.required("/enrolment_id"),
            1 => {}
            _ => faults.contradiction(
                "/enrolment_id",
                "Nommez la personne d’une seule façon.",
                "Name the person in one way only.",
            ),
        }
    }
}

/// A tap to take back.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskUndoInput {
    pub secret: String,
    /// Of this deed, chosen by the device: sent twice, it is done once.
    pub id: Id,
    /// As the answer to the tap told it.
    pub enrolment_id: Id,
    pub tap_id: Id,
}

impl Checked for KioskUndoInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/secret", &self.secret, 200);
    }
}

/// The code that a kiosk shows.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PresenceCode {
    #[schema(example = "K7QF-3MPD")]
    pub code: String,
}

impl Checked for PresenceCode {
    fn check(&self, faults: &mut Faults) {
        faults.name("/code", &self.code, 50);
    }
}

/// Saying that one is there.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PresenceInput {
    #[schema(example = "K7QF-3MPD")]
    pub code: String,
    /// Of the deed, chosen by the device: sent twice, it is done once.
    pub id: Id,
}

impl Checked for PresenceInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/code", &self.code, 50);
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Paris;

    use super::*;
    use crate::network::tests::{id, paris};

    #[test]
    fn open_from_two_hours_before_until_two_hours_after() {
        let opening = |start: &str, end: &str| Opening::around(paris(start), paris(end), Paris);
        let usual = opening("2026-11-20 14:00", "2026-11-20 16:00");
        let holds = |at: &str| usual.contains(paris(at));
        assert!(!holds("2026-11-20 11:59") && holds("2026-11-20 12:00"));
        assert!(holds("2026-11-20 17:59") && !holds("2026-11-20 18:00"));
        let early = opening("2026-11-20 01:30", "2026-11-20 03:00");
        assert_eq!(early.from, paris("2026-11-20 00:00"), "attendance begins with the day");
        let clocks = opening("2026-10-25 03:30", "2026-10-25 04:30");
        assert_eq!(
            clocks.from,
            paris("2026-10-25 01:30").plus_seconds(3600),
            "an hour comes twice"
        );
    }

    #[test]
    fn the_code_for_phones_changes_and_is_not_the_secret() {
        let (one, other) = (secrets::token(), secrets::token());
        let code = |secret: &str, stretch| scan_code(&scan_key(secret), stretch);
        assert_eq!(code(&one, 7), code(&one, 7));
        assert_ne!(code(&one, 7), code(&one, 8));
        assert_ne!(code(&one, 7), code(&other, 7));
        let letters = code(&one, 7).replace('-', "").to_lowercase();
        assert!(letters.len() == 8 && !one.contains(&letters));
    }

    #[test]
    fn a_code_is_taken_for_ten_minutes_and_a_quarter_of_an_hour_at_most() {
        let kiosk = Kiosk {
            workshop_id: id(1),
            secret_hash: String::new(),
            scan_key: scan_key("secret"),
            opened_by: id(2),
            opened_at: Moment::from_millis(0),
            closed_at: None,
        };
        let shown = paris("2026-11-20 14:04");
        let hash = claims::hash_of(&scan_code(&kiosk.scan_key, stretch(shown)));
        assert!(!kiosk.takes(&hash, shown.plus_seconds(-300)), "not before it is shown");
        for seconds in [0, 59, 600] {
            assert!(kiosk.takes(&hash, shown.plus_seconds(seconds)));
        }
        assert!(!kiosk.takes(&hash, paris("2026-11-20 14:15")));
    }
}
