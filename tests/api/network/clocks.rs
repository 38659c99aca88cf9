//! Both clock changes of Europe/Paris, quiet hours, and what the clock does by itself.

use chrono::Duration;
use coopair::platform::database::schema::mails;
use diesel::prelude::*;
use serde_json::json;

use super::{at, learner, round, standing, told, wait};
use crate::support::{TestApp, new_id, planned, with};

#[actix_web::test]
async fn nights_in_which_clocks_change() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let plan = async |date: &str, from: &str, to: &str| {
        let time = json!({ "date": date, "start_time": from, "end_time": to });
        ada.put(&at(&new_id(), ""), with(planned(), time)).await
    };
    let shown = async |date: &str, from: &str, to: &str| {
        let view = plan(date, from, to).await.is(201).json();
        [view["starts_at"].clone(), view["ends_at"].clone()]
            .map(|at| at.as_str().unwrap().to_owned())
    };
    // 28 March 2027: 02:00 to 03:00 is skipped.
    let spring = shown("2027-03-28", "01:30", "03:30").await;
    assert_eq!(spring, ["2027-03-28T00:30:00.000Z", "2027-03-28T01:30:00.000Z"], "one hour");
    let skipped = shown("2027-03-28", "02:15", "04:00").await;
    assert_eq!(skipped, ["2027-03-28T01:15:00.000Z", "2027-03-28T02:00:00.000Z"], "03:15");
    plan("2027-03-28", "02:30", "03:00").await.is_invalid(&[("/start_time", "skipped_time")]);
    // 31 October 2027: 02:00 to 03:00 comes twice.
    let autumn = shown("2027-10-31", "01:30", "03:30").await;
    assert_eq!(autumn, ["2027-10-30T23:30:00.000Z", "2027-10-31T02:30:00.000Z"], "three hours");
    let summer = shown("2027-07-01", "10:00", "12:00").await;
    assert_eq!(summer[0], "2027-07-01T08:00:00.000Z");
    let winter = shown("2027-01-14", "10:00", "12:00").await;
    assert_eq!(winter[0], "2027-01-14T09:00:00.000Z");
}

#[actix_web::test]
async fn reminders_keep_to_the_wall_clock_across_a_change() {
    let app = TestApp::new().await;
    let (ada, bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    // Tuesday 30 March 2027 at 10:00; a week before, clocks were an hour behind.
    let id =
        ada.publish(json!({ "date": "2027-03-30", "start_time": "10:00", "end_time": "12:00" }));
    let id = id.await;
    bea.enrols(&id).await;
    // 168 hours before 10:00 of summer is 09:00 of winter.
    let week = chrono::DateTime::parse_from_rfc3339("2027-03-23T08:00:00Z").unwrap();
    let now = chrono::DateTime::parse_from_rfc3339(crate::support::NOW).unwrap();
    app.wait(week - now - Duration::minutes(1));
    round(&app).await;
    assert_eq!(told(&app, &bea), ["confirmed"]);
    app.wait(Duration::minutes(1));
    round(&app).await;
    assert_eq!(told(&app, &bea), ["confirmed", "week_before"]);
}

#[actix_web::test]
async fn no_mail_leaves_at_night() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let mut bea = learner(&app, "Bea").await;
    let id = ada.publish(json!({})).await;
    wait(&app, Duration::hours(12), &mut [&mut bea]);
    bea.enrols(&id).await;
    let email = bea.email.clone();
    let from: i64 = app.sql(|conn| {
        mails::table.filter(mails::recipient.eq(email)).select(mails::next_attempt_at).first(conn)
    });
    let morning = chrono::DateTime::parse_from_rfc3339("2026-11-13T07:00:00+01:00").unwrap();
    assert_eq!(from, morning.timestamp_millis(), "22:00 waits for 07:00");
}

#[actix_web::test]
async fn an_offer_lapses_by_itself_and_the_next_is_asked() {
    let app = TestApp::new().await;
    let mut ada = app.facilitator("Ada").await;
    let mut bea = learner(&app, "Bea").await;
    let mut carl = learner(&app, "Carl").await;
    let mut dora = learner(&app, "Dora").await;
    let id = ada.publish(json!({ "capacity": 1 })).await;
    let own = bea.enrols(&id).await;
    let carls = carl.enrols(&id).await;
    app.wait(Duration::seconds(1));
    dora.enrols(&id).await;
    // The day before at 16:00: a seat that falls free is offered for four hours.
    let people = &mut [&mut ada, &mut bea, &mut carl, &mut dora];
    wait(&app, Duration::days(13) + Duration::hours(6), people);
    let left = bea.asks(&own, json!({ "do": "withdraw" })).await.is(200).json();
    assert_eq!(left["is_late"], true);
    assert_eq!(standing(&carl, &id).await, "offered");
    wait(&app, Duration::hours(4) - Duration::seconds(2), &mut [&mut carl]);
    round(&app).await;
    assert_eq!(standing(&carl, &id).await, "offered");
    wait(&app, Duration::seconds(3), &mut [&mut carl, &mut dora]);
    round(&app).await;
    round(&app).await;
    assert_eq!(standing(&carl, &id).await, "waitlisted");
    assert_eq!(standing(&dora, &id).await, "offered");
    let kinds = ["waitlisted", "offered", "offer_lapsed"];
    assert_eq!(told(&app, &carl)[..3], kinds);
    let late = carl.asks(&carls, json!({ "do": "accept" })).await;
    late.is_problem(409, "not_possible");
    let list = dora.read("/api/me/enrolments").await;
    let offered = list["items"][0]["enrolment"].clone();
    assert_eq!(offered["may"], json!(["withdraw", "accept"]));
    dora.asks(&offered, json!({ "do": "accept" })).await.is(200);
    assert_eq!(standing(&dora, &id).await, "confirmed");
}

#[actix_web::test]
async fn the_lead_is_reminded_of_the_report() {
    let app = TestApp::new().await;
    let (ada, bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    let id = ada.publish(json!({})).await;
    bea.enrols(&id).await;
    app.wait(Duration::days(15));
    round(&app).await;
    assert_eq!(told(&app, &ada), ["report_due"]);
    app.wait(Duration::days(3));
    round(&app).await;
    assert_eq!(told(&app, &ada), ["report_due", "report_overdue"]);
}
