//! One step in the life of a facilitator.

use crate::facilitators::FacilitatorStatus;
use crate::platform::faults::Reason;
use crate::text_enum;

text_enum! {
    /// What may happen to a facilitator.
    Step {
        Volunteer = "volunteer",
        Welcome = "welcome",
        Activate = "activate",
        Pause = "pause",
        Resume = "resume",
        Retire = "retire",
        Suspend = "suspend",
        Reinstate = "reinstate",
    }
}

impl Step {
    /// Whether the sessions that they were to lead are given back.
    pub const fn releases(self) -> bool {
        matches!(self, Self::Pause | Self::Retire | Self::Suspend)
    }
}

/// Whose deed it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Themself,
    Coordinator,
}

/// What is known of the facilitator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts<'a> {
    /// Competences on offer.
    pub offers: usize,
    /// Of these, those they may teach: a verified level or a grant.
    pub teachable: usize,
    /// Held sessions that they observed.
    pub observed: usize,
    /// Held sessions that they co-led, their lead being content.
    pub co_led: usize,
    /// Why, for a waiver, a suspension and its end.
    pub reason: &'a str,
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifeRefused {
    /// Not from that status.
    NotFrom(Option<FacilitatorStatus>),
    /// Only the person may.
    OwnActOnly,
    /// Only a coordinator may.
    CoordinatorOnly,
    NothingOffered,
    /// No verified level nor grant on what they offer.
    NothingToTeach,
    /// Sessions observed and co-led so far, and no waiver.
    Untried {
        observed: usize,
        co_led: usize,
    },
    NoReason,
}

impl LifeRefused {
    /// Code and sentence.
    pub fn reason(self) -> Reason {
        match self {
            Self::NotFrom(_) => Reason::fixed(
                "not_possible",
                "La situation de cette personne ne le permet pas.",
                "Where this person stands does not allow it.",
            ),
            Self::OwnActOnly => Reason::fixed(
                "own_act_only",
                "Seule la personne concernée en décide.",
                "Only the person concerned decides that.",
            ),
            Self::CoordinatorOnly => Reason::fixed(
                "coordinator_only",
                "Seule une coordination en décide.",
                "Only a coordinator decides that.",
            ),
            Self::NothingOffered => Reason::fixed(
                "nothing_offered",
                "Proposez au moins une compétence.",
                "Offer at least one competence.",
            ),
            Self::NothingToTeach => Reason::fixed(
                "nothing_to_teach",
                "Il faut un niveau vérifié ou une autorisation sur une compétence proposée.",
                "A verified level or a grant on a competence on offer is needed.",
            ),
            Self::Untried { observed, co_led } => Reason::new(
                "untried",
                format!(
                    "Il faut une séance observée et une coanimée, ou une dispense motivée. \
                     Jusqu’ici, {observed} et {co_led}."
                ),
                format!(
                    "One session observed and one co-led are needed, or a waiver with a reason. \
                     So far, {observed} and {co_led}."
                ),
            ),
            Self::NoReason => Reason::REQUIRED,
        }
    }
}

/// Where a facilitator stands after a step; `None` before is somebody who is none yet.
///
/// # Errors
/// The first rule that it breaks.
pub fn take_step(
    from: Option<FacilitatorStatus>,
    step: Step,
    by: By,
    facts: &Facts,
) -> Result<FacilitatorStatus, LifeRefused> {
    use FacilitatorStatus as S;
    let to = match (step, from) {
        (Step::Volunteer, None | Some(S::Retired)) => S::Candidate,
        (Step::Welcome, Some(S::Candidate)) => S::Observing,
        (Step::Activate, Some(S::Observing)) => S::Active,
        (Step::Pause, Some(S::Active)) => S::Paused,
        (Step::Resume, Some(S::Paused)) => S::Active,
        (Step::Retire, Some(S::Candidate | S::Observing | S::Active | S::Paused)) => S::Retired,
        (Step::Retire, Some(S::Suspended)) => S::Retired,
        (Step::Suspend, Some(S::Active)) => S::Suspended,
        (Step::Reinstate, Some(S::Suspended)) => S::Active,
        _ => return Err(LifeRefused::NotFrom(from)),
    };
    let is_theirs = match step {
        Step::Volunteer | Step::Pause | Step::Resume => true,
        Step::Retire => from != Some(S::Suspended),
        Step::Welcome | Step::Activate | Step::Suspend | Step::Reinstate => false,
    };
    match (is_theirs, by) {
        (true, By::Coordinator) => Err(LifeRefused::OwnActOnly),
        (false, By::Themself) => Err(LifeRefused::CoordinatorOnly),
        _ => check_facts(step, facts).map(|()| to),
    }
}

fn check_facts(step: Step, facts: &Facts) -> Result<(), LifeRefused> {
    let has_reason = !facts.reason.trim().is_empty();
    let Facts { observed, co_led, .. } = *facts;
    match step {
        Step::Volunteer if facts.offers == 0 => Err(LifeRefused::NothingOffered),
        Step::Welcome if facts.teachable == 0 => Err(LifeRefused::NothingToTeach),
        Step::Activate if (observed == 0 || co_led == 0) && !has_reason => {
            Err(LifeRefused::Untried { observed, co_led })
        }
        Step::Suspend | Step::Reinstate if !has_reason => Err(LifeRefused::NoReason),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use FacilitatorStatus as S;

    const READY: Facts = Facts { offers: 1, teachable: 1, observed: 1, co_led: 1, reason: "motif" };

    #[test]
    fn the_way_from_volunteer_to_retired() {
        let way = [
            (Step::Volunteer, By::Themself, S::Candidate),
            (Step::Welcome, By::Coordinator, S::Observing),
            (Step::Activate, By::Coordinator, S::Active),
            (Step::Pause, By::Themself, S::Paused),
            (Step::Resume, By::Themself, S::Active),
            (Step::Suspend, By::Coordinator, S::Suspended),
            (Step::Reinstate, By::Coordinator, S::Active),
            (Step::Retire, By::Themself, S::Retired),
            (Step::Volunteer, By::Themself, S::Candidate),
        ];
        let mut status = None;
        for (step, by, to) in way {
            let other = if by == By::Themself { By::Coordinator } else { By::Themself };
            assert!(take_step(status, step, other, &READY).is_err(), "{step:?} by the other");
            status = Some(take_step(status, step, by, &READY).unwrap());
            assert_eq!(status, Some(to));
        }
    }

    /// The arrows of domain.md, and those that this module adds.
    #[test]
    fn no_other_arrow() {
        let arrows = [
            "none candidate",
            "retired candidate",
            "candidate observing",
            "observing active",
            "active paused",
            "paused active",
            "active suspended",
            "suspended active",
            "candidate retired",
            "observing retired",
            "active retired",
            "paused retired",
            "suspended retired",
        ];
        let mut found = Vec::new();
        let all = S::ALL.iter().copied().map(Some).chain([None]);
        for from in all {
            for step in Step::ALL {
                for by in [By::Themself, By::Coordinator] {
                    if let Ok(to) = take_step(from, *step, by, &READY) {
                        let from = from.map_or("none", S::code);
                        found.push(format!("{from} {}", to.code()));
                    }
                }
            }
        }
        found.sort_unstable();
        let mut arrows = arrows.map(str::to_owned).to_vec();
        arrows.sort_unstable();
        assert_eq!(found, arrows);
    }

    #[test]
    fn what_each_step_needs() {
        let none = Facts::default();
        let step = |from, step, facts: &Facts| take_step(from, step, By::Coordinator, facts);
        let volunteered = take_step(None, Step::Volunteer, By::Themself, &none);
        assert_eq!(volunteered, Err(LifeRefused::NothingOffered));
        let welcomed = step(Some(S::Candidate), Step::Welcome, &none);
        assert_eq!(welcomed, Err(LifeRefused::NothingToTeach));
        for (observed, co_led) in [(0, 0), (1, 0), (0, 3)] {
            let facts = Facts { observed, co_led, reason: " ", ..READY };
            let untried = LifeRefused::Untried { observed, co_led };
            assert_eq!(step(Some(S::Observing), Step::Activate, &facts), Err(untried));
            let waived = Facts { reason: "formatrice de métier", ..facts };
            assert_eq!(step(Some(S::Observing), Step::Activate, &waived), Ok(S::Active));
        }
        let suspended = step(Some(S::Active), Step::Suspend, &none);
        assert_eq!(suspended, Err(LifeRefused::NoReason));
        assert!(Step::Pause.releases() && Step::Suspend.releases() && !Step::Resume.releases());
    }
}
