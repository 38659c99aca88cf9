//! Members of a team through HTTP: the list, the sheet, and how a stay ends.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::{Person, TODAY, TestApp, individual, learner, new_id, with, workshop};

/// A team with Ada, who works, and Zoé, who does not.
struct World {
    app: TestApp,
    coline: Person,
    ada: Person,
    zoe: Person,
    team: String,
}

impl World {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let coline = app.coordinator("Coline").await;
        let (ada, zoe) = (app.facilitator("Ada").await, app.facilitator("Zoé").await);
        let team = app.team(&coline, &ada, "2026-06-01", None).to_string();
        let root = app.admin("Root").await;
        let dates = json!({ "joined_on": "2026-07-01" });
        root.put(&format!("/api/teams/{team}/members/{}", zoe.id()), dates).await.is(204);
        Self { app, coline, ada, zoe, team }
    }

    fn members(&self) -> String {
        format!("/api/teams/{}/members", self.team)
    }

    fn member(&self, person: &Person) -> String {
        format!("{}/{}", self.members(), person.id())
    }

    /// The names of a list, in order.
    async fn names(&self, question: &str) -> Vec<String> {
        let list = self.coline.read(&format!("{}{question}", self.members())).await;
        let items = list["items"].as_array().expect("items");
        items.iter().map(|item| item["name"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The sessions and participations of a member in the last twelve months.
    async fn figures(&self, person: &Person, state: &str) -> (i64, i64) {
        let list = self.coline.read(&format!("{}?state={state}", self.members())).await;
        let id = json!(person.id().to_string());
        let items = list["items"].as_array().expect("items");
        let item = items.iter().find(|item| item["facilitator_id"] == id).expect("the member");
        let number = |field: &str| item[field].as_i64().expect("a number");
        (number("sessions"), number("participations"))
    }

    /// What the team's statistics count.
    async fn counted(&self) -> i64 {
        let figures = self.coline.read("/api/statistics?scope=team").await;
        figures["totals"]["sessions"].as_i64().expect("a number")
    }

    async fn last_action(&self) -> (String, String) {
        let root = self.app.admin(&format!("Root-{}", new_id())).await;
        let entry = root.read("/api/audit").await["items"][0].clone();
        let text = |field: &str| entry[field].as_str().unwrap_or_default().to_owned();
        (text("action"), text("object_type"))
    }
}

async fn log(who: &Person, date: &str) -> String {
    who.create("/api/individual-sessions", with(individual(), json!({ "date": date }))).await
}

#[actix_web::test]
async fn the_list_tells_who_is_there_and_what_they_did_while_there() {
    let world = World::new().await;
    let root = world.app.admin("Abel").await;
    let quai = root.create("/api/organizations", json!({ "name": "Les Ateliers du Quai" })).await;
    world.app.employ(&world.ada, &quai, "2026-01-01");
    for date in ["2026-05-31", "2026-06-01", "2026-11-10"] {
        log(&world.ada, date).await;
    }
    world.ada.create("/api/workshops", workshop()).await;
    let list = world.coline.read(&format!("{}?with_total=true", world.members())).await;
    assert_eq!(
        list,
        json!({
            "items": [
                {
                    "facilitator_id": world.ada.id(),
                    "name": "Ada Essai",
                    "kind": "mediator",
                    "organization_name": "Les Ateliers du Quai",
                    "state": "active",
                    "joined_on": "2026-06-01",
                    "left_on": null,
                    "last_session_on": TODAY,
                    "sessions": 3,
                    "participations": 8,
                },
                {
                    "facilitator_id": world.zoe.id(),
                    "name": "Zoé Essai",
                    "kind": "mediator",
                    "organization_name": null,
                    "state": "inactive",
                    "joined_on": "2026-07-01",
                    "left_on": null,
                    "last_session_on": null,
                    "sessions": 0,
                    "participations": 0,
                },
            ],
            "next_cursor": null,
            "total": 2,
        })
    );
    assert_eq!(world.counted().await, 3, "the same as the team's statistics");
    let short =
        world.coline.read(&format!("{}?from=2026-11-01&to=2026-11-11", world.members())).await;
    assert_eq!(short["items"][0]["sessions"], 1);
    assert_eq!(short["items"][0]["last_session_on"], TODAY, "whenever that was");
    let reversed = format!("{}?from=2026-11-02&to=2026-11-01", world.members());
    world.coline.get(&reversed).await.is_problem(400, "invalid_period");
}

#[actix_web::test]
async fn active_is_who_recorded_something_in_the_last_two_months() {
    let world = World::new().await;
    // An old session, typed in today, is something recorded today.
    log(&world.zoe, "2026-02-01").await;
    assert_eq!(world.names("?state=active").await, ["Zoé Essai"]);
    assert_eq!(world.names("?state=inactive").await, ["Ada Essai"]);
    assert_eq!(world.names("?state=present").await, ["Ada Essai", "Zoé Essai"]);
    let mut later = World { ..world };
    // Recorded on 12 November: active until 12 January, no longer on the 13th.
    for (days, active) in [(61, 1), (1, 0)] {
        later.app.wait(Duration::days(days));
        later.app.sign_in(&mut later.coline);
        assert_eq!(later.names("?state=active").await.len(), active, "after {days} days");
    }
}

#[actix_web::test]
async fn the_list_is_sorted_and_read_page_by_page() {
    let world = World::new().await;
    let root = world.app.admin("Abel").await;
    for (at, name) in ["Élise", "Bao", "Chloé"].into_iter().enumerate() {
        let person = world.app.facilitator(name).await;
        let dates = json!({ "joined_on": format!("2026-0{}-01", at + 1) });
        root.put(&world.member(&person), dates).await.is(204);
        for _ in 0..at {
            log(&person, "2026-10-01").await;
        }
    }
    let short = |names: Vec<String>| {
        names.iter().map(|name| name.replace(" Essai", "")).collect::<Vec<_>>().join(" ")
    };
    for (sort, expected) in [
        ("name", "Ada Bao Chloé Élise Zoé"),
        ("joined_on", "Zoé Ada Chloé Bao Élise"),
        ("sessions", "Chloé Bao Ada Élise Zoé"),
        ("participations", "Chloé Bao Ada Élise Zoé"),
        ("last_session_on", "Bao Chloé Ada Élise Zoé"),
    ] {
        assert_eq!(short(world.names(&format!("?sort={sort}")).await), expected, "{sort}");
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("{}?limit=2&sort={sort}{cursor}", world.members());
            let page = world.coline.read(&path).await;
            for item in page["items"].as_array().expect("items") {
                seen.push(item["name"].as_str().expect("a name").to_owned());
            }
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(short(seen), expected, "{sort}, walked");
        let other = format!("{}?sort={sort}x", world.members());
        world.coline.get(&other).await.is_problem(400, "invalid_parameter");
    }
    let page = world.coline.read(&format!("{}?limit=1&sort=name", world.members())).await;
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    let mixed = format!("{}?sort=sessions&cursor={cursor}", world.members());
    world.coline.get(&mixed).await.is_problem(400, "invalid_cursor");
}

#[actix_web::test]
async fn the_sheet_shows_how_to_reach_a_member_and_nothing_of_learners() {
    let world = World::new().await;
    let root = world.app.admin("Abel").await;
    let quai = root.create("/api/organizations", json!({ "name": "Les Ateliers du Quai" })).await;
    let place = crate::support::place("La Quincaillerie", "44109", "44000");
    let place = root.create("/api/places", place).await;
    world.app.settles(&world.ada, &quai, &place);
    let lucette = world.ada.create("/api/learners", learner("Canarine", "Discrète")).await;
    let told = json!({ "learner_id": lucette, "notes": "note-canari", "date": "2026-10-05" });
    world.ada.create("/api/individual-sessions", with(individual(), told)).await;
    world.ada.create("/api/workshops", workshop()).await;
    let path = format!("{}?from=2026-09-15", world.member(&world.ada));
    let reply = world.coline.get(&path).await.is(200);
    for secret in ["Canarine", "Discrète", "note-canari", lucette.as_str()] {
        assert!(!reply.text().contains(secret), "{}", reply.text());
    }
    assert_eq!(
        reply.json(),
        json!({
            "team": { "id": world.team, "name": "Équipe d’essai" },
            "facilitator_id": world.ada.id(),
            "name": "Ada Essai",
            "kind": "mediator",
            "state": "active",
            "stays": [{ "joined_on": "2026-06-01", "left_on": null, "ending": null }],
            "contact": { "email": "ada@exemple.fr", "phone": null },
            "employments": [{
                "organization": { "id": quai, "name": "Les Ateliers du Quai" },
                "started_on": TODAY,
                "ended_on": null,
            }],
            "places": [{ "id": place, "name": "La Quincaillerie", "commune_name": "Nantes" }],
            "from": "2026-09-15",
            "to": TODAY,
            "last_session_on": TODAY,
            "sessions": 2,
            "participations": 7,
            "months": [
                { "month": "2026-09", "sessions": 0, "participations": 0 },
                { "month": "2026-10", "sessions": 1, "participations": 1 },
                { "month": "2026-11", "sessions": 1, "participations": 6 },
            ],
        })
    );
    let expected = ("team.read_member".to_owned(), "account".to_owned());
    assert_eq!(world.last_action().await, expected, "a reading leaves a trace");
}

#[actix_web::test]
async fn a_member_leaves_and_counts_until_that_day() {
    let world = World::new().await;
    log(&world.ada, "2026-11-10").await;
    let leave = format!("/api/me/teams/{}/leave", world.team);
    let eve = world.app.facilitator("Eve").await;
    eve.post(&leave, json!({})).await.is_problem(404, "not_found");
    world.ada.post(&leave, json!({})).await.is(204);
    assert_eq!(world.last_action().await, ("team.leave".to_owned(), "team_membership".to_owned()));
    world.ada.post(&leave, json!({})).await.is_problem(404, "not_found");
    let mail = world.app.mails_to("coline@exemple.fr").pop().expect("a mail");
    assert!(mail.contains("Ada Essai a quitté"), "{mail}");
    let own = world.ada.read("/api/me/teams").await["items"][0].clone();
    assert_eq!((&own["left_on"], &own["is_present"]), (&json!(TODAY), &json!(false)));

    // The day of leaving still counts, the day after does not.
    log(&world.ada, TODAY).await;
    assert_eq!(world.counted().await, 2);
    assert_eq!(world.names("").await, ["Zoé Essai"]);
    assert_eq!(world.names("?state=past").await, ["Ada Essai"]);
    assert_eq!(world.figures(&world.ada, "past").await, (2, 2));
    let mut world = world;
    world.app.wait(Duration::days(1));
    world.app.sign_in(&mut world.ada);
    world.app.sign_in(&mut world.coline);
    let tomorrow = log(&world.ada, "2026-11-13").await;
    assert_eq!(world.counted().await, 2);
    assert_eq!(world.figures(&world.ada, "past").await, (2, 2));
    let session = format!("/api/sessions/{tomorrow}");
    world.coline.get(&session).await.is_problem(404, "not_found");
    let sheet = world.coline.read(&world.member(&world.ada)).await;
    assert_eq!((&sheet["contact"], &sheet["places"]), (&Value::Null, &json!([])));
    assert_eq!(sheet["stays"][0]["ending"], "left");
    assert_eq!((&sheet["sessions"], &sheet["last_session_on"]), (&json!(2), &json!(TODAY)));
}

#[actix_web::test]
async fn archived_is_listed_and_removed_is_not() {
    let world = World::new().await;
    log(&world.ada, "2026-11-10").await;
    let post = async |who: &Person, person: &Person, how: &str| {
        who.post(&format!("{}/{how}", world.member(person)), json!({})).await
    };
    post(&world.coline, &world.ada, "archive").await.is(204);
    let archived = ("team.archive_member".to_owned(), "team_membership".to_owned());
    assert_eq!(world.last_action().await, archived);
    post(&world.coline, &world.ada, "archive").await.is(204);
    let mails = world.app.mails_to("ada@exemple.fr");
    assert_eq!(mails.len(), 1, "told once");
    assert!(mails[0].contains("vous ne faites plus partie"), "{mails:?}");
    assert_eq!(world.names("?state=past").await, ["Ada Essai"]);
    assert_eq!(world.counted().await, 1);

    post(&world.coline, &world.ada, "remove").await.is(204);
    post(&world.coline, &world.zoe, "remove").await.is(204);
    let removed = ("team.remove_member".to_owned(), "team_membership".to_owned());
    assert_eq!(world.last_action().await, removed);
    for state in ["present", "past"] {
        assert!(world.names(&format!("?state={state}")).await.is_empty(), "{state}");
    }
    for person in [&world.ada, &world.zoe] {
        world.coline.get(&world.member(person)).await.is_problem(404, "not_found");
        post(&world.coline, person, "remove").await.is_problem(404, "not_found");
        post(&world.coline, person, "archive").await.is_problem(404, "not_found");
    }
    let team = format!("/api/teams/{}", world.team);
    assert_eq!(world.coline.read(&team).await["members"], json!([]));
    let root = world.app.admin("Abel").await;
    let members = root.read(&team).await["members"].clone();
    assert_eq!(members.as_array().map(Vec::len), Some(2), "administrators see what was");
    assert_eq!(world.counted().await, 1, "what was counted stays counted");
    assert_eq!(world.app.mails_to("ada@exemple.fr").len(), 1, "past already: nothing to tell");
    assert_eq!(world.app.mails_to("zoé@exemple.fr").len(), 1);
}

#[actix_web::test]
async fn who_comes_back_is_a_member_again_and_never_twice_at_once() {
    let world = World::new().await;
    let leave = format!("/api/me/teams/{}/leave", world.team);
    let invite = async |world: &World| {
        let path = format!("/api/teams/{}/invitations", world.team);
        world.coline.post(&path, json!({ "emails": ["ada@exemple.fr"] })).await.is(201);
        let token = world.app.invited_token("ada@exemple.fr");
        world.ada.post("/api/team-invitations/accept", json!({ "token": token })).await.is(200);
    };
    let stays = async |world: &World| {
        let sheet = world.coline.read(&world.member(&world.ada)).await;
        let stays = sheet["stays"].as_array().expect("stays").clone();
        let day = |stay: &Value, field: &str| stay[field].as_str().unwrap_or("…").to_owned();
        stays
            .iter()
            .map(|stay| format!("{} {}", day(stay, "joined_on"), day(stay, "left_on")))
            .collect::<Vec<_>>()
    };
    // Back the same day: both stays would count it, so the one goes on.
    world.ada.post(&leave, json!({})).await.is(204);
    invite(&world).await;
    assert_eq!(stays(&world).await, ["2026-06-01 …"]);
    // Back later: a stay of its own, with a gap.
    world.ada.post(&leave, json!({})).await.is(204);
    let mut world = world;
    world.app.wait(Duration::days(3));
    world.app.sign_in(&mut world.ada);
    world.app.sign_in(&mut world.coline);
    log(&world.ada, "2026-11-14").await;
    invite(&world).await;
    log(&world.ada, "2026-11-15").await;
    assert_eq!(stays(&world).await, ["2026-06-01 2026-11-12", "2026-11-15 …"]);
    assert_eq!(world.figures(&world.ada, "active").await, (1, 1), "the gap does not count");
    assert_eq!(world.names("").await, ["Ada Essai", "Zoé Essai"], "one line per person");
    assert!(world.names("?state=past").await.is_empty());
    let own = world.ada.read("/api/me/teams").await;
    assert_eq!(own["items"].as_array().map(Vec::len), Some(2), "a line per stay");
}

#[actix_web::test]
async fn an_invitation_of_a_member_changes_nothing() {
    let world = World::new().await;
    let path = format!("/api/teams/{}/invitations", world.team);
    let eve = world.app.facilitator("Eve").await;
    world.coline.post(&path, json!({ "emails": ["eve@exemple.fr"] })).await.is(201);
    let token = world.app.invited_token("eve@exemple.fr");
    // An administrator was faster.
    let root = world.app.admin("Abel").await;
    root.put(&world.member(&eve), json!({ "joined_on": "2026-11-01" })).await.is(204);
    let body = json!({ "token": token });
    eve.post("/api/team-invitations/accept", body).await.is(200);
    let sheet = world.coline.read(&world.member(&eve)).await;
    assert_eq!(sheet["stays"].as_array().map(Vec::len), Some(1));
    assert_eq!(sheet["stays"][0]["joined_on"], "2026-11-01");
}

#[actix_web::test]
async fn a_team_is_its_coordinator_s() {
    let world = World::new().await;
    let omar = world.app.coordinator("Omar").await;
    let root = world.app.admin("Abel").await;
    let eve = world.app.facilitator("Eve").await;
    let sheet = world.member(&world.ada);
    for path in [world.members(), sheet.clone()] {
        omar.get(&path).await.is_problem(404, "not_found");
        world.ada.get(&path).await.is_problem(403, "forbidden");
        world.app.nobody().get(&path).await.is_problem(401, "unauthenticated");
        root.get(&path).await.is(200);
    }
    for how in ["archive", "remove"] {
        let path = format!("{sheet}/{how}");
        omar.post(&path, json!({})).await.is_problem(404, "not_found");
        world.ada.post(&path, json!({})).await.is_problem(403, "forbidden");
    }
    world.coline.get(&world.member(&eve)).await.is_problem(404, "not_found");
    world.coline.get(&format!("{}/abc", world.members())).await.is_problem(404, "not_found");
    world.coline.get("/api/me/teams").await.is_problem(403, "forbidden");
    assert_eq!(eve.read("/api/me/teams").await, json!({ "items": [] }));
    root.post(&format!("{sheet}/archive"), json!({})).await.is(204);
}
