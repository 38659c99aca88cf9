//! A base of 100,000 sessions, the questions asked of it, and the bare loop to compare with.

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use coopair::accounts::{self, InvitationInput, LinkPurpose};
use coopair::facilitators::{self, FacilitatorKind};
use coopair::learners::{self, Learner, LearnerInput};
use coopair::platform::clock::Clock;
use coopair::platform::database::schema::{learners as learner_rows, participations, sessions};
use coopair::platform::database::{Conn, Db, Id, connect};
use coopair::platform::day::Day;
use coopair::platform::http::{Expected, Problem};
use coopair::policy::Role;
use coopair::sessions::{AnonymousPerson, IndividualSessionInput, Session, record_individual};
use coopair::vocabulary::{AgeBand, Equipment, Gender, PlaceType, Theme};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::http::{Client, request};
use crate::process::Server;

const FACILITATORS: usize = 40;
const SESSIONS_EACH: usize = 2_500;
const LEARNERS_EACH: usize = 60;

/// The base, and the facilitator who asks.
pub struct Base {
    pub email: String,
    account_id: Id,
    facilitator_id: Id,
    learner_ids: Vec<Id>,
    today: NaiveDate,
    url: String,
}

fn clock() -> Clock {
    Clock::system(chrono_tz::Europe::Paris)
}

fn input(date: NaiveDate, at: usize, learner_id: Option<Id>) -> IndividualSessionInput {
    IndividualSessionInput {
        date: Day(date),
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
        anonymous: learner_id.is_none().then_some(AnonymousPerson {
            gender: Some(Gender::Feminin),
            age_band: Some(AgeBand::SoixanteDixPlus),
            status: None,
            commune_code: None,
            already_supported: false,
        }),
        autonomy: None,
        redirected: None,
        redirection: None,
    }
}

impl Base {
    pub fn fill(url: &str) -> Self {
        let db = Db::open(url, 4).expect("the database opens");
        let clock = clock();
        let today = clock.today();
        let mut first = None;
        for number in 0..FACILITATORS {
            let made = db
                .write_now(|conn| facilitator(conn, &clock, number, today))
                .expect("a facilitator and their sessions");
            first.get_or_insert(made);
        }
        if let Conn::Postgres(mut c) = connect(url).expect("a connection") {
            c.batch_execute("ANALYZE").expect("analysed");
        }
        let (email, account_id, facilitator_id, learner_ids) = first.expect("facilitators");
        Self { email, account_id, facilitator_id, learner_ids, today, url: url.to_owned() }
    }

    /// Signs the facilitator in by a one-time link and gives the access token.
    pub fn sign_in(&self, program: &Server, _: &Path) -> String {
        let db = Db::open(&self.url, 1).expect("the database opens");
        let token = db
            .write_now(|conn| {
                let purpose = LinkPurpose::SignIn;
                Ok::<_, Problem>(accounts::issue_link(conn, &clock(), self.account_id, purpose)?)
            })
            .expect("a link");
        let body = serde_json::json!({ "token": token }).to_string();
        let answer = Client::open(&program.address).ask(&request(
            "POST",
            "/api/sign-in/link/redeem",
            "",
            Some(&body),
        ));
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        let told: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
        told["access_token"].as_str().expect("a token").to_owned()
    }

    pub fn list(&self, token: &str) -> String {
        request("GET", "/api/sessions", token, None)
    }

    pub fn search(&self, token: &str) -> String {
        request("POST", "/api/learners/search", token, Some(r#"{"text":"bernardin"}"#))
    }

    pub fn home(&self, token: &str) -> String {
        request("GET", "/api/home", token, None)
    }

    pub fn figures(&self, token: &str) -> String {
        request("GET", "/api/statistics", token, None)
    }

    /// All own sessions as a file.
    pub fn export(&self, token: &str, format: &str) -> String {
        request("GET", &format!("/api/sessions/export/{format}"), token, None)
    }

    /// Makes every session of the base the facilitator's own; tells how many people they have.
    pub fn owns_everything(&self) -> i64 {
        let mut conn = connect(&self.url).expect("a connection");
        diesel::update(sessions::table)
            .set(sessions::facilitator_id.eq(self.facilitator_id))
            .execute(&mut conn)
            .expect("moved");
        let people: Option<i64> = sessions::table
            .select(diesel::dsl::sum(sessions::participant_count))
            .first(&mut conn)
            .expect("a sum");
        people.unwrap_or_default()
    }

    /// Logs a session of a followed learner under a new id.
    pub fn log(&self, token: &str, thread: usize, at: usize) -> String {
        let learner = self.learner_ids[(thread * 7 + at) % self.learner_ids.len()];
        let body = serde_json::to_string(&input(self.today, at, Some(learner))).expect("JSON");
        let path = format!("/api/individual-sessions/{}", clock().new_id());
        request("PUT", &path, token, Some(&body))
    }

    /// Inserts the same rows (session, participation, the learner's counters) in a bare loop over
    /// one connection, one durable transaction each; tells how many a second.
    pub fn bare_loop(&self, url: &str, seconds: u64) -> f64 {
        let mut conn = connect(url).expect("a connection");
        let model: Session = sessions::table
            .filter(sessions::facilitator_id.eq(self.facilitator_id))
            .select(Session::as_select())
            .first(&mut conn)
            .expect("a session");
        let started = Instant::now();
        let mut count = 0;
        while started.elapsed() < Duration::from_secs(seconds) {
            let learner = self.learner_ids[count % self.learner_ids.len()];
            let session = Session {
                id: clock().new_id(),
                date: self.today,
                participant_count: 1,
                anonymous_count: 0,
                anonymous_supported: 0,
                ..model.clone()
            };
            conn.immediate(|conn| insert(conn, &session, learner)).expect("inserted");
            count += 1;
        }
        count as f64 / started.elapsed().as_secs_f64()
    }
}

trait Immediate {
    fn immediate(&mut self, work: impl FnOnce(&mut Conn) -> QueryResult<()>) -> QueryResult<()>;
}

impl Immediate for Conn {
    fn immediate(&mut self, work: impl FnOnce(&mut Conn) -> QueryResult<()>) -> QueryResult<()> {
        self.batch_execute(match self {
            Conn::Sqlite(_) => "BEGIN IMMEDIATE",
            Conn::Postgres(_) => "BEGIN",
        })?;
        work(self)?;
        self.batch_execute("COMMIT")
    }
}

fn insert(conn: &mut Conn, session: &Session, learner: Id) -> QueryResult<()> {
    diesel::insert_into(sessions::table).values(session.clone()).execute(conn)?;
    diesel::insert_into(participations::table)
        .values((
            participations::session_id.eq(session.id),
            participations::learner_id.eq(learner),
            participations::first_time.eq(false),
            participations::gender.eq(Gender::Feminin),
        ))
        .execute(conn)?;
    diesel::update(learner_rows::table.find(learner))
        .set((
            learner_rows::session_count.eq(learner_rows::session_count + 1),
            learner_rows::last_session_on.eq(session.date),
        ))
        .execute(conn)?;
    Ok(())
}

type Made = (String, Id, Id, Vec<Id>);

fn facilitator(
    conn: &mut Conn,
    clock: &Clock,
    number: usize,
    today: NaiveDate,
) -> Result<Made, Problem> {
    let email = format!("mediation{number}@exemple.fr");
    let account = accounts::register(
        conn,
        clock,
        &InvitationInput {
            email: email.clone(),
            first_name: "Mesure".to_owned(),
            last_name: format!("Numéro {number}"),
            roles: vec![Role::Facilitator],
            facilitator_kind: Some(FacilitatorKind::Mediator),
            organization_id: None,
            place_ids: Vec::new(),
        },
    )?;
    let (facilitator_id, _) =
        facilitators::find_kind(conn, account.id)?.ok_or_else(Problem::not_found)?;
    let learner_ids = (0..LEARNERS_EACH)
        .map(|at| follow(conn, clock, facilitator_id, at))
        .collect::<Result<Vec<_>, Problem>>()?;
    for at in 0..SESSIONS_EACH {
        let date = today - Days::new((at * 729 / SESSIONS_EACH) as u64);
        // Oldest first would be faster to insert; this is how late entries come.
        // Two sessions in five, each learner in turn: everybody has a past.
        let turn = at / 5 * 2 + at % 5;
        let learner = (at % 5 < 2).then(|| learner_ids[turn % learner_ids.len()]);
        let id = clock.new_id();
        record_individual(
            conn,
            clock,
            facilitator_id,
            id,
            Expected::NONE,
            &input(date, at, learner),
        )?;
    }
    Ok((email, account.id, facilitator_id, learner_ids))
}

fn follow(conn: &mut Conn, clock: &Clock, facilitator_id: Id, at: usize) -> Result<Id, Problem> {
    let names = ["Bernardin", "Fontanier", "Grandclos", "Merlevent", "Tissandier", "Valcourt"];
    let input = LearnerInput {
        first_name: format!("Prénom {at}"),
        last_name: names[at % names.len()].to_owned(),
        birth_year: Some(1940 + i32::try_from(at).unwrap_or(0)),
        age_band: None,
        gender: Some(Gender::Feminin),
        status: None,
        commune_code: Some("44109".to_owned()),
        phone: None,
        email: None,
        notes: None,
        staff_number: None,
    };
    let (id, person_id) = (clock.new_id(), clock.new_id());
    let learner = Learner::new(&input, id, person_id, facilitator_id, clock.now());
    learners::insert(conn, &learner)?;
    Ok(id)
}

/// A workbook of the template's form with `rows` people.
pub fn filled_template(rows: u32) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(learners::import::SHEET).expect("a name");
    for row in 0..rows {
        let line = row + 3;
        sheet.write(line, 0, format!("Nom {row}")).expect("written");
        sheet.write(line, 1, format!("Prénom {row}")).expect("written");
        sheet.write(line, 2, 1940 + row % 60).expect("written");
        sheet.write(line, 3, "Nantes").expect("written");
        sheet.write(line, 4, "44109").expect("written");
        sheet
            .write(line, 6, format!("06 39 98 {:02} {:02}", row / 100 % 100, row % 100))
            .expect("written");
        sheet.write(line, 8, "Féminin").expect("written");
    }
    workbook.save_to_buffer().expect("a workbook")
}
