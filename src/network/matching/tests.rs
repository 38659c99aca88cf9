//! Eligibility by the table of the study, ranking against plain comparisons, and its work.

use std::cell::Cell;

use proptest::prelude::*;

use super::*;
use crate::network::tests::{day, id, number};
use FacilitatorStatus as S;

fn level(value: u8) -> Level {
    Level::new(value).unwrap()
}

#[test]
fn who_can_teach_and_who_can_learn() {
    // V or grant, n, W: facilitates, learns.
    let cases = [
        (Some(2), 2, Some(1), true, true),
        (Some(2), 3, Some(2), false, true),
        (Some(3), 3, None, true, true),
        (Some(7), 3, Some(3), true, false),
        (None, 1, Some(0), false, true),
    ];
    for (teaches, target, w, facilitates, learns) in cases {
        let teaches = teaches.map(level);
        assert_eq!(can_facilitate(S::Active, teaches, level(target)), facilitates);
        assert_eq!(can_learn(w.map(level), level(target)), learns);
        for status in S::ALL.iter().filter(|status| **status != S::Active) {
            assert!(!can_facilitate(*status, teaches, level(target)), "{status:?}");
        }
    }
}

#[test]
fn who_knows_it_all_is_asked_to_help() {
    let role = |needs: &[(Option<u8>, u8)]| {
        let needs: Vec<_> = needs.iter().map(|(w, n)| (w.map(level), level(*n))).collect();
        role_for(&needs)
    };
    assert_eq!(role(&[(Some(3), 3), (Some(5), 2)]), Role::Helper);
    assert_eq!(role(&[(Some(3), 3), (Some(1), 2)]), Role::Learner);
    assert_eq!(role(&[(None, 1)]), Role::Learner);
    assert_eq!(role(&[]), Role::Learner);
}

#[test]
fn a_team_covers_together() {
    let needs = [(id(12), level(3)), (id(21), level(2))];
    let one = (S::Active, BTreeMap::from([(id(12), level(4))]));
    let two = (S::Active, BTreeMap::from([(id(12), level(2)), (id(21), level(2))]));
    assert_eq!(uncovered(&needs, &[one.clone(), two.clone()]), []);
    assert_eq!(uncovered(&needs, std::slice::from_ref(&two)), [needs[0]]);
    let paused = (S::Paused, two.1);
    assert_eq!(uncovered(&needs, &[one, paused]), [needs[1]]);
    assert_eq!(uncovered(&needs, &[]), needs);
}

#[test]
fn a_grant_teaches_as_far_as_it_goes() {
    let grant = |person: u32, up_to: u8, until: &str| TeachingGrant {
        id: id(1),
        person_id: id(person),
        competence_id: id(12),
        up_to: level(up_to),
        granted_by: id(99),
        reason: "lancement".to_owned(),
        granted_on: day("2026-09-01"),
        expires_on: day(until),
    };
    let grants = [grant(1, 3, "2027-01-01"), grant(2, 4, "2026-11-20"), grant(3, 2, "2027-01-01")];
    let proof = crate::competences::levels::Proof {
        evidence_id: id(5),
        kind: crate::competences::levels::EvidenceKind::Peer,
        level: level(5),
        observed_on: day("2026-10-01"),
        issuer_id: None,
        expires_on: None,
    };
    let verified = Standing { verified: Some(proof), declared: None };
    let declared = Standing { verified: None, declared: Some(proof) };
    let standings = BTreeMap::from([
        ((id(3), id(12)), verified),
        ((id(4), id(21)), verified),
        ((id(6), id(12)), declared),
    ]);
    let found = teaching_levels(&standings, &grants, id(12), day("2026-11-20"));
    let mut found: Vec<(u32, u8)> = found.iter().map(|(id, l)| (number(*id), l.get())).collect();
    found.sort_unstable();
    assert_eq!(found, [(1, 3), (3, 5)], "expired, elsewhere and self-declared do not count");
}

fn candidate(person: u32, teaches: u8) -> Candidate {
    Candidate {
        person_id: id(person),
        status: S::Active,
        teaches: Some(level(teaches)),
        is_by_grant: false,
        offer: Some(Offer { competence_id: id(12), up_to: level(8) }),
        reach: Reach::Anywhere,
        distance: Distance::Commune,
        minutes: 300,
        commitments: 2,
    }
}

fn order(need: Need, candidates: &[Candidate]) -> Vec<u32> {
    rank(need, candidates, 99).iter().map(|ranked| number(ranked.person_id)).collect()
}

#[test]
fn a_near_peer_comes_before_an_expert() {
    let need = Need::of_learner(Some(level(1)), level(2));
    let expert = Candidate { distance: Distance::Place, minutes: 0, ..candidate(1, 5) };
    let near = candidate(2, 4);
    assert_eq!(order(need, &[expert, near]), [2, 1]);
    let beginner = Need::of_learner(None, level(2));
    assert_eq!(order(beginner, &[expert, near]), [1, 2], "both are four or more above");
    assert_eq!(Need::of_workshop(level(2)).from, level(1));
}

#[test]
fn then_distance_minutes_commitments_and_id() {
    let need = Need::of_workshop(level(2));
    let near = Candidate { distance: Distance::Place, minutes: 999, ..candidate(5, 3) };
    let far = Candidate { distance: Distance::Elsewhere, minutes: 0, ..candidate(4, 3) };
    let rested = Candidate { minutes: 0, commitments: 9, ..candidate(6, 3) };
    let free = Candidate { commitments: 0, ..candidate(7, 3) };
    let same = [candidate(9, 3), candidate(8, 3)];
    let all = [far, same[0], free, near, rested, same[1]];
    assert_eq!(order(need, &all), [5, 6, 7, 8, 9, 4]);
}

#[test]
fn who_cannot_or_does_not_want_to_is_not_asked() {
    let need = Need::of_workshop(level(3));
    let low = candidate(1, 2);
    let modest = Offer { competence_id: id(12), up_to: level(2) };
    let offers_less = Candidate { offer: Some(modest), ..candidate(2, 5) };
    let offers_none = Candidate { offer: None, ..candidate(3, 5) };
    let stays = Candidate { reach: Reach::Place, ..candidate(4, 5) };
    let paused = Candidate { status: S::Paused, ..candidate(5, 5) };
    let unknown = Candidate { teaches: None, ..candidate(6, 5) };
    assert_eq!(order(need, &[low, offers_less, offers_none, stays, paused, unknown]), [0; 0]);
}

#[test]
fn reasons_are_told_in_both_languages() {
    let need = Need::of_learner(Some(level(2)), level(3));
    let granted = Candidate { is_by_grant: true, minutes: 125, commitments: 1, ..candidate(1, 3) };
    let reasons = rank(need, &[granted], 1)[0].reasons();
    let fr: Vec<&str> = reasons.iter().map(|said| said.fr.as_str()).collect();
    assert_eq!(
        fr,
        [
            "un pair proche",
            "sur autorisation",
            "dans la commune",
            "2 h 05 données en 90 jours",
            "1 engagement en cours",
        ]
    );
    let public = rank(need, &[granted], 1)[0].public_reasons();
    let public: Vec<&str> = public.iter().map(|said| said.fr.as_str()).collect();
    assert_eq!(public, ["un pair proche", "dans la commune"]);
    let idle = Candidate { minutes: 0, commitments: 0, ..candidate(1, 8) };
    let en: Vec<String> =
        rank(need, &[idle], 1)[0].reasons().into_iter().map(|said| said.en).collect();
    assert_eq!(
        en,
        ["an expert", "in the same commune", "no session given in 90 days", "no open commitment",]
    );
}

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    let few = |most: u32| 0..=most;
    let one =
        (0_u8..=8, any::<bool>(), 0_usize..6, 0_usize..3, 0_usize..3, few(2), few(2), 0_u8..9);
    let one = one.prop_map(|(teaches, is_by_grant, status, reach, distance, m, c, offered)| {
        let up_to = Level::new(offered).unwrap();
        let offer = Offer { competence_id: id(12), up_to };
        Candidate {
            status: if status > 2 { S::Active } else { S::ALL[status] },
            is_by_grant,
            teaches: (teaches > 0).then(|| level(teaches)),
            offer: (offered > 0).then_some(offer),
            reach: Reach::ALL[reach],
            distance: Distance::ALL[distance],
            minutes: m * 30,
            commitments: c,
            ..candidate(0, 1)
        }
    });
    prop::collection::vec(one, 0..30).prop_map(|mut all| {
        for (at, one) in all.iter_mut().enumerate() {
            one.person_id = id(1_000 + (at as u32) * 7_919 % 1_009);
        }
        all
    })
}

/// Whether the first is asked before the second, as one would explain it.
fn goes_before(one: &Candidate, other: &Candidate, from: u8) -> bool {
    let far = |c: &Candidate| c.teaches.unwrap().get() > from + 3;
    if far(one) != far(other) {
        return far(other);
    }
    let steps = |c: &Candidate| {
        ["place", "commune", "elsewhere"].iter().position(|d| *d == c.distance.code())
    };
    if steps(one) != steps(other) {
        return steps(one) < steps(other);
    }
    if one.minutes != other.minutes {
        return one.minutes < other.minutes;
    }
    if one.commitments != other.commitments {
        return one.commitments < other.commitments;
    }
    number(one.person_id) < number(other.person_id)
}

fn would_come(one: &Candidate, target: u8) -> bool {
    let goes = match one.reach {
        Reach::Anywhere => true,
        Reach::Commune => one.distance != Distance::Elsewhere,
        Reach::Place => one.distance == Distance::Place,
    };
    one.status == S::Active
        && one.teaches.is_some_and(|level| level.get() >= target)
        && one.offer.is_some_and(|offer| offer.up_to.get() >= target)
        && goes
}

proptest! {
    #[test]
    fn the_ranking_is_what_one_would_explain(
        all in candidates(),
        target in 1_u8..6,
        w in prop::option::of(0_u8..5),
        most in 0_usize..12,
    ) {
        let w = w.filter(|w| *w < target);
        let need = Need::of_learner(w.map(level), level(target));
        let found: Vec<u32> =
            rank(need, &all, most).iter().map(|ranked| number(ranked.person_id)).collect();
        let mut left: Vec<&Candidate> = all.iter().filter(|c| would_come(c, target)).collect();
        let mut told = Vec::new();
        while !left.is_empty() && told.len() < most {
            let first = (0..left.len())
                .find(|at| left.iter().all(|other| {
                    other.person_id == left[*at].person_id
                        || goes_before(left[*at], other, w.unwrap_or(0))
                }))
                .unwrap();
            told.push(number(left.remove(first).person_id));
        }
        prop_assert_eq!(found, told);
    }
}

#[test]
fn ten_thousand_candidates_cost_a_few_looks_each() {
    let many: Vec<Candidate> = (0..10_000_u32)
        .map(|n| Candidate {
            minutes: n.wrapping_mul(2_654_435_761) % 5_000,
            commitments: n % 7,
            distance: Distance::ALL[n as usize % 3],
            ..candidate(n, 3 + (n % 5) as u8)
        })
        .collect();
    let need = Need::of_workshop(level(3));
    let looks = Cell::new(0_u32);
    let able: Vec<Ranked> = many.iter().filter_map(|c| Ranked::of(c, need)).collect();
    assert_eq!(able.len(), 10_000);
    let found = first(able, 10, |one, other| {
        looks.set(looks.get() + 1);
        one.key().cmp(&other.key())
    });
    assert_eq!(found, rank(need, &many, 10));
    // Putting all in order would take about 130,000.
    assert!(looks.get() < 60_000, "{} comparisons", looks.get());
    let lists: Vec<Ranked> = rank(need, &many, 10_000);
    assert_eq!(found, lists[..10]);
}
