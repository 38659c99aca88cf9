//! Remembers for two seconds whom a sign-in session belongs to, so that most requests ask the
//! database nothing for it. This process forgets at once what it changes itself; another process
//! on the same database learns of a suspension or a sign-out two seconds later at the most.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::Actor;
use crate::platform::database::Id;

const FRESH: Duration = Duration::from_secs(2);
const MOST: usize = 10_000;

#[derive(Default)]
pub struct ActorCache {
    by_sign_in: Mutex<HashMap<Id, (Actor, Instant)>>,
}

impl ActorCache {
    pub fn find(&self, sign_in_id: Id) -> Option<Actor> {
        let known = self.by_sign_in.lock().ok()?;
        let (actor, at) = known.get(&sign_in_id)?;
        (at.elapsed() < FRESH).then(|| actor.clone())
    }

    pub fn remember(&self, actor: &Actor) {
        if let Ok(mut known) = self.by_sign_in.lock() {
            if known.len() >= MOST {
                known.retain(|_, (_, at)| at.elapsed() < FRESH);
            }
            known.insert(actor.sign_in_id, (actor.clone(), Instant::now()));
        }
    }

    /// Forgets every sign-in of an account.
    pub fn forget(&self, account_id: Id) {
        if let Ok(mut known) = self.by_sign_in.lock() {
            known.retain(|_, (actor, _)| actor.account_id != account_id);
        }
    }
}
