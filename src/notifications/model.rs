//! What a mail is.

use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::database::{Id, Moment};
use crate::text_enum;

text_enum! {
    /// Where a mail stands.
    MailState {
        Waiting = "waiting",
        Sending = "sending",
        Sent = "sent",
        Failed = "failed",
    }
}

/// A mail to write.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// What it is for, such as `invitation`.
    pub kind: &'static str,
    pub recipient: String,
    pub subject: String,
    pub body: String,
    /// For the reader's calendar: RFC 5545 text whose METHOD says what it asks.
    pub calendar: Option<String>,
}

/// How many times a mail is tried: over about two days.
pub const MOST_ATTEMPTS: i32 = 12;

/// Seconds to wait before the next attempt: 1 minute, doubling, at most 6 hours.
pub fn pause_s(attempts: i32) -> i64 {
    let doublings = attempts.clamp(0, 9).unsigned_abs();
    (60_i64 << doublings).min(6 * 3600)
}

/// An outbox entry as administrators see it: the address is masked, the text is not shown.
#[derive(Serialize, ToSchema)]
pub struct MailView {
    pub id: Id,
    pub created_at: Moment,
    #[schema(example = "invitation")]
    pub kind: String,
    #[schema(example = "a…@exemple.fr")]
    pub recipient_masked: String,
    pub state: MailState,
    pub attempts: i32,
    pub last_error: Option<String>,
}

/// `amelie@exemple.fr` becomes `a…@exemple.fr`.
pub fn mask(address: &str) -> String {
    match address.split_once('@') {
        Some((local, domain)) => {
            format!("{}…@{domain}", local.chars().next().map(String::from).unwrap_or_default())
        }
        None => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_bounded() {
        let pauses: Vec<i64> = (0..MOST_ATTEMPTS).map(pause_s).collect();
        assert_eq!(pauses[..3], [60, 120, 240]);
        assert!(pauses.iter().all(|pause| *pause <= 21_600));
    }

    #[test]
    fn addresses_are_masked() {
        assert_eq!(mask("amelie@exemple.fr"), "a…@exemple.fr");
    }
}
