//! Who asks and who writes: people of the base, signed in by one-time links.

use coopair::accounts::{self, LinkPurpose};
use coopair::platform::database::schema::learners;
use coopair::platform::database::{Db, Id};
use coopair::platform::day::Day;
use coopair::platform::http::Problem;
use coopair::sessions::IndividualSessionInput;
use coopair::vocabulary::{Equipment, PlaceType, Theme};
use diesel::prelude::*;

use crate::base::{Base, clock};
use crate::http::{Client, request};
use crate::network::{ADMIN, CLAIMED, COORDINATOR, learner, mediator};

/// Access tokens of readers, and the writer.
pub struct Visitors {
    pub admin: String,
    pub coordinator: String,
    /// The facilitator of the session asked about.
    pub attester: String,
    pub learners: Vec<String>,
    pub writer: Writer,
}

/// A facilitator who logs sessions.
pub struct Writer {
    token: String,
    learner_ids: Vec<Id>,
}

impl Visitors {
    pub fn sign_in(base: &Base, address: &str) -> Self {
        let db = Db::open(&base.url, 1).expect("the database opens");
        let token = |email: &str| sign_in(&db, address, email);
        let last = base.network.mediators.len() - 1;
        let learner_ids = db.read_now(|conn| {
            Ok::<_, Problem>(
                learners::table
                    .filter(learners::facilitator_id.eq(base.network.mediators[last].id))
                    .select(learners::id)
                    .load(conn)?,
            )
        });
        Self {
            admin: token(ADMIN),
            coordinator: token(COORDINATOR),
            attester: token(&mediator(0)),
            learners: (0..CLAIMED).map(|number| token(&learner(number))).collect(),
            writer: Writer {
                token: token(&mediator(last)),
                learner_ids: learner_ids.expect("learners"),
            },
        }
    }
}

/// The administrator alone.
pub fn admin(base: &Base, address: &str) -> String {
    sign_in(&Db::open(&base.url, 1).expect("the database opens"), address, ADMIN)
}

fn sign_in(db: &Db, address: &str, email: &str) -> String {
    let token = db
        .write_now(|conn| {
            let account = accounts::find_by_email(conn, email)?.ok_or_else(Problem::not_found)?;
            Ok::<_, Problem>(accounts::issue_link(conn, &clock(), account.id, LinkPurpose::SignIn)?)
        })
        .expect("a link");
    let body = serde_json::json!({ "token": token }).to_string();
    let redeem = request("POST", "/api/sign-in/link/redeem", "", Some(&body));
    let answer = Client::open(address).ask(&redeem);
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    let told: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    told["access_token"].as_str().expect("a token").to_owned()
}

impl Writer {
    /// Logs a session with a followed learner, under a new id.
    pub fn log(&self, at: usize) -> String {
        let input = IndividualSessionInput {
            date: Day(clock().today()),
            start_time: None,
            duration_min: [30, 45, 60][at % 3],
            place_type: PlaceType::Domicile,
            place_id: None,
            commune_code: Some("44109".to_owned()),
            themes: vec![Theme::Email],
            equipment: vec![Equipment::Ordinateur],
            tag_ids: Vec::new(),
            notes: None,
            procedure_detail: None,
            competences: Vec::new(),
            programme_id: None,
            learner_id: Some(self.learner_ids[at % self.learner_ids.len()]),
            anonymous: None,
            autonomy: None,
            redirected: None,
            redirection: None,
        };
        let body = serde_json::to_string(&input).expect("JSON");
        let path = format!("/api/individual-sessions/{}", clock().new_id());
        request("PUT", &path, &self.token, Some(&body))
    }
}
