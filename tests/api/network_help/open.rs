//! Workshops that anybody reads without an account: which ones, and that nobody is in them.

use coopair::platform::database::Id;
use coopair::platform::database::schema::{
    accounts, facilitators, places, workshop_competences, workshops,
};
use coopair::policy::Role;
use diesel::prelude::*;
use serde_json::{Value, json};

use super::Planned;
use crate::levels::{FILES, MAIL, NOTHING};
use crate::support::{Person, Reply, TODAY, TestApp, place, with, workshop};

const PATH: &str = "/api/public/workshops";
const LINK: &str = "https://visio.exemple.fr/secret";

fn public(author: &Person) -> Planned {
    Planned { visibility: "public", ..Planned::of(author) }
}

async fn titles(app: &TestApp, question: &str) -> Vec<String> {
    let list = app.nobody().read(&format!("{PATH}{question}")).await;
    let items = list["items"].as_array().expect("items").iter();
    items.map(|one| one["title"].as_str().expect("a title").to_owned()).collect()
}

impl TestApp {
    /// What a workshop brings people to.
    fn aims(&self, workshop: &Id, competence: &str, level: i32) {
        let (workshop, competence): (Id, Id) = (*workshop, competence.parse().expect("an id"));
        self.sql(|conn| {
            diesel::insert_into(workshop_competences::table)
                .values((
                    workshop_competences::workshop_id.eq(workshop),
                    workshop_competences::competence_id.eq(competence),
                    workshop_competences::target_level.eq(level),
                ))
                .execute(conn)
        });
    }

    /// The clock shows a time on the day of the workshops, in Paris.
    fn is_at(&self, hour: i64, minute: i64) {
        // 10:00 on that Friday.
        let then = 1_795_165_200_000 + ((hour - 10) * 60 + minute) * 60_000;
        let wait = then - self.ctx.clock.now().millis();
        self.wait(chrono::Duration::milliseconds(wait));
    }

    /// Where a place is, as planning writes it beside the workshop.
    fn stands_in(&self, workshop: &Id, commune: &str) {
        let (workshop, commune) = (*workshop, commune.to_owned());
        self.sql(|conn| {
            diesel::update(workshops::table.find(workshop))
                .set((
                    workshops::departement_code.eq(commune[..2].to_owned()),
                    workshops::commune_code.eq(commune),
                ))
                .execute(conn)
        });
    }
}

/// A public workshop of Ada at a place with a telephone; she leads it, Léa has a seat.
async fn a_workshop(app: &TestApp) -> (Person, Id) {
    let ada = app.facilitator("Ada").await;
    let lea = app.person("Léa", &[Role::Learner]).await;
    let admin = app.admin("Abel").await;
    let body = with(place("La Fabrique", "44109", "44000"), json!({ "phone": "+33240000000" }));
    let place = admin.create("/api/places", body).await;
    let workshop = app.plans(&Planned { place: Some(place), ..public(&ada) });
    app.stands_in(&workshop, "44109");
    app.aims(&workshop, FILES, 2);
    app.facilitates(&workshop, &ada, &ada.id().to_string(), "lead");
    app.enrols(&workshop, &lea, "confirmed");
    (ada, workshop)
}

#[actix_web::test]
async fn anybody_reads_what_when_and_where_and_nobody_s_name() {
    let app = TestApp::new().await;
    let (ada, workshop) = a_workshop(&app).await;
    let admin = app.admin("Anne").await;
    let settings = json!({
        "name": "Réseau des Deux Rives", "contact": "accueil@exemple.fr", "k": 11,
        "public_page": false,
    });
    admin.put_at("/api/settings", 1, settings).await.is(200);
    let nobody = app.nobody();
    let list = nobody.get(PATH).await.is(200);
    let one = list.json()["items"][0].clone();
    let told = ["title", "date", "start_time", "end_time", "seats_free", "is_remote"];
    let told = told.map(|name| one[name].clone()).to_vec();
    let expected =
        json!(["Ranger ses fichiers", "2026-11-20", "10:00", "12:00", one["seats_free"], false]);
    assert_eq!(json!(told), expected);
    assert_eq!((&one["needs_approval"], &one["takes_enrolments"]), (&json!(false), &json!(true)));
    assert_eq!(
        (&one["place"]["name"], &one["place"]["postcode"], &one["place"]["phone"]),
        (&json!("La Fabrique"), &json!("44000"), &json!("+33240000000"))
    );
    assert_eq!(
        (&one["competences"][0]["code"], &one["competences"][0]["target_level"]),
        (&json!("1.2"), &json!(2))
    );
    let whole = nobody.get(&format!("{PATH}/{workshop}")).await.is(200);
    let view = whole.json();
    assert_eq!(
        (&view["title"], &view["network_name"], &view["contact"]),
        (&one["title"], &json!("Réseau des Deux Rives"), &json!("accueil@exemple.fr"))
    );
    // The whole of what is told, so that nothing comes to it unseen.
    let names = |value: &Value| {
        let mut names: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        names.sort_unstable();
        names.join(" ")
    };
    assert_eq!(
        names(&one),
        "competences date end_time ends_at id is_remote needs_approval place seats_free start_time \
         starts_at takes_enrolments title"
    );
    let extra = "contact network_name objectives";
    let mut all: Vec<&str> = extra.split(' ').collect();
    let of_list = names(&one);
    all.extend(of_list.split(' '));
    all.sort_unstable();
    assert_eq!(names(&view), all.join(" "));
    // Nobody: neither names nor ids of people, accounts, facilitators.
    let ids: Vec<(Id, Id)> = app.sql(|conn| {
        facilitators::table
            .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
            .select((accounts::id, facilitators::id))
            .load(conn)
    });
    assert!(!ids.is_empty());
    for text in [list.text(), whole.text()] {
        for secret in ["Ada", "Léa", "Abel", "Anne", "ada@", "facilitat"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        for (account, facilitator) in &ids {
            for id in [account, facilitator] {
                assert!(!text.contains(&id.to_string()), "{text}");
            }
        }
    }
    assert!(ada.get(&format!("{PATH}/{workshop}")).await.is(200).text() == whole.text());
}

#[actix_web::test]
async fn only_public_published_and_to_come() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let session = ada.create("/api/workshops", workshop()).await;
    let all = [
        Planned { title: "Pour tous", ..public(&ada) },
        Planned { title: "Du réseau", ..Planned::of(&ada) },
        Planned { title: "Sur invitation", visibility: "invitation", ..Planned::of(&ada) },
        Planned { title: "Brouillon", state: "draft", ..public(&ada) },
        Planned { title: "Annulé", state: "cancelled", ..public(&ada) },
        Planned { title: "Reporté", state: "postponed", ..public(&ada) },
        Planned { title: "Sans suite", state: "did_not_happen", ..public(&ada) },
        Planned { title: "Tenu", state: "held", session: Some(session), ..public(&ada) },
        Planned { title: "Passé", days: -30, ..public(&ada) },
    ];
    let ids: Vec<(Id, &str)> = all.iter().map(|one| (app.plans(one), one.title)).collect();
    let wide = "?from=2026-01-01&to=2026-12-31";
    assert_eq!(titles(&app, wide).await, ["Pour tous"]);
    for who in [app.nobody(), app.admin("Abel").await] {
        for (id, title) in &ids {
            let reply = who.get(&format!("{PATH}/{id}")).await;
            match *title {
                "Pour tous" => drop(reply.is(200)),
                _ => drop(reply.is_problem(404, "not_found")),
            }
        }
    }
    app.nobody().get(&format!("{PATH}/{NOTHING}")).await.is_problem(404, "not_found");
    app.nobody().get(&format!("{PATH}/rien")).await.is_problem(404, "not_found");
    let choices = app.nobody().read(&format!("{PATH}/choices")).await;
    assert_eq!(choices["workshops"], 1);
    // While it goes on it is still there, but takes nobody any more; then it is over.
    let path = format!("{PATH}/{}", ids[0].0);
    app.is_at(10, 30);
    let view = app.nobody().read(&path).await;
    assert_eq!(view["takes_enrolments"], false);
    app.is_at(12, 0);
    app.nobody().get(&path).await.is_problem(404, "not_found");
    assert_eq!(titles(&app, wide).await, [""; 0]);
}

#[actix_web::test]
async fn one_at_a_distance_keeps_its_address() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let remote = app.plans(&Planned { remote_url: Some(LINK), title: "De loin", ..public(&ada) });
    for path in [PATH.to_owned(), format!("{PATH}/{remote}")] {
        let reply = app.nobody().get(&path).await.is(200);
        assert!(!reply.text().contains("visio"), "{}", reply.text());
        assert!(reply.text().contains("\"is_remote\":true"));
        assert!(reply.text().contains("\"place\":null"));
    }
    assert_eq!(titles(&app, "?remote=true").await, ["De loin"]);
    assert_eq!(titles(&app, "?remote=false").await, [""; 0]);
    let choices = app.nobody().read(&format!("{PATH}/choices")).await;
    assert_eq!((&choices["with_remote"], &choices["communes"]), (&json!(true), &json!([])));
}

#[actix_web::test]
async fn the_list_is_narrowed_and_paged() {
    let app = TestApp::new().await;
    let (ada, first) = a_workshop(&app).await;
    let place_id = app.nobody().read(PATH).await["items"][0]["place"]["id"].clone();
    let admin = app.admin("Anne").await;
    let elsewhere = admin.create("/api/places", place("L’Étage", "29019", "29200")).await;
    let second = app.plans(&Planned {
        title: "Écrire un message",
        place: Some(elsewhere),
        days: 1,
        ..public(&ada)
    });
    app.stands_in(&second, "29019");
    app.aims(&second, MAIL, 1);
    app.plans(&Planned { title: "De loin", remote_url: Some(LINK), days: 2, ..public(&ada) });
    let all = ["Ranger ses fichiers", "Écrire un message", "De loin"];
    for (question, expected) in [
        (String::new(), &all[..]),
        ("?from=2026-11-21".to_owned(), &all[1..]),
        ("?to=2026-11-21".to_owned(), &all[..2]),
        ("?from=2026-11-21&to=2026-11-21".to_owned(), &all[1..2]),
        (format!("?competence_id={MAIL}"), &all[1..2]),
        (format!("?competence_id={NOTHING}"), &[]),
        ("?commune=44109".to_owned(), &all[..1]),
        ("?departement=29".to_owned(), &all[1..2]),
        ("?remote=false".to_owned(), &all[..2]),
        (format!("?place_id={}", place_id.as_str().unwrap()), &all[..1]),
        ("?commune=44109&remote=true".to_owned(), &[]),
    ] {
        assert_eq!(titles(&app, &question).await, expected, "{question}");
    }
    let mut walked = Vec::new();
    let mut question = "?limit=1&with_total=true".to_owned();
    loop {
        let page = app.nobody().read(&format!("{PATH}{question}")).await;
        assert_eq!(page["total"], 3);
        walked.push(page["items"][0]["title"].as_str().unwrap().to_owned());
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        question = format!("?limit=1&with_total=true&cursor={cursor}");
    }
    assert_eq!(walked, all);
    let choices = app.nobody().read(&format!("{PATH}/choices")).await;
    let communes: Vec<&Value> =
        choices["communes"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(communes, [&json!("29019"), &json!("44109")], "by name: Brest, Nantes");
    let topics: Vec<&Value> =
        choices["competences"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(topics, [&json!("1.2"), &json!("2.1")]);
    // Seats are counted as they are.
    let seats = |id: Id, used: i32| {
        app.sql(|conn| {
            diesel::update(workshops::table.find(id))
                .set(workshops::used_count.eq(used))
                .execute(conn)
        });
    };
    for (used, free) in [(4, 6), (10, 0)] {
        seats(first, used);
        let view = app.nobody().read(&format!("{PATH}/{first}")).await;
        assert_eq!(view["seats_free"], free);
    }
}

#[actix_web::test]
async fn wrong_questions_are_told() {
    let app = TestApp::new().await;
    let nobody = app.nobody();
    for (question, code) in [
        ("?from=2026-02-30", "invalid_parameter"),
        ("?from=2026-11-21&to=2026-11-20", "invalid_period"),
        ("?from=2026-01-01&to=2028-01-01", "invalid_period"),
        ("?commune=99999", "invalid_parameter"),
        ("?departement=99", "invalid_parameter"),
        ("?competence_id=1.2", "invalid_parameter"),
        ("?place_id=rien", "invalid_parameter"),
        ("?remote=peut-etre", "invalid_parameter"),
        ("?limit=0", "invalid_parameter"),
        ("?limit=501", "invalid_parameter"),
        ("?cursor=zz", "invalid_cursor"),
        ("?state=draft", "invalid_parameter"),
        ("?visibility=network", "invalid_parameter"),
        ("?mine=true", "invalid_parameter"),
    ] {
        nobody.get(&format!("{PATH}{question}")).await.about(question).is_problem(400, code);
    }
    nobody.post(PATH, json!({})).await.is_problem(405, "method_not_allowed");
}

#[actix_web::test]
async fn who_has_the_answer_already_is_told_so() {
    let app = TestApp::new().await;
    let (_, workshop) = a_workshop(&app).await;
    let nobody = app.nobody();
    for path in [PATH.to_owned(), format!("{PATH}/choices"), format!("{PATH}/{workshop}")] {
        let fresh = nobody.get(&path).await.is(200);
        assert_eq!(fresh.header("cache-control").as_deref(), Some("public, no-cache"), "{path}");
        let etag = fresh.header("etag").expect("an ETag");
        let ask = async |etag: &str| -> Reply {
            nobody.with_headers("GET", &path, &[("if-none-match", etag)], None).await
        };
        let known = ask(&etag).await.is(304);
        assert!(known.body.is_empty());
        ask("\"autre\"").await.is(200);
        ask(&format!("W/{etag}, \"autre\"")).await.is(304);
    }
    // A seat that is taken is another answer.
    let before = nobody.get(PATH).await.header("etag");
    app.sql(|conn| {
        diesel::update(workshops::table.find(workshop))
            .set(workshops::used_count.eq(3))
            .execute(conn)
    });
    assert_ne!(nobody.get(PATH).await.header("etag"), before);
    // So does a place that has moved.
    let before = nobody.get(PATH).await.header("etag");
    app.sql(|conn| diesel::update(places::table).set(places::address.eq("2 quai")).execute(conn));
    assert_ne!(nobody.get(PATH).await.header("etag"), before);
    assert!(nobody.get(&format!("{PATH}?from={TODAY}")).await.is(200).header("etag").is_some());
}
