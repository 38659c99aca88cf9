//! What goes into people's own calendars with a mail, read by two independent parsers.

use icalendar::parser::{Component, read_calendar, unfold};
use serde_json::json;

use super::{at, learner, round};
use crate::support::{Person, TestApp, with};

/// What a calendar program makes of one mail.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    method: String,
    uid: String,
    sequence: u32,
    start: String,
    status: String,
    attendee: String,
}

/// The value of a property, the same for both parsers.
fn asked(text: &str) -> Asked {
    let mut others = ical::IcalParser::new(text.as_bytes());
    let other = others.next().expect("a calendar").expect("it can be read");
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).expect("the second parser reads it");
    let [event] = calendar.components.as_slice() else { panic!("one event in {text}") };
    let value = |component: &Component<'_>, name: &str| {
        let found = component.find_prop(name).unwrap_or_else(|| panic!("{name} in {text}"));
        let first = other.events[0].properties.iter().find(|own| own.name == name);
        let first = first.and_then(|own| own.value.clone()).expect("the first parser reads it");
        assert_eq!(found.val.as_str(), first, "{name}");
        first
    };
    let method = calendar.properties.iter().find(|own| own.name == "METHOD").expect("a method");
    Asked {
        method: method.val.as_str().to_owned(),
        uid: value(event, "UID"),
        sequence: value(event, "SEQUENCE").parse().expect("a number"),
        start: value(event, "DTSTART"),
        status: value(event, "STATUS"),
        attendee: value(event, "ATTENDEE"),
    }
}

fn all(app: &TestApp, who: &Person) -> Vec<Asked> {
    app.calendars_to(&who.email).iter().map(|text| asked(text)).collect()
}

fn methods(app: &TestApp, who: &Person) -> Vec<String> {
    all(app, who).into_iter().map(|own| own.method).collect()
}

#[actix_web::test]
async fn a_seat_goes_into_the_calendar_and_out_again() {
    let app = TestApp::new().await;
    let (ada, bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    let id = ada.publish(json!({})).await;
    let own = bea.enrols(&id).await;
    let first = all(&app, &bea);
    assert_eq!(
        first,
        [Asked {
            method: "REQUEST".to_owned(),
            uid: format!("{id}@coopair"),
            sequence: first[0].sequence,
            start: "20261126T130000Z".to_owned(),
            status: "CONFIRMED".to_owned(),
            attendee: format!("mailto:{}", bea.email),
        }]
    );
    bea.asks(&own, json!({ "do": "withdraw" })).await.is(200);
    bea.enrols(&id).await;
    let told = all(&app, &bea);
    let methods: Vec<&str> = told.iter().map(|own| own.method.as_str()).collect();
    assert_eq!(methods, ["REQUEST", "CANCEL", "REQUEST"]);
    assert_eq!(told[1].status, "CANCELLED");
    assert!(told.is_sorted_by(|one, next| one.sequence < next.sequence), "{told:?}");
}

#[actix_web::test]
async fn who_waits_has_nothing_in_the_calendar_until_promoted() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let (bea, carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    let dora = learner(&app, "Dora").await;
    let id = ada.publish(json!({ "capacity": 1 })).await;
    let own = bea.enrols(&id).await;
    carl.enrols(&id).await;
    dora.enrols(&id).await;
    assert!(all(&app, &carl).is_empty());
    bea.asks(&own, json!({ "do": "withdraw" })).await.is(200);
    assert_eq!(methods(&app, &carl), ["REQUEST"]);
    // Cancelled: who had a seat takes it out; who waited never put it in.
    let reason = json!({ "reason": "La salle est fermée." });
    ada.post(&at(&id, "/cancel"), reason).await.is(200);
    assert_eq!(methods(&app, &carl), ["REQUEST", "CANCEL"]);
    assert_eq!(methods(&app, &dora), [] as [&str; 0]);
    assert_eq!(methods(&app, &bea), ["REQUEST", "CANCEL"]);
}

#[actix_web::test]
async fn a_changed_hour_moves_the_event() {
    let app = TestApp::new().await;
    let (ada, bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    let id = ada.publish(json!({})).await;
    bea.enrols(&id).await;
    let seen = ada.read(&at(&id, "")).await;
    let version = seen["version"].as_i64().expect("a version");
    let later = with(crate::support::planned(), json!({ "start_time": "14:30" }));
    ada.put_at(&at(&id, ""), version, later).await.is(200);
    round(&app).await;
    let told = all(&app, &bea);
    let starts: Vec<&str> = told.iter().map(|own| own.start.as_str()).collect();
    assert_eq!(starts, ["20261126T130000Z", "20261126T133000Z"]);
    assert!(told.is_sorted_by(|one, next| one.sequence < next.sequence), "{told:?}");
}
