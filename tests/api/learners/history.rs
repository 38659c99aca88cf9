//! What is kept about a learner's past: which session was the first, and who they were then.

use serde_json::{Value, json};

use super::lucette;
use crate::support::{Person, TestApp, individual, with};

struct Story {
    ada: Person,
    learner: String,
}

impl Story {
    async fn begin() -> Self {
        let ada = TestApp::new().await.facilitator("Ada").await;
        let learner = ada.create("/api/learners", lucette()).await;
        Self { ada, learner }
    }

    fn on(&self, day: &str) -> Value {
        with(individual(), json!({ "date": day, "learner_id": self.learner }))
    }

    /// Records a session and tells its address.
    async fn session(&self, day: &str) -> String {
        let id = self.ada.create("/api/individual-sessions", self.on(day)).await;
        format!("/api/sessions/{id}")
    }

    async fn correct(&self, session: &str, body: Value) {
        let version = self.ada.version(session).await;
        let path = session.replace("/sessions/", "/individual-sessions/");
        self.ada.put_at(&path, version, body).await.is(200);
    }

    async fn withdraw(&self, session: &str) {
        let version = self.ada.version(session).await;
        self.ada.delete_at(session, version).await.is(204);
    }

    async fn restore(&self, session: &str) {
        self.ada.post(&format!("{session}/restore"), json!({})).await.is(200);
    }

    async fn is_first(&self, session: &str) -> bool {
        self.ada.read(session).await["learner"]["first_time"] == true
    }

    /// Exactly this session is the first, and the record knows the days.
    #[track_caller]
    fn tells<'a>(
        &'a self,
        sessions: &'a [&String],
        first: usize,
        days: [&'a str; 2],
    ) -> impl Future<Output = ()> + 'a {
        let caller = std::panic::Location::caller();
        async move {
            for (at, session) in sessions.iter().enumerate() {
                assert_eq!(self.is_first(session).await, at == first, "{caller}: session {at}");
            }
            let sheet = self.ada.read(&format!("/api/learners/{}", self.learner)).await;
            let told = [&sheet["first_session_on"], &sheet["last_session_on"]];
            assert_eq!(told, days, "{caller}");
            assert_eq!(sheet["session_count"], sessions.len(), "{caller}");
        }
    }
}

#[actix_web::test]
async fn the_first_time_stays_right_whatever_happens() {
    let story = Story::begin().await;
    let march = story.session("2026-03-10").await;
    story.tells(&[&march], 0, ["2026-03-10", "2026-03-10"]).await;
    let may = story.session("2026-05-10").await;
    story.tells(&[&march, &may], 0, ["2026-03-10", "2026-05-10"]).await;
    let january = story.session("2026-01-10").await;
    story.tells(&[&january, &march, &may], 0, ["2026-01-10", "2026-05-10"]).await;
    // Of two on one day, the one logged first.
    let same_day = story.session("2026-01-10").await;
    story.tells(&[&january, &same_day, &march, &may], 0, ["2026-01-10", "2026-05-10"]).await;
    story.withdraw(&january).await;
    story.tells(&[&same_day, &march, &may], 0, ["2026-01-10", "2026-05-10"]).await;
    story.correct(&same_day, story.on("2026-06-10")).await;
    story.tells(&[&march, &may, &same_day], 0, ["2026-03-10", "2026-06-10"]).await;
    story.restore(&january).await;
    story.tells(&[&january, &march, &may, &same_day], 0, ["2026-01-10", "2026-06-10"]).await;
    // Somebody else's session after all.
    story.correct(&january, with(individual(), json!({ "date": "2026-01-10" }))).await;
    story.tells(&[&march, &may, &same_day], 0, ["2026-03-10", "2026-06-10"]).await;
    story.correct(&january, story.on("2026-01-10")).await;
    story.tells(&[&january, &march, &may, &same_day], 0, ["2026-01-10", "2026-06-10"]).await;
}

#[actix_web::test]
async fn a_session_remembers_the_person_of_its_day() {
    let story = Story::begin().await;
    let past = story.session("2021-06-01").await;
    let person = |view: Value| {
        let told = &view["learner"];
        [&told["gender"], &told["age_band"], &told["status"]].map(Clone::clone)
    };
    let then = [json!("feminin"), json!("soixante_soixante_neuf"), json!("retraite")];
    assert_eq!(person(story.ada.read(&past).await), then, "69 years old in 2021");
    let changed = with(lucette(), json!({ "status": "en_emploi", "birth_year": 1990 }));
    story.ada.put_at(&format!("/api/learners/{}", story.learner), 1, changed).await.is(200);
    assert_eq!(person(story.ada.read(&past).await), then, "the past does not drift");
    story.correct(&past, with(story.on("2021-06-01"), json!({ "duration_min": 45 }))).await;
    assert_eq!(person(story.ada.read(&past).await), then, "nor when its session is corrected");
    let today = story.session("2026-06-01").await;
    let now = [json!("feminin"), json!("vingt_cinq_trente_neuf"), json!("en_emploi")];
    assert_eq!(person(story.ada.read(&today).await), now);
    let question = "/api/statistics?from=2021-01-01&to=2021-12-31";
    let bands = story.ada.read(question).await["by_age_band"].clone();
    let sixties = bands.as_array().into_iter().flatten().find(|band| band["followed"] == 1);
    assert_eq!(sixties.map(|band| &band["code"]), Some(&json!("soixante_soixante_neuf")));
}
