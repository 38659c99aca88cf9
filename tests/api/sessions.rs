//! Sessions through HTTP: their life, their lists, and what they teach the forms.

mod export;
mod habits;

use serde_json::{Value, json};

use crate::support::{Person, TestApp, individual, new_id, place, with, workshop};

#[actix_web::test]
async fn a_facilitator_records_an_individual_session() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let id = new_id();
    let path = format!("/api/individual-sessions/{id}");
    let created = ada.put(&path, individual()).await.is(201);
    assert_eq!(created.header("etag").as_deref(), Some("\"1\""));
    let view = created.json();
    assert_eq!(view["id"], id.as_str());
    assert_eq!(view["participant_count"], 1);
    assert_eq!(view["commune"], json!({ "code": "44109", "name": "Nantes" }));
    let again = ada.put(&path, individual()).await.is(200).json();
    assert_eq!(again, view, "the same creation again is the same session");
}

#[actix_web::test]
async fn an_individual_session_says_what_was_said() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let place = ada.create("/api/places", place("Bibliothèque", "44109", "44000")).await;
    let tag = ada.create("/api/tags", json!({ "name": "Permanence", "scope": "personal" })).await;
    let learner = ada.follow("Lucette", "Bernardin", json!({ "birth_year": 1952 })).await;
    let body = json!({
        "date": "2026-11-10", "start_time": "14:30", "duration_min": 45,
        "place_type": "lieu_activite", "place_id": place, "learner_id": learner,
        "themes": ["aide_aux_demarches_administratives", "logement"],
        "equipment": ["telephone", "tablette"], "tag_ids": [tag], "notes": "À rappeler",
        "procedure_detail": "APL", "autonomy": "partiellement_autonome",
        "redirected": true, "redirection": "administration",
    });
    let id = ada.create("/api/individual-sessions", body.clone()).await;
    let view = ada.read(&format!("/api/sessions/{id}")).await;
    for (field, value) in body.as_object().into_iter().flatten() {
        match field.as_str() {
            "place_id" => assert_eq!(view["place"], json!({ "id": place, "name": "Bibliothèque" })),
            "tag_ids" => assert_eq!(view["tags"], json!([{ "id": tag, "name": "Permanence" }])),
            "learner_id" => assert_eq!(view["learner"]["learner_id"], learner.as_str()),
            field => assert_eq!(view[field], *value, "{field}"),
        }
    }
    assert_eq!(view["state"], "held");
    assert_eq!(view["commune"]["code"], "44109", "the place's");
    assert_eq!(view["facilitator"], json!({ "id": ada.id(), "name": "Ada Essai" }));
    assert_eq!(view["learner"]["first_time"], true);
    assert_eq!(view["learner"]["age_band"], "soixante_dix_plus");
    assert_eq!(view["anonymous"]["total"], 0);
}

#[actix_web::test]
async fn an_anonymous_person_is_counted_and_never_named() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let person = json!({
        "gender": "feminin", "age_band": "non_communique", "status": "retraite",
        "commune_code": "2A004", "already_supported": true,
    });
    let body = with(individual(), json!({ "anonymous": person }));
    let id = ada.create("/api/individual-sessions", body).await;
    let view = ada.read(&format!("/api/sessions/{id}")).await;
    assert_eq!(
        view["anonymous"],
        json!({
            "total": 1, "already_supported": 1, "genders": { "feminin": 1 }, "age_bands": {},
            "statuses": { "retraite": 1 }, "communes": { "2A004": 1 },
        })
    );
    assert_eq!((&view["learner"], &view["participants"]), (&Value::Null, &json!([])));
}

#[actix_web::test]
async fn a_workshop_lives_from_record_to_restore() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let lucette = ada.follow("Lucette", "Bernardin", json!({})).await;
    let marcel = ada.follow("Marcel", "Fontanier", json!({})).await;
    let path = format!("/api/workshops/{}", new_id());
    let body = with(
        workshop(),
        json!({
            "learner_ids": [lucette], "level": "avance",
            "anonymous": {
                "total": 3, "already_supported": 1, "genders": { "feminin": 2, "masculin": 1 },
                "statuses": { "retraite": 3 }, "age_bands": { "soixante_dix_plus": 2 },
            },
        }),
    );
    let view = ada.put(&path, body.clone()).await.is(201).json();
    assert_eq!((&view["participant_count"], &view["level"]), (&json!(4), &json!("avance")));
    assert_eq!(view["anonymous"]["genders"], json!({ "feminin": 2, "masculin": 1 }));
    ada.put(&path, with(body.clone(), json!({ "duration_min": 5 })))
        .await
        .is_problem(409, "conflict");

    let changed = with(
        body.clone(),
        json!({
            "title": null, "level": null, "learner_ids": [marcel, lucette], "anonymous": null,
        }),
    );
    let view = ada.put_at(&path, 1, changed).await.is(200).json();
    assert_eq!((&view["version"], &view["title"]), (&json!(2), &Value::Null));
    assert_eq!((&view["participant_count"], &view["anonymous"]["total"]), (&json!(2), &json!(0)));
    assert_eq!(view["anonymous"]["genders"], json!({}));
    ada.put_at(&path, 1, body.clone()).await.is_problem(412, "stale_version");
    assert_eq!(ada.put(&path, body.clone()).await.is(200).json(), view, "sent again, long after");

    let session = path.replace("workshops", "sessions");
    ada.call("DELETE", &session).await.is_problem(428, "version_required");
    ada.delete_at(&session, 1).await.is_problem(412, "stale_version");
    ada.delete_at(&session, 2).await.is(204);
    ada.get(&session).await.is_problem(404, "not_found");
    ada.put_at(&path, 3, body.clone()).await.is_problem(404, "not_found");
    ada.put(&path, body).await.is(200);
    assert_eq!(listed(&ada, "").await, [""; 0], "sent again, it stays withdrawn");
    let bob = app.facilitator("Bob").await;
    let restore = format!("{session}/restore");
    bob.post(&restore, json!({})).await.is_problem(404, "not_found");
    let restored = ada.post(&restore, json!({})).await.is(200).json();
    assert_eq!((&restored["version"], &restored["participant_count"]), (&json!(4), &json!(2)));
    assert_eq!(ada.post(&restore, json!({})).await.is(200).json(), restored, "restored once");
}

#[actix_web::test]
async fn a_kind_never_becomes_the_other() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let id = new_id();
    ada.put(&format!("/api/workshops/{id}"), workshop()).await.is(201);
    let path = format!("/api/individual-sessions/{id}");
    ada.put_at(&path, 1, individual()).await.is_problem(404, "not_found");
    ada.put(&path, individual()).await.is_problem(404, "not_found");
}

/// Titles, or learners' names, of the sessions that a filter keeps, newest first.
async fn listed(ada: &Person, filter: &str) -> Vec<String> {
    told(&ada.read(&format!("/api/sessions?{filter}")).await)
}

fn told(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().into_iter().flatten();
    items
        .map(|item| {
            item["title"].as_str().or(item["learner_name"].as_str()).unwrap_or("–").to_owned()
        })
        .collect()
}

#[actix_web::test]
async fn lists_are_filtered_searched_and_paged() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let place = ada.create("/api/places", place("Médiathèque de l’Île", "44109", "44000")).await;
    let tag = ada.create("/api/tags", json!({ "name": "Permanence", "scope": "personal" })).await;
    let learner = ada.follow("Zoé", "Étoile", json!({})).await;
    let at = json!({ "place_type": "lieu_activite", "place_id": place, "commune_code": null });
    let titled = |title: &str, more: Value| with(with(workshop(), json!({ "title": title })), more);
    ada.create("/api/workshops", titled("Photos", with(at, json!({ "date": "2026-03-01" })))).await;
    let tagged = json!({ "date": "2026-05-01", "tag_ids": [tag], "themes": ["bureautique"] });
    ada.create("/api/workshops", titled("Écrire à l’État", tagged)).await;
    let named = json!({ "date": "2026-04-01", "learner_id": learner });
    ada.create("/api/individual-sessions", with(individual(), named)).await;
    let remote = json!({ "date": "2026-06-01", "place_type": "a_distance", "commune_code": null });
    ada.create("/api/individual-sessions", with(individual(), remote)).await;
    let all = ["–", "Écrire à l’État", "Zoé Étoile", "Photos"];
    for (filter, expected) in [
        (String::new(), &all[..]),
        ("from=2026-04-01&to=2026-05-01".into(), &all[1..3]),
        ("kind=individual".into(), &["–", "Zoé Étoile"]),
        (format!("place_id={place}"), &all[3..]),
        ("place_type=a_distance".into(), &all[..1]),
        ("theme=bureautique".into(), &all[1..2]),
        (format!("tag_id={tag}"), &all[1..2]),
        (format!("learner_id={learner}"), &all[2..3]),
        (format!("learner_id={}", new_id()), &[]),
        ("kind=workshop&theme=email".into(), &[]),
    ] {
        assert_eq!(listed(&ada, &filter).await, expected, "{filter}");
    }
    for (text, expected) in [
        ("ecrire", &all[1..2]),
        ("MEDIATHEQUE", &all[3..]),
        ("etoile zoe", &all[2..3]),
        ("photos ile", &all[3..]),
        ("", &all[..]),
        ("rien", &[]),
    ] {
        let reply = ada.post("/api/sessions/search", json!({ "text": text })).await.is(200);
        assert_eq!(told(&reply.json()), expected, "{text}");
    }
    let mut paged = Vec::new();
    let mut path = "/api/sessions?limit=1&with_total=true".to_owned();
    loop {
        let page = ada.read(&path).await;
        assert_eq!(page["total"], 4);
        paged.extend(told(&page));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/api/sessions?limit=1&with_total=true&cursor={cursor}");
    }
    assert_eq!(paged, all);
    let bob = app.facilitator("Bob").await;
    assert_eq!(listed(&bob, "").await, [""; 0]);
    ada.get("/api/sessions?from=2026-05-02&to=2026-05-01").await.is_problem(400, "invalid_period");
}
