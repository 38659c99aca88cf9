//! Each rule of attesting, at its edge.

use super::world::*;
use crate::competences::levels::*;

/// A facilitator with V = 4, a learner with W = 2, a session yesterday.
fn ready() -> World {
    let mut world = World::default();
    world.profile(FACILITATOR, 4, days_ago(100));
    world.profile(LEARNER, 2, days_ago(100));
    world.session(days_ago(1));
    world
}

#[test]
fn one_step_above_and_no_more() {
    let world = ready();
    for value in [1, 2, 3] {
        assert_eq!(world.broken(value, None), [""; 0], "{value}");
    }
    assert_eq!(world.broken(4, None), ["more_than_one_step"]);
    assert_eq!(world.broken(4, Some(COORDINATOR)), [""; 0]);
    assert_eq!(world.broken(5, Some(COORDINATOR)), ["above_own_level"]);
    assert_eq!(world.broken(5, None), ["above_own_level", "more_than_one_step"]);
}

#[test]
fn a_declared_level_is_a_step_too() {
    let mut world = World::default();
    world.profile(FACILITATOR, 4, days_ago(100));
    world.session(today());
    world.placed(LEARNER, 3, days_ago(300));
    assert_eq!(world.broken(4, None), [""; 0]);
    world.placed(LEARNER, 1, days_ago(10));
    assert_eq!(world.broken(4, None), ["more_than_one_step"]);
    world.placed(LEARNER, 0, days_ago(2));
    assert_eq!(world.attest(1, None).unwrap().from, Some(level(0)));
    assert_eq!(world.broken(2, None), ["more_than_one_step"]);
}

#[test]
fn the_sixtieth_day_still_counts() {
    let mut world = ready();
    world.sessions.clear();
    world.session(days_ago(61));
    let last = Refusal::NoSharedSession { last: Some(days_ago(61)) };
    assert_eq!(world.attest(2, None), Err(vec![last]));
    world.session(days_ago(60));
    assert_eq!(world.attest(2, None).unwrap().session.date, days_ago(60));
    world.session(days_ago(12));
    assert_eq!(world.attest(2, None).unwrap().session.date, days_ago(12));
}

#[test]
fn a_session_yet_to_come_is_none() {
    let mut world = ready();
    world.sessions.clear();
    world.session(days_ago(-1));
    assert_eq!(world.attest(2, None), Err(vec![Refusal::NoSharedSession { last: None }]));
}

#[test]
fn nobody_attests_themself_nor_cosigns_for_themself() {
    let mut world = ready();
    let own = Attestation {
        attester_id: id(LEARNER),
        learner_id: id(LEARNER),
        competence_id: id(FILES),
        level: level(2),
        on: today(),
        cosigner_id: None,
    };
    assert_eq!(world.judge(&own), Err(vec![Refusal::Oneself]));
    world.profile(LEARNER, 4, days_ago(3));
    assert_eq!(world.broken(4, Some(FACILITATOR)), ["cosigned_by_oneself"]);
    assert_eq!(world.broken(4, Some(LEARNER)), ["cosigned_by_oneself"]);
}

#[test]
fn levels_stay_on_the_ladder_and_days_in_the_past() {
    let mut world = ready();
    world.certificate(FACILITATOR, 7, days_ago(5));
    assert_eq!(world.broken(0, None), ["proves_nothing"]);
    let eight = world.broken(8, Some(COORDINATOR));
    assert_eq!(eight, ["above_reachable", "above_own_level"]);
    let asked = Attestation {
        attester_id: id(FACILITATOR),
        learner_id: id(LEARNER),
        competence_id: id(FILES),
        level: level(2),
        on: days_ago(-1),
        cosigner_id: None,
    };
    assert_eq!(world.judge(&asked), Err(vec![Refusal::InTheFuture]));
    let asked = Attestation { on: today(), ..asked };
    assert!(world.judge(&asked).is_ok());
    world.attested(LEARNER, 2, today(), FACILITATOR);
    let ledger = world.ledger();
    let said = &ledger.holds(&asked.observation()).unwrap().evidence;
    assert_eq!((said.person_id, said.issuer_id), (id(LEARNER), Some(id(FACILITATOR))));
}

#[test]
fn another_competence_lends_nothing() {
    let mut world = ready();
    world.evidence.iter_mut().for_each(|evidence| evidence.competence_id = id(MAIL));
    assert_eq!(world.broken(1, None), ["above_own_level"]);
}

#[test]
fn a_grant_teaches_until_the_day_it_ends() {
    let mut world = World::default();
    world.session(days_ago(1));
    let nothing = Refusal::AboveOwn { own: None, granted: None };
    assert_eq!(world.attest(1, None), Err(vec![nothing]));
    world.grant(3, days_ago(100), today());
    assert_eq!(world.attest(1, None), Err(vec![nothing]));
    world.grant(3, days_ago(100), days_ago(-1));
    assert!(matches!(world.attest(1, None).unwrap().ground, Ground::Grant(_)));
    let step = Refusal::MoreThanOneStep { from: None, most: Some(level(1)) };
    assert_eq!(world.attest(3, None), Err(vec![step]));
    assert_eq!(world.broken(3, Some(COORDINATOR)), [""; 0]);
    let granted = Refusal::AboveOwn { own: None, granted: Some(level(3)) };
    assert_eq!(world.attest(4, Some(COORDINATOR)), Err(vec![granted]));
}

#[test]
fn a_grant_has_a_level_a_reason_and_an_end() {
    let reachable = Reachable::always(level(7));
    let mut world = World::default();
    world.grant(3, today(), TeachingGrant::latest_end(today()));
    let good = world.grants.remove(0);
    assert_eq!(good.check(&reachable), Ok(()));
    assert_eq!(good.expires_on, today() + chrono::Months::new(6));
    let late = good.expires_on + chrono::Duration::days(1);
    let bad = [
        TeachingGrant { granted_by: good.person_id, ..good.clone() },
        TeachingGrant { reason: " ".to_owned(), ..good.clone() },
        TeachingGrant { up_to: level(0), ..good.clone() },
        TeachingGrant { up_to: level(8), ..good.clone() },
        TeachingGrant { expires_on: today(), ..good.clone() },
        TeachingGrant { expires_on: late, ..good.clone() },
    ];
    let term = GrantRefused::Term(good.expires_on);
    let why = [
        GrantRefused::Oneself,
        GrantRefused::NoReason,
        GrantRefused::Level(level(7)),
        GrantRefused::Level(level(7)),
        term,
        term,
    ];
    assert_eq!(bad.map(|grant| grant.check(&reachable).unwrap_err()), why);
}

#[test]
fn two_people_do_not_attest_each_other_within_ninety_days() {
    let mut world = ready();
    let returned = world.attested(FACILITATOR, 2, days_ago(90), LEARNER);
    let mutual = Refusal::Mutual { since: days_ago(90), possible_on: days_ago(-1) };
    assert_eq!(world.attest(3, Some(COORDINATOR)), Err(vec![mutual]));
    world.done(returned, ActKind::Dispute, days_ago(50));
    assert_eq!(world.broken(3, None), ["mutual_attestation"]);
    world.done(returned, ActKind::Revoke, days_ago(40));
    assert_eq!(world.broken(3, None), [""; 0]);

    let mut world = ready();
    world.attested(FACILITATOR, 2, days_ago(91), LEARNER);
    world.attested(FACILITATOR, 2, days_ago(1), COLLEAGUE);
    assert_eq!(world.broken(3, None), [""; 0]);
}

#[test]
fn a_proof_that_is_gone_carries_nobody() {
    let mut world = World::default();
    let leant = world.profile(FACILITATOR, 4, days_ago(100));
    world.session(days_ago(1));
    assert_eq!(world.broken(1, None), [""; 0]);
    world.done(leant, ActKind::Dispute, days_ago(2));
    assert_eq!(world.broken(1, None), ["above_own_level"]);
    world.done(leant, ActKind::Clear, days_ago(1));
    assert_eq!(world.broken(1, None), [""; 0]);
    world.done(leant, ActKind::Revoke, today());
    assert_eq!(world.broken(1, None), ["above_own_level"]);
}

#[test]
fn every_refusal_says_the_rule_and_the_remedy() {
    let last = Some(days_ago(70));
    let all = [
        Refusal::Oneself,
        Refusal::CosignedByOneself,
        Refusal::InTheFuture,
        Refusal::AboveReachable { max: level(7) },
        Refusal::ProvesNothing,
        Refusal::NoSharedSession { last },
        Refusal::NoSharedSession { last: None },
        Refusal::AboveOwn { own: Some(level(2)), granted: Some(level(4)) },
        Refusal::AboveOwn { own: None, granted: None },
        Refusal::Mutual { since: days_ago(3), possible_on: days_ago(-88) },
        Refusal::MoreThanOneStep { from: Some(level(2)), most: Some(level(3)) },
        Refusal::MoreThanOneStep { from: None, most: Some(level(1)) },
    ];
    let mut said: Vec<String> = Vec::new();
    for refusal in all {
        let (rule, remedy) = (refusal.rule(), refusal.remedy());
        for text in [&rule.fr, &rule.en, &remedy.fr, &remedy.en] {
            assert!(text.ends_with('.') && !text.contains("  ") && !text.contains('\n'), "{text}");
        }
        said.push(format!("{} {}", rule.fr, remedy.fr));
    }
    assert!(said[7].contains("niveau 4 au plus"), "{}", said[7]);
    assert!(said[9].contains("à partir du 16/02/2027"), "{}", said[9]);
    assert!(said[10].contains("un niveau à la fois. Attestez le niveau 3, ou"), "{}", said[10]);
    said.sort();
    said.dedup();
    assert_eq!(said.len(), all.len());
}

#[test]
fn one_session_carries_one_step() {
    let mut world = World::default();
    world.certificate(FACILITATOR, 5, days_ago(400));
    world.session(days_ago(20));
    assert_eq!(world.broken(1, None), [""; 0]);
    world.attested(LEARNER, 1, days_ago(10), FACILITATOR);
    assert_eq!(world.broken(2, None), ["more_than_one_step"], "the session was used");
    assert_eq!(world.broken(2, Some(COORDINATOR)), [""; 0]);
    world.session(days_ago(5));
    assert_eq!(world.broken(2, None), [""; 0], "a new session carries a new step");
    world.attested(LEARNER, 2, days_ago(5), FACILITATOR);
    assert_eq!(world.broken(2, None), [""; 0], "saying it again is no step");
    assert_eq!(world.broken(3, None), ["more_than_one_step"]);
}
