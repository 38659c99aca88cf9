//! Competences: those of Pix as shipped, those of the network, what can be reached.

use serde_json::{Value, json};

use super::{FILES, vdw};
use crate::support::{TestApp, new_id, with};

fn local() -> Value {
    json!({ "title_fr": "Utiliser la messagerie de la ville", "area": "2" })
}

#[actix_web::test]
async fn the_sixteen_of_pix_are_there_as_the_data_file_has_them() {
    let app = TestApp::new().await;
    let list = app.nobody().read("/api/competences").await;
    let file: Value =
        serde_json::from_str(include_str!("../../../data/pix-framework.json")).unwrap();
    let shipped = file["competences"].as_array().unwrap();
    let items = list["items"].as_array().unwrap();
    assert_eq!((items.len(), shipped.len()), (16, 16));
    for (item, own) in items.iter().zip(shipped) {
        for field in ["code", "title_fr", "title_en"] {
            assert_eq!(item[field], own[field], "{own}");
        }
        assert_eq!(
            item["area"].as_str().unwrap(),
            own["code"].as_str().unwrap().split('.').next().unwrap()
        );
        assert_eq!(item["statements"].as_array().unwrap().len(), 5, "{own}");
        assert_eq!((&item["max_level"], &item["framework"]), (&json!(7), &json!("pix")));
    }
    assert_eq!(list["levels"].as_array().unwrap().len(), 9);
}

#[actix_web::test]
async fn an_administrator_adds_local_competences_and_retires_them() {
    let app = TestApp::new().await;
    let (admin, ada) = (app.admin("Abel").await, app.facilitator("Ada").await);
    ada.post("/api/competences", local()).await.is_problem(403, "forbidden");
    let path = format!("/api/competences/{}", new_id());
    let made = admin.put(&path, local()).await.is(201).json();
    assert_eq!((&made["code"], &made["max_level"]), (&json!("L1"), &json!(8)));
    assert_eq!(made["title_en"], made["title_fr"]);
    assert_eq!(admin.put(&path, local()).await.is(200).json(), made);
    let id = made["id"].as_str().unwrap();
    let place = |level: i64| json!({ "competence_id": id, "level": level });
    ada.put(&format!("/api/me/placements/{}", new_id()), place(8)).await.is(201);
    assert_eq!(vdw(&ada, id).await, [None, Some(8), Some(8)]);
    let answers = json!({ "competence_id": id, "answers": super::alone(2) });
    let refused = ada.put(&format!("/api/me/placements/{}", new_id()), answers.clone()).await;
    refused.is_invalid(&[("/answers", "contradiction")]);
    let five = json!(["Un", "Deux", "Trois", "Quatre", "Cinq"]);
    let changed = with(local(), json!({ "statements": five }));
    admin.put_at(&path, 1, changed.clone()).await.is(200);
    ada.put(&format!("/api/me/placements/{}", new_id()), answers).await.is(201);
    let retired = with(changed, json!({ "is_retired": true }));
    admin.put_at(&path, 1, retired.clone()).await.is_problem(412, "stale_version");
    admin.put_at(&path, 2, retired).await.is(200);
    let refused = ada.put(&format!("/api/me/placements/{}", new_id()), place(1)).await;
    refused.is_invalid(&[("/competence_id", "unknown_value")]);
    assert_eq!(vdw(&ada, id).await[1], Some(2), "what was said stays");
}

#[actix_web::test]
async fn wrong_competences_are_refused() {
    let app = TestApp::new().await;
    let admin = app.admin("Abel").await;
    let cases: [(Value, &[(&str, &str)]); 5] = [
        (json!({ "title_fr": "" }), &[("/title_fr", "required")]),
        (json!({ "title_fr": "ab" }), &[("/title_fr", "too_short")]),
        (json!({ "area": "6" }), &[("/area", "unknown_value")]),
        (json!({ "statements": ["Une seule"] }), &[("/statements", "out_of_range")]),
        (
            json!({ "statements": ["Un", "", "Trois", "Quatre", "Cinq"] }),
            &[("/statements/1", "required")],
        ),
    ];
    for (change, expected) in cases {
        let body = with(local(), change.clone());
        admin.post("/api/competences", body).await.about(&change.to_string()).is_invalid(expected);
    }
    let pix = format!("/api/competences/{FILES}");
    admin.put_at(&pix, 1, local()).await.is_problem(403, "forbidden");
    assert_eq!(admin.read("/api/competences").await["items"].as_array().unwrap().len(), 16);
}

#[actix_web::test]
async fn the_maximum_of_pix_rises_from_a_day_on() {
    let app = TestApp::new().await;
    let (admin, ada) = (app.admin("Abel").await, app.facilitator("Ada").await);
    let note =
        |day: &str, level: i64| json!({ "framework": "pix", "from_on": day, "level": level });
    let refused = admin.post("/api/frameworks/maxima", note("2015-01-01", 8)).await;
    refused.is_invalid(&[("/from_on", "date_out_of_range")]);
    let refused = admin.post("/api/frameworks/maxima", note("2026-11-12", 9)).await;
    refused.is_invalid(&[("/level", "out_of_range")]);
    let top = json!({ "competence_id": FILES, "level": 8 });
    let refused = ada.put(&format!("/api/me/placements/{}", new_id()), top.clone()).await;
    refused.is_invalid(&[("/level", "above_reachable")]);
    admin.post("/api/frameworks/maxima", note("2026-11-12", 8)).await.is(204);
    ada.put(&format!("/api/me/placements/{}", new_id()), top).await.is(201);
    assert_eq!(ada.read("/api/competences").await["items"][0]["max_level"], 8);
}
