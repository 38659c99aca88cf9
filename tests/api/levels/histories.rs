//! Random histories through HTTP, on whichever engine: the network and the notebook agree on V, D,
//! W, and on who may attest what, after every deed. The notebook is the independent model that
//! judges the pure rules too.

use chrono::{Duration, NaiveDate};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::naive::{Note, Notebook, Word};
use super::{FILES, MAIL, certificate, vdw};
use crate::support::{Person, TestApp, individual, new_id, with};

const COMPETENCES: [&str; 2] = [FILES, MAIL];
const PEOPLE: usize = 3;

#[derive(Clone, Debug)]
enum Deed {
    Wait(i64),
    Place { who: usize, what: usize, level: u8 },
    Certify { who: usize, what: usize, level: u8, days_ago: i64 },
    Meet { who: usize, whom: usize },
    Grant { who: usize, what: usize, up_to: u8, days: i64 },
    Attest { who: usize, whom: usize, what: usize, level: u8, cosign: bool },
    Act { nth: usize, kind: &'static str },
}

fn deeds() -> impl Strategy<Value = Deed> {
    let who = || 0..PEOPLE;
    let what = || 0..COMPETENCES.len();
    let edges = vec![1, 30, 31, 60, 61, 90, 91, 365, 366, 730, 731];
    let wait = prop_oneof![3 => 0_i64..15, 1 => prop::sample::select(edges)];
    let pair = || (who(), 1..PEOPLE).prop_map(|(who, step)| (who, (who + step) % PEOPLE));
    let kinds = vec!["dispute", "clear", "revoke"];
    prop_oneof![
        2 => wait.prop_map(Deed::Wait),
        2 => (who(), what(), 0_u8..=7).prop_map(|(who, what, level)| Deed::Place { who, what, level }),
        3 => (who(), what(), 1_u8..=5, 0_i64..900)
            .prop_map(|(who, what, level, days_ago)| Deed::Certify { who, what, level, days_ago }),
        6 => pair().prop_map(|(who, whom)| Deed::Meet { who, whom }),
        2 => (who(), what(), 1_u8..=7, 1_i64..180)
            .prop_map(|(who, what, up_to, days)| Deed::Grant { who, what, up_to, days }),
        14 => (pair(), what(), 1_u8..=3, any::<bool>()).prop_map(|((who, whom), what, level, cosign)| {
            Deed::Attest { who, whom, what, level, cosign }
        }),
        2 => (any::<prop::sample::Index>(), prop::sample::select(kinds))
            .prop_map(|(nth, kind)| Deed::Act { nth: nth.index(1_000), kind }),
    ]
}

/// Three facilitators who follow each other, a coordinator, an administrator, and what they did.
struct World {
    app: TestApp,
    people: Vec<Person>,
    coordinator: Person,
    admin: Person,
    /// `followed[who][whom]`: the record that one keeps of another.
    followed: Vec<Vec<String>>,
    /// The last session of two people.
    sessions: Vec<Vec<Option<String>>>,
    notebook: Notebook,
    /// Ids of the notebook's notes.
    ids: Vec<String>,
    permitted: usize,
    asked: usize,
}

const NAMES: [&str; PEOPLE] = ["Ada", "Bao", "Cléo"];

impl World {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let (coordinator, admin) = (app.coordinator("Inès").await, app.admin("Abel").await);
        let mut people = Vec::new();
        for name in NAMES {
            people.push(app.facilitator(name).await);
        }
        for person in &people {
            app.team(&coordinator, person, "2026-01-01", None);
        }
        let mut followed = vec![vec![String::new(); PEOPLE]; PEOPLE];
        for who in 0..PEOPLE {
            for whom in (0..PEOPLE).filter(|whom| *whom != who) {
                let name = format!("{} vue par {}", NAMES[whom], NAMES[who]);
                let id = people[who].follow(&name, "Collègue", json!({})).await;
                let path = format!("/api/learners/{id}/codes");
                let code =
                    people[who].post(&path, json!({ "purpose": "claim" })).await.is(201).json();
                let claim = json!({ "code": code["code"] });
                people[whom].post("/api/me/claims", claim).await.is(200);
                followed[who][whom] = id;
            }
        }
        Self {
            app,
            people,
            coordinator,
            admin,
            followed,
            sessions: vec![vec![None; PEOPLE]; PEOPLE],
            notebook: Notebook::default(),
            ids: Vec::new(),
            permitted: 0,
            asked: 0,
        }
    }

    fn today(&self) -> NaiveDate {
        self.app.ctx.clock.today()
    }

    fn number(who: usize) -> u32 {
        who as u32 + 1
    }

    fn note(
        &mut self,
        id: String,
        word: Word,
        of: usize,
        about: usize,
        level: u8,
        day: NaiveDate,
        by: Option<usize>,
    ) {
        self.ids.push(id);
        self.notebook.notes.push(Note {
            of: Self::number(of),
            about: about as u32,
            word,
            level: i32::from(level),
            day,
            by: by.map(Self::number),
            ends: None,
            disputed: false,
            revoked: false,
        });
    }

    async fn do_it(&mut self, deed: &Deed) {
        // So that what comes later is later.
        self.app.wait(Duration::milliseconds(1));
        match *deed {
            Deed::Wait(days) => self.wait(days),
            Deed::Place { who, what, level } => {
                let id = new_id();
                let body = json!({ "competence_id": COMPETENCES[what], "level": level });
                self.people[who].put(&format!("/api/me/placements/{id}"), body).await.is(201);
                self.note(id, Word::Own, who, what, level, self.today(), Some(who));
            }
            Deed::Certify { who, what, level, days_ago } => {
                self.certify(who, what, level, days_ago).await;
            }
            Deed::Meet { who, whom } => self.meet(who, whom).await,
            Deed::Grant { who, what, up_to, days } => self.grant(who, what, up_to, days).await,
            Deed::Attest { who, whom, what, level, cosign } => {
                self.attest(who, whom, what, level, cosign).await;
            }
            Deed::Act { nth, kind } => self.act(nth, kind).await,
        }
    }

    fn wait(&mut self, days: i64) {
        self.app.wait(Duration::days(days));
        for person in self.people.iter_mut().chain([&mut self.coordinator, &mut self.admin]) {
            self.app.sign_in(person);
        }
    }

    async fn certify(&mut self, who: usize, what: usize, level: u8, days_ago: i64) {
        let day = self.today() - Duration::days(days_ago);
        // One proof of Pix a day, competence and kind.
        let known = self.notebook.notes.iter().any(|note| {
            note.word == Word::Certificate
                && (note.of, note.about) == (Self::number(who), what as u32)
                && note.day == day
        });
        let column = [1, 3][what];
        let day_told = day.format("%d/%m/%Y").to_string();
        let file = certificate("Essai", NAMES[who], &[(column, level)], &day_told);
        let path = "/api/levels/import?commit=true";
        let report = self.admin.upload(path, "pix.csv", file.as_bytes()).await.is(200).json();
        assert_eq!(report["new_evidence"], if known { 0 } else { 1 }, "{report}");
        if !known {
            let id = self.newest(who, what, "pix_certified", day).await;
            self.note(id, Word::Certificate, who, what, level, day, None);
        }
    }

    /// The id of a proof that was just written.
    async fn newest(&self, who: usize, what: usize, kind: &str, day: NaiveDate) -> String {
        let list = self.people[who].read("/api/me/evidence").await;
        let items = list["items"].as_array().expect("items").iter();
        let found = items.clone().find(|own| {
            own["competence_id"] == COMPETENCES[what]
                && own["kind"] == kind
                && own["observed_on"] == day.to_string()
        });
        found.expect("the proof")["id"].as_str().expect("an id").to_owned()
    }

    async fn meet(&mut self, who: usize, whom: usize) {
        let about: Vec<Value> =
            COMPETENCES.iter().map(|id| json!({ "competence_id": id })).collect();
        let more = json!({
            "learner_id": self.followed[who][whom],
            "competences": about,
            "date": self.today().to_string(),
        });
        let path = "/api/individual-sessions";
        let id = self.people[who].create(path, with(individual(), more)).await;
        self.sessions[who][whom] = Some(id);
        self.notebook.sessions.push((Self::number(who), Self::number(whom), self.today()));
    }

    async fn grant(&mut self, who: usize, what: usize, up_to: u8, days: i64) {
        let end = self.today() + Duration::days(days);
        let body = json!({
            "facilitator_id": self.people[who].id().to_string(),
            "competence_id": COMPETENCES[what],
            "up_to": up_to,
            "reason": "Lancement",
            "expires_on": end.to_string(),
        });
        let path = format!("/api/teaching-grants/{}", new_id());
        self.coordinator.put(&path, body).await.is(201);
        let (last, first) = (end - Duration::days(1), self.today());
        let who = Self::number(who);
        self.notebook.grants.push((who, what as u32, i32::from(up_to), first, last));
    }

    async fn attest(&mut self, who: usize, whom: usize, what: usize, level: u8, cosign: bool) {
        let Some(session) = self.sessions[who][whom].clone() else { return };
        self.asked += 1;
        let (pair, day) = ((Self::number(who), Self::number(whom)), self.today());
        let value = i32::from(level);
        let alone = self.notebook.may_attest(pair, what as u32, value, day, None);
        let signed = self.notebook.may_attest(pair, what as u32, value, day, Some(9));
        let id = new_id();
        let body = json!({
            "session_id": session,
            "learner_id": self.followed[who][whom],
            "competence_id": COMPETENCES[what],
            "level": level,
            "ask_cosignature": cosign,
        });
        let reply = self.people[who].put(&format!("/api/attestations/{id}"), body).await;
        let told = format!("{who} of {whom} on {what}: {level}, {}", reply.text());
        match (alone, signed && cosign) {
            (true, _) => assert_eq!(reply.status, 201, "{told}"),
            (false, true) => {
                assert_eq!(reply.status, 201, "{told}");
                assert_eq!(reply.json()["state"], "waiting", "{told}");
                let path = format!("/api/cosignatures/{id}/decision");
                self.coordinator.post(&path, json!({ "sign": true })).await.is(204);
            }
            (false, false) => {
                assert_eq!(reply.status, 422, "{told}");
                return;
            }
        }
        self.permitted += 1;
        self.note(id, Word::Peer, whom, what, level, day, Some(who));
    }

    async fn act(&mut self, nth: usize, kind: &str) {
        if self.ids.is_empty() {
            return;
        }
        let nth = nth % self.ids.len();
        let note = self.notebook.notes[nth].clone();
        let subject = &self.people[note.of as usize - 1];
        let by = match (note.word, kind) {
            (Word::Own, "revoke") | (_, "dispute") => subject,
            (Word::Peer, _) => &self.coordinator,
            _ => &self.admin,
        };
        let path = format!("/api/evidence/{}/acts", self.ids[nth]);
        let reply = by.post(&path, json!({ "kind": kind, "reason": "motif" })).await;
        let note = &mut self.notebook.notes[nth];
        // What people say of themselves is taken back, not argued about.
        let is_own = note.word == Word::Own;
        let possible = !note.revoked
            && match kind {
                "dispute" => !is_own && !note.disputed,
                "clear" => !is_own && note.disputed,
                _ => true,
            };
        assert_eq!(reply.status == 204, possible, "{kind} {note:?}: {}", reply.text());
        match kind {
            "dispute" if possible => note.disputed = true,
            "clear" if possible => note.disputed = false,
            "revoke" if possible => note.revoked = true,
            _ => {}
        }
    }

    /// V, D and W of everybody, as they see it themselves.
    async fn agree(&self, deed: &Deed) {
        let (naive, day) = (&self.notebook, self.today());
        for (at, person) in self.people.iter().enumerate() {
            for (what, competence) in COMPETENCES.iter().enumerate() {
                let (who, what) = (Self::number(at), what as u32);
                let told =
                    [naive.v(who, what, day), naive.d(who, what, day), naive.w(who, what, day)];
                let found = vdw(person, competence).await;
                let told = told.map(|level| level.map(i64::from));
                assert_eq!(found, told, "V, D, W of {who} on {what} after {deed:?}");
            }
        }
    }

    /// What the packed levels say is what the ledgers say.
    fn recount(&self) {
        use coopair::competences::{catalogue, recount};
        let wrong = self.app.sql(|conn| {
            let catalogue = catalogue(conn)?;
            recount(conn, &catalogue, false)
        });
        assert_eq!(wrong, []);
    }
}

#[actix_web::test]
async fn any_history_through_http_reads_as_the_notebook_does() {
    let mut runner = TestRunner::deterministic();
    let many = prop::collection::vec(deeds(), 45..60);
    let (mut permitted, mut asked) = (0, 0);
    for _ in 0..6 {
        let history = many.new_tree(&mut runner).expect("a history").current();
        let mut world = World::new().await;
        for deed in &history {
            world.do_it(deed).await;
            world.agree(deed).await;
        }
        world.recount();
        permitted += world.permitted;
        asked += world.asked;
    }
    // Without both, agreeing proves little.
    assert!(permitted > 15 && permitted < asked, "{permitted} of {asked} attestations permitted");
}
