//! The morning's mail: once a day, to whom something waits.

use chrono::Duration;
use coopair::network::digest;
use serde_json::json;

use super::learner;
use crate::support::{Person, TestApp};

fn mornings(app: &TestApp, who: &Person) -> Vec<String> {
    let texts = app.mails_to(&who.email);
    let plain = texts.iter().map(|text| text.replace('\u{a0}', " "));
    plain.filter(|text| is_digest(text)).collect()
}

fn is_digest(text: &str) -> bool {
    ["Vous animez", "On vous demande", "Sans personne", "Trop peu", "attendent une place"]
        .iter()
        .any(|start| text.contains(start))
}

async fn morning(app: &TestApp) -> usize {
    digest::round(&app.ctx).await.expect("a round")
}

#[actix_web::test]
async fn a_lead_reads_what_the_day_holds_once() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
    let (bea, carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    // Tomorrow: it is Thursday 12 November, ten o'clock.
    let id = ada.publish(json!({ "date": "2026-11-13", "capacity": 1 })).await;
    bea.enrols(&id).await;
    carl.enrols(&id).await;
    ada.publish(json!({ "date": "2026-11-20", "title": "Plus tard" })).await;
    assert_eq!(morning(&app).await, 1, "Bob leads nothing");
    assert_eq!(morning(&app).await, 0, "told already");
    let other = app.another_process().await;
    assert_eq!(morning(&other).await, 0, "told by another process");
    let [text] = mornings(&app, &ada).try_into().expect("one mail");
    let line = "– Reconnaître un message piégé, le 13 novembre 2026 à 14:00 (1 sur 1 places prises, \
                1 en attente)";
    assert!(text.contains(line), "{text}");
    assert!(!text.contains("Plus tard") && !text.contains("Bea"), "{text}");
    assert!(mornings(&app, &bob).is_empty());
    // The next day is told anew; what is over is not.
    app.wait(Duration::days(1));
    assert_eq!(morning(&app).await, 1);
    app.wait(Duration::days(1));
    assert_eq!(morning(&app).await, 0, "nothing on Saturday");
}

#[actix_web::test]
async fn a_coordinator_reads_what_the_team_lacks_and_nobody_else_s() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let (cora, other) = (app.coordinator("Cora").await, app.coordinator("Otto").await);
    app.team(&cora, &ada, "2026-01-01", None);
    ada.publish(json!({ "date": "2026-11-17", "min_people": 3, "title": "Presque vide" })).await;
    for nth in 0..7 {
        let (date, title) = (format!("2026-11-{}", 13 + nth), format!("Sans voix {nth}"));
        cora.plan(json!({ "date": date, "title": title })).await;
    }
    assert!(morning(&app).await >= 1);
    let [text] = mornings(&app, &cora).try_into().expect("one mail");
    assert!(text.contains("Trop peu de monde :\n– Presque vide, le 17 novembre 2026"), "{text}");
    assert!(text.contains("Sans personne pour animer :\n– Sans voix 0"), "{text}");
    assert!(text.contains("Sans voix 4") && !text.contains("Sans voix 5"), "{text}");
    assert!(text.contains("– et 2 autres"), "{text}");
    assert!(text.contains("https://reseau.exemple.fr/pilotage"), "{text}");
    assert!(mornings(&app, &other).is_empty());
}

#[actix_web::test]
async fn nothing_is_said_in_the_afternoon() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    ada.publish(json!({ "date": "2026-11-13" })).await;
    app.wait(Duration::hours(3));
    assert_eq!(morning(&app).await, 0);
}
