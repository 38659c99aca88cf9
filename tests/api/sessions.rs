//! Sessions through HTTP.

use serde_json::json;

use crate::support::{TestApp, individual, new_id};

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
