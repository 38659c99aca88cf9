//! Small worlds: organizations, places, learners and teams in one line each.

use coopair::facilitators;
use coopair::platform::database::Id;
use serde_json::{Value, json};

use super::{Person, TestApp, with};

/// A place of the national standard with what it must have.
pub fn place(name: &str, commune_code: &str, postcode: &str) -> Value {
    json!({
        "name": name,
        "commune_code": commune_code,
        "postcode": postcode,
        "address": "1 rue de l’Essai",
        "typologies": ["BIB"],
    })
}

/// A learner with only a name.
pub fn learner(first_name: &str, last_name: &str) -> Value {
    json!({ "first_name": first_name, "last_name": last_name })
}

impl Person {
    /// Creates by `POST` and tells the id.
    #[track_caller]
    pub fn create(&self, path: &str, body: Value) -> impl Future<Output = String> {
        let caller = std::panic::Location::caller();
        async move {
            let reply = self.post(path, body).await;
            assert_eq!(reply.status, 201, "{caller}: {}", reply.text());
            reply.json()["id"].as_str().expect("an id").to_owned()
        }
    }

    /// Follows a learner; `more` adds to the name.
    pub async fn follow(&self, first_name: &str, last_name: &str, more: Value) -> String {
        self.create("/api/learners", with(learner(first_name, last_name), more)).await
    }

    /// Reads what a `GET` answers.
    pub async fn read(&self, path: &str) -> Value {
        self.get(path).await.is(200).json()
    }

    /// The version of a record.
    pub async fn version(&self, path: &str) -> i64 {
        self.read(path).await["version"].as_i64().expect("a version")
    }
}

impl TestApp {
    /// `person` works for an organization from a day on.
    pub fn employ(&self, person: &Person, organization_id: &str, from: &str) {
        let organization: Id = organization_id.parse().expect("an id");
        let from = from.parse().expect("a day");
        let clock = self.ctx.clock.clone();
        self.sql(|conn| facilitators::employ(conn, &clock, person.id(), organization, from));
    }
}
