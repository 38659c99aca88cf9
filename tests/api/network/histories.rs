//! Random histories of a workshop through HTTP, on whichever engine: the network and plain cards
//! agree after every deed. The cards are the independent model that judges the pure rules too.

use std::collections::BTreeMap;

use chrono::Duration;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::naive::{Card, Workshop};
use super::naive_deeds::{Touch, When};
use super::{at, learner, round};
use crate::support::{Person, Reply, TestApp, new_id, planned, with};

const PEOPLE: usize = 6;
const NAMES: [&str; PEOPLE] = ["Ana", "Bea", "Carl", "Dora", "Emil", "Fanny"];
/// Who facilitates, among the cards' people.
const FACILITATOR: u32 = 50;

#[derive(Clone, Debug)]
enum Deed {
    Wait(i64),
    /// Takes a seat in another workshop at that time, or gives it back.
    Elsewhere(usize),
    Enrol {
        who: usize,
        helps: bool,
        waits: bool,
    },
    Touch {
        who: usize,
        touch: Touch,
    },
    WalkIn(usize),
    Seats(usize),
    Round,
    /// The last command once more.
    Again,
}

fn deeds() -> impl Strategy<Value = Deed> {
    let who = || 0..PEOPLE;
    let edges = vec![1, 119, 120, 121, 239, 240, 241, 660, 1439, 1440, 1441];
    let wait = prop_oneof![20 => 0_i64..30, 3 => prop::sample::select(edges)];
    let seen = prop::sample::select(vec!["attended", "partial", "excused", "no_show"]);
    let touch = prop_oneof![
        6 => Just(Touch::Withdraw),
        4 => Just(Touch::Accept),
        3 => Just(Touch::Approve),
        2 => Just(Touch::Renew),
        2 => Just(Touch::Seat),
        1 => Just(Touch::Decline),
        1 => Just(Touch::Remove),
        2 => seen.prop_map(Touch::Mark),
    ];
    let enrol = (who(), prop::bool::weighted(0.1), prop::bool::weighted(0.8));
    prop_oneof![
        3 => wait.prop_map(Deed::Wait),
        4 => who().prop_map(Deed::Elsewhere),
        10 => enrol.prop_map(|(who, helps, waits)| Deed::Enrol { who, helps, waits }),
        10 => (who(), touch).prop_map(|(who, touch)| Deed::Touch { who, touch }),
        1 => who().prop_map(Deed::WalkIn),
        2 => (1_usize..5).prop_map(Deed::Seats),
        1 => Just(Deed::Round),
        1 => Just(Deed::Again),
    ]
}

struct World {
    app: TestApp,
    people: Vec<Person>,
    ada: Person,
    otto: Person,
    id: String,
    elsewhere: String,
    /// Minutes from the start.
    t: i64,
    naive: Workshop,
    /// Seats elsewhere, by person.
    away: BTreeMap<usize, Value>,
    asks: bool,
    count: u32,
    last: Option<(Person, String, Value)>,
    reached: BTreeMap<String, usize>,
}

/// Ids in the order of cards.
fn card_id(no: u32) -> String {
    format!("0190b3c2-0000-7000-8000-{no:012}")
}

fn first_code(reply: &Reply) -> String {
    let body = reply.json();
    let code = body["errors"][0]["code"].as_str().or(body["code"].as_str());
    code.expect("a code").to_owned()
}

impl World {
    async fn new(asks: bool, first: i64) -> Self {
        let app = TestApp::new().await;
        let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
        let otto = app.coordinator("Otto").await;
        app.team(&otto, &ada, "2026-01-01", None);
        let mut people = Vec::new();
        for name in NAMES {
            people.push(learner(&app, name).await);
        }
        let body = json!({ "capacity": 2, "approval": if asks { "coordinator" } else { "none" } });
        let id = ada.publish(body).await;
        let elsewhere = bob.publish(json!({ "capacity": 100 })).await;
        let naive = Workshop {
            open: true,
            seats: 2,
            asks,
            start: 0,
            end: 120,
            midnight: 14 * 60,
            facilitator: FACILITATOR,
            cards: Vec::new(),
        };
        let mut world = Self {
            app,
            people,
            ada,
            otto,
            id,
            elsewhere,
            // 14 days and 4 hours after the tests' now.
            t: -(14 * 1440 + 4 * 60),
            naive,
            away: BTreeMap::new(),
            asks,
            count: 0,
            last: None,
            reached: BTreeMap::new(),
        };
        world.wait(first - world.t);
        world
    }

    fn wait(&mut self, minutes: i64) {
        self.t += minutes;
        self.app.wait(Duration::minutes(minutes));
        for person in self.people.iter_mut().chain([&mut self.ada, &mut self.otto]) {
            self.app.sign_in(person);
        }
    }

    fn number(who: usize) -> u32 {
        who as u32 + 1
    }

    fn busy(&self) -> Vec<u32> {
        self.away.keys().map(|who| Self::number(*who)).collect()
    }

    fn card(&mut self, who: usize, helps: bool) -> Card {
        self.count += 1;
        Card {
            no: self.count,
            who: Self::number(who),
            helps,
            pile: "waitlisted",
            entered: self.t,
            priority: 0,
            offer_ends: None,
            answer_ends: None,
            approved: false,
            lapsed: false,
            passed: false,
            late: false,
        }
    }

    fn expect(&mut self, reply: &Reply, expected: Result<(), &'static str>, deed: &Deed) {
        match expected {
            Ok(()) => assert!(matches!(reply.status, 200 | 201), "{deed:?} {}", reply.text()),
            Err(code) => {
                assert!(reply.status == 409, "{deed:?} {code} {}", reply.text());
                assert_eq!(first_code(reply), code, "{deed:?} {}", reply.text());
            }
        }
        let word = expected.err().unwrap_or("done").to_owned();
        *self.reached.entry(word).or_default() += 1;
    }

    async fn send(&mut self, who: Person, path: String, body: Value) -> Reply {
        let reply = who.post(&path, body.clone()).await;
        self.last = (reply.status < 300).then_some((who, path, body));
        reply
    }

    async fn do_it(&mut self, deed: &Deed) {
        // So that what comes later is later, and cards count in minutes.
        self.wait(1);
        let (t, busy) = (self.t, self.busy());
        let when = When { t, busy: &busy };
        let mut told = Vec::new();
        match deed.clone() {
            Deed::Wait(minutes) => self.wait(minutes),
            Deed::Round => {
                round(&self.app).await;
                self.naively_wait(t, &busy);
            }
            Deed::Elsewhere(who) => self.elsewhere(who).await,
            Deed::Enrol { who, helps, waits } => {
                let card = self.card(who, helps);
                let role = if helps { "helper" } else { "learner" };
                let body = json!({ "id": card_id(card.no), "role": role, "waits": waits });
                let path = at(&self.id, "/enrolments");
                let reply = self.send(self.people[who].clone(), path, body).await;
                let expected = self
                    .naive
                    .whole(when, true, &mut told, |own, told| own.enrol(card, waits, when, told));
                self.expect(&reply, expected, deed);
            }
            Deed::WalkIn(who) => {
                let card = self.card(who, false);
                let number = format!("N-{who}");
                self.give_number(who, &number);
                let body = json!({ "id": card_id(card.no), "staff_number": number });
                let path = at(&self.id, "/walk-ins");
                let reply = self.send(self.ada.clone(), path, body).await;
                let expected =
                    self.naive.whole(when, true, &mut told, |own, _| own.walk_in(card, t));
                self.expect(&reply, expected, deed);
            }
            Deed::Touch { who, touch } => self.touch(who, touch, deed).await,
            Deed::Seats(seats) => self.seats(seats).await,
            Deed::Again => {
                if let Some((mut who, path, body)) = self.last.clone() {
                    self.wait(0);
                    who.token = self.token_of(&who);
                    let reply = who.post(&path, body).await;
                    assert_eq!(reply.status, 200, "{}", reply.text());
                    *self.reached.entry("again".to_owned()).or_default() += 1;
                }
            }
        }
    }

    /// The sign-in of now.
    fn token_of(&self, who: &Person) -> Option<String> {
        let all = self.people.iter().chain([&self.ada, &self.otto]);
        all.clone().find(|other| other.email == who.email).and_then(|other| other.token.clone())
    }

    fn naively_wait(&mut self, t: i64, busy: &[u32]) {
        if t < 0 {
            self.naive.wait(t, busy, &mut Vec::new());
        }
    }

    fn give_number(&self, who: usize, number: &str) {
        use coopair::platform::database::schema::accounts;
        use diesel::prelude::*;
        let (id, number) = (self.people[who].account_id.expect("an account"), number.to_owned());
        self.app.sql(|conn| {
            diesel::update(accounts::table.find(id))
                .set(accounts::staff_number.eq(number))
                .execute(conn)
        });
    }

    async fn elsewhere(&mut self, who: usize) {
        if self.t >= 0 {
            return;
        }
        // What is due here first, so that what is taken is taken.
        round(&self.app).await;
        let busy = self.busy();
        self.naively_wait(self.t, &busy);
        if let Some(own) = self.away.remove(&who) {
            self.people[who].asks(&own, json!({ "do": "withdraw" })).await.is(200);
            return;
        }
        let here = self.naive.here(Self::number(who)).map(|card| card.pile);
        let reply = self.people[who].enrol(&self.elsewhere, json!({})).await;
        // Who was marked before the start had a seat, and keeps the time.
        let seated = ["confirmed", "offered", "attended", "partial", "excused", "no_show"];
        if here.is_some_and(|pile| seated.contains(&pile)) {
            reply.is_problem(409, "overlap");
        } else {
            self.away.insert(who, reply.is(201).json());
        }
    }

    async fn touch(&mut self, who: usize, touch: Touch, deed: &Deed) {
        let found = self.naive.cards.iter().rev().find(|card| card.who == Self::number(who));
        let Some(no) = found.map(|card| card.no) else { return };
        let (by, mut body) = match touch {
            Touch::Withdraw => (&self.people[who], json!({ "do": "withdraw" })),
            Touch::Accept => (&self.people[who], json!({ "do": "accept" })),
            Touch::Renew => (&self.people[who], json!({ "do": "renew" })),
            Touch::Approve => (&self.otto, json!({ "do": "approve" })),
            Touch::Decline => (&self.otto, json!({ "do": "decline", "reason": "Non" })),
            Touch::Remove => (&self.ada, json!({ "do": "remove", "reason": "Non" })),
            Touch::Seat => (&self.ada, json!({ "do": "seat" })),
            Touch::Mark(seen) => (&self.ada, json!({ "do": "mark", "attendance": seen })),
        };
        body["id"] = json!(new_id());
        let path = at(&self.id, &format!("/enrolments/{}/commands", card_id(no)));
        let reply = self.send(by.clone(), path, body).await;
        let (t, busy, mut told) = (self.t, self.busy(), Vec::new());
        let when = When { t, busy: &busy };
        let expected =
            self.naive.whole(when, true, &mut told, |own, told| own.touch(no, touch, when, told));
        self.expect(&reply, expected, deed);
    }

    async fn seats(&mut self, seats: usize) {
        if seats == self.naive.seats {
            return;
        }
        let path = at(&self.id, "");
        let version = self.ada.version(&path).await;
        let approval = if self.asks { "coordinator" } else { "none" };
        let body = with(planned(), json!({ "capacity": seats, "approval": approval }));
        let reply = self.ada.put_at(&path, version, body).await;
        if self.t >= 0 {
            reply.is_problem(409, "not_possible");
            return;
        }
        reply.is(200);
        let (t, busy, mut told) = (self.t, self.busy(), Vec::new());
        let when = When { t, busy: &busy };
        let counted = self.naive.whole(when, false, &mut told, |own, _| {
            own.count_seats(seats);
            Ok(())
        });
        assert_eq!(counted, Ok(()));
    }

    async fn agree(&mut self) {
        let roster = self.ada.read(&at(&self.id, "/roster")).await;
        let lines = roster["enrolments"].as_array().expect("lines");
        assert_eq!(lines.len(), self.naive.cards.len());
        let minute = |at: &Value| {
            let at = chrono::DateTime::parse_from_rfc3339(at.as_str()?).expect("an instant");
            let start = chrono::DateTime::parse_from_rfc3339("2026-11-26T14:00:00+01:00");
            Some((at - start.expect("the start")).num_minutes())
        };
        for card in &self.naive.cards {
            let id = card_id(card.no);
            let line = lines.iter().find(|line| line["id"] == id.as_str()).expect("a line");
            assert_eq!(line["state"], card.pile, "{card:?}");
            assert_eq!(line["is_late"], card.late, "{card:?}");
            assert_eq!(minute(&line["offer_until"]), card.offer_ends, "{card:?}");
            assert_eq!(minute(&line["answer_until"]), card.answer_ends, "{card:?}");
        }
        let mut queue: Vec<(i64, &str)> = lines
            .iter()
            .filter_map(|line| Some((line["rank"].as_i64()?, line["id"].as_str()?)))
            .collect();
        queue.sort_unstable();
        let expected: Vec<String> = self.naive.line().into_iter().map(card_id).collect();
        assert_eq!(queue.iter().map(|(_, id)| *id).collect::<Vec<_>>(), expected);
        assert_eq!(roster["used"], self.naive.taken());
        assert_eq!(roster["waiting"], expected.len());
    }
}

#[actix_web::test]
async fn any_history_ends_as_the_cards_say() {
    let mut runner = TestRunner::deterministic();
    let history = prop::collection::vec(deeds(), 50..70);
    let mut reached: BTreeMap<String, usize> = BTreeMap::new();
    let firsts = [-4_400, -4_400, -2_900, -1_500, -1_500, -1_450, -1_000, -1_000, -600, -260];
    for (nth, first) in firsts.into_iter().enumerate() {
        let deeds = history.new_tree(&mut runner).expect("a history").current();
        let mut world = World::new(nth % 3 == 1, first).await;
        for deed in &deeds {
            world.do_it(deed).await;
            world.agree().await;
        }
        for (what, count) in world.reached {
            *reached.entry(what).or_default() += count;
        }
    }
    for what in ["done", "again", "full", "overlap", "already_enrolled", "not_possible"] {
        assert!(reached.contains_key(what), "{what}: {reached:?}");
    }
}
