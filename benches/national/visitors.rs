//! Who asks and who writes: people of the base, signed in by one-time links.

use coopair::accounts::{self, InvitationInput, LinkPurpose};
use coopair::facilitators;
use coopair::platform::clock::Clock;
use coopair::platform::database::schema::learners;
use coopair::platform::database::{Db, Id};
use coopair::platform::day::Day;
use coopair::platform::http::Problem;
use coopair::policy::Role;
use coopair::sessions::{AnonymousPerson, IndividualSessionInput};
use coopair::vocabulary::{Equipment, Gender, PlaceType, Theme};
use diesel::prelude::*;

use crate::base::today;
use crate::http::{Client, request};
use crate::network::{ADMIN, COORDINATOR, mediator, mediators};

/// Access tokens of readers, and the writers.
pub struct Visitors {
    pub admin: String,
    pub coordinator: String,
    pub busiest: String,
    pub median: String,
    pub funder: String,
    pub funder_id: Id,
    pub writers: Vec<Writer>,
}

/// A mediator who logs sessions.
pub struct Writer {
    pub token: String,
    pub facilitator_id: Id,
    pub learner_ids: Vec<Id>,
}

pub fn clock() -> Clock {
    Clock::system(chrono_tz::Europe::Paris)
}

impl Visitors {
    pub fn sign_in(db: &Db, address: &str, sessions: usize) -> Self {
        let median = mediators(sessions) / 2;
        let token = |email: &str| sign_in(db, address, email);
        Self {
            admin: token(ADMIN),
            coordinator: token(COORDINATOR),
            busiest: token(&mediator(0)),
            median: token(&mediator(median)),
            funder_id: funder(db),
            funder: token(FUNDER),
            writers: (1..=8).map(|at| writer(db, address, median + at)).collect(),
        }
    }
}

const FUNDER: &str = "financeur@exemple.fr";

/// The account of a funder, made where there is none.
fn funder(db: &Db) -> Id {
    let input = InvitationInput {
        email: FUNDER.to_owned(),
        first_name: "Mesure".to_owned(),
        last_name: "Du financeur".to_owned(),
        roles: vec![Role::Funder],
        facilitator_kind: None,
        organization_id: None,
        place_ids: Vec::new(),
    };
    let account = db.write_now(|conn| match accounts::find_by_email(conn, FUNDER)? {
        Some(account) => Ok::<_, Problem>(account.id),
        None => Ok(accounts::register(conn, &clock(), &input)?.id),
    });
    account.expect("a funder")
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

fn writer(db: &Db, address: &str, rank: usize) -> Writer {
    let token = sign_in(db, address, &mediator(rank));
    let read = db.read_now(|conn| {
        let account =
            accounts::find_by_email(conn, &mediator(rank))?.ok_or_else(Problem::not_found)?;
        let (facilitator_id, _) =
            facilitators::find_kind(conn, account.id)?.ok_or_else(Problem::not_found)?;
        let learner_ids = learners::table
            .filter(learners::facilitator_id.eq(facilitator_id))
            .order(learners::id)
            .limit(200)
            .select(learners::id)
            .load(conn)?;
        Ok::<_, Problem>((facilitator_id, learner_ids))
    });
    let (facilitator_id, learner_ids) = read.expect("a mediator");
    Writer { token, facilitator_id, learner_ids }
}

impl Writer {
    /// Two in five with a followed person, the others anonymous.
    pub fn input(&self, at: usize) -> IndividualSessionInput {
        let followed = at % 5 < 2 && !self.learner_ids.is_empty();
        let learner_id =
            followed.then(|| self.learner_ids[(at / 5 * 2 + at % 5) % self.learner_ids.len()]);
        IndividualSessionInput {
            date: Day(today()),
            start_time: None,
            duration_min: [30, 45, 60][at % 3],
            place_type: PlaceType::Domicile,
            place_id: None,
            commune_code: Some("44109".to_owned()),
            themes: vec![[Theme::Email, Theme::Bureautique, Theme::Sante][at % 3]],
            equipment: vec![Equipment::Ordinateur],
            tag_ids: Vec::new(),
            notes: None,
            procedure_detail: None,
            competences: Vec::new(),
            programme_id: None,
            learner_id,
            anonymous: learner_id.is_none().then(|| AnonymousPerson {
                gender: Some(Gender::Feminin),
                ..AnonymousPerson::default()
            }),
            autonomy: None,
            redirected: None,
            redirection: None,
        }
    }

    /// Logs a session under a new id.
    pub fn log(&self, at: usize) -> String {
        let body = serde_json::to_string(&self.input(at)).expect("JSON");
        let path = format!("/api/individual-sessions/{}", clock().new_id());
        request("PUT", &path, &self.token, Some(&body))
    }
}
