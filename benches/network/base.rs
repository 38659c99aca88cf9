//! The base: people by bulk and by the program's own registration; workshops are planned and
//! published over HTTP, as people do. Every name is invented; communes are real.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use chrono::{Days, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use coopair::accounts::{self, Account, InvitationInput};
use coopair::competences::catalogue;
use coopair::competences::levels::Level;
use coopair::facilitators::{self, FacilitatorKind};
use coopair::places::{self, PlaceSheet};
use coopair::platform::clock::Clock;
use coopair::platform::context::Context;
use coopair::platform::database::schema::{
    facilitator_profiles, offered_competences, teaching_grants,
};
use coopair::platform::database::{Conn, Db, Id, connect, upgrade};
use coopair::platform::http::{Expected, Problem};
use coopair::platform::secrets;
use coopair::policy::{Actor, Role, Roles};
use coopair::sign_in::{self, Tokens};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use serde_json::json;

use crate::http::{Client, request};
use crate::process::program;

/// Who leads workshops of the month; everybody else only offers what they know.
pub const LEADERS: usize = 1_000;
const PLACES: usize = 40;
/// How many competences Pix has.
const COMPETENCES: usize = 16;
/// Competences that each facilitator offers.
const OFFERED: usize = 4;
/// Code, name, postcode of communes.
const COMMUNES: [(&str, &str, &str); 4] = [
    ("44109", "Nantes", "44000"),
    ("35238", "Rennes", "35000"),
    ("49007", "Angers", "49000"),
    ("56260", "Vannes", "56000"),
];

/// How much of everything.
#[derive(Clone, Copy)]
pub struct Size {
    pub enrolments: usize,
    pub facilitators: usize,
    pub workshops: usize,
    pub reminders: usize,
    pub rounds: usize,
}

/// Somebody who signs in.
#[derive(Clone, Copy)]
pub struct Somebody {
    pub account_id: Id,
    pub person_id: Id,
    /// Of facilitators.
    pub facilitator_id: Option<Id>,
}

pub struct Base {
    pub url: String,
    pub folder: PathBuf,
    pub size: Size,
    pub zone: Tz,
    pub clock: Clock,
    pub facilitators: Vec<Somebody>,
    pub learners: Vec<Somebody>,
    /// The competences of Pix.
    pub competences: Vec<Id>,
    db: Db,
    tokens: Tokens,
}

/// Where it is noon now: the network sends nothing at night, and a measurement may run at any time.
fn noon() -> Tz {
    let hour = i64::from(Utc::now().hour());
    // West of Greenwich is plus in these names.
    let name = match hour - 12 {
        0 => "Etc/GMT".to_owned(),
        ahead if ahead > 0 => format!("Etc/GMT+{ahead}"),
        behind => format!("Etc/GMT{behind}"),
    };
    name.parse().expect("a zone")
}

fn database_url(server: Option<&str>, folder: &Path) -> String {
    let Some(server) = server else { return folder.join("network.sqlite").display().to_string() };
    let mut conn = connect(server).expect("the PostgreSQL server answers");
    conn.batch_execute("DROP DATABASE IF EXISTS coopair_network WITH (FORCE)").expect("dropped");
    conn.batch_execute("CREATE DATABASE coopair_network").expect("created");
    let root = server.rsplit_once('/').map_or(server, |(root, _)| root);
    format!("{root}/coopair_network")
}

impl Base {
    pub fn fill(server: Option<&str>, folder: &Path, size: Size) -> Self {
        let (url, zone) = (database_url(server, folder), noon());
        let (started, clock) = (Instant::now(), Clock::system(zone));
        let mut conn = connect(&url).expect("the database opens");
        upgrade(&mut conn).expect("the migrations run");
        let made = conn.transaction(|conn| people(conn, &clock, size)).expect("people");
        let (facilitators, learners, competences) = made;
        tidy(&mut conn);
        let key = secrets::signing_key(&folder.join("signing.key")).expect("a key");
        println!("  people, {:.0} s", started.elapsed().as_secs_f64());
        Self {
            db: Db::open(&url, 1).expect("the database opens"),
            tokens: Tokens::new(&key),
            folder: folder.to_owned(),
            url,
            size,
            zone,
            clock,
            facilitators,
            learners,
            competences,
        }
    }

    /// Signs somebody in; their access token.
    pub fn token_of(&self, who: &Somebody) -> String {
        let ctx = Context {
            db: self.db.clone(),
            clock: self.clock.clone(),
            public_url: Arc::from("http://localhost"),
            mail_from: Arc::from("reseau@exemple.fr"),
            behind_proxy: false,
            answers: Arc::default(),
            kept: Arc::default(),
        };
        let opened = self
            .db
            .write_now(|conn| sign_in::open(conn, &ctx, &self.tokens, who.account_id, false));
        opened.expect("signed in").body.access_token
    }

    /// A day so many days after today.
    pub fn day(&self, after: usize) -> NaiveDate {
        self.clock.today() + Days::new(after as u64)
    }

    /// Plans and publishes the workshop number `at` of somebody, a few days ahead; its id.
    pub fn publish(&self, client: &mut Client, token: &str, at: usize, seats: usize) -> String {
        let id = self.clock.new_id().to_string();
        let hour = 8 + at % 10;
        let body = json!({
            "title": format!("Reconnaître un message piégé, groupe {at}"),
            "date": self.day(4 + at % 28),
            "start_time": format!("{hour:02}:00"),
            "end_time": format!("{hour:02}:45"),
            "remote_url": "https://visio.exemple.fr/atelier",
            "themes": ["securite_numerique"],
            "competences": [],
            "capacity": seats,
            "visibility": "network",
        });
        let path = format!("/api/planned-workshops/{id}");
        let answer = client.ask(&request("PUT", &path, token, Some(&body.to_string())));
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        let answer = client.ask(&request("POST", &format!("{path}/publish"), token, Some("{}")));
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        id
    }

    /// One's own look at the database.
    pub fn conn(&self) -> Conn {
        connect(&self.url).expect("a connection")
    }

    /// Statistics of the planner up to date, nothing left in the log.
    pub fn tidy(&self) {
        tidy(&mut self.conn());
    }

    /// Everything derived is as counted again.
    pub fn check(&self) {
        let status = Command::new(program())
            .args(["check", "--database-url", &self.url, "--log", "warn", "--data-dir"])
            .arg(&self.folder)
            .stdout(std::process::Stdio::null())
            .status()
            .expect("the program starts");
        assert!(status.success(), "a derived figure differs from its recount");
    }
}

fn tidy(conn: &mut Conn) {
    match conn {
        Conn::Sqlite(c) => c.batch_execute("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)"),
        // Several statements in one text would be one transaction.
        Conn::Postgres(c) => c.batch_execute("VACUUM ANALYZE"),
    }
    .expect("tidied");
}

type People = (Vec<Somebody>, Vec<Somebody>, Vec<Id>);

fn people(conn: &mut Conn, clock: &Clock, size: Size) -> Result<People, Problem> {
    let admin = register(conn, clock, "administration@exemple.fr", Role::Admin, Vec::new())?;
    let actor = Actor {
        account_id: admin.account_id,
        person_id: admin.person_id,
        sign_in_id: admin.account_id,
        roles: [Role::Admin].into_iter().collect::<Roles>(),
        facilitator_id: None,
    };
    let places =
        (0..PLACES).map(|at| place(conn, clock, &actor, at)).collect::<Result<Vec<_>, _>>()?;
    let mut all = Vec::new();
    for number in 0..size.facilitators {
        let (email, at) = (format!("mediation{number}@exemple.fr"), vec![places[number % PLACES]]);
        all.push(register(conn, clock, &email, Role::Facilitator, at)?);
    }
    let catalogue = catalogue(conn)?;
    let competences: Vec<Id> = catalogue.all().iter().take(COMPETENCES).map(|own| own.id).collect();
    offers(conn, clock, &admin, &all, &competences)?;
    let mut learners = Vec::new();
    for number in 0..size.enrolments {
        let email = format!("apprenante{number}@exemple.fr");
        learners.push(register(conn, clock, &email, Role::Learner, Vec::new())?);
    }
    Ok((all, learners, competences))
}

fn register(
    conn: &mut Conn,
    clock: &Clock,
    email: &str,
    role: Role,
    place_ids: Vec<Id>,
) -> Result<Somebody, Problem> {
    let (first, _) = email.split_once('@').unwrap_or((email, ""));
    let input = InvitationInput {
        email: email.to_owned(),
        first_name: "Mesure".to_owned(),
        last_name: format!("De la {first}"),
        roles: vec![role],
        facilitator_kind: (role == Role::Facilitator).then_some(FacilitatorKind::Mediator),
        organization_id: None,
        place_ids,
    };
    let Account { id, person_id, .. } = accounts::register(conn, clock, &input)?;
    let facilitator_id = match role {
        Role::Facilitator => facilitators::find_kind(conn, id)?.map(|(id, _)| id),
        _ => None,
    };
    Ok(Somebody { account_id: id, person_id, facilitator_id })
}

fn place(conn: &mut Conn, clock: &Clock, admin: &Actor, at: usize) -> Result<Id, Problem> {
    let (commune_code, commune, postcode) = COMMUNES[at % COMMUNES.len()];
    let id = clock.new_id();
    let sheet = PlaceSheet {
        name: format!("Espace des Tilleuls {at}"),
        commune_code: commune_code.to_owned(),
        commune_name: commune.to_owned(),
        postcode: postcode.to_owned(),
        address: format!("{} allée des Glycines", 1 + at),
        typologies: vec!["CS".to_owned()],
        ..PlaceSheet::default()
    };
    places::put(conn, clock, admin, id, Expected::NONE, &sheet)?;
    Ok(id)
}

/// Everybody may teach four competences, to level 3 to 6, and offers them.
fn offers(
    conn: &mut Conn,
    clock: &Clock,
    granter: &Somebody,
    all: &[Somebody],
    competences: &[Id],
) -> QueryResult<()> {
    let (now, today) = (clock.now(), clock.today());
    let level = |at: usize| Level::new(i32::try_from(3 + at % 4).unwrap_or(3)).expect("a level");
    for chunk in all.chunks(500) {
        let (mut profiles, mut offers, mut grants) = (Vec::new(), Vec::new(), Vec::new());
        for one in chunk {
            let Some(id) = one.facilitator_id else { continue };
            let number = offers.len() / OFFERED;
            profiles.push((
                facilitator_profiles::facilitator_id.eq(id),
                facilitator_profiles::version.eq(1),
                facilitator_profiles::reach.eq("anywhere"),
                facilitator_profiles::created_at.eq(now),
                facilitator_profiles::updated_at.eq(now),
            ));
            for nth in 0..OFFERED {
                let competence = competences[(number + 3 * nth) % competences.len()];
                offers.push((
                    offered_competences::facilitator_id.eq(id),
                    offered_competences::competence_id.eq(competence),
                    offered_competences::up_to.eq(level(number + nth)),
                ));
                grants.push((
                    teaching_grants::id.eq(clock.new_id()),
                    teaching_grants::digest.eq(""),
                    teaching_grants::person_id.eq(one.person_id),
                    teaching_grants::competence_id.eq(competence),
                    teaching_grants::up_to.eq(level(number + nth)),
                    teaching_grants::granted_by.eq(granter.person_id),
                    teaching_grants::reason.eq("Formée en interne."),
                    teaching_grants::granted_on.eq(today),
                    teaching_grants::expires_on.eq(today + Days::new(60)),
                    teaching_grants::created_at.eq(now),
                ));
            }
        }
        coopair::on_either!(&mut *conn, |c| diesel::insert_into(facilitator_profiles::table)
            .values(profiles)
            .execute(c))?;
        coopair::on_either!(&mut *conn, |c| diesel::insert_into(offered_competences::table)
            .values(offers)
            .execute(c))?;
        coopair::on_either!(&mut *conn, |c| diesel::insert_into(teaching_grants::table)
            .values(grants)
            .execute(c))?;
    }
    Ok(())
}
