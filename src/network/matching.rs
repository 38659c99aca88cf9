//! Who can teach what, who can learn it, and whom to ask first.
//!
//! For "bring to level n in c" (domain.md): *can_facilitate(f)* ⇔ f is active and V(f, c) ≥ n or an
//! unexpired teaching grant covers n; *can_learn(l)* ⇔ W(l, c) is unknown or < n. Who is already at
//! n everywhere is offered the role of helper.
//!
//! Ranking: level gap (one to three levels above first), distance (same place, commune,
//! elsewhere), minutes given in the last 90 days, open commitments, id. A near peer comes before an
//! expert: it spreads the load, and it is the point of the network.
//!
//! Chosen where domain.md is silent: the gap is counted from the level that the learner works with
//! (0 when unknown); for a workshop, from n − 1, the highest of those who can learn there. Who does
//! not go that far, or does not offer that much, is not asked; a grant counts as a level. Reasons
//! name no level of anybody: «a near peer» or «an expert»; what somebody carries already is for
//! their coordinator alone.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::enrolment::Role;
use super::facilitators::{Distance, Offer, Reach};
use crate::competences::levels::{Level, Standing, TeachingGrant};
use crate::facilitators::FacilitatorStatus;
use crate::platform::database::Id;
use crate::platform::http::Said;

mod actions;
mod finding;
mod queries;
pub(in crate::network) mod routes;
mod views;

pub use finding::{Found, Where, Wish, find, working_level};

#[cfg(test)]
mod tests;

/// Levels above which still make a near peer.
pub const NEAR_LEVELS: u8 = 3;
/// The days over which minutes given are counted.
pub const LOAD_DAYS: i64 = 90;

/// Whether somebody may lead or co-lead towards a level; `teaches` is V or a grant, whichever goes
/// further ([`crate::competences::levels::teaches_up_to`]).
pub fn can_facilitate(status: FacilitatorStatus, teaches: Option<Level>, target: Level) -> bool {
    status == FacilitatorStatus::Active && teaches >= Some(target)
}

/// Whether there is something to learn; `w` is the level somebody works with.
pub fn can_learn(w: Option<Level>, target: Level) -> bool {
    w.is_none_or(|w| w < target)
}

/// The role to offer: helper for who is at the target in each of a workshop's competences, of
/// which `needs` has W and the target. Without competences, everybody learns.
pub fn role_for(needs: &[(Option<Level>, Level)]) -> Role {
    let knows_all = !needs.is_empty() && needs.iter().all(|(w, target)| !can_learn(*w, *target));
    if knows_all { Role::Helper } else { Role::Learner }
}

/// Which of a workshop's competences no facilitator can teach yet; several may cover together.
/// `team` has, of each accepted facilitator, the status and what they teach.
pub fn uncovered(
    needs: &[(Id, Level)],
    team: &[(FacilitatorStatus, BTreeMap<Id, Level>)],
) -> Vec<(Id, Level)> {
    let covers = |(status, teaches): &(FacilitatorStatus, BTreeMap<Id, Level>),
                  (competence, target)| {
        can_facilitate(*status, teaches.get(&competence).copied(), target)
    };
    needs.iter().filter(|need| !team.iter().any(|one| covers(one, **need))).copied().collect()
}

/// What everybody may teach of a competence on a day, in one pass over levels and grants:
/// `standings` is [`crate::competences::levels::Ledger::standings`] of that day.
pub fn teaching_levels(
    standings: &BTreeMap<(Id, Id), Standing>,
    grants: &[TeachingGrant],
    competence_id: Id,
    day: NaiveDate,
) -> HashMap<Id, Level> {
    let mut levels: HashMap<Id, Level> = HashMap::new();
    let verified = standings.iter().filter(|((_, competence), _)| *competence == competence_id);
    let verified = verified.filter_map(|((person, _), standing)| Some((*person, standing.v()?)));
    let granted = grants.iter().filter(|g| g.is_for(g.person_id, competence_id, day));
    for (person, level) in verified.chain(granted.map(|grant| (grant.person_id, grant.up_to))) {
        let known = levels.entry(person).or_insert(level);
        *known = level.max(*known);
    }
    levels
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    pub target: Level,
    /// Where they start from: W of the learner, 0 when unknown.
    pub from: Level,
}

impl Need {
    /// Of one learner.
    pub fn of_learner(w: Option<Level>, target: Level) -> Self {
        Self { target, from: w.unwrap_or(Level::ZERO) }
    }

    /// Of a workshop.
    pub fn of_workshop(target: Level) -> Self {
        let from = Level::new(target.get().saturating_sub(1)).unwrap_or(Level::ZERO);
        Self { target, from }
    }
}

/// A facilitator who might be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub person_id: Id,
    pub status: FacilitatorStatus,
    /// What they may teach of the competence.
    pub teaches: Option<Level>,
    /// Rests on a grant, not on a verified level.
    pub is_by_grant: bool,
    /// What they offer of it; none when they do not.
    pub offer: Option<Offer>,
    pub reach: Reach,
    pub distance: Distance,
    /// Given in the last 90 days.
    pub minutes: u32,
    /// Sessions to come that they lead or co-lead, and requests they claimed.
    pub commitments: u32,
}

impl Candidate {
    /// How far what they offer goes, if it goes far enough and they come so far.
    fn level_for(&self, need: Need) -> Option<Level> {
        let level = self.offer?.holds_up_to(self.teaches)?;
        let can = can_facilitate(self.status, Some(level), need.target);
        (can && self.reach.includes(self.distance)).then_some(self.teaches?)
    }
}

/// Somebody to ask, and why; in the order of the ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    pub person_id: Id,
    /// Levels above the one started from.
    pub gap: u8,
    pub is_by_grant: bool,
    pub distance: Distance,
    pub minutes: u32,
    pub commitments: u32,
}

type Key = (bool, Distance, u32, u32, Id);

impl Ranked {
    fn of(candidate: &Candidate, need: Need) -> Option<Self> {
        let level = candidate.level_for(need)?;
        Some(Self {
            person_id: candidate.person_id,
            gap: level.get().saturating_sub(need.from.get()),
            is_by_grant: candidate.is_by_grant,
            distance: candidate.distance,
            minutes: candidate.minutes,
            commitments: candidate.commitments,
        })
    }

    fn is_near(&self) -> bool {
        self.gap <= NEAR_LEVELS
    }

    /// The smaller goes first.
    fn key(&self) -> Key {
        (!self.is_near(), self.distance, self.minutes, self.commitments, self.person_id)
    }

    /// Why they stand where they stand, in the order of the rules, for a coordinator of theirs.
    pub fn reasons(&self) -> Vec<Said> {
        let grant = Said::new("sur autorisation", "by a grant");
        let mut reasons = self.public_reasons();
        if self.is_by_grant {
            reasons.insert(1, grant);
        }
        reasons.extend([self.said_minutes(), self.said_commitments()]);
        reasons
    }

    /// The same for everybody: without grants, and without what they carry already.
    pub fn public_reasons(&self) -> Vec<Said> {
        vec![self.said_gap(), self.said_distance()]
    }

    fn said_gap(&self) -> Said {
        if self.is_near() {
            Said::new("un pair proche", "a near peer")
        } else {
            Said::new("expert·e", "an expert")
        }
    }

    fn said_distance(&self) -> Said {
        match self.distance {
            Distance::Place => Said::new("sur place", "at the same place"),
            Distance::Commune => Said::new("dans la commune", "in the same commune"),
            Distance::Elsewhere => Said::new("dans une autre commune", "in another commune"),
        }
    }

    fn said_minutes(&self) -> Said {
        if self.minutes == 0 {
            return Said::new(
                format!("aucune séance donnée en {LOAD_DAYS} jours"),
                format!("no session given in {LOAD_DAYS} days"),
            );
        }
        let (hours, minutes) = (self.minutes / 60, self.minutes % 60);
        Said::new(
            format!("{hours} h {minutes:02} données en {LOAD_DAYS} jours"),
            format!("{hours} h {minutes:02} given in {LOAD_DAYS} days"),
        )
    }

    fn said_commitments(&self) -> Said {
        let count = self.commitments;
        if count == 0 {
            return Said::new("aucun engagement en cours", "no open commitment");
        }
        let s = plural(count, "s");
        Said::new(format!("{count} engagement{s} en cours"), format!("{count} open commitment{s}"))
    }
}

fn plural(count: u32, ending: &'static str) -> &'static str {
    if count > 1 { ending } else { "" }
}

/// The first `most` to ask, the first first.
pub fn rank(need: Need, candidates: &[Candidate], most: usize) -> Vec<Ranked> {
    let able = candidates.iter().filter_map(|candidate| Ranked::of(candidate, need)).collect();
    first(able, most, |one, other| one.key().cmp(&other.key()))
}

/// The `most` first of a list in order, without putting the others in order.
fn first<T>(mut all: Vec<T>, most: usize, mut order: impl FnMut(&T, &T) -> Ordering) -> Vec<T> {
    if most == 0 {
        return Vec::new();
    }
    if most < all.len() {
        all.select_nth_unstable_by(most - 1, &mut order);
        all.truncate(most);
    }
    all.sort_unstable_by(order);
    all
}
