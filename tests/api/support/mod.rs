//! What every test stands on: a fresh, migrated database, a frozen clock, and people who speak
//! HTTP. `app.facilitator("Ada").await.put("/api/…", json!({…})).await.is(201)`.

mod cases;
mod client;
mod cluster;
mod coordination;
mod database;
mod door;
mod levels;
mod network;
mod people;
mod process;
mod reply;
mod workbook;
mod world;

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use actix_http::Request;
use actix_web::body::to_bytes;
use actix_web::test::{TestRequest, init_service};
use coopair::app::{Parts, build};
use coopair::competences::badges::SigningKey;
use coopair::platform::clock::Clock;
use coopair::platform::context::Context;
use coopair::platform::database::{Db, Moment};
use coopair::platform::secrets;
use serde_json::Value;

pub use cases::{Case, refuses};
pub use client::Client;
pub use cluster::{Cluster, wait_until};
pub use coordination::{animation, event, partnership};
pub use database::{Database, on_postgres};
pub use door::{PASSWORD, cookie, enter, opens, redeem, refresh, with_password};
pub use levels::Proved;
pub use network::{planned, room, series, template};
pub use people::Person;
pub use process::{Installation, Outcome, Server, outcome};
pub use reply::Reply;
pub use workbook::{has_formula, learners_file, reference, sheet};
pub use world::{invitation, learner, place};

/// Thursday 12 November 2026, 10:00 in Paris.
pub const NOW: &str = "2026-11-12T09:00:00Z";
pub const TODAY: &str = "2026-11-12";

type Answer = Pin<Box<dyn Future<Output = Reply>>>;

/// The application on a fresh database.
#[derive(Clone)]
pub struct TestApp {
    pub ctx: Context,
    call: Rc<dyn Fn(Request) -> Answer>,
    /// Gives every person an address of their own, so that throttles do not mix them up.
    addresses: Rc<Cell<u8>>,
    _database: Rc<Database>,
}

impl TestApp {
    pub async fn new() -> Self {
        let database = Database::fresh();
        let db = Db::open(&database.url, 4).expect("the test database opens");
        Self::on(db, database).await
    }

    /// On servers of the test's own, where long readings go to the replica.
    pub async fn with_replica(primary: &Cluster, replica: &Cluster) -> Self {
        let db = Db::open(&primary.url(), 4).expect("the primary answers");
        let db = db.with_replica(&replica.url(), 4).expect("both are PostgreSQL");
        Self::on(db, Database::at(&primary.url())).await
    }

    async fn on(db: Db, database: Database) -> Self {
        let now = chrono::DateTime::parse_from_rfc3339(NOW).expect("a moment").timestamp_millis();
        let clock = Clock::frozen(chrono_tz::Europe::Paris, Moment::from_millis(now));
        let public_url = Arc::from("https://reseau.exemple.fr");
        let ctx = Context {
            db,
            clock,
            public_url,
            mail_from: Arc::from("reseau@exemple.fr"),
            behind_proxy: true,
            answers: Arc::default(),
            kept: Arc::default(),
        };
        Self::serving(ctx, Rc::new(database)).await
    }

    /// Another process on the same database: nothing is shared but the rows.
    pub async fn another_process(&self) -> Self {
        let db = Db::open(self.ctx.db.url(), 4).expect("the test database opens");
        self.beside(db).await
    }

    /// [`TestApp::another_process`] that knows of a replica.
    pub async fn another_process_with(&self, replica: &Cluster) -> Self {
        let db = Db::open(self.ctx.db.url(), 4).expect("the primary answers");
        let db = db.with_replica(&replica.url(), 4).expect("both are PostgreSQL");
        self.beside(db).await
    }

    async fn beside(&self, db: Db) -> Self {
        let ctx = Context { db, answers: Arc::default(), kept: Arc::default(), ..self.ctx.clone() };
        Self::serving(ctx, Rc::clone(&self._database)).await
    }

    async fn serving(ctx: Context, database: Rc<Database>) -> Self {
        let parts = Parts::new(ctx.clone(), &[7; 32], badge_key());
        let parts = parts.expect("every route has a policy entry");
        let service = Rc::new(init_service(build(parts)).await);
        let call: Rc<dyn Fn(Request) -> Answer> = Rc::new(move |request| {
            let service = Rc::clone(&service);
            Box::pin(async move {
                let response = actix_web::test::call_service(&*service, request).await;
                let status = response.status().as_u16();
                let headers = response.headers().clone();
                let body = to_bytes(response.into_body()).await.map_err(Into::into);
                let body = body.unwrap_or_else(|error: Box<dyn std::error::Error>| {
                    panic!("the body cannot be read: {error}")
                });
                Reply { status, headers, body: body.to_vec(), about: String::new() }
            })
        });
        Self { ctx, call, addresses: Rc::new(Cell::new(1)), _database: database }
    }

    /// Nobody in particular.
    pub fn nobody(&self) -> Person {
        let next = self.addresses.get();
        self.addresses.set(next.wrapping_add(1));
        Person::nobody(self.clone(), format!("203.0.113.{next}"))
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: TestRequest) -> Reply {
        (self.call)(request.to_request()).await
    }

    /// Runs a query on the test's database.
    pub fn sql<T>(
        &self,
        work: impl FnOnce(&mut coopair::platform::database::Conn) -> diesel::QueryResult<T>,
    ) -> T {
        self.ctx
            .db
            .write_now(|conn| Ok::<T, coopair::platform::http::Problem>(work(conn)?))
            .expect("the test's own query runs")
    }

    /// Lets time pass.
    pub fn wait(&self, duration: chrono::Duration) {
        self.ctx.clock.advance(duration);
    }
}

/// The key that signs badges, made once for all tests.
fn badge_key() -> SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    let make = || {
        let file = std::env::temp_dir().join(format!("coopair-badge-{}.key", new_id()));
        let key = secrets::badge_key(&file).expect("a key is made");
        std::fs::remove_file(file).expect("the key's file goes");
        SigningKey::new(&key).expect("a signing key")
    };
    KEY.get_or_init(make).clone()
}

/// A new UUIDv7, as a device would choose it.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// A typical individual session of `TODAY` at home in Nantes; change what a test is about.
pub fn individual() -> Value {
    serde_json::json!({
        "date": TODAY,
        "duration_min": 30,
        "place_type": "domicile",
        "commune_code": "44109",
        "themes": ["email"],
    })
}

/// A typical workshop with six anonymous people.
pub fn workshop() -> Value {
    serde_json::json!({
        "date": TODAY,
        "duration_min": 120,
        "place_type": "domicile",
        "commune_code": "44109",
        "themes": ["securite_numerique"],
        "title": "Reconnaître un message piégé",
        "anonymous": { "total": 6 },
    })
}

/// `base` with some fields replaced; null removes one.
pub fn with(mut base: Value, changes: Value) -> Value {
    let fields = base.as_object_mut().expect("an object");
    for (key, value) in changes.as_object().expect("an object") {
        if value.is_null() {
            fields.remove(key);
        } else {
            fields.insert(key.clone(), value.clone());
        }
    }
    base
}
