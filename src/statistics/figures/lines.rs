//! The lines of families that may be long: their order, their shares, and which of them are sent.

use std::cmp::Reverse;

use uuid::Uuid;

use super::NOT_TOLD;
use crate::platform::database::Id;
use crate::statistics::counts::{People, Tally};
use crate::statistics::model::{
    LongFamily, MentionLine, NotSent, PeopleLine, ShareLine, TerritoryLine,
};
use crate::statistics::shares;

/// What a line is about. Codes of one family compare as their texts do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// It belongs to none, or was not told.
    None,
    /// An official code.
    Text(&'static str),
    Id(Uuid),
}

impl Code {
    /// `none` is how this family writes what belongs to none.
    fn text(self, none: &str) -> String {
        match self {
            Self::None => none.to_owned(),
            Self::Text(code) => code.to_owned(),
            Self::Id(id) => Id::from(id).to_string(),
        }
    }
}

impl From<Option<Uuid>> for Code {
    fn from(id: Option<Uuid>) -> Self {
        id.map_or(Self::None, Self::Id)
    }
}

impl From<Option<&'static str>> for Code {
    fn from(code: Option<&'static str>) -> Self {
        code.map_or(Self::None, Self::Text)
    }
}

/// A line before it is named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line<C> {
    pub code: Code,
    pub remote: bool,
    pub counts: C,
    /// Tenths of a percent.
    pub share: i64,
}

/// What lines count.
pub trait Counted: Copy + Default {
    /// What lines are ordered by, and what their shares are of.
    fn weight(self) -> i64;
    fn plus(self, other: Self) -> Self;
}

impl Counted for Tally {
    fn weight(self) -> i64 {
        self.participations
    }

    fn plus(mut self, other: Self) -> Self {
        self.add(other.sessions, other.participations);
        self
    }
}

impl Counted for People {
    fn weight(self) -> i64 {
        self.followed + self.anonymous
    }

    fn plus(self, other: Self) -> Self {
        self.and(other)
    }
}

impl<C: Counted> Line<C> {
    pub fn new(code: impl Into<Code>, counts: C) -> Self {
        Self { code: code.into(), remote: false, counts, share: 0 }
    }

    /// A line of sessions at a distance.
    pub fn remote(code: impl Into<Code>, counts: C) -> Self {
        Self { remote: true, ..Self::new(code, counts) }
    }

    /// The most first, what belongs to none after them, what is at a distance last.
    fn order(&self) -> (bool, bool, Reverse<i64>, Code) {
        let none = self.code == Code::None;
        (self.remote, none, Reverse(self.counts.weight()), self.code)
    }

    fn is_ordinary(&self) -> bool {
        !self.remote && self.code != Code::None
    }
}

/// The lines of a family that are sent, in order, and what the others add up to.
pub struct Family<C> {
    pub lines: Vec<Line<C>>,
    rest: Option<Rest<C>>,
}

struct Rest<C> {
    lines: usize,
    counts: C,
    share: i64,
}

/// The first `most` lines, and those at a distance or of none. With `whole`, the sum of all
/// mentions, shares are of it, each rounded by itself; else they add to 100.0.
pub fn first<C: Counted>(mut lines: Vec<Line<C>>, most: usize, whole: Option<i64>) -> Family<C> {
    let weights: Vec<i64> = lines.iter().map(|line| line.counts.weight()).collect();
    let shares = match whole {
        Some(whole) => weights
            .iter()
            .map(|weight| (shares::of(*weight, whole) * 10.0).round() as i64)
            .collect(),
        None => shares::tenths(&weights, |a, b| lines[a].order().cmp(&lines[b].order())),
    };
    for (line, share) in lines.iter_mut().zip(shares) {
        line.share = share;
    }
    let mut rest = Vec::new();
    if lines.iter().filter(|line| line.is_ordinary()).count() > most {
        lines.select_nth_unstable_by_key(most, Line::order);
        let mut last = lines.split_off(most);
        rest = last.extract_if(.., |line| line.is_ordinary()).collect();
        lines.append(&mut last);
    }
    lines.sort_unstable_by_key(Line::order);
    let rest = (!rest.is_empty()).then(|| Rest {
        lines: rest.len(),
        counts: rest.iter().fold(C::default(), |sum, line| sum.plus(line.counts)),
        share: rest.iter().map(|line| line.share).sum(),
    });
    Family { lines, rest }
}

fn not_sent<C: Counted>(family: LongFamily, rest: &Rest<C>) -> NotSent {
    NotSent {
        family,
        lines: i64::try_from(rest.lines).unwrap_or(i64::MAX),
        sessions: None,
        participations: None,
        followed: None,
        anonymous: None,
        share: shares::percent(rest.share),
    }
}

impl Family<Tally> {
    pub fn not_sent(&self, family: LongFamily) -> Option<NotSent> {
        let rest = self.rest.as_ref()?;
        Some(NotSent {
            sessions: Some(rest.counts.sessions),
            participations: Some(rest.counts.participations),
            ..not_sent(family, rest)
        })
    }

    pub fn shares(self) -> Vec<ShareLine> {
        let line = |Line { code, counts, share, .. }: Line<Tally>| ShareLine {
            code: code.text(NOT_TOLD),
            label: None,
            sessions: counts.sessions,
            participations: counts.participations,
            share: shares::percent(share),
        };
        self.lines.into_iter().map(line).collect()
    }

    /// `in_scope`: all participations.
    pub fn mentions(self, in_scope: i64) -> Vec<MentionLine> {
        let line = |Line { code, counts, share, .. }: Line<Tally>| MentionLine {
            code: code.text(NOT_TOLD),
            label: None,
            sessions: counts.sessions,
            participations: counts.participations,
            share_of_participations: shares::of(counts.participations, in_scope),
            share_of_mentions: shares::percent(share),
        };
        self.lines.into_iter().map(line).collect()
    }

    /// `about` gives the name and the inhabitants of a code.
    pub fn territories(
        self,
        about: impl Fn(&'static str) -> (Option<&'static str>, Option<i64>),
    ) -> Vec<TerritoryLine> {
        let line = |Line { code, remote, counts, share }: Line<Tally>| {
            let (label, population) = match code {
                Code::Text(code) => about(code),
                Code::None | Code::Id(_) => (None, None),
            };
            let population = population.filter(|people| !remote && *people > 0);
            let per_10000 = population
                .map(|people| (counts.participations as f64 * 1e5 / people as f64).round() / 10.0);
            TerritoryLine {
                code: code.text(""),
                label: label.unwrap_or_default().to_owned(),
                remote,
                sessions: counts.sessions,
                participations: counts.participations,
                share: shares::percent(share),
                per_10000,
            }
        };
        self.lines.into_iter().map(line).collect()
    }
}

impl Family<People> {
    pub fn not_sent(&self, family: LongFamily) -> Option<NotSent> {
        let rest = self.rest.as_ref()?;
        Some(NotSent {
            followed: Some(rest.counts.followed),
            anonymous: Some(rest.counts.anonymous),
            ..not_sent(family, rest)
        })
    }

    pub fn people(self, name: impl Fn(&'static str) -> Option<&'static str>) -> Vec<PeopleLine> {
        let line = |Line { code, counts, share, .. }: Line<People>| PeopleLine {
            code: code.text(NOT_TOLD),
            label: match code {
                Code::Text(code) => name(code).map(str::to_owned),
                Code::None | Code::Id(_) => None,
            },
            followed: counts.followed,
            anonymous: counts.anonymous,
            share_of_people: shares::percent(share),
        };
        self.lines.into_iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines() -> impl Strategy<Value = Vec<Line<Tally>>> {
        // Few distinct counts: many ties.
        let tally = (1_i64..4, 0_i64..6);
        (prop::collection::vec(tally, 0..90), any::<bool>(), any::<bool>()).prop_map(
            |(tallies, remote, none)| {
                let line = |(at, (sessions, participations)): (u128, (i64, i64))| {
                    let counts = Tally { sessions, participations };
                    // Not in the order of their codes.
                    match at {
                        0 if remote => Line::remote(Code::None, counts),
                        1 if none => Line::new(Code::None, counts),
                        _ => Line::new(Code::Id(Uuid::from_u128(at * 37 % 101)), counts),
                    }
                };
                (0_u128..).zip(tallies).map(line).collect()
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_sent_and_the_rest_are_the_whole(lines in lines(), most in 0_usize..60) {
            let whole = first(lines.clone(), usize::MAX, None);
            prop_assert!(whole.rest.is_none());
            let cut = first(lines, most, None);
            let ordinary: Vec<_> = whole.lines.iter().filter(|line| line.is_ordinary()).collect();
            let special = whole.lines.iter().filter(|line| !line.is_ordinary());
            let sent: Vec<_> = ordinary.iter().copied().take(most).chain(special).collect();
            prop_assert_eq!(cut.lines.iter().collect::<Vec<_>>(), sent);
            let left: Vec<_> = ordinary.iter().skip(most).collect();
            match cut.not_sent(LongFamily::Place) {
                None => prop_assert!(left.is_empty()),
                Some(rest) => {
                    let sum = |of: &dyn Fn(&Line<Tally>) -> i64| {
                        left.iter().map(|line| of(line)).sum::<i64>()
                    };
                    prop_assert_eq!(rest.lines, left.len() as i64);
                    prop_assert_eq!(rest.sessions, Some(sum(&|line| line.counts.sessions)));
                    let participations = Some(sum(&|line| line.counts.participations));
                    prop_assert_eq!(rest.participations, participations);
                    prop_assert_eq!(rest.share, shares::percent(sum(&|line| line.share)));
                }
            }
        }
    }
}
