//! Levels through HTTP: placing oneself, attesting, co-signing, Pix files, looks, badges, codes.

mod attesting;
mod badges;
mod claims;
mod framework;
mod histories;
mod imports;
mod ledger;
// The model of the pure rules, whole; profiles are the files' own tests.
#[allow(dead_code)]
#[path = "../../src/competences/levels/tests/naive.rs"]
mod naive;
mod placement;
mod team;

use serde_json::{Value, json};

use crate::support::{Person, TestApp, individual, new_id, with};

/// 1.2, « Gérer des données », and 2.1, « Interagir »: ids of the migration.
pub const FILES: &str = "01930000-0000-7000-8000-000000000012";
pub const MAIL: &str = "01930000-0000-7000-8000-000000000021";
/// No competence.
pub const NOTHING: &str = "01930000-0000-7000-8000-000000000099";

/// V, D and W of the signed-in person on a competence.
pub async fn vdw(who: &Person, competence: &str) -> [Option<i64>; 3] {
    let levels = who.read("/api/me/levels").await;
    let own = levels["levels"].as_array().expect("levels").iter();
    let own = own.clone().find(|own| own["competence_id"] == competence).expect("a competence");
    let level = |proof: &Value| proof["level"].as_i64();
    [level(&own["verified"]), level(&own["declared"]), own["working_level"].as_i64()]
}

/// Five answers of which the first so many are « alone ».
pub fn alone(count: usize) -> Value {
    (0..5).map(|at| if at < count { "alone" } else { "not_yet" }).collect()
}

/// A facilitator, with a verified level on `FILES` and on `MAIL`, who follows a learner.
pub struct Pair {
    pub app: TestApp,
    pub ada: Person,
    pub admin: Person,
    pub learner: String,
    pub session: String,
}

impl Pair {
    /// Ada has V = `level`; she met Lucette today, about files.
    pub async fn new(level: u8) -> Self {
        let app = TestApp::new().await;
        let (ada, admin) = (app.facilitator("Ada").await, app.admin("Abel").await);
        if level > 0 {
            certify(&admin, "Essai", "Ada", level, "12/03/2025").await;
        }
        let learner = ada.follow("Lucette", "Bernardin", json!({})).await;
        let session = meet(&ada, &learner, &[FILES]).await;
        Self { app, ada, admin, learner, session }
    }

    pub fn attestation(&self, level: i64) -> Value {
        json!({
            "session_id": self.session,
            "learner_id": self.learner,
            "competence_id": FILES,
            "level": level,
        })
    }
}

/// Logs a session of today with a learner, about competences.
pub async fn meet(who: &Person, learner: &str, about: &[&str]) -> String {
    let today = who.app.ctx.clock.today().to_string();
    let about: Vec<Value> = about.iter().map(|id| json!({ "competence_id": id })).collect();
    let more = json!({ "learner_id": learner, "competences": about, "date": today });
    who.create("/api/individual-sessions", with(individual(), more)).await
}

/// Attests, expecting a status.
pub async fn attest(who: &Person, body: &Value, status: u16) -> Value {
    let path = format!("/api/attestations/{}", new_id());
    who.put(&path, body.clone()).await.is(status).json()
}

/// Certification results of the third generation, one person, the same level on all competences.
pub fn certificate(last: &str, first: &str, levels: &[(usize, u8)], passed_on: &str) -> String {
    let mut header = vec![
        "Numéro de certification",
        "Prénom",
        "Nom",
        "Date de naissance",
        "Lieu de naissance",
        "Identifiant Externe",
        "Type de certification",
        "Statut",
        "Niveau",
        "Score en Pix",
    ];
    const CODES: [&str; 16] = [
        "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2",
        "4.3", "5.1", "5.2",
    ];
    header.extend(CODES);
    header.extend([
        "Commentaire jury pour l’organisation",
        "Session",
        "Centre de certification",
        "Date de passage de la certification",
    ]);
    let mut row: Vec<String> =
        ["900001", first, last, "04/01/1990", "Nantes", "", "Pix", "Validée", "-", "55"]
            .map(str::to_owned)
            .to_vec();
    for at in 0..CODES.len() {
        let level = levels.iter().find(|(own, _)| *own == at).map(|(_, level)| level.to_string());
        row.push(level.unwrap_or("-".to_owned()));
    }
    row.extend(["", "777", "Centre d’essai", passed_on].map(str::to_owned));
    let quoted = |cells: Vec<String>| {
        cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(";")
    };
    let header = quoted(header.iter().map(|title| (*title).to_owned()).collect());
    format!("\u{feff}{header}\n{}\n", quoted(row))
}

/// An administrator imports a certificate that proves a level on `FILES` and `MAIL`.
pub async fn certify(admin: &Person, last: &str, first: &str, level: u8, passed_on: &str) {
    let file = certificate(last, first, &[(1, level), (3, level)], passed_on);
    let reply = admin.upload("/api/levels/import?commit=true", "pix.csv", file.as_bytes()).await;
    let report = reply.is(200).json();
    assert_eq!((&report["committed"], &report["people"]), (&json!(true), &json!(1)), "{report}");
}
