//! Random histories of a few people: the ledger and the notebook agree after every deed.

use chrono::{Duration, NaiveDate};
use proptest::prelude::*;

use super::naive::{Note, Notebook, Word};
use super::world::{COORDINATOR, FILES, MAIL, at_noon, id, level};
use crate::competences::levels::*;
use crate::platform::database::Moment;

const PEOPLE: [u32; 3] = [1, 2, 3];
const COMPETENCES: [u32; 2] = [FILES, MAIL];

#[derive(Clone, Debug)]
enum Deed {
    Wait(i64),
    Place { who: u32, what: u32, level: u8 },
    Pix { who: u32, what: u32, level: u8, days_ago: i64, certified: bool, lasts: Option<i64> },
    Meet { who: u32, whom: u32 },
    Grant { who: u32, what: u32, up_to: u8, days: i64 },
    Attest { who: u32, whom: u32, what: u32, level: u8, signed_by: Option<u32> },
    Act { nth: usize, kind: ActKind },
}

fn deeds() -> impl Strategy<Value = Deed> {
    let who = || prop::sample::select(PEOPLE.to_vec());
    let what = || prop::sample::select(COMPETENCES.to_vec());
    let value = || prop_oneof![5 => 1_u8..=3, 2 => 0_u8..=8];
    let signer =
        prop_oneof![2 => Just(None), 2 => Just(Some(COORDINATOR)), 1 => who().prop_map(Some)];
    // The rules turn on these numbers of days.
    let edges = vec![1, 29, 30, 31, 60, 61, 90, 91, 274, 335, 365, 366, 730, 731];
    let wait = prop_oneof![3 => 0_i64..15, 1 => prop::sample::select(edges)];
    // Whom one meets or attests: seldom oneself.
    let pair = || (who(), prop_oneof![1 => Just(0), 6 => 1_u32..3]);
    let pair = move || pair().prop_map(|(who, step)| (who, (who - 1 + step) % 3 + 1));
    let kinds = prop::sample::select(ActKind::ALL.to_vec());
    prop_oneof![
        3 => wait.prop_map(Deed::Wait),
        2 => (who(), what(), value())
            .prop_map(|(who, what, level)| Deed::Place { who, what, level }),
        3 => (who(), what(), value(), 0_i64..900, any::<bool>(), prop::option::of(-5_i64..900))
            .prop_map(|(who, what, level, days_ago, certified, lasts)| {
                Deed::Pix { who, what, level, days_ago, certified, lasts }
            }),
        4 => pair().prop_map(|(who, whom)| Deed::Meet { who, whom }),
        2 => (who(), what(), 1_u8..=7, 1_i64..180)
            .prop_map(|(who, what, up_to, days)| Deed::Grant { who, what, up_to, days }),
        8 => (pair(), what(), value(), signer).prop_map(
            |((who, whom), what, level, signed_by)| {
            Deed::Attest { who, whom, what, level, signed_by }
        }),
        2 => (any::<prop::sample::Index>(), kinds)
            .prop_map(|(nth, kind)| Deed::Act { nth: nth.index(1_000), kind }),
    ]
}

struct Both {
    today: NaiveDate,
    evidence: Vec<Evidence>,
    acts: Vec<Act>,
    sessions: Vec<(u32, u32, SharedSession)>,
    grants: Vec<TeachingGrant>,
    notebook: Notebook,
    permitted: usize,
}

impl Both {
    fn new() -> Self {
        Self {
            today: NaiveDate::from_ymd_opt(2024, 2, 29).unwrap(),
            evidence: Vec::new(),
            acts: Vec::new(),
            sessions: Vec::new(),
            grants: Vec::new(),
            notebook: Notebook::default(),
            permitted: 0,
        }
    }

    fn ledger(&self) -> Ledger {
        Ledger::new(self.evidence.clone(), self.acts.clone())
    }

    /// Each deed a moment after the one before.
    fn now(&self) -> Moment {
        let count = (self.evidence.len() + self.acts.len()) as i64;
        Moment::from_millis(at_noon(self.today).millis() + count)
    }

    fn record(&mut self, seen: Observation) -> Result<(), NotAdmitted> {
        let number = id(1_000 + self.evidence.len() as u32);
        let reachable = Reachable::always(level(7));
        let new = Evidence::record(seen, number, self.now(), self.today, &reachable)?;
        self.evidence.push(new);
        Ok(())
    }

    fn do_it(&mut self, deed: &Deed) {
        match *deed {
            Deed::Wait(days) => self.today += Duration::days(days),
            Deed::Place { who, what, level: value } => {
                self.say(Word::Own, (who, what, value), self.today, Some(who), None);
            }
            Deed::Pix { who, what, level: value, days_ago, certified, lasts } => {
                let word = if certified { Word::Certificate } else { Word::Profile };
                let day = self.today - Duration::days(days_ago);
                let ends = lasts.filter(|_| certified).map(|days| day + Duration::days(days));
                self.say(word, (who, what, value), day, None, ends);
            }
            Deed::Meet { who, whom } => {
                let number = 5_000 + self.sessions.len() as u32;
                let session = SharedSession { id: id(number), date: self.today };
                self.sessions.push((who, whom, session));
                self.notebook.sessions.push((who, whom, self.today));
            }
            Deed::Grant { who, what, up_to, days } => self.grant(who, what, up_to, days),
            Deed::Attest { who, whom, what, level, signed_by } => {
                self.attest(who, whom, what, level, signed_by);
            }
            Deed::Act { nth, kind } => self.act(nth, kind),
        }
    }

    /// Both take it, or neither does: levels 1 to 7 (0 of oneself), and no term before its day.
    fn say(
        &mut self,
        word: Word,
        (of, about, value): (u32, u32, u8),
        day: NaiveDate,
        by: Option<u32>,
        ends: Option<NaiveDate>,
    ) {
        let kind = match word {
            Word::Own => EvidenceKind::SelfPlaced,
            Word::Peer => EvidenceKind::Peer,
            Word::Profile => EvidenceKind::PixProfile,
            Word::Certificate => EvidenceKind::PixCertified,
        };
        let seen = Observation {
            person_id: id(of),
            competence_id: id(about),
            kind,
            level: level(value),
            observed_on: day,
            stated_expiry: ends,
            issuer_id: by.map(id),
        };
        let least = if word == Word::Own { 0 } else { 1 };
        let good = (least..=7).contains(&value) && ends.is_none_or(|end| end > day);
        assert_eq!(self.record(seen).is_ok(), good);
        if good {
            let (level, disputed, revoked) = (i32::from(value), false, false);
            self.notebook.notes.push(Note {
                of,
                about,
                word,
                level,
                day,
                by,
                ends,
                disputed,
                revoked,
            });
        }
    }

    fn grant(&mut self, who: u32, what: u32, up_to: u8, days: i64) {
        let grant = TeachingGrant {
            id: id(7_000 + self.grants.len() as u32),
            person_id: id(who),
            competence_id: id(what),
            up_to: level(up_to),
            granted_by: id(COORDINATOR),
            reason: "lancement".to_owned(),
            granted_on: self.today,
            expires_on: self.today + Duration::days(days),
        };
        assert_eq!(grant.check(&Reachable::always(level(7))), Ok(()));
        self.grants.push(grant);
        let last = self.today + Duration::days(days - 1);
        self.notebook.grants.push((who, what, i32::from(up_to), self.today, last));
    }

    fn attest(&mut self, who: u32, whom: u32, what: u32, value: u8, signed_by: Option<u32>) {
        let theirs = self.sessions.iter().filter(|(one, other, _)| (*one, *other) == (who, whom));
        let sessions: Vec<SharedSession> = theirs.map(|(_, _, session)| *session).collect();
        let (ledger, reachable) = (self.ledger(), Reachable::always(level(7)));
        let known = Known {
            ledger: &ledger,
            grants: &self.grants,
            sessions: &sessions,
            reachable: &reachable,
            today: self.today,
        };
        let asked = Attestation {
            attester_id: id(who),
            learner_id: id(whom),
            competence_id: id(what),
            level: level(value),
            on: self.today,
            cosigner_id: signed_by.map(id),
        };
        let judged = attest(&asked, &known);
        let may =
            self.notebook.may_attest((who, whom), what, i32::from(value), self.today, signed_by);
        assert_eq!(judged.is_ok(), may, "{asked:?} {judged:?}");
        if may {
            self.permitted += 1;
            self.say(Word::Peer, (whom, what, value), self.today, Some(who), None);
        }
        assert!(judged.is_ok() || !judged.unwrap_err().is_empty());
    }

    fn act(&mut self, nth: usize, kind: ActKind) {
        if self.evidence.is_empty() {
            return;
        }
        let nth = nth % self.evidence.len();
        let act = Act {
            evidence_id: self.evidence[nth].id,
            kind,
            author_id: id(COORDINATOR),
            reason: "motif".to_owned(),
            at: self.now(),
        };
        let note = &mut self.notebook.notes[nth];
        let possible = !note.revoked
            && match kind {
                ActKind::Dispute => !note.disputed,
                ActKind::Clear => note.disputed,
                ActKind::Revoke | ActKind::Confirm => true,
            };
        match kind {
            ActKind::Dispute if possible => note.disputed = true,
            ActKind::Clear if possible => note.disputed = false,
            ActKind::Revoke => note.revoked = true,
            _ => {}
        }
        assert_eq!(self.ledger().check_act(&act).is_ok(), possible);
        // Kept even when refused: it must then have no effect.
        self.acts.push(act);
    }

    fn agree(&self) {
        let ledger = self.ledger();
        for day in [self.today, self.today - Duration::days(75), self.today + Duration::days(400)] {
            let all = ledger.standings(day);
            for who in PEOPLE {
                for what in COMPETENCES {
                    let one = ledger.standing(id(who), id(what), day);
                    let same = all.get(&(id(who), id(what))).copied().unwrap_or_default();
                    assert_eq!(one, same);
                    let found = [one.v(), one.d(), one.w()].map(|l| l.map(|l| i32::from(l.get())));
                    let naive = &self.notebook;
                    let told =
                        [naive.v(who, what, day), naive.d(who, what, day), naive.w(who, what, day)];
                    assert_eq!(found, told, "V, D, W of {who} on {what}, {day}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_history_reads_as_the_notebook_does(history in prop::collection::vec(deeds(), 1..70)) {
        let mut both = Both::new();
        for deed in &history {
            both.do_it(deed);
            both.agree();
        }
    }
}

#[test]
fn histories_permit_and_refuse() {
    // The histories must reach the rules: without that, agreeing proves little.
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let many = prop::collection::vec(deeds(), 60..70);
    let (mut permitted, mut asked) = (0, 0);
    for _ in 0..60 {
        let history = many.new_tree(&mut runner).unwrap().current();
        let mut both = Both::new();
        history.iter().for_each(|deed| both.do_it(deed));
        permitted += both.permitted;
        asked += history.iter().filter(|deed| matches!(deed, Deed::Attest { .. })).count();
    }
    assert!(permitted > 40, "{permitted} of {asked} attestations permitted");
    assert!(permitted * 2 < asked, "{permitted} of {asked} attestations permitted");
}
