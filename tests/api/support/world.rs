//! Small worlds: bodies of each kind of record, teams, and what tests read from the outbox.

use coopair::facilitators::{attach, employ};
use coopair::platform::database::Id;
use coopair::platform::database::schema::{
    mails, network_settings, perimeter_accounts, team_memberships, teams,
};
use diesel::prelude::*;
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

/// Somebody to invite.
pub fn invitation(email: &str, roles: &[&str]) -> Value {
    json!({ "email": email, "first_name": "Nour", "last_name": "Essai", "roles": roles })
}

impl Person {
    /// Creates a record and gives its view.
    pub async fn creates(&self, path: &str, body: Value) -> Value {
        self.post(path, body).await.is(201).json()
    }

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
        self.sql(|conn| employ(conn, &clock, person.id(), organization, from));
    }

    /// A team of one, from one day to another; the member's coordinator account comes first.
    pub fn team(&self, of: &Person, member: &Person, joined_on: &str, left_on: Option<&str>) -> Id {
        let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
        let (id, stay) = (self.ctx.clock.new_id(), self.ctx.clock.new_id());
        let now = self.ctx.clock.now();
        let coordinator = of.account_id.expect("an account");
        self.sql(|conn| {
            diesel::insert_into(teams::table)
                .values((
                    teams::id.eq(id),
                    teams::version.eq(1),
                    teams::digest.eq(""),
                    teams::name.eq("Équipe d’essai"),
                    teams::coordinator_account_id.eq(coordinator),
                    teams::created_at.eq(now),
                    teams::updated_at.eq(now),
                ))
                .execute(conn)?;
            diesel::insert_into(team_memberships::table)
                .values((
                    team_memberships::id.eq(stay),
                    team_memberships::team_id.eq(id),
                    team_memberships::facilitator_id.eq(member.id()),
                    team_memberships::joined_on.eq(day(joined_on)),
                    team_memberships::left_on.eq(left_on.map(day)),
                ))
                .execute(conn)
        });
        id
    }

    /// A facilitator works for an organization and at a place, from today on.
    pub fn settles(&self, who: &Person, organization_id: &str, place_id: &str) {
        let id = |text: &str| text.parse::<Id>().expect("an id");
        let (clock, facilitator_id) = (self.ctx.clock.clone(), who.id());
        self.sql(|conn| {
            employ(conn, &clock, facilitator_id, id(organization_id), clock.today())?;
            attach(conn, &clock, facilitator_id, id(place_id), clock.today())
        });
    }

    /// The network shows its protected figures to everybody.
    pub fn opens_to_the_public(&self) {
        self.sql(|conn| {
            diesel::update(network_settings::table)
                .set(network_settings::public_page.eq(true))
                .execute(conn)
        });
    }

    /// A funder reads a perimeter.
    pub fn funds(&self, who: &Person, perimeter_id: &str) {
        let perimeter: Id = perimeter_id.parse().expect("an id");
        let account = who.account_id.expect("an account");
        self.sql(|conn| {
            diesel::insert_into(perimeter_accounts::table)
                .values((
                    perimeter_accounts::perimeter_id.eq(perimeter),
                    perimeter_accounts::account_id.eq(account),
                ))
                .execute(conn)
        });
    }

    /// The calendars of the mails to somebody, oldest first.
    pub fn calendars_to(&self, email: &str) -> Vec<String> {
        let email = email.to_owned();
        self.sql(|conn| {
            mails::table
                .filter(mails::recipient.eq(email))
                .filter(mails::calendar.is_not_null())
                .order(mails::id)
                .select(mails::calendar.assume_not_null())
                .load(conn)
        })
    }

    /// The texts of the mails to somebody, oldest first.
    pub fn mails_to(&self, email: &str) -> Vec<String> {
        let email = email.to_owned();
        self.sql(|conn| {
            mails::table
                .filter(mails::recipient.eq(email))
                .order(mails::id)
                .select(mails::body)
                .load(conn)
        })
    }

    /// What stands after `#` in the link of the last mail to somebody.
    pub fn mailed_token(&self, email: &str) -> String {
        self.token_of_link(email, "https://reseau.exemple.fr/connexion/lien#")
    }

    /// What stands after `#` in the last invitation into a team that somebody got.
    pub fn invited_token(&self, email: &str) -> String {
        self.token_of_link(email, "https://reseau.exemple.fr/invitation#")
    }

    fn token_of_link(&self, email: &str, start: &str) -> String {
        let mail = self.mails_to(email).pop().expect("a mail");
        let (_, rest) = mail.split_once(start).expect("a link");
        rest.split_whitespace().next().expect("a token").to_owned()
    }
}
