//! Who can help with what: the order, the reasons, and what whom is shown.

use coopair::platform::database::Id;
use coopair::platform::database::schema::{busy_quarters, workshop_competences};
use coopair::policy::Role;
use diesel::prelude::*;
use serde_json::{Value, json};

use super::{Planned, offers};
use crate::levels::{FILES, NOTHING};
use crate::support::{Person, TestApp, individual, place, with};

/// Facilitators who offer « Gérer des données », at two places of Nantes and one of Rezé.
pub struct Town {
    pub app: TestApp,
    pub quay: String,
    pub park: String,
    pub reze: String,
    pub employer: String,
}

impl Town {
    pub async fn new() -> Self {
        let app = TestApp::new().await;
        let admin = app.admin("Abel").await;
        let quay = admin.create("/api/places", place("Le Quai", "44109", "44000")).await;
        let park = admin.create("/api/places", place("Le Parc", "44109", "44000")).await;
        let reze = admin.create("/api/places", place("La Barakà", "44143", "44400")).await;
        let employer = json!({ "name": "Les Ateliers du Quai" });
        let employer = admin.create("/api/organizations", employer).await;
        Self { app, quay, park, reze, employer }
    }

    /// Somebody who knows a level, works at a place and offers all they know.
    pub async fn helper(&self, name: &str, level: i32, at: &str, reach: &str) -> Person {
        let who = self.app.facilitator(name).await;
        self.app.settles(&who, &self.employer, at);
        self.app.knows(&who, level);
        let offer = with(offers(i64::from(level)), json!({ "reach": reach }));
        who.put("/api/me/facilitation", offer).await.is(201);
        who
    }
}

fn names(found: &Value) -> Vec<&str> {
    let items = found["items"].as_array().expect("items");
    items.iter().map(|item| item["name"].as_str().expect("a name")).collect()
}

#[actix_web::test]
async fn near_peers_first_then_the_nearest_then_who_gave_least() {
    let town = Town::new().await;
    let lea = town.app.person("Léa", &[Role::Learner]).await;
    town.helper("Expert", 7, &town.quay, "anywhere").await;
    town.helper("Loin", 2, &town.reze, "anywhere").await;
    town.helper("Casanière", 2, &town.reze, "commune").await;
    let busy = town.helper("Occupée", 3, &town.park, "commune").await;
    town.helper("Libre", 3, &town.park, "commune").await;
    town.helper("Surplace", 2, &town.quay, "place").await;
    let paused = town.helper("Pause", 2, &town.quay, "place").await;
    paused.post("/api/me/facilitation/steps", json!({ "step": "pause" })).await.is(200);
    busy.create("/api/individual-sessions", individual()).await;
    let asked = format!("/api/me/helpers?competence={FILES}&level=2&place={}", town.quay);
    let found = lea.read(&asked).await;
    let order = ["Surplace Essai", "Libre Essai", "Occupée Essai", "Loin Essai", "Expert Essai"];
    assert_eq!(names(&found), order, "{found}");
    assert_eq!(found["items"][0]["reasons"], json!(["un pair proche", "sur place"]));
    assert_eq!(found["items"][4]["reasons"], json!(["expert·e", "sur place"]));
    assert_eq!(found["items"][1]["places"][0]["name"], "Le Parc");
    // By commune nobody is on the spot; without either, distance does not count.
    let asked = format!("/api/me/helpers?competence={FILES}&level=2&commune=44109");
    let commune = lea.read(&asked).await;
    assert_eq!(names(&commune), ["Libre Essai", "Occupée Essai", "Loin Essai", "Expert Essai"]);
    let anywhere = lea.read(&format!("/api/me/helpers?competence={FILES}&level=2&limit=50")).await;
    assert_eq!(names(&anywhere).len(), 6, "{anywhere}");
    // Only as far as they offer and may teach.
    let high = lea.read(&format!("/api/me/helpers?competence={FILES}&level=5")).await;
    assert_eq!(names(&high), ["Expert Essai"]);
    let next = lea.read(&format!("/api/me/helpers?competence={FILES}")).await;
    assert_eq!(next["level"], 1, "the next level of somebody who knows nothing");
}

#[actix_web::test]
async fn what_they_carry_is_for_their_coordinator() {
    let town = Town::new().await;
    let ada = town.helper("Ada", 3, &town.quay, "commune").await;
    let (otto, ines) = (town.app.coordinator("Otto").await, town.app.coordinator("Inès").await);
    town.app.team(&otto, &ada, "2026-01-01", None);
    let path = format!("/api/facilitators/for?competence={FILES}&level=3&place={}", town.quay);
    let reasons = |found: &Value| found["items"][0]["reasons"].clone();
    let full = json!([
        "un pair proche",
        "sur place",
        "aucune séance donnée en 90 jours",
        "aucun engagement en cours",
    ]);
    assert_eq!(reasons(&otto.read(&path).await), full);
    assert_eq!(reasons(&ines.read(&path).await), json!(["un pair proche", "sur place"]));
    let mut mona = town.app.facilitator("Mona").await;
    mona.language = "en";
    let found = mona.read(&path).await;
    assert_eq!(reasons(&found), json!(["a near peer", "at the same place"]));
    let text = found.to_string();
    assert!(!text.contains("exemple.fr") && !text.contains("up_to"), "{text}");
    // Nobody is told to ask themself.
    assert_eq!(ada.read(&path).await["items"], json!([]));
    let lea = town.app.person("Léa", &[Role::Learner]).await;
    lea.get(&path).await.is_problem(403, "forbidden");
}

#[actix_web::test]
async fn questions_that_are_refused() {
    let town = Town::new().await;
    let lea = town.app.person("Léa", &[Role::Learner]).await;
    let bad = [
        "".to_owned(),
        "competence=x".to_owned(),
        format!("competence={NOTHING}"),
        format!("competence={FILES}&level=0"),
        format!("competence={FILES}&level=9"),
        format!("competence={FILES}&limit=0"),
        format!("competence={FILES}&limit=51"),
        format!("competence={FILES}&commune=99999"),
        format!("competence={FILES}&place={NOTHING}"),
        format!("competence={FILES}&levels=2"),
    ];
    for query in bad {
        let reply = lea.get(&format!("/api/me/helpers?{query}")).await.about(&query);
        reply.is_problem(400, "invalid_parameter");
    }
}

#[actix_web::test]
async fn who_can_lead_a_workshop() {
    let town = Town::new().await;
    let app = &town.app;
    let (mona, otto) = (app.facilitator("Mona").await, app.coordinator("Otto").await);
    app.team(&otto, &mona, "2026-01-01", None);
    let ada = town.helper("Ada", 3, &town.quay, "commune").await;
    town.helper("Basse", 1, &town.quay, "commune").await;
    let busy = town.helper("Prise", 3, &town.quay, "commune").await;
    let away = town.helper("Absente", 3, &town.quay, "commune").await;
    let night = town.helper("Nocturne", 3, &town.quay, "commune").await;
    let absence = json!({
        "weekly": [], "absences": [{ "first_on": "2026-11-20", "last_on": "2026-11-20" }],
    });
    away.put("/api/me/availability", absence).await.is(200);
    let hours = json!({
        "weekly": [{ "weekday": "FR", "from": "20:00", "until": "23:00" }], "absences": [],
    });
    night.put("/api/me/availability", hours).await.is(200);
    let planned = Planned { place: Some(town.park.clone()), ..Planned::of(&mona) };
    let workshop = app.plans(&planned);
    needs(app, &workshop, 2);
    takes(app, &busy, &workshop);
    let path = format!("/api/facilitators/for?workshop={workshop}");
    for who in [&mona, &otto] {
        let found = who.read(&path).await;
        assert_eq!(names(&found), ["Ada Essai"], "{found}");
        assert_eq!((&found["competence_id"], &found["level"]), (&json!(FILES), &json!(2)));
        assert_eq!(found["items"][0]["distance"], "commune");
    }
    // Whoever was asked is not proposed again.
    app.facilitates(&workshop, &mona, &ada.id().to_string(), "co");
    assert_eq!(mona.read(&path).await["items"], json!([]));
    ada.get(&path).await.is(200);
    let stranger = app.facilitator("Eve").await;
    stranger.get(&path).await.is_problem(404, "not_found");
    mona.get(&format!("{path}&level=2")).await.is_problem(400, "invalid_parameter");
    mona.get(&format!("{path}&competence={NOTHING}")).await.is_problem(400, "invalid_parameter");
    mona.get("/api/facilitators/for").await.is_problem(400, "invalid_parameter");
    mona.get(&format!("/api/me/helpers?workshop={workshop}&competence={FILES}")).await.is(400);
}

/// A workshop brings people to a level of « Gérer des données ».
fn needs(app: &TestApp, workshop: &Id, level: i32) {
    let (workshop, competence): (Id, Id) = (*workshop, FILES.parse().expect("an id"));
    app.sql(|conn| {
        diesel::insert_into(workshop_competences::table)
            .values((
                workshop_competences::workshop_id.eq(workshop),
                workshop_competences::competence_id.eq(competence),
                workshop_competences::target_level.eq(level),
            ))
            .execute(conn)
    });
}

/// Somebody is taken in the second hour of that Friday morning.
fn takes(app: &TestApp, who: &Person, workshop: &Id) {
    let (person, workshop) = (app.own_person(who), *workshop);
    app.sql(|conn| {
        diesel::insert_into(busy_quarters::table)
            .values((
                busy_quarters::subject_id.eq(person),
                busy_quarters::quarter.eq(1_795_165_200 / 900 + 4),
                busy_quarters::workshop_id.eq(workshop),
            ))
            .execute(conn)
    });
}
