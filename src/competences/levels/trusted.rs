//! The trusted proofs of one person, few bytes each: what levels and progress of many people are
//! counted from without reading every piece of evidence.
//!
//! Trusted is what was neither revoked nor disputed. A proof keeps its own term and the day on
//! which a newer one took its place, so that one look tells the levels of any day. Derived from the
//! ledger, in the same transaction as every change of it.

use std::cmp::Ordering;

use chrono::{Days, NaiveDate};

use super::evidence::EvidenceKind;
use super::ledger::{Entry, Ledger};
use super::level::Level;
use super::progress::{PROGRESS_DAYS, Trend};

/// A proof that may be believed. `C` names the competence: an id, or its dense number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrustedProof<C> {
    pub competence: C,
    pub kind: EvidenceKind,
    pub level: Level,
    pub observed_on: NaiveDate,
    /// The first day without it; absent when it never expires.
    pub expires_on: Option<NaiveDate>,
    /// The day from which a newer proof of the same source stands in its place.
    pub superseded_on: Option<NaiveDate>,
}

impl<C> TrustedProof<C> {
    /// What an entry comes down to; nothing when it may not be believed. `name` names its
    /// competence.
    pub fn of(entry: &Entry, competence: C) -> Option<Self> {
        entry.is_trusted().then(|| Self {
            competence,
            kind: entry.evidence.kind,
            level: entry.evidence.level,
            observed_on: entry.evidence.observed_on,
            expires_on: entry.evidence.expires_on,
            superseded_on: entry.superseded_by.map(|(_, from)| from),
        })
    }

    /// Whether V or D may rest on it that day.
    pub fn counts(&self, day: NaiveDate) -> bool {
        self.observed_on <= day
            && self.expires_on.is_none_or(|end| day < end)
            && self.superseded_on.is_none_or(|from| day < from)
    }

    /// Whether it can make V.
    pub fn verifies(&self) -> bool {
        self.kind.verifies() && self.level.proves()
    }
}

/// V of proofs on one competence on a day.
pub fn verified_on<'a, C: 'a>(
    proofs: impl IntoIterator<Item = &'a TrustedProof<C>>,
    day: NaiveDate,
) -> Option<Level> {
    let counting = proofs.into_iter().filter(|proof| proof.verifies() && proof.counts(day));
    counting.map(|proof| proof.level).max()
}

/// How V moved between the first and the last of one person's proofs on one competence, oldest
/// first: see [`super::progress()`] for the rule.
pub fn trend<C>(proofs: &[TrustedProof<C>], from: NaiveDate, to: NaiveDate) -> Option<Trend> {
    let known = || proofs.iter().filter(|proof| proof.verifies() && proof.observed_on <= to);
    let (first, last) = (known().next()?.observed_on, known().next_back()?.observed_on);
    if last < from || (last - first).num_days() < PROGRESS_DAYS {
        return None;
    }
    let v = |day| verified_on(known(), day);
    Some(match v(last)?.cmp(&v(first)?) {
        Ordering::Greater => Trend::Up,
        Ordering::Equal => Trend::Same,
        Ordering::Less => Trend::Down,
    })
}

/// The trend of each competence on which proofs tell one; proofs oldest first, in any order of
/// competences.
pub fn trends<C: Copy + Ord>(
    proofs: &[TrustedProof<C>],
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<(C, Trend)> {
    let mut sorted = proofs.to_vec();
    sorted.sort_by_key(|proof| proof.competence);
    let same = |a: &TrustedProof<C>, b: &TrustedProof<C>| a.competence == b.competence;
    let groups = sorted.chunk_by(same);
    groups.filter_map(|group| Some((group.first()?.competence, trend(group, from, to)?))).collect()
}

/// The first byte of packed proofs.
const VERSION: u8 = 1;
/// Bytes of a proof.
const WIDTH: usize = 10;
/// Stands for "never".
const NEVER: u16 = u16::MAX;

/// The trusted proofs of one person's ledger, oldest first, packed. `number` gives the dense
/// number of a competence; one that has none is left out.
pub fn pack(
    ledger: &Ledger,
    number: impl Fn(crate::platform::database::Id) -> Option<u16>,
) -> Vec<u8> {
    let mut bytes = vec![VERSION];
    for entry in ledger.entries() {
        let Some(number) = number(entry.evidence.competence_id) else { continue };
        let Some(proof) = TrustedProof::of(entry, number) else { continue };
        bytes.extend_from_slice(&number.to_le_bytes());
        bytes.push(proof.kind as u8);
        bytes.push(proof.level.get());
        for day in [Some(proof.observed_on), proof.expires_on, proof.superseded_on] {
            bytes.extend_from_slice(&day.map_or(NEVER, number_of).to_le_bytes());
        }
    }
    bytes
}

/// What [`pack`] wrote; nothing for bytes of another form.
pub fn unpack(bytes: &[u8]) -> Vec<TrustedProof<u16>> {
    let Some((&VERSION, proofs)) = bytes.split_first() else { return Vec::new() };
    proofs.chunks_exact(WIDTH).filter_map(unpack_one).collect()
}

fn unpack_one(bytes: &[u8]) -> Option<TrustedProof<u16>> {
    let word = |at: usize| Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
    let day = |at: usize| Some(word(at)?).filter(|number| *number != NEVER).map(day_of);
    Some(TrustedProof {
        competence: word(0)?,
        kind: *EvidenceKind::ALL.get(usize::from(*bytes.get(2)?))?,
        level: Level::new(*bytes.get(3)?)?,
        observed_on: day_of(word(4)?),
        expires_on: day(6),
        superseded_on: day(8),
    })
}

/// 1 January 2000.
const EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// Days since 2000, kept below [`NEVER`]: a term beyond the year 2179 never comes.
fn number_of(day: NaiveDate) -> u16 {
    u16::try_from((day - EPOCH).num_days().max(0)).unwrap_or(NEVER)
}

fn day_of(number: u16) -> NaiveDate {
    EPOCH.checked_add_days(Days::new(u64::from(number))).unwrap_or(NaiveDate::MAX)
}
