//! V, D and W, and who may attest, written down a second time as plainly as possible: every
//! question goes through all that ever happened. Shares nothing with what it judges.

use chrono::{Datelike, NaiveDate};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Word {
    Own,
    Peer,
    Profile,
    Certificate,
}

/// Something somebody said, and what became of it.
#[derive(Clone, Debug)]
pub struct Note {
    pub of: u32,
    pub about: u32,
    pub word: Word,
    pub level: i32,
    pub day: NaiveDate,
    pub by: Option<u32>,
    pub ends: Option<NaiveDate>,
    pub disputed: bool,
    pub revoked: bool,
}

#[derive(Default)]
pub struct Notebook {
    pub notes: Vec<Note>,
    /// Two people and a day.
    pub sessions: Vec<(u32, u32, NaiveDate)>,
    /// Who, about what, up to which level, first day, last day.
    pub grants: Vec<(u32, u32, i32, NaiveDate, NaiveDate)>,
}

/// The same day of the month so many months later, or the last before it that exists.
fn months_later(day: NaiveDate, months: i32) -> NaiveDate {
    let count = day.year() * 12 + day.month0() as i32 + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u32 + 1);
    (1..=day.day()).rev().find_map(|d| NaiveDate::from_ymd_opt(year, month, d)).unwrap()
}

impl Notebook {
    fn over(&self, note: &Note, day: NaiveDate) -> bool {
        match note.word {
            Word::Own => day >= months_later(note.day, 12),
            Word::Peer | Word::Profile => day >= months_later(note.day, 24),
            Word::Certificate => note.ends.is_some_and(|end| day >= end),
        }
    }

    /// Whether the same source said something newer by that day, and it was not taken back.
    fn said_anew(&self, at: usize, day: NaiveDate) -> bool {
        let old = &self.notes[at];
        if old.word == Word::Own || old.word == Word::Certificate {
            return false;
        }
        self.notes.iter().enumerate().any(|(other_at, other)| {
            other.of == old.of
                && other.about == old.about
                && other.word == old.word
                && other.by == old.by
                && !other.revoked
                && (other.day > old.day || other.day == old.day && other_at > at)
                && other.day <= day
        })
    }

    fn believed(&self, at: usize, day: NaiveDate) -> bool {
        let note = &self.notes[at];
        !note.revoked
            && !note.disputed
            && note.day <= day
            && !self.over(note, day)
            && !self.said_anew(at, day)
    }

    pub fn v(&self, of: u32, about: u32, day: NaiveDate) -> Option<i32> {
        (1..=8).rev().find(|level| {
            (0..self.notes.len()).any(|at| {
                let note = &self.notes[at];
                note.of == of
                    && note.about == about
                    && note.word != Word::Own
                    && note.level == *level
                    && self.believed(at, day)
            })
        })
    }

    pub fn d(&self, of: u32, about: u32, day: NaiveDate) -> Option<i32> {
        let mut latest: Option<&Note> = None;
        for (at, note) in self.notes.iter().enumerate() {
            let is_one = note.of == of && note.about == about && note.word == Word::Own;
            if is_one && self.believed(at, day) && latest.is_none_or(|l| note.day >= l.day) {
                latest = Some(note);
            }
        }
        latest.map(|note| note.level)
    }

    pub fn w(&self, of: u32, about: u32, day: NaiveDate) -> Option<i32> {
        match self.v(of, about, day) {
            Some(level) => Some(level),
            None => self.d(of, about, day),
        }
    }

    /// W as if `f` had said nothing of `l` since they last met.
    fn w_before(&self, f: u32, l: u32, about: u32, day: NaiveDate) -> Option<i32> {
        let met = self.sessions.iter().filter(|(one, other, on)| {
            (*one, *other) == (f, l) && *on <= day && (day - *on).num_days() < 61
        });
        let last = met.map(|(.., on)| *on).max().unwrap_or(day);
        let said_since =
            |note: &&Note| note.word == Word::Peer && note.by == Some(f) && note.day >= last;
        let notes = self.notes.iter().filter(|note| !said_since(note)).cloned().collect();
        Notebook { notes, sessions: Vec::new(), grants: Vec::new() }.w(l, about, day)
    }

    /// Whether `f` may say today that `l` has that level.
    pub fn may_attest(
        &self,
        (f, l): (u32, u32),
        about: u32,
        level: i32,
        day: NaiveDate,
        signed_by: Option<u32>,
    ) -> bool {
        if f == l || signed_by == Some(f) || signed_by == Some(l) || !(1..=7).contains(&level) {
            return false;
        }
        let met = self.sessions.iter().any(|(one, other, on)| {
            (*one, *other) == (f, l) && *on <= day && (day - *on).num_days() < 61
        });
        let granted = self.grants.iter().any(|(who, what, most, first, last)| {
            (*who, *what) == (f, about) && *most >= level && *first <= day && day <= *last
        });
        let able = granted || self.v(f, about, day).is_some_and(|own| own >= level);
        let returned = self.notes.iter().any(|note| {
            note.word == Word::Peer
                && (note.of, note.by, note.about) == (f, Some(l), about)
                && !note.revoked
                && (day - note.day).num_days() < 91
                && (note.day - day).num_days() < 91
        });
        let step = level <= self.w_before(f, l, about, day).unwrap_or(0) + 1;
        met && able && !returned && (step || signed_by.is_some())
    }
}
