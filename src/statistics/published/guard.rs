//! No two questions of one funder may differ by fewer than k people: the one subtracted from the
//! other would show what neither shows.
//!
//! - A question is kept before it is answered, so that two asked at once meet each other; refused,
//!   it is forgotten.
//! - Earlier questions are counted again from the data of now: what was corrected since then is
//!   compared as it is.
//! - A question answered before is answered again without a look.
//! - Looks at levels are compared by their people as well ([`super::levels`]): two questions may
//!   share most sessions of a few people, and yet not these people.

use std::collections::HashMap;

use chrono::Duration;

use super::levels::Looks;
use super::period::Period;
use super::queries::{self, Row};
use super::scope::Asked;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Code, Problem, Said};
use crate::statistics::Engine;
use crate::statistics::index::Sample;
use crate::statistics::keys::Wanted;
use crate::statistics::protection::{Counted, DifferenceGuard, Question, Verdict};

/// A reader may ask so many new questions in thirty days.
const MONTHLY: i64 = 150;
/// A new question is compared with so many earlier ones.
const COMPARED: i64 = 300;

/// The questions of one look at the page, and which of them are new.
pub struct Round {
    account_id: Id,
    k: i64,
    new: Vec<Row>,
}

impl Round {
    /// Finds which of `asked` the reader never had answered.
    pub fn begin(
        conn: &mut Conn,
        clock: &Clock,
        account_id: Id,
        k: i32,
        asked: &[Asked],
    ) -> Result<Self, Problem> {
        let fingerprints: Vec<String> = asked.iter().map(Asked::fingerprint).collect();
        let known = queries::known(conn, account_id, fingerprints.clone())?;
        let mut new: Vec<Row> = Vec::new();
        for (asked, fingerprint) in asked.iter().zip(&fingerprints) {
            let met = known.contains(fingerprint)
                || new.iter().any(|row| row.fingerprint == *fingerprint);
            if !met {
                new.push(queries::row(clock.new_id(), account_id, asked, clock.now())?);
            }
        }
        Ok(Self { account_id, k: i64::from(k), new })
    }

    pub fn is_known(&self) -> bool {
        self.new.is_empty()
    }

    /// Keeps the new questions.
    ///
    /// # Errors
    /// 429 when the reader asked too many in thirty days.
    pub fn keep(&self, conn: &mut Conn, clock: &Clock) -> Result<(), Problem> {
        let since = clock.start_of(clock.today() - Duration::days(30));
        let so_far = queries::count_since(conn, self.account_id, since)?;
        let more = i64::try_from(self.new.len()).unwrap_or(i64::MAX);
        if so_far.saturating_add(more) > MONTHLY {
            return Err(Problem::new(Code::TooManyRequests).saying(Said::new(
                format!(
                    "Vous avez posé {MONTHLY} questions différentes en trente jours ; les \
                     précédentes restent ouvertes."
                ),
                format!(
                    "You asked {MONTHLY} different questions in thirty days; the earlier ones stay \
                     open."
                ),
            )));
        }
        Ok(queries::insert(conn, &self.new)?)
    }

    /// The fingerprints of new questions that come too close to earlier ones, and their ids.
    pub fn refused(
        &self,
        conn: &mut Conn,
        engine: &Engine,
    ) -> Result<(Vec<String>, Vec<Id>), Problem> {
        let mut earlier = queries::latest(conn, self.account_id, COMPARED)?;
        earlier.retain(|row| self.new.iter().all(|new| new.fingerprint != row.fingerprint));
        let (mut wanted, mut levels) = (HashMap::new(), Vec::new());
        for row in earlier.iter().chain(&self.new) {
            let asked: Asked = serde_json::from_str(&row.question).map_err(Problem::internal)?;
            let own = asked.wanted(conn)?;
            if let Some(period) = asked.period_of_levels()? {
                levels.push((row.fingerprint.clone(), own.clone(), period));
            }
            wanted.insert(row.fingerprint.clone(), own);
        }
        let looks = self.looks(conn, engine, levels)?;
        let samples: HashMap<String, Sample> = engine.look(conn, |index, keys| {
            let sample =
                |(fingerprint, wanted)| (fingerprint, index.sample(&keys.selection(wanted)));
            wanted.iter().map(|(a, b)| (a.clone(), b)).map(sample).collect()
        })?;
        let question = |row: &Row| {
            let counted = samples.get(&row.fingerprint).map(|sample| sample.left(&[]));
            Question {
                fingerprint: row.fingerprint.clone(),
                data_version: 0,
                counted: counted_of(counted.unwrap_or_default()),
            }
        };
        let mut before: Vec<Question> = earlier.iter().map(question).collect();
        let (mut refused, mut ids) = (Vec::new(), Vec::new());
        for row in &self.new {
            let new = question(row);
            let guard = DifferenceGuard { k: self.k, earlier: &before };
            let left = |one: &Question, others: &[&Question]| -> Result<Counted, Problem> {
                let found = |question: &Question| {
                    let missing = || Problem::internal("a question was not counted");
                    samples.get(&question.fingerprint).ok_or_else(missing)
                };
                let others =
                    others.iter().map(|other| found(other)).collect::<Result<Vec<_>, _>>()?;
                Ok(counted_of(found(one)?.left(&others)))
            };
            let refuse = matches!(guard.check(&new, left)?, Verdict::Refuse { .. });
            if refuse || looks.too_close(&row.fingerprint, self.k) {
                refused.push(row.fingerprint.clone());
                ids.push(row.id);
            } else {
                before.push(new);
            }
        }
        Ok((refused, ids))
    }

    /// The looks at levels, where a new one is among them.
    fn looks(
        &self,
        conn: &mut Conn,
        engine: &Engine,
        levels: Vec<(String, Wanted, Period)>,
    ) -> Result<Looks, Problem> {
        let is_new = |fingerprint: &str| self.new.iter().any(|row| row.fingerprint == fingerprint);
        if !levels.iter().any(|(fingerprint, ..)| is_new(fingerprint)) {
            return Ok(Looks::default());
        }
        Looks::read(conn, engine, levels)
    }
}

fn counted_of(left: crate::statistics::crossing::Left) -> Counted {
    Counted { participations: left.participations, people: left.people }
}

/// The refusal of a question.
pub fn too_close(k: i32) -> Problem {
    Problem::new(Code::TooClose).saying(Said::new(
        format!(
            "Comparée à une question que vous avez déjà posée, celle-ci ferait apparaître moins \
             de {k} personnes. Élargissez la période ou le territoire, ou retirez un filtre."
        ),
        format!(
            "Compared with a question that you asked before, this one would show fewer than {k} \
             people. Choose a longer period or a larger territory, or take a filter away."
        ),
    ))
}
