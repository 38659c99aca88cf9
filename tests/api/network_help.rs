//! The people of the network through HTTP: facilitators, matching, help, calendars, pairs.

mod calendars;
mod drafts;
mod facilitation;
mod figures;
mod matching;
mod open;
mod pairs;
mod published;
mod requests;
mod taught;
mod thanks;

use coopair::platform::database::Id;
use coopair::platform::database::schema::{
    accounts, enrolments, facilitations, facilitators, workshops,
};
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::levels::FILES;
use crate::support::{Person, Proved, TestApp};

/// What a facilitator offers: one competence.
pub fn offers(up_to: i64) -> Value {
    json!({ "offers": [{ "competence_id": FILES, "up_to": up_to }], "reach": "commune" })
}

/// A workshop written straight into the plan: Friday 20 November 2026, 10:00 to 12:00 in Paris.
#[derive(Clone)]
pub struct Planned {
    pub state: &'static str,
    pub visibility: &'static str,
    pub author: Id,
    pub title: &'static str,
    pub place: Option<String>,
    pub remote_url: Option<&'static str>,
    pub session: Option<String>,
    /// Whole days after that Friday.
    pub days: i64,
}

impl Planned {
    pub fn of(author: &Person) -> Self {
        Self {
            state: "published",
            visibility: "network",
            author: author.account_id.expect("an account"),
            title: "Ranger ses fichiers",
            place: None,
            remote_url: None,
            session: None,
            days: 0,
        }
    }
}

impl TestApp {
    /// Somebody proves a level of « Gérer des données ».
    pub fn knows(&self, who: &Person, level: i32) {
        let of = self.own_person(who);
        self.proves(&[Proved { of, code: "1.2", level, on: "2026-09-01" }]);
    }

    /// Puts a workshop into the plan.
    pub fn plans(&self, planned: &Planned) -> Id {
        let (id, now) = (self.ctx.clock.new_id(), self.ctx.clock.now());
        let first: chrono::NaiveDate = "2026-11-20".parse().expect("a day");
        let starts_at = 1_795_165_200_000 + planned.days * 86_400_000;
        let is_over = ["cancelled", "postponed", "did_not_happen"].contains(&planned.state);
        let place: Option<Id> = planned.place.as_ref().map(|id| id.parse().expect("an id"));
        let planned = planned.clone();
        self.sql(|conn| {
            diesel::insert_into(workshops::table)
                .values((
                    (
                        workshops::id.eq(id),
                        workshops::version.eq(1),
                        workshops::digest.eq(""),
                        workshops::state.eq(planned.state),
                        workshops::author_id.eq(planned.author),
                        workshops::is_detached.eq(false),
                        workshops::title.eq(planned.title),
                        workshops::search.eq(""),
                        workshops::date.eq(first + chrono::Duration::days(planned.days)),
                        workshops::start_time.eq("10:00"),
                        workshops::end_time.eq("12:00"),
                        workshops::zone.eq("Europe/Paris"),
                        workshops::starts_at.eq(starts_at),
                        workshops::ends_at.eq(starts_at + 7_200_000),
                        workshops::setup_min.eq(0),
                        workshops::teardown_min.eq(0),
                    ),
                    (
                        workshops::place_id.eq(place),
                        workshops::remote_url.eq(planned.remote_url),
                        workshops::themes.eq(1_i64),
                        workshops::capacity.eq(10),
                        workshops::min_people.eq(1),
                        workshops::devices_per_learner.eq(0),
                        workshops::needs_wires.eq(false),
                        workshops::visibility.eq(planned.visibility),
                        workshops::approval.eq("none"),
                        workshops::seats.eq(10),
                        workshops::used_count.eq(0),
                        workshops::waiting_count.eq(0),
                        workshops::sequence.eq(0),
                        workshops::session_id.eq(planned.session),
                    ),
                    workshops::published_at.eq((planned.state != "draft").then_some(now)),
                    workshops::over_at.eq(is_over.then_some(now)),
                    workshops::created_at.eq(now),
                    workshops::updated_at.eq(now),
                ))
                .execute(conn)
        });
        id
    }

    /// A facilitator takes part in a workshop, and said yes.
    pub fn facilitates(&self, workshop: &Id, by: &Person, facilitator: &str, role: &str) {
        let now = self.ctx.clock.now();
        let (who, role): (Id, _) = (facilitator.parse().expect("an id"), role.to_owned());
        let (workshop, by) = (*workshop, by.account_id.expect("an account"));
        self.sql(|conn| {
            let person: Id = facilitators::table
                .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
                .filter(facilitators::id.eq(who))
                .select(accounts::person_id)
                .first(conn)?;
            diesel::insert_into(facilitations::table)
                .values((
                    facilitations::workshop_id.eq(workshop),
                    facilitations::facilitator_id.eq(who),
                    facilitations::person_id.eq(person),
                    facilitations::role.eq(role),
                    facilitations::state.eq("accepted"),
                    facilitations::invited_by.eq(by),
                    facilitations::invited_at.eq(now),
                    facilitations::endorsed_at.eq(now),
                ))
                .execute(conn)
        });
    }

    /// Somebody is enrolled in a workshop.
    pub fn enrols(&self, workshop: &Id, who: &Person, state: &str) {
        let (id, person) = (self.ctx.clock.new_id(), self.own_person(who));
        let (workshop, now, state) = (*workshop, self.ctx.clock.now(), state.to_owned());
        let by = who.account_id.expect("an account");
        self.sql(|conn| {
            diesel::insert_into(enrolments::table)
                .values((
                    enrolments::id.eq(id),
                    enrolments::workshop_id.eq(workshop),
                    enrolments::person_id.eq(person),
                    enrolments::state.eq(state),
                    enrolments::role.eq("learner"),
                    enrolments::source.eq("account"),
                    enrolments::created_by.eq(by),
                    enrolments::created_at.eq(now),
                    enrolments::priority.eq(0),
                    enrolments::confirmed_at.eq(now),
                    enrolments::is_approved.eq(true),
                    enrolments::has_lapsed.eq(false),
                    enrolments::was_passed_over.eq(false),
                    enrolments::is_late.eq(false),
                ))
                .execute(conn)
        });
    }
}
