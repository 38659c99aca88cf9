//! The table of cases of domain.md, row by row.

use super::world::*;
use crate::competences::levels::*;

#[test]
fn a_self_placement_is_declared_and_worked_with() {
    let mut world = World::default();
    world.placed(LEARNER, 3, months_ago(2));
    assert_eq!(world.vdw(LEARNER), [None, Some(3), Some(3)]);
    let standing = world.ledger().standing(id(LEARNER), id(FILES), today());
    let said = standing.working().unwrap();
    assert_eq!((said.kind, said.issuer_id), (EvidenceKind::SelfPlaced, Some(id(LEARNER))));
    assert_eq!(said.observed_on, months_ago(2));
    assert_eq!(said.expires_on, Some(months_ago(2) + chrono::Months::new(12)));
}

#[test]
fn an_attestation_outweighs_a_higher_self_placement() {
    let mut world = World::default();
    world.placed(LEARNER, 3, days_ago(40));
    world.profile(FACILITATOR, 2, days_ago(200));
    world.session(days_ago(3));
    let permission = world.attest(2, None).unwrap();
    assert_eq!(permission.from, Some(level(3)));
    assert!(matches!(permission.ground, Ground::Own(proof) if proof.level == level(2)));
    world.attested(LEARNER, 2, today(), FACILITATOR);
    assert_eq!(world.vdw(LEARNER), [Some(2), Some(3), Some(2)]);
}

#[test]
fn nobody_attests_more_than_their_own_level() {
    let mut world = World::default();
    world.placed(LEARNER, 3, days_ago(40));
    world.profile(FACILITATOR, 2, days_ago(200));
    world.session(days_ago(3));
    let own = Refusal::AboveOwn { own: Some(level(2)), granted: None };
    assert_eq!(world.attest(4, None), Err(vec![own]));
    // A co-signature lifts the step, not the cap.
    assert_eq!(world.attest(4, Some(COORDINATOR)), Err(vec![own]));
}

#[test]
fn what_has_expired_is_unknown() {
    let mut world = World::default();
    world.profile(LEARNER, 2, months_ago(25));
    world.placed(LEARNER, 4, months_ago(13));
    assert_eq!(world.vdw(LEARNER), [None, None, None]);
}

#[test]
fn a_later_profile_does_not_lower_a_certificate() {
    let mut world = World::default();
    world.certificate(LEARNER, 5, months_ago(60));
    world.profile(LEARNER, 3, days_ago(10));
    assert_eq!(world.vdw(LEARNER), [Some(5), None, Some(5)]);
}

#[test]
fn the_first_attestation_is_level_one_unless_cosigned() {
    let mut world = World::default();
    world.certificate(FACILITATOR, 5, days_ago(400));
    world.session(days_ago(1));
    let step = Refusal::MoreThanOneStep { from: None, most: Some(level(1)) };
    assert_eq!(world.attest(2, None), Err(vec![step]));
    assert!(Refusal::needs_only_cosignature(&[step]));
    assert_eq!(world.attest(1, None).unwrap().from, None);
    let permission = world.attest(2, Some(COORDINATOR)).unwrap();
    assert_eq!(permission.cosigner_id, Some(id(COORDINATOR)));
}
