//! Looks at primary and replica every second: is the replica there, and how far behind is it?
//!
//! The lag is measured, not guessed from the last commit: the position of the primary is noted with
//! its time, and what the replica has replayed is as old as the last note it has passed. So a quiet
//! night is no lag, and a replay that stands still is one from the next commit on.

use std::collections::VecDeque;
use std::sync::Weak;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::{Absence, Replayed, Replica, Standing, TELL_AFTER_S, replayed};
use crate::platform::database::version::Position;
use crate::platform::database::{Conn, Moment, connect};

const EVERY: Duration = Duration::from_secs(1);
/// Notes kept: above, every second one goes, so that a long lag is told less finely.
const MOST: usize = 1_024;

#[derive(Default)]
pub(super) struct Watch {
    conn: Option<Conn>,
    notes: VecDeque<Position>,
    /// Whether the operator was told so already.
    told: Option<Standing>,
}

impl Watch {
    /// Looks until the replica is no longer wanted; says so when it looked.
    pub(super) fn run(mut self, replica: &Weak<Replica>, looked: &SyncSender<()>) {
        while let Some(replica) = replica.upgrade() {
            self.look(&replica);
            drop(replica);
            // Only the first look is waited for.
            let _ = looked.try_send(());
            std::thread::sleep(EVERY);
        }
    }

    fn look(&mut self, replica: &Replica) {
        let unsure = replica.written.unsure();
        let primary = replica.teller.position_now();
        if let Some(position) = primary {
            replica.written.settle(&unsure, position.lsn);
        }
        let standing = match self.ask(replica) {
            Ok(replayed) => {
                replica.written.forget(replayed.lsn);
                let now = primary.or(self.notes.back().copied());
                let as_of = now.map(|now| note(&mut self.notes, now, replayed));
                let as_of = as_of.unwrap_or(Moment::from_millis(0));
                let now = now.map_or(as_of, |now| now.at);
                Standing::Following { as_of, behind_s: (now.millis() - as_of.millis()) / 1000 }
            }
            Err(absence) => {
                self.conn = None;
                Standing::Away(absence)
            }
        };
        self.tell(standing);
        if let Ok(mut kept) = replica.standing.lock() {
            *kept = standing;
        }
    }

    fn ask(&mut self, replica: &Replica) -> Result<Replayed, Absence> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            empty => {
                let mut conn = connect(&replica.url).map_err(|_| Absence::NoAnswer)?;
                let of_replica = identity(&mut conn).map_err(|_| Absence::NoAnswer)?;
                // Without an answer of the primary nothing is known of the replica either.
                let of_primary = connect(&replica.primary_url)
                    .ok()
                    .and_then(|mut conn| identity(&mut conn).ok())
                    .ok_or(Absence::NoAnswer)?;
                if of_replica != of_primary {
                    return Err(Absence::Elsewhere);
                }
                empty.insert(conn)
            }
        };
        match replayed(conn) {
            Ok(Some(replayed)) => Ok(replayed),
            Ok(None) => Err(Absence::NoReplica),
            Err(_) => Err(Absence::NoAnswer),
        }
    }

    /// Writes to the log what has changed.
    fn tell(&mut self, standing: Standing) {
        let lags = |standing: Standing| standing.told().is_some();
        match (self.told, standing) {
            (Some(Standing::Away(before)), Standing::Away(now)) if before == now => return,
            (_, Standing::Away(absence)) => {
                tracing::warn!("the read replica is away: {absence}; the primary does its readings")
            }
            (before, Standing::Following { behind_s, .. }) => {
                if matches!(before, Some(Standing::Away(_))) {
                    tracing::info!("the read replica is back");
                }
                if lags(standing) && !before.is_some_and(lags) {
                    tracing::warn!(behind_s, "the read replica lags");
                }
                if !lags(standing) && before.is_some_and(lags) {
                    tracing::info!("the read replica lags no longer than {TELL_AFTER_S} s");
                }
            }
        }
        self.told = Some(standing);
    }
}

/// Notes where the primary is; tells as of when a replica is that has replayed so far. One that is
/// behind the first note is as old as the last commit it has replayed.
fn note(notes: &mut VecDeque<Position>, now: Position, replayed: Replayed) -> Moment {
    if replayed.lsn >= now.lsn {
        notes.clear();
        notes.push_back(now);
        return now.at;
    }
    if notes.back().is_none_or(|last| last.at < now.at) {
        notes.push_back(now);
    }
    while notes.get(1).is_some_and(|next| next.lsn <= replayed.lsn) {
        notes.pop_front();
    }
    if notes.len() > MOST {
        let mut keep = false;
        notes.retain(|_| {
            keep = !keep;
            keep
        });
    }
    match notes.front() {
        Some(first) if first.lsn <= replayed.lsn => first.at,
        Some(first) => replayed.committed_at.map_or(first.at, |at| at.min(first.at)),
        None => now.at,
    }
}

#[derive(QueryableByName)]
struct IdentityRow {
    #[diesel(sql_type = Text)]
    identity: String,
}

/// What a primary and its replicas have in common, and nobody else.
fn identity(conn: &mut Conn) -> QueryResult<String> {
    let Conn::Postgres(c) = conn else { return Ok(String::new()) };
    let row: IdentityRow = diesel::sql_query(
        "SELECT CAST(system_identifier AS text) || ' ' || current_database() AS identity \
         FROM pg_control_system()",
    )
    .get_result(c)?;
    Ok(row.identity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::database::version::Lsn;

    fn upto(lsn: i64) -> Replayed {
        Replayed { lsn: Lsn(lsn), committed_at: Some(Moment::from_millis(-5_000)) }
    }

    fn at(second: i64, lsn: i64) -> Position {
        Position { lsn: Lsn(lsn), at: Moment::from_millis(second * 1000) }
    }

    #[test]
    fn a_replica_is_as_old_as_the_last_note_it_passed() {
        let mut notes = VecDeque::new();
        let mut as_of = |now, replayed| note(&mut notes, now, upto(replayed)).millis() / 1000;
        assert_eq!(as_of(at(0, 100), 100), 0);
        assert_eq!(as_of(at(3600, 100), 100), 3600, "nothing written is no lag");
        assert_eq!(as_of(at(3601, 120), 100), 3600, "one commit behind");
        assert_eq!(as_of(at(3602, 140), 110), 3600, "half of it does not count");
        assert_eq!(as_of(at(3603, 160), 140), 3602);
        assert_eq!(as_of(at(3604, 160), 159), 3602);
        assert_eq!(as_of(at(3605, 160), 160), 3605);
    }

    #[test]
    fn behind_the_first_note_the_last_commit_tells() {
        let mut notes = VecDeque::new();
        assert_eq!(note(&mut notes, at(0, 100), upto(50)).millis(), -5_000);
        let never = Replayed { lsn: Lsn(50), committed_at: None };
        assert_eq!(note(&mut notes, at(4, 100), never).millis(), 0);
    }

    #[test]
    fn a_long_lag_is_kept_in_bounded_room() {
        let mut notes = VecDeque::new();
        for second in 0..10_000 {
            let as_of = note(&mut notes, at(second, second), upto(0));
            assert_eq!(as_of.millis(), 0);
            assert!(notes.len() <= MOST);
        }
        let as_of = note(&mut notes, at(10_000, 10_000), upto(9_000));
        assert!((8_900_000..=9_000_000).contains(&as_of.millis()), "{as_of}");
    }
}
