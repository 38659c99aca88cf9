//! Pairs at the edges of their rules.

use super::*;
use crate::network::tests::{day, id, paris};

const MENTOR: u32 = 1;
const LEARNER: u32 = 2;

fn level(value: u8) -> Level {
    Level::new(value).unwrap()
}

fn goal(competence: u32, target: u8) -> Goal {
    Goal { competence_id: id(competence), target: level(target), by: day("2027-03-01") }
}

fn pair(number: u32, learner: u32, competences: &[u32]) -> Pair {
    Pair {
        id: id(number),
        mentor_id: id(MENTOR),
        learner_id: id(learner),
        proposed_by: id(learner),
        goals: competences.iter().map(|competence| goal(*competence, 3)).collect(),
        state: PairState::Proposed,
        proposed_at: paris("2026-11-02 10:00"),
        accepted_at: None,
        last_met_at: None,
    }
}

fn knows(teaches: u8, learner: Option<u8>) -> Knows {
    Knows { mentor_teaches: Some(level(teaches)), learner: learner.map(level) }
}

fn checked(pair: &Pair, others: &[Pair]) -> Result<(), PairRefused> {
    pair.check(&vec![knows(3, Some(2)); pair.goals.len()], others, day("2026-11-02"))
}

#[test]
fn one_to_three_goals_that_can_be_taught_and_learnt() {
    assert_eq!(checked(&pair(1, LEARNER, &[12]), &[]), Ok(()));
    assert_eq!(checked(&pair(1, LEARNER, &[12, 21, 31]), &[]), Ok(()));
    for goals in [&[][..], &[12, 21, 31, 41], &[12, 12]] {
        assert_eq!(checked(&pair(1, LEARNER, goals), &[]), Err(PairRefused::Goals));
    }
    assert_eq!(checked(&pair(1, MENTOR, &[12]), &[]), Err(PairRefused::Oneself));
    let one = pair(1, LEARNER, &[12]);
    let with = |known, today: &str| one.check(&[known], &[], day(today));
    assert_eq!(with(knows(2, None), "2026-11-02"), Err(PairRefused::AboveMentor(id(12))));
    let nothing = Knows { mentor_teaches: None, learner: None };
    assert_eq!(with(nothing, "2026-11-02"), Err(PairRefused::AboveMentor(id(12))));
    assert_eq!(with(knows(5, Some(3)), "2026-11-02"), Err(PairRefused::AlreadyThere(id(12))));
    assert_eq!(with(knows(5, None), "2027-02-28"), Ok(()));
    assert_eq!(with(knows(5, None), "2027-03-01"), Err(PairRefused::GoalDay));
}

#[test]
fn three_learners_and_one_mentor_per_competence() {
    let running = |number, learner, state| Pair { state, ..pair(number, learner, &[21]) };
    let mut others = vec![
        running(11, 3, PairState::Active),
        running(12, 4, PairState::Accepted),
        running(13, 5, PairState::Proposed),
        running(14, 6, PairState::Completed),
    ];
    let new = pair(1, LEARNER, &[12]);
    assert_eq!(checked(&new, &others), Ok(()), "only two run");
    others[2].state = PairState::Active;
    assert_eq!(checked(&new, &others), Err(PairRefused::MentorFull));
    let more = pair(2, 3, &[31]);
    assert_eq!(checked(&more, &others), Ok(()), "the same learner is no fourth");
    assert_eq!(checked(&others[0], &others), Ok(()), "itself does not count");
    let other_mentor = Pair { mentor_id: id(9), ..pair(3, 3, &[31, 21]) };
    assert_eq!(checked(&other_mentor, &others), Err(PairRefused::HasMentor(id(21))));
}

#[test]
fn from_proposing_to_completing() {
    let at = paris("2026-11-03 10:00");
    let mut one = pair(1, LEARNER, &[12]);
    let own = one.take(PairStep::Accept { by: id(LEARNER) }, at);
    assert_eq!(own, Err(PairRefused::NotTheirs), "who proposed does not accept");
    assert_eq!(one.take(PairStep::Accept { by: id(9) }, at), Err(PairRefused::NotTheirs));
    let early = one.take(PairStep::Meet, at);
    assert_eq!(early, Err(PairRefused::NotFrom(PairState::Proposed)));
    one.take(PairStep::Accept { by: id(MENTOR) }, at).unwrap();
    assert!(one.take(PairStep::Complete { by: id(LEARNER) }, at).is_err(), "they never met");
    one.take(PairStep::Meet, at).unwrap();
    assert_eq!(one.state, PairState::Active);
    let mut ended = one.clone();
    one.take(PairStep::Complete { by: id(LEARNER) }, at).unwrap();
    assert_eq!(one.state, PairState::Completed);
    ended.take(PairStep::End { by: id(MENTOR) }, at).unwrap();
    assert_eq!(ended.state, PairState::EndedEarly);
    assert!(ended.take(PairStep::Meet, at).is_err());
}

#[test]
fn a_proposal_expires_and_silence_is_told() {
    let mut one = pair(1, LEARNER, &[12]);
    let mut other = one.clone();
    assert!(!one.settle(paris("2026-11-16 09:59")));
    assert!(one.settle(paris("2026-11-16 10:00")) && !one.settle(paris("2026-11-17 10:00")));
    assert_eq!((one.state, one.silence(paris("2027-06-01 10:00"))), (PairState::Expired, None));
    other.take(PairStep::Accept { by: id(MENTOR) }, paris("2026-11-03 10:00")).unwrap();
    assert!(!other.settle(paris("2027-06-01 10:00")));
    let silence = |pair: &Pair, at: &str| pair.silence(paris(at));
    assert_eq!(silence(&other, "2026-12-15 09:59"), None);
    assert_eq!(silence(&other, "2026-12-15 10:00"), Some(Silence::RemindBoth));
    assert_eq!(silence(&other, "2027-01-12 10:00"), Some(Silence::TellCoordinator));
    other.take(PairStep::Meet, paris("2026-12-16 10:00")).unwrap();
    other.take(PairStep::Meet, paris("2026-12-01 10:00")).unwrap();
    assert_eq!(other.silent_since(), Some(paris("2026-12-16 10:00")), "logged late");
    assert_eq!(silence(&other, "2027-01-12 10:00"), None);
}

/// Every step from every state, against the arrows of the study.
#[test]
fn no_other_arrow() {
    let by = id(MENTOR);
    let steps = [
        (PairStep::Accept { by }, "accept"),
        (PairStep::Decline { by }, "decline"),
        (PairStep::Meet, "meet"),
        (PairStep::Complete { by }, "complete"),
        (PairStep::End { by }, "end"),
    ];
    let mut found = Vec::new();
    for state in PairState::ALL {
        for (step, name) in steps {
            let mut one = Pair { state: *state, ..pair(1, LEARNER, &[12]) };
            if one.take(step, paris("2026-11-03 10:00")).is_ok() {
                found.push(format!("{} {name} {}", state.code(), one.state.code()));
            }
        }
    }
    let arrows = [
        "proposed accept accepted",
        "proposed decline declined",
        "accepted meet active",
        "accepted end ended_early",
        "active meet active",
        "active complete completed",
        "active end ended_early",
    ];
    assert_eq!(found, arrows);
}
