//! Invitations into a team through HTTP: asked for, answered once, in time, by whom they are for.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::{
    PASSWORD, Person, Reply, TODAY, TestApp, enter, new_id, opens, with_password,
};

/// A coordinator with a team that already has somebody in it.
struct World {
    app: TestApp,
    coline: Person,
    team: String,
}

const NEW: &str = "nour@exemple.fr";

fn newcomer() -> Value {
    json!({ "first_name": "Nour", "last_name": "Essai", "kind": "peer", "language": "en" })
}

impl World {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let coline = app.coordinator("Coline").await;
        let mona = app.facilitator("Mona").await;
        let team = app.team(&coline, &mona, "2026-01-01", None).to_string();
        Self { app, coline, team }
    }

    fn path(&self) -> String {
        format!("/api/teams/{}/invitations", self.team)
    }

    /// Invites somebody and gives the token of the link in the mail.
    async fn invite(&self, email: &str) -> String {
        self.coline.post(&self.path(), json!({ "emails": [email] })).await.is(201);
        self.app.invited_token(email)
    }

    async fn states(&self) -> Vec<(String, String)> {
        let list = self.coline.read(&self.path()).await;
        let items = list["items"].as_array().expect("items");
        let text = |item: &Value, field: &str| item[field].as_str().unwrap_or_default().to_owned();
        items.iter().map(|item| (text(item, "email"), text(item, "state"))).collect()
    }

    /// Who is in the team, past members too: (name, joined_on, left_on).
    async fn members(&self) -> Vec<(String, String, Value)> {
        let team = self.coline.read(&format!("/api/teams/{}", self.team)).await;
        let members = team["members"].as_array().expect("members");
        let text = |item: &Value, field: &str| item[field].as_str().unwrap_or_default().to_owned();
        members
            .iter()
            .map(|member| {
                (text(member, "name"), text(member, "joined_on"), member["left_on"].clone())
            })
            .filter(|(name, _, _)| name != "Mona Essai")
            .collect()
    }

    async fn actions(&self) -> Vec<String> {
        let root = self.app.admin("Root").await;
        let log = root.read("/api/audit?limit=500").await;
        let items = log["items"].as_array().expect("items");
        let mut actions: Vec<String> =
            items.iter().map(|item| item["action"].as_str().unwrap_or_default().into()).collect();
        actions.reverse();
        actions
    }
}

async fn answer(who: &Person, how: &str, token: &str) -> Reply {
    who.post(&format!("/api/team-invitations/{how}"), json!({ "token": token })).await
}

async fn accept_new(app: &TestApp, token: &str) -> Reply {
    let body = json!({ "token": token, "newcomer": newcomer() });
    app.nobody().post("/api/team-invitations/accept", body).await
}

#[actix_web::test]
async fn somebody_without_an_account_accepts_and_is_signed_in() {
    let world = World::new().await;
    let sent = world.coline.post(&world.path(), json!({ "emails": [" NOUR@exemple.fr "] })).await;
    let sent = sent.is(201).json()["items"][0].clone();
    let id = sent["id"].clone();
    assert_eq!(
        sent,
        json!({
            "id": id,
            "email": NEW,
            "state": "waiting",
            "invited_by_name": "Coline Essai",
            "created_at": "2026-11-12T09:00:00.000Z",
            "sent_at": "2026-11-12T09:00:00.000Z",
            "expires_at": "2026-11-26T09:00:00.000Z",
            "answered_at": null,
        })
    );
    let token = world.app.invited_token(NEW);
    assert_eq!(token.len(), 64, "32 random bytes");
    let offer = answer(&world.app.nobody(), "read", &token).await.is(200).json();
    let told = json!({ "team_name": "Équipe d’essai", "coordinator_name": "Coline Essai" });
    assert_eq!(offer, told, "and nothing else");

    let needs = [("/newcomer", "required")];
    answer(&world.app.nobody(), "accept", &token).await.is_invalid(&needs);
    let reply = accept_new(&world.app, &token).await.is(200);
    let cookie = reply.header("set-cookie").expect("a refresh cookie");
    assert!(cookie.starts_with("coopair_refresh=") && cookie.contains("HttpOnly"), "{cookie}");
    let accepted = reply.json();
    assert_eq!(accepted["team_name"], "Équipe d’essai");
    let account = &accepted["signed_in"]["account"];
    assert_eq!((&account["email"], &account["status"]), (&json!(NEW), &json!("active")));
    assert_eq!((&account["first_name"], &account["language"]), (&json!("Nour"), &json!("en")));
    assert_eq!(account["roles"], json!(["facilitator"]));
    assert_eq!(account["facilitator"]["kind"], "peer");
    assert!(accepted["signed_in"]["workspace"].is_object(), "ready to log a session");
    assert!(opens(&world.app, &accepted["signed_in"]).await);

    assert_eq!(world.members().await, [("Nour Essai".into(), TODAY.into(), Value::Null)]);
    assert_eq!(world.states().await, [(NEW.into(), "accepted".into())]);
    let mails = world.app.mails_to("coline@exemple.fr");
    assert!(mails.last().expect("a mail").contains("Nour Essai a accepté"), "{mails:?}");
    assert_eq!(world.actions().await, ["team.invite", "account.create", "team.accept_invitation"]);
}

#[actix_web::test]
async fn a_link_answers_once_and_for_fourteen_days() {
    let world = World::new().await;
    let app = &world.app;
    let token = world.invite(NEW).await;
    accept_new(app, &token).await.is(200);
    for how in ["read", "accept", "decline"] {
        answer(&app.nobody(), how, &token).await.about(how).is_problem(410, "link_used");
    }
    let declined = world.invite("deniz@exemple.fr").await;
    answer(&app.nobody(), "decline", &declined).await.is(204);
    accept_new(app, &declined).await.is_problem(410, "link_used");
    let last = app.mails_to("coline@exemple.fr").pop().expect("a mail");
    assert!(last.contains("deniz@exemple.fr"), "the coordinator knows who declined: {last}");
    assert_eq!(app.mails_to("deniz@exemple.fr").len(), 1, "nobody else is told");

    let late = world.invite("lou@exemple.fr").await;
    app.wait(Duration::days(14) - Duration::seconds(1));
    let mut coline = world.coline.clone();
    app.sign_in(&mut coline);
    let world = World { coline, ..world };
    answer(&world.app.nobody(), "read", &late).await.is(200);
    world.app.wait(Duration::seconds(1));
    answer(&world.app.nobody(), "read", &late).await.is_problem(410, "link_used");
    accept_new(&world.app, &late).await.is_problem(410, "link_used");
    assert_eq!(
        world.states().await,
        [("lou@exemple.fr", "expired"), ("deniz@exemple.fr", "declined"), (NEW, "accepted")]
            .map(|(email, state)| (email.to_owned(), state.to_owned()))
    );
    for state in ["expired", "declined", "accepted"] {
        let path = format!("{}?state={state}&with_total=true", world.path());
        assert_eq!(world.coline.read(&path).await["total"], 1, "{state}");
    }
    let unknown = "0".repeat(64);
    answer(&world.app.nobody(), "read", &unknown).await.is_problem(410, "link_used");
    answer(&world.app.nobody(), "read", "").await.is_invalid(&[("/token", "required")]);
}

#[actix_web::test]
async fn only_a_hash_of_the_token_is_kept() {
    use coopair::platform::database::schema::team_invitations;
    use diesel::prelude::*;
    let world = World::new().await;
    let token = world.invite(NEW).await;
    let kept: String = world
        .app
        .sql(|conn| team_invitations::table.select(team_invitations::token_hash).first(conn));
    assert_ne!(kept, token);
    assert_eq!(kept, coopair::platform::secrets::hash(&token));
    let list = world.coline.get(&world.path()).await.text();
    assert!(!list.contains(&token) && !list.contains(&kept), "{list}");
}

#[actix_web::test]
async fn inviting_again_renews_the_link() {
    let world = World::new().await;
    let first = world.invite(NEW).await;
    world.app.wait(Duration::days(10));
    let mut coline = world.coline.clone();
    world.app.sign_in(&mut coline);
    let world = World { coline, ..world };
    let second = world.invite(NEW).await;
    assert_ne!(first, second);
    assert_eq!(world.states().await.len(), 1, "one invitation, renewed");
    answer(&world.app.nobody(), "read", &first).await.is_problem(410, "link_used");
    world.app.wait(Duration::days(10));
    accept_new(&world.app, &second).await.is(200);
}

#[actix_web::test]
async fn an_account_answers_for_itself_alone() {
    let world = World::new().await;
    let app = &world.app;
    let ada = with_password(app, "Ada").await;
    let eve = app.facilitator("Eve").await;
    let token = world.invite("ada@exemple.fr").await;
    let offer = answer(&eve, "read", &token).await.is(200).text();
    assert!(!offer.contains("ada"), "an offer names nobody: {offer}");
    answer(&eve, "accept", &token).await.is_problem(403, "forbidden");
    // Not signed in: the account's own door first, whatever names are given.
    let asked = accept_new(app, &token).await;
    let problem = asked.is_problem(409, "email_taken");
    assert!(!problem.to_string().contains("Ada"), "{problem}");
    answer(&app.nobody(), "read", &token).await.is(200);
    enter(app, "ada@exemple.fr", PASSWORD).await.is(200);
    let accepted = answer(&ada, "accept", &token).await.is(200).json();
    let expected = json!({ "team_name": "Équipe d’essai", "signed_in": null });
    assert_eq!(accepted, expected, "signed in already");
    let own = ada.read("/api/me/teams").await;
    assert_eq!(own["items"][0]["coordinator_name"], "Coline Essai");
    assert_eq!(own["items"][0]["is_present"], true);
    answer(&ada, "accept", &token).await.is_problem(410, "link_used");
}

#[actix_web::test]
async fn an_invitation_tells_its_sender_nothing_of_accounts() {
    let world = World::new().await;
    world.app.facilitator("Ada").await;
    let body = json!({ "emails": ["ada@exemple.fr", "inconnue@exemple.fr"] });
    let sent = world.coline.post(&world.path(), body).await.is(201).json();
    let shape = |item: &Value| {
        let mut item = item.clone();
        item["id"] = json!("");
        item["email"] = json!("");
        item
    };
    assert_eq!(shape(&sent["items"][0]), shape(&sent["items"][1]));
}

#[actix_web::test]
async fn an_account_that_was_never_used_is_opened_by_the_invitation() {
    let world = World::new().await;
    let root = world.app.admin("Root").await;
    let input = crate::support::invitation(NEW, &["learner"]);
    root.create("/api/accounts", input).await;
    let token = world.invite(NEW).await;
    let accepted = answer(&world.app.nobody(), "accept", &token).await.is(200).json();
    let account = &accepted["signed_in"]["account"];
    assert_eq!(account["roles"], json!(["facilitator", "learner"]), "the hat comes with the yes");
    assert_eq!(account["first_name"], "Nour", "who they are was said before");
    assert_eq!(world.members().await.len(), 1);
}

#[actix_web::test]
async fn a_withdrawn_invitation_opens_nothing() {
    let world = World::new().await;
    let token = world.invite(NEW).await;
    let id = world.coline.read(&world.path()).await["items"][0]["id"].clone();
    let path = format!("/api/team-invitations/{}/withdraw", id.as_str().expect("an id"));
    let omar = world.app.coordinator("Omar").await;
    omar.post(&path, json!({})).await.is_problem(404, "not_found");
    world.coline.post(&path, json!({})).await.is(204);
    world.coline.post(&path, json!({})).await.is_problem(409, "conflict");
    accept_new(&world.app, &token).await.is_problem(410, "link_used");
    assert_eq!(world.states().await, [(NEW.into(), "withdrawn".into())]);
    let absent = format!("/api/team-invitations/{}/withdraw", new_id());
    world.coline.post(&absent, json!({})).await.is_problem(404, "not_found");
    // Invited again: a new invitation, which works.
    let token = world.invite(NEW).await;
    assert_eq!(world.states().await.len(), 2);
    accept_new(&world.app, &token).await.is(200);
    assert_eq!(
        world.actions().await[..3],
        ["team.invite", "team.withdraw_invitation", "team.invite"]
    );
}

#[actix_web::test]
async fn each_address_has_its_own_fault_and_nothing_is_sent() {
    let world = World::new().await;
    let post =
        async |emails: Value| world.coline.post(&world.path(), json!({ "emails": emails })).await;
    post(json!([
        "a@exemple.fr",
        "personne",
        "A@exemple.fr",
        format!("{}@exemple.fr", "a".repeat(300))
    ]))
    .await
    .is_invalid(&[
        ("/emails/1", "invalid_email"),
        ("/emails/2", "duplicate"),
        ("/emails/3", "too_long"),
    ]);
    post(json!(["a@exemple.fr", "mona@exemple.fr"]))
        .await
        .is_invalid(&[("/emails/1", "already_member")]);
    post(json!(["a@exemple.fr\r\nBcc: b@exemple.fr"]))
        .await
        .is_invalid(&[("/emails/0", "invalid_email")]);
    post(json!([])).await.is_invalid(&[("/emails", "required")]);
    post(json!("a@exemple.fr")).await.is_invalid(&[("/emails", "wrong_type")]);
    post(json!(vec!["x@exemple.fr"; 51])).await.is_invalid(&[("/emails", "out_of_range")]);
    assert!(world.states().await.is_empty());
    assert!(world.app.mails_to("a@exemple.fr").is_empty());
    let newcomer = json!({ "first_name": "", "last_name": "E", "kind": "chef", "language": "fr" });
    let body = json!({ "token": "x", "newcomer": newcomer });
    world
        .app
        .nobody()
        .post("/api/team-invitations/accept", body)
        .await
        .is_invalid(&[("/newcomer/first_name", "required"), ("/newcomer/kind", "unknown_value")]);
}

#[actix_web::test]
async fn a_team_s_invitations_are_its_coordinator_s() {
    let world = World::new().await;
    let omar = world.app.coordinator("Omar").await;
    let root = world.app.admin("Root").await;
    let ada = world.app.facilitator("Ada").await;
    let body = || json!({ "emails": [NEW] });
    omar.post(&world.path(), body()).await.is_problem(404, "not_found");
    omar.get(&world.path()).await.is_problem(404, "not_found");
    ada.post(&world.path(), body()).await.is_problem(403, "forbidden");
    world.app.nobody().post(&world.path(), body()).await.is_problem(401, "unauthenticated");
    root.post(&world.path(), body()).await.is(201);
    let seen = world.coline.read(&world.path()).await;
    assert_eq!(seen["items"][0]["invited_by_name"], "Root Essai");
    let offer = answer(&world.app.nobody(), "read", &world.app.invited_token(NEW)).await;
    assert_eq!(offer.is(200).json()["coordinator_name"], "Coline Essai");
    world
        .coline
        .get(&format!("{}?state=ended", world.path()))
        .await
        .is_problem(400, "invalid_parameter");
}

#[actix_web::test]
async fn invitations_are_read_page_by_page() {
    let world = World::new().await;
    for at in 0..5 {
        world.invite(&format!("p{at}@exemple.fr")).await;
        world.app.wait(Duration::milliseconds(1));
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = world.coline.read(&format!("{}?limit=2{cursor}", world.path())).await;
        for item in page["items"].as_array().expect("items") {
            seen.push(item["email"].as_str().expect("an address").to_owned());
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, ["p4", "p3", "p2", "p1", "p0"].map(|name| format!("{name}@exemple.fr")));
}

#[actix_web::test]
async fn mails_speak_the_reader_s_language() {
    let world = World::new().await;
    let ada = world.app.facilitator("Ada").await;
    let me = json!({ "first_name": "Ada", "last_name": "Essai", "language": "en" });
    ada.put_at("/api/me", 1, me).await.is(200);
    world.invite("ada@exemple.fr").await;
    world.invite(NEW).await;
    let last = |email: &str| world.app.mails_to(email).pop().expect("a mail");
    assert!(last("ada@exemple.fr").contains("invites you to join"));
    assert!(last(NEW).contains("vous invite à rejoindre"), "as the coordinator speaks");
}
