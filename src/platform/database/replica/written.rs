//! Up to where each account has written, as this process knows it: so that everybody reads their
//! own writes. Exact and bounded: when too many are known, the furthest of them counts for all.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::platform::database::Id;
use crate::platform::database::version::Lsn;

/// How many accounts are known one by one.
const MOST: usize = 10_000;
/// Written up to somewhere: the primary did not tell. No replica ever gets there.
const SOMEWHERE: Lsn = Lsn(i64::MAX);

#[derive(Default)]
struct Known {
    by_account: HashMap<Id, Lsn>,
    /// Of accounts that are no longer known one by one.
    others: Option<Lsn>,
}

#[derive(Default)]
pub(super) struct Written(Mutex<Known>);

impl Written {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that an account wrote, up to where if that is known.
    pub(super) fn remember(&self, account_id: Id, upto: Option<Lsn>) {
        let mut known = self.known();
        if known.by_account.len() >= MOST && !known.by_account.contains_key(&account_id) {
            known.others = known.by_account.values().copied().max().max(known.others);
            known.by_account.clear();
        }
        known.by_account.insert(account_id, upto.unwrap_or(SOMEWHERE));
    }

    /// Up to where an account must be able to read.
    pub(super) fn needed(&self, account_id: Id) -> Option<Lsn> {
        let known = self.known();
        known.by_account.get(&account_id).copied().max(known.others)
    }

    /// Who wrote up to somewhere; none stands for those no longer known one by one.
    pub(super) fn unsure(&self) -> Vec<Option<Id>> {
        let known = self.known();
        let unsure = known.by_account.iter().filter(|(_, upto)| **upto == SOMEWHERE);
        let mut ids: Vec<_> = unsure.map(|(id, _)| Some(*id)).collect();
        ids.extend(known.others.filter(|upto| *upto == SOMEWHERE).map(|_| None));
        ids
    }

    /// Gives those who were unsure before the primary told its position that one.
    pub(super) fn settle(&self, unsure: &[Option<Id>], primary: Lsn) {
        let mut known = self.known();
        for id in unsure {
            let upto = match id {
                Some(id) => known.by_account.get_mut(id),
                None => known.others.as_mut(),
            };
            upto.into_iter().for_each(|upto| *upto = primary);
        }
    }

    /// Forgets what the replica has.
    pub(super) fn forget(&self, replayed: Lsn) {
        let mut known = self.known();
        known.by_account.retain(|_, upto| *upto > replayed);
        known.others = known.others.filter(|upto| *upto > replayed);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(number: u128) -> Id {
        Id::from(Uuid::from_u128(number))
    }

    #[test]
    fn an_account_needs_its_last_write_until_the_replica_has_it() {
        let written = Written::default();
        assert_eq!(written.needed(id(1)), None);
        written.remember(id(1), Some(Lsn(7)));
        written.remember(id(2), Some(Lsn(9)));
        assert_eq!((written.needed(id(1)), written.needed(id(3))), (Some(Lsn(7)), None));
        written.forget(Lsn(8));
        assert_eq!((written.needed(id(1)), written.needed(id(2))), (None, Some(Lsn(9))));
    }

    #[test]
    fn a_write_up_to_somewhere_gets_the_next_position_known() {
        let written = Written::default();
        written.remember(id(1), None);
        written.forget(Lsn(100));
        let unsure = written.unsure();
        assert_eq!(unsure, [Some(id(1))]);
        written.remember(id(2), None);
        written.settle(&unsure, Lsn(101));
        assert_eq!(written.needed(id(1)), Some(Lsn(101)));
        assert_eq!(written.needed(id(2)), Some(SOMEWHERE), "unsure after the position was told");
        written.forget(Lsn(101));
        assert_eq!(written.needed(id(1)), None);
    }

    #[test]
    fn too_many_accounts_all_need_what_the_furthest_needs() {
        let written = Written::default();
        for number in 0..=MOST {
            written.remember(id(number as u128), Some(Lsn(number as i64)));
        }
        assert_eq!(written.known().by_account.len(), 1);
        let furthest = Lsn(MOST as i64 - 1);
        assert_eq!(written.needed(id(0)), Some(furthest));
        assert_eq!(written.needed(id(u128::MAX)), Some(furthest), "one never seen, to be safe");
        written.forget(furthest);
        assert_eq!(written.needed(id(0)), None);
    }
}
