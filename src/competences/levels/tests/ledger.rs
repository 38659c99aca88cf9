//! What acts do to evidence; terms; second looks; progress.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use super::world::*;
use crate::competences::levels::*;
use crate::platform::database::Moment;

#[test]
fn terms_end_on_the_same_day_of_the_month() {
    for (kind, months) in
        [(EvidenceKind::SelfPlaced, 12), (EvidenceKind::Peer, 24), (EvidenceKind::PixProfile, 24)]
    {
        for (ago, known) in
            [(days_ago(-1) - Months::new(months), true), (months_ago(months), false)]
        {
            let mut world = World::default();
            world.proof(LEARNER, kind, 2, ago, Some(FACILITATOR));
            assert_eq!(world.vdw(LEARNER)[2].is_some(), known, "{kind:?} {ago}");
        }
    }
    let leap = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    let end = EvidenceKind::SelfPlaced.expires_on(leap, None);
    assert_eq!(end, NaiveDate::from_ymd_opt(2025, 2, 28));
    assert_eq!(
        EvidenceKind::Peer.expires_on(leap, Some(leap)),
        leap.checked_add_months(Months::new(24))
    );
    assert_eq!(EvidenceKind::PixCertified.expires_on(leap, None), None);
}

#[test]
fn a_certificate_expires_when_it_says_so() {
    let mut world = World::default();
    world.certificate(LEARNER, 5, days_ago(30));
    world.evidence[0].expires_on = Some(today());
    assert_eq!(world.vdw(LEARNER), [None; 3]);
    world.evidence[0].expires_on = Some(days_ago(-1));
    assert_eq!(world.vdw(LEARNER), [Some(5), None, Some(5)]);
}

#[test]
fn only_real_levels_of_real_days_enter() {
    let seen = Observation {
        person_id: id(LEARNER),
        competence_id: id(FILES),
        kind: EvidenceKind::PixProfile,
        level: level(5),
        observed_on: today(),
        stated_expiry: None,
        issuer_id: None,
    };
    let reachable = Reachable::by_day(level(4), vec![(days_ago(10), level(5))]);
    let record = |seen: &Observation| {
        Evidence::record(seen.clone(), id(9), Moment::from_millis(0), today(), &reachable)
            .map(|_| ())
    };
    assert_eq!(record(&seen), Ok(()));
    let certified = EvidenceKind::PixCertified;
    let bad = [
        Observation { observed_on: days_ago(-1), ..seen.clone() },
        Observation { observed_on: days_ago(11), ..seen.clone() },
        Observation { level: level(6), ..seen.clone() },
        Observation { level: level(0), ..seen.clone() },
        Observation { kind: certified, stated_expiry: Some(today()), ..seen.clone() },
    ];
    let why = [
        NotAdmitted::InTheFuture,
        NotAdmitted::AboveReachable(level(4)),
        NotAdmitted::AboveReachable(level(5)),
        NotAdmitted::ProvesNothing,
        NotAdmitted::ExpiredFromTheStart,
    ];
    assert_eq!(bad.map(|seen| record(&seen).unwrap_err()), why);
    // Who says of themself that they know nothing says something.
    let kind = EvidenceKind::SelfPlaced;
    assert_eq!(record(&Observation { kind, level: level(0), ..seen }), Ok(()));
}

#[test]
fn the_latest_self_placement_is_the_one() {
    let mut world = World::default();
    world.placed(LEARNER, 2, days_ago(5));
    let mistaken = world.placed(LEARNER, 6, days_ago(5));
    world.placed(LEARNER, 4, days_ago(20));
    assert_eq!(world.vdw(LEARNER), [None, Some(6), Some(6)]);
    world.done(mistaken, ActKind::Revoke, today());
    assert_eq!(world.vdw(LEARNER), [None, Some(2), Some(2)]);
}

#[test]
fn the_same_source_says_it_anew() {
    let mut world = World::default();
    let first = world.attested(LEARNER, 3, days_ago(200), FACILITATOR);
    world.attested(LEARNER, 1, days_ago(100), COLLEAGUE);
    assert_eq!(world.vdw(LEARNER)[0], Some(3));
    let second = world.attested(LEARNER, 2, days_ago(50), FACILITATOR);
    assert_eq!(world.vdw(LEARNER)[0], Some(2));
    let ledger = world.ledger();
    assert_eq!(ledger.find(id(first)).unwrap().state(), State::Superseded);
    let v = |day| ledger.standing(id(LEARNER), id(FILES), day).v();
    assert_eq!((v(days_ago(51)), v(days_ago(50))), (Some(level(3)), Some(level(2))));
    // A newer word that is disputed leaves nothing; one that never was gives the older one back.
    world.done(second, ActKind::Dispute, days_ago(2));
    assert_eq!(world.vdw(LEARNER)[0], Some(1), "the colleague's");
    world.done(second, ActKind::Revoke, days_ago(1));
    assert_eq!(world.vdw(LEARNER)[0], Some(3));
    world.attested(LEARNER, 2, today(), FACILITATOR);
    assert_eq!(world.vdw(LEARNER)[0], Some(2));
}

#[test]
fn a_word_that_comes_late_is_superseded_at_once() {
    let mut world = World::default();
    world.profile(LEARNER, 2, days_ago(10));
    let late = world.profile(LEARNER, 5, days_ago(100));
    let between = world.profile(LEARNER, 4, days_ago(50));
    assert_eq!(world.vdw(LEARNER)[0], Some(2));
    assert_eq!(
        world.ledger().find(id(late)).unwrap().superseded_by,
        Some((id(between), days_ago(50)))
    );
}

#[test]
fn every_certificate_stands_for_itself() {
    let mut world = World::default();
    world.certificate(LEARNER, 5, days_ago(900));
    world.certificate(LEARNER, 3, days_ago(9));
    assert_eq!(world.vdw(LEARNER)[0], Some(5));
}

#[test]
fn the_same_proof_is_known_again() {
    let mut world = World::default();
    let number = world.profile(LEARNER, 2, days_ago(10));
    let seen = Observation {
        person_id: id(LEARNER),
        competence_id: id(FILES),
        kind: EvidenceKind::PixProfile,
        level: level(3),
        observed_on: days_ago(10),
        stated_expiry: None,
        issuer_id: None,
    };
    assert_eq!(world.ledger().holds(&seen).unwrap().evidence.id, id(number));
    world.done(number, ActKind::Revoke, today());
    assert!(world.ledger().holds(&seen).is_some());
    assert!(world.ledger().holds(&Observation { observed_on: days_ago(9), ..seen }).is_none());
}

#[test]
fn acts_follow_each_other_in_order() {
    let mut world = World::default();
    let older = world.profile(LEARNER, 2, days_ago(10));
    let refused =
        |world: &World, kind| world.ledger().check_act(&world.act(older, kind, today())).err();
    assert_eq!(refused(&world, ActKind::Clear), Some(ActRefused::NotDisputed));
    let silent = Act { reason: "\n".to_owned(), ..world.act(older, ActKind::Revoke, today()) };
    assert_eq!(world.ledger().check_act(&silent), Err(ActRefused::NoReason));
    let unknown = world.act(77, ActKind::Revoke, today());
    assert_eq!(world.ledger().check_act(&unknown), Err(ActRefused::UnknownEvidence));
    world.done(older, ActKind::Dispute, today());
    assert_eq!(refused(&world, ActKind::Dispute), Some(ActRefused::AlreadyDisputed));
    world.done(older, ActKind::Revoke, today());
    assert_eq!(refused(&world, ActKind::Clear), Some(ActRefused::Revoked));
    assert_eq!(world.ledger().find(id(older)).unwrap().state(), State::Revoked);
    // What was refused has no effect even if it was kept.
    world.acts.push(world.act(older, ActKind::Clear, today()));
    assert_eq!(world.ledger().find(id(older)).unwrap().state(), State::Revoked);
}

#[test]
fn of_equal_proofs_the_strongest_is_named() {
    let mut world = World::default();
    world.attested(LEARNER, 3, days_ago(1), FACILITATOR);
    world.certificate(LEARNER, 3, days_ago(100));
    world.profile(LEARNER, 3, days_ago(2));
    let named = world.ledger().standings(today())[&(id(LEARNER), id(FILES))].verified.unwrap();
    assert_eq!((named.kind, named.issuer_id), (EvidenceKind::PixCertified, None));
}

#[test]
fn what_was_attested_on_a_revoked_proof_is_flagged() {
    let mut world = World::default();
    let leant = world.profile(FACILITATOR, 4, days_ago(300));
    world.certificate(FACILITATOR, 2, days_ago(150));
    let before = world.attested(LEARNER, 1, days_ago(301), FACILITATOR);
    world.evidence.last_mut().unwrap().person_id = id(COLLEAGUE);
    let low = world.attested(LEARNER, 2, days_ago(100), FACILITATOR);
    let flags = |world: &World| {
        let ledger = world.ledger();
        let found = to_review(id(FACILITATOR), &ledger, &ledger, &world.grants, today());
        found.into_iter().map(|r| (r.evidence_id, r.revoked_id, r.is_covered)).collect::<Vec<_>>()
    };
    assert_eq!(flags(&world), []);
    world.done(leant, ActKind::Revoke, days_ago(20));
    assert_eq!(flags(&world), [(id(low), id(leant), true)], "not {before}, said too early");

    let mut world = World::default();
    let leant = world.profile(FACILITATOR, 4, days_ago(300));
    let high = world.attested(LEARNER, 4, days_ago(100), FACILITATOR);
    world.done(leant, ActKind::Revoke, days_ago(20));
    assert_eq!(flags(&world), [(id(high), id(leant), false)]);
    assert_eq!(world.vdw(LEARNER)[0], Some(4), "nothing is taken back by itself");
    world.grant(4, days_ago(120), days_ago(-30));
    assert_eq!(flags(&world), [(id(high), id(leant), true)]);
    world.attested(LEARNER, 3, days_ago(10), FACILITATOR);
    assert_eq!(flags(&world), [], "said anew since, and not on that proof");
}

#[test]
fn what_could_not_lean_on_the_proof_is_not_flagged() {
    let flags = |world: &World| {
        let ledger = world.ledger();
        to_review(id(FACILITATOR), &ledger, &ledger, &[], today()).len()
    };
    // Superseded before it was said.
    let mut world = World::default();
    let leant = world.profile(FACILITATOR, 4, days_ago(300));
    world.profile(FACILITATOR, 3, days_ago(200));
    world.attested(LEARNER, 3, days_ago(100), FACILITATOR);
    world.done(leant, ActKind::Revoke, days_ago(20));
    assert_eq!(flags(&world), 0);
    // Expired since: nothing is left to look at.
    let mut world = World::default();
    let leant = world.certificate(FACILITATOR, 4, months_ago(50));
    world.attested(LEARNER, 3, months_ago(23), FACILITATOR);
    world.attested(COLLEAGUE, 3, months_ago(25), FACILITATOR);
    world.done(leant, ActKind::Revoke, days_ago(20));
    assert_eq!(flags(&world), 1);
}

#[test]
fn a_flag_goes_when_confirmed_or_revoked() {
    for kind in [ActKind::Confirm, ActKind::Revoke] {
        let mut world = World::default();
        let leant = world.profile(FACILITATOR, 4, days_ago(300));
        let said = world.attested(LEARNER, 3, days_ago(100), FACILITATOR);
        world.done(leant, ActKind::Revoke, days_ago(20));
        world.done(said, kind, days_ago(10));
        let ledger = world.ledger();
        assert_eq!(to_review(id(FACILITATOR), &ledger, &ledger, &[], today()), []);
        let kept = ledger.find(id(said)).unwrap().counts(today());
        assert_eq!(kept, kind == ActKind::Confirm);
    }
}

fn counted(world: &World, from: NaiveDate) -> [u32; 3] {
    let found: BTreeMap<_, Progress> = progress(&world.ledger(), from, today());
    let Progress { up, same, down } = found.get(&id(FILES)).copied().unwrap_or_default();
    [up, same, down]
}

#[test]
fn progress_needs_two_proofs_sixty_days_apart() {
    let mut world = World::default();
    world.profile(LEARNER, 2, days_ago(59));
    world.attested(LEARNER, 3, today(), FACILITATOR);
    assert_eq!(counted(&world, days_ago(30)), [0, 0, 0]);
    world.attested(LEARNER, 1, days_ago(60), FACILITATOR);
    assert_eq!(counted(&world, days_ago(30)), [1, 0, 0]);
    world.certificate(COLLEAGUE, 2, days_ago(900));
    world.profile(COLLEAGUE, 2, days_ago(100));
    assert_eq!(counted(&world, days_ago(30)), [1, 0, 0], "the last one is not of the period");
    assert_eq!(counted(&world, days_ago(365)), [1, 1, 0]);
    world.profile(COORDINATOR, 5, days_ago(700));
    world.profile(COORDINATOR, 4, days_ago(5));
    assert_eq!(counted(&world, days_ago(365)), [1, 1, 1]);
    assert_eq!(progress(&world.ledger(), days_ago(365), today())[&id(FILES)].learners(), 3);
}

#[test]
fn progress_forgets_what_is_revoked_or_only_said_of_oneself() {
    let mut world = World::default();
    world.placed(LEARNER, 1, days_ago(200));
    let first = world.profile(LEARNER, 2, days_ago(100));
    world.profile(LEARNER, 3, days_ago(3));
    assert_eq!(counted(&world, days_ago(30)), [1, 0, 0]);
    world.done(first, ActKind::Dispute, days_ago(2));
    assert_eq!(counted(&world, days_ago(30)), [0, 0, 0]);
    world.done(first, ActKind::Clear, days_ago(1));
    assert_eq!(counted(&world, days_ago(30)), [1, 0, 0]);
    world.done(first, ActKind::Revoke, today());
    assert_eq!(counted(&world, days_ago(30)), [0, 0, 0]);
    // Without it, there are still two.
    world.certificate(LEARNER, 3, days_ago(80));
    assert_eq!(counted(&world, days_ago(30)), [0, 1, 0]);
}
