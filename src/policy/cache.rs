//! Remembers for two seconds whose access token it was, so that most requests neither check a
//! signature nor ask the database. This process forgets at once what it changes itself; another
//! process on the same database learns of a suspension or a sign-out two seconds later at the most.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::Actor;
use crate::platform::database::{Id, Moment};

const FRESH: Duration = Duration::from_secs(2);
const MOST: usize = 10_000;

struct Known {
    actor: Actor,
    /// When the token ends.
    ends: Moment,
    at: Instant,
}

#[derive(Default)]
pub struct ActorCache {
    by_token: Mutex<HashMap<String, Known>>,
}

impl ActorCache {
    pub fn find(&self, token: &str, now: Moment) -> Option<Actor> {
        let by_token = self.by_token.lock().ok()?;
        let known = by_token.get(token)?;
        (known.at.elapsed() < FRESH && now < known.ends).then(|| known.actor.clone())
    }

    pub fn remember(&self, token: &str, ends: Moment, actor: &Actor) {
        if let Ok(mut by_token) = self.by_token.lock() {
            if by_token.len() >= MOST {
                by_token.retain(|_, known| known.at.elapsed() < FRESH);
            }
            let known = Known { actor: actor.clone(), ends, at: Instant::now() };
            by_token.insert(token.to_owned(), known);
        }
    }

    /// Forgets every sign-in of an account.
    pub fn forget(&self, account_id: Id) {
        if let Ok(mut by_token) = self.by_token.lock() {
            by_token.retain(|_, known| known.actor.account_id != account_id);
        }
    }
}
