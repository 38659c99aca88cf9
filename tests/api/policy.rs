//! The policy table, walked: every route, called by everybody, answers 401 and 403 exactly when
//! the table says so, whosever record the address names.

use coopair::app;
use coopair::policy::Role::{self, Admin, Coordinator, Facilitator, Funder, Learner};
use coopair::policy::{Entry, Rule, TABLE, compare};
use serde_json::{Value, json};

use crate::levels::{FILES, attest, certify, meet};
use crate::support::{
    Person, Reply, TODAY, TestApp, animation, event, individual, invitation, learner, new_id,
    partnership, place, planned, room, series, template, workshop,
};

const EVERYBODY: [&[Role]; 6] =
    [&[Admin], &[Coordinator], &[Facilitator], &[Learner], &[Funder], &[]];

/// Doors that anyone may knock at, and that answer 401 for reasons of their own.
const DOORS: [&str; 2] = ["/api/sign-in", "/api/sign-in/refresh"];

/// Open to whoever signs in, for records of which most people know nothing.
const PERSONAL: [&str; 12] = [
    "/api/evidence/{id}/acts",
    "/api/me/badges/{id}/revoke",
    "/api/planned-workshops/{id}/enrolments/{enrolment_id}/commands",
    "/api/planned-workshops/{id}/enrolments/{enrolment_id}/move",
    "/api/planned-workshops/{id}/satisfaction",
    "/api/calendars/{token}.ics",
    "/api/public/workshops/{id}",
    "/api/me/calendars/{id}/revoke",
    "/api/mentoring-pairs/{id}",
    "/api/mentoring-pairs/{id}/steps",
    "/api/help-requests/{id}",
    "/api/help-requests/{id}/steps",
];

#[test]
fn a_route_without_an_entry_keeps_the_server_from_starting() {
    let mut served = app::routes();
    compare(&served).expect("the table is complete");
    served.insert(("GET".to_owned(), "/api/secrets".to_owned()));
    let refusal = compare(&served).expect_err("a route too many").to_string();
    assert!(refusal.contains("GET /api/secrets"), "{refusal}");
    served.remove(&("GET".to_owned(), "/api/secrets".to_owned()));
    served.remove(&("GET".to_owned(), "/api/me".to_owned()));
    let refusal = compare(&served).expect_err("an entry too many").to_string();
    assert!(refusal.contains("GET /api/me"), "{refusal}");
}

#[test]
fn every_route_has_one_entry() {
    let mut routes: Vec<_> = TABLE.iter().map(|entry| (entry.path, entry.method)).collect();
    routes.sort_unstable();
    let count = routes.len();
    routes.dedup();
    assert_eq!(routes.len(), count);
}

#[actix_web::test]
async fn every_route_answers_everybody_as_the_table_says() {
    for hats in EVERYBODY {
        let mut walk = Walk::new(hats).await;
        for entry in TABLE {
            match walk.refusal(entry) {
                Some(status) => {
                    for foreign in [false, true] {
                        let reply = walk.call(entry, foreign).await;
                        assert_eq!(reply.status, status, "{hats:?} {entry:?} {}", reply.text());
                    }
                }
                None => {
                    let reply = walk.call(entry, false).await;
                    let status = reply.status;
                    let refused = matches!(status, 401 | 403) && !DOORS.contains(&entry.path);
                    let unknown = status == 404 && !PERSONAL.contains(&entry.path);
                    let missed = unknown || matches!(status, 405 | 415 | 500..);
                    assert!(!refused && !missed, "{hats:?} {entry:?} {}", reply.text());
                }
            }
        }
    }
}

/// Somebody with one hat, and records they may reach; and records of strangers.
struct Walk {
    app: TestApp,
    hats: &'static [Role],
    caller: Person,
    own: Ids,
    foreign: Ids,
}

struct Ids {
    session: String,
    workshop: String,
    learners: [String; 2],
    tag: String,
    place: String,
    organization: String,
    programme: String,
    perimeter: String,
    share_link: String,
    account: String,
    facilitator: String,
    team: String,
    invitation: String,
    coordinator: String,
    /// An animation, an event, a partnership.
    activities: [String; 3],
    levels: LevelIds,
    help: String,
    network: NetworkIds,
}

/// What was planned by the author.
struct NetworkIds {
    template: String,
    room: String,
    pool: String,
    workshop: String,
    enrolment: String,
    series: String,
}

impl NetworkIds {
    async fn new(author: &Person, learner: &str, place_id: &str) -> Self {
        let ids = Self {
            template: new_id(),
            room: new_id(),
            pool: new_id(),
            workshop: new_id(),
            enrolment: new_id(),
            series: new_id(),
        };
        let put = async |path: String, body: Value| {
            author.put(&path, body).await.is(201);
        };
        put(format!("/api/workshop-templates/{}", ids.template), template()).await;
        put(format!("/api/rooms/{}", ids.room), room(place_id)).await;
        put(format!("/api/device-pools/{}", ids.pool), pool(place_id)).await;
        let path = format!("/api/workshop-series/{}", ids.series);
        put(path.clone(), series()).await;
        author.post(&format!("{path}/publish"), json!({})).await.is(200);
        let path = format!("/api/planned-workshops/{}", ids.workshop);
        put(path.clone(), planned()).await;
        author.post(&format!("{path}/publish"), json!({})).await.is(200);
        let enrolment = json!({ "id": ids.enrolment, "learner_id": learner });
        author.post(&format!("{path}/enrolments"), enrolment).await.is(201);
        ids
    }
}

fn pool(place_id: &str) -> Value {
    json!({ "place_id": place_id, "name": "Tablettes", "size": 10 })
}

/// What was written of the author's and a learner's levels.
struct LevelIds {
    competence: String,
    evidence: String,
    cosignature: String,
    grant: String,
    badge: String,
    thumbprint: String,
}

impl LevelIds {
    async fn new(admin: &Person, author: &Person, coordinator: &Person) -> Self {
        let name = author.email.split('@').next().unwrap_or_default();
        certify(admin, "Essai", name, 4, "12/03/2025").await;
        let learner = author.follow("Marius", "Oriol", json!({})).await;
        let session = meet(author, &learner, &[FILES]).await;
        let body = |level: i64| {
            json!({
                "session_id": session, "learner_id": learner, "competence_id": FILES,
                "level": level, "ask_cosignature": level > 1,
            })
        };
        let id = |view: &Value| view["id"].as_str().expect("an id").to_owned();
        let evidence = id(&attest(author, &body(1), 201).await);
        let cosignature = id(&attest(author, &body(4), 201).await);
        let grant = new_id();
        let given = grant_of(author);
        coordinator.put(&format!("/api/teaching-grants/{grant}"), given).await.is(201);
        let badge = author.creates("/api/me/badges", json!({ "competence_id": FILES })).await;
        let keys = admin.read("/api/badges/keys").await;
        let kid = keys["keys"][0]["kid"].as_str().expect("a key").to_owned();
        let local = json!({ "title_fr": format!("Compétence {}", new_id()) });
        Self {
            competence: admin.create("/api/competences", local).await,
            evidence,
            cosignature,
            grant,
            badge: id(&badge),
            thumbprint: kid.rsplit('/').next().unwrap_or_default().to_owned(),
        }
    }
}

/// A question in words: whoever coordinates is shown it after seven working days.
fn help() -> Value {
    json!({ "question": "Comment faire ?", "commune_code": "44109" })
}

/// Somebody asks for help; the request's id.
async fn asks(who: &Person) -> String {
    let id = new_id();
    who.put(&format!("/api/help-requests/{id}"), help()).await.is(201);
    id
}

fn grant_of(member: &Person) -> Value {
    json!({
        "facilitator_id": member.id().to_string(), "competence_id": FILES, "up_to": 2,
        "reason": "Lancement",
    })
}

impl Walk {
    async fn new(hats: &'static [Role]) -> Self {
        let app = TestApp::new().await;
        app.opens_to_the_public();
        let caller = match hats {
            [] => app.nobody(),
            _ => app.person("Alix", hats).await,
        };
        let admin = app.admin("Abel").await;
        let (mona, otto) = (app.facilitator("Mona").await, app.coordinator("Otto").await);
        let author = if hats.contains(&Facilitator) { &caller } else { &mona };
        let coordinator = if hats.contains(&Coordinator) { &caller } else { &otto };
        let mut own = Ids::new(&app, &admin, author, coordinator, hats.contains(&Admin)).await;
        if hats.contains(&Funder) {
            app.funds(&caller, &own.perimeter);
        }
        if hats.contains(&Coordinator) {
            let link = share_link("team", Some(&own.team));
            let link = caller.creates("/api/share-links", link).await;
            own.share_link = link["link"]["id"].as_str().expect("an id").to_owned();
        }
        let (eve, ines) = (app.facilitator("Eve").await, app.coordinator("Inès").await);
        let foreign = Ids::new(&app, &admin, &eve, &ines, false).await;
        Self { app, hats, caller, own, foreign }
    }

    /// The status with which the table refuses the caller, if it does.
    fn refusal(&self, entry: &Entry) -> Option<u16> {
        match entry.rule {
            Rule::Anyone | Rule::Visitor => None,
            _ if self.hats.is_empty() => Some(401),
            Rule::SignedIn => None,
            Rule::OneOf(allowed) if self.hats.iter().any(|hat| allowed.contains(hat)) => None,
            Rule::OneOf(_) => Some(403),
        }
    }

    /// Calls a route as it wants to be called, with a sign-in of its own: some routes end theirs.
    async fn call(&mut self, entry: &Entry, foreign: bool) -> Reply {
        if !self.hats.is_empty() {
            self.app.sign_in(&mut self.caller);
        }
        let ids = if foreign { &self.foreign } else { &self.own };
        let path = ids.path(entry.path);
        if entry.path.ends_with("/import") {
            return self.caller.upload(&path, "fichier", b"").await;
        }
        let seen = [("if-match", "\"1\"")];
        let body = ids.body(entry, self.hats);
        self.caller.with_headers(entry.method, &path, &seen, body).await
    }
}

fn perimeter() -> Value {
    json!({ "name": "Loire", "territories": [{ "kind": "departement", "code": "44" }] })
}

fn share_link(scope: &str, id: Option<&String>) -> Value {
    json!({
        "label": "Bilan",
        "scope": scope,
        "scope_id": id,
        "question": "from=2026-01-01&to=2026-12-31",
        "expires_on": TODAY,
    })
}

impl Ids {
    async fn new(
        app: &TestApp,
        admin: &Person,
        author: &Person,
        coordinator: &Person,
        network_tag: bool,
    ) -> Self {
        let tag = |scope: &str| json!({ "name": format!("Tag {}", new_id()), "scope": scope });
        let tag = match network_tag {
            true => admin.create("/api/tags", tag("network")).await,
            false => author.create("/api/tags", tag("personal")).await,
        };
        let named = json!({ "name": "Les Ateliers du Quai" });
        let team = app.team(coordinator, author, "2026-01-01", None).to_string();
        let link = author.creates("/api/share-links", share_link("own", None)).await;
        let emails = json!({ "emails": [format!("{}@exemple.fr", new_id())] });
        let sent = coordinator.creates(&format!("/api/teams/{team}/invitations"), emails).await;
        let learners = [
            author.create("/api/learners", learner("Lucette", "Bernardin")).await,
            author.create("/api/learners", learner("Marcel", "Fontanier")).await,
        ];
        let place = admin.create("/api/places", place("La Quincaillerie", "44109", "44000")).await;
        let organization = admin.create("/api/organizations", named.clone()).await;
        app.settles(author, &organization, &place);
        Self {
            session: author.create("/api/individual-sessions", individual()).await,
            workshop: author.create("/api/workshops", workshop()).await,
            network: NetworkIds::new(author, &learners[0], &place).await,
            learners,
            tag,
            place,
            organization,
            programme: admin.create("/api/programmes", named).await,
            perimeter: admin.create("/api/perimeters", perimeter()).await,
            share_link: link["link"]["id"].as_str().expect("an id").to_owned(),
            account: author.account_id.expect("an account").to_string(),
            facilitator: author.id().to_string(),
            team,
            invitation: sent["items"][0]["id"].as_str().expect("an id").to_owned(),
            coordinator: coordinator.account_id.expect("an account").to_string(),
            activities: [
                coordinator.create("/api/coordination/animations", animation()).await,
                coordinator.create("/api/coordination/events", event()).await,
                coordinator.create("/api/coordination/partnerships", partnership()).await,
            ],
            levels: LevelIds::new(admin, author, coordinator).await,
            help: asks(author).await,
        }
    }

    fn path(&self, pattern: &str) -> String {
        let kind = pattern.trim_start_matches("/api/").split('/').next().unwrap_or_default();
        let id = match kind {
            "individual-sessions" | "sessions" => &self.session,
            "workshops" => &self.workshop,
            "learners" => &self.learners[0],
            "tags" => &self.tag,
            "places" => &self.place,
            "organizations" => &self.organization,
            "programmes" => &self.programme,
            "perimeters" => &self.perimeter,
            "share-links" => &self.share_link,
            "accounts" => &self.account,
            "teams" => &self.team,
            "coordination" if pattern.contains("/events") => &self.activities[1],
            "coordination" if pattern.contains("/partnerships") => &self.activities[2],
            "coordination" => &self.activities[0],
            "me" => &self.team,
            "competences" => &self.levels.competence,
            "evidence" => &self.levels.evidence,
            "attestations" => &self.levels.evidence,
            "cosignatures" => &self.levels.cosignature,
            "teaching-grants" => &self.levels.grant,
            "badges" => &self.levels.badge,
            "team-invitations" => &self.invitation,
            "network" => &self.facilitator,
            "help-requests" | "mentoring-pairs" => &self.help,
            "workshop-templates" => &self.network.template,
            "rooms" => &self.network.room,
            "device-pools" => &self.network.pool,
            "planned-workshops" | "public" => &self.network.workshop,
            "workshop-series" => &self.network.series,
            _ => "",
        };
        let path = pattern.replace("{facilitator_id}", &self.facilitator).replace("{id}", id);
        let path = path.replace("{enrolment_id}", &self.network.enrolment);
        let path = path.replace("{person_id}", &self.facilitator);
        let path = path.replace("{thumbprint}", &self.levels.thumbprint);
        path.replace("{format}", "csv").replace("{family}", "by_commune")
    }

    /// A body that the route finds nothing wrong with.
    fn body(&self, entry: &Entry, hats: &[Role]) -> Option<Value> {
        let scope = if hats.contains(&Admin) { "network" } else { "personal" };
        let name = json!({ "name": format!("Essai {}", new_id()) });
        let profile = json!({ "first_name": "Alix", "last_name": "Essai" });
        let extended = |mut base: Value, more: Value| {
            for (key, value) in more.as_object().expect("an object") {
                base[key] = value.clone();
            }
            base
        };
        Some(match (entry.method, entry.path) {
            ("POST", "/api/sign-in") => json!({ "email": "alix@exemple.fr", "password": "?" }),
            ("POST", "/api/sign-in/link") => json!({ "email": "alix@exemple.fr" }),
            ("POST", "/api/sign-in/link/redeem") => json!({ "token": "?" }),
            ("PUT", "/api/me") => extended(profile, json!({ "language": "fr" })),
            ("PUT", "/api/me/password") => json!({ "new_password": "la mer monte à Fécamp" }),
            (_, "/api/individual-sessions" | "/api/individual-sessions/{id}") => individual(),
            (_, "/api/workshops" | "/api/workshops/{id}") => workshop(),
            (_, "/api/sessions/search" | "/api/learners/search" | "/api/accounts/search") => {
                json!({ "text": "essai" })
            }
            ("POST" | "PUT", path) if path.starts_with("/api/coordination/animations") => {
                animation()
            }
            ("POST" | "PUT", path) if path.starts_with("/api/coordination/events") => event(),
            ("POST" | "PUT", path) if path.starts_with("/api/coordination/partnerships") => {
                partnership()
            }
            ("POST" | "PUT", "/api/tags" | "/api/tags/{id}") => {
                extended(name, json!({ "scope": scope }))
            }
            ("POST", "/api/learners") | ("PUT", "/api/learners/{id}") => learner("Lucette", "B"),
            (_, "/api/learners/{id}/codes") => json!({ "purpose": "placement" }),
            (_, "/api/competences" | "/api/competences/{id}") => {
                json!({ "title_fr": format!("Compétence {}", new_id()) })
            }
            (_, "/api/frameworks/maxima") => {
                json!({ "framework": "pix", "from_on": "2026-11-12", "level": 8 })
            }
            (_, "/api/me/placements/{id}") => json!({ "competence_id": FILES, "level": 1 }),
            (_, "/api/me/claims" | "/api/placement/open") => json!({ "code": "AAAA-AAAA" }),
            (_, "/api/placement/answers") => json!({
                "code": "AAAA-AAAA", "id": new_id(),
                "placement": { "competence_id": FILES, "level": 1 },
            }),
            (_, "/api/evidence/{id}/acts") => {
                let kind = if hats.contains(&Coordinator) { "confirm" } else { "revoke" };
                json!({ "kind": kind, "reason": "Essai" })
            }
            (_, "/api/sessions/{id}/competences") => json!({ "competences": [] }),
            (_, "/api/attestations/{id}") => json!({
                "session_id": self.session, "learner_id": self.learners[0],
                "competence_id": FILES, "level": 1,
            }),
            (_, "/api/cosignatures/{id}/decision") => json!({ "sign": true }),
            ("PUT", "/api/teaching-grants/{id}") => json!({
                "facilitator_id": self.facilitator, "competence_id": FILES, "up_to": 2,
                "reason": "Lancement",
            }),
            ("PUT", "/api/help-requests/{id}") => help(),
            (_, "/api/planned-workshops/{id}/satisfaction") => json!({ "useful": 5 }),
            ("POST", "/api/me/calendars") => json!({ "kind": "network" }),
            ("PUT", "/api/mentoring-pairs/{id}") => {
                let goal =
                    json!({ "competence_id": FILES, "target_level": 2, "by_on": "2027-03-01" });
                json!({ "facilitator_id": self.facilitator, "goals": [goal] })
            }
            (_, "/api/mentoring-pairs/{id}/steps") => json!({ "step": "end" }),
            (_, "/api/help-requests/{id}/steps") => json!({ "step": "claim" }),
            ("PUT", "/api/me/facilitation") => {
                let offers = json!([{ "competence_id": FILES, "up_to": 1 }]);
                json!({ "offers": offers, "reach": "place" })
            }
            (_, "/api/me/facilitation/steps") => json!({ "step": "volunteer" }),
            (_, "/api/me/availability") => json!({ "weekly": [], "absences": [] }),
            (_, "/api/network/facilitators/{id}/steps") => json!({ "step": "welcome" }),
            (_, "/api/network/facilitators/{id}/team") => json!({ "team_id": self.team }),
            ("POST", "/api/me/badges") => json!({ "competence_id": FILES }),
            (_, "/api/me/badges/facilitation") => json!({}),
            (_, "/api/badges/check") => json!({ "token": "?" }),
            (_, "/api/learners/{id}/merge") => json!({ "source_id": self.learners[1] }),
            ("POST", "/api/places") | ("PUT", "/api/places/{id}") => {
                place("Chez nous", "44109", "44000")
            }
            ("POST", "/api/organizations") | ("PUT", "/api/organizations/{id}") => name,
            ("POST", "/api/programmes") | ("PUT", "/api/programmes/{id}") => name,
            ("POST", "/api/perimeters") | ("PUT", "/api/perimeters/{id}") => perimeter(),
            ("POST", "/api/perimeters/{id}/invitations") => {
                extended(profile, json!({ "email": "fonds@exemple.fr" }))
            }
            ("POST", "/api/share-links") => {
                let scopes = [(Facilitator, "own"), (Coordinator, "team"), (Admin, "network")];
                let scope = scopes.iter().find(|(hat, _)| hats.contains(hat));
                let scope = scope.map_or("own", |(_, scope)| scope);
                share_link(scope, (scope == "team").then_some(&self.team))
            }
            ("PUT", "/api/settings") => extended(name, json!({ "k": 11, "public_page": true })),
            ("POST", "/api/accounts") => invitation("nour@exemple.fr", &["learner"]),
            ("PUT", "/api/accounts/{id}") => extended(profile, json!({ "roles": ["facilitator"] })),
            ("POST", "/api/teams") | ("PUT", "/api/teams/{id}") => {
                extended(name, json!({ "coordinator_account_id": self.coordinator }))
            }
            (_, "/api/teams/{id}/members/{facilitator_id}") => json!({ "joined_on": TODAY }),
            ("POST", "/api/teams/{id}/invitations") => json!({ "emails": ["zoe@exemple.fr"] }),
            (_, "/api/team-invitations/{id}/withdraw") => return None,
            (_, path) if path.starts_with("/api/team-invitations/") => json!({ "token": "?" }),
            (_, path) if path.starts_with("/api/workshop-templates/") => {
                if path.ends_with("/archive") { json!({ "archived": true }) } else { template() }
            }
            ("PUT", "/api/rooms/{id}") => room(&self.place),
            ("PUT", "/api/device-pools/{id}") => pool(&self.place),
            ("PUT", "/api/planned-workshops/{id}") => planned(),
            (
                _,
                "/api/workshop-series/{id}/change" | "/api/workshop-series/{id}/change/preview",
            ) => json!({
                "successor_id": new_id(), "session_id": new_id(), "scope": "all",
                "series": series(),
            }),
            (_, "/api/workshop-series/{id}/cancel") => json!({
                "session_id": new_id(), "scope": "all", "reason": "Essai",
            }),
            ("PUT", "/api/workshop-series/{id}") | (_, "/api/workshop-series/preview") => series(),
            (_, "/api/kiosk/read") => json!({ "secret": "?" }),
            (_, "/api/kiosk/taps") => {
                json!({ "secret": "?", "id": new_id(), "staff_number": "A-1" })
            }
            (_, "/api/kiosk/undo") => json!({
                "secret": "?", "id": new_id(), "enrolment_id": new_id(), "tap_id": new_id(),
            }),
            (_, "/api/me/presence/read") => json!({ "code": "AAAA-AAAA" }),
            (_, "/api/me/presence") => json!({ "code": "AAAA-AAAA", "id": new_id() }),
            (_, "/api/slips/release") => json!({ "code": "AAAA-AAAA" }),
            (_, path) if path.starts_with("/api/planned-workshops/{id}/") => {
                let rest = path.trim_start_matches("/api/planned-workshops/{id}/");
                return self.network_body(rest);
            }
            _ => return None,
        })
    }

    fn network_body(&self, rest: &str) -> Option<Value> {
        Some(match rest {
            "cancel" | "did-not-happen" => json!({ "reason": "Essai" }),
            "postpone" => json!({
                "successor_id": new_id(), "date": "2026-12-10", "start_time": "14:00",
                "end_time": "16:00", "reason": "Essai",
            }),
            "facilitators/{facilitator_id}" => json!({ "role": "lead" }),
            "facilitators/{facilitator_id}/answer" => json!({ "answer": "withdraw" }),
            "invitations" => json!({ "staff_numbers": ["A-1"] }),
            "enrolments" => json!({ "id": new_id() }),
            "walk-ins" => json!({ "id": new_id(), "staff_number": "A-1" }),
            "attendance" => json!({ "marks": [{
                "enrolment_id": self.network.enrolment, "attendance": "attended",
            }] }),
            "close" => json!({}),
            "enrolments/{enrolment_id}/commands" => {
                json!({ "id": new_id(), "do": "remove", "reason": "Essai" })
            }
            "enrolments/{enrolment_id}/move" => json!({
                "id": new_id(), "workshop_id": new_id(), "new_enrolment_id": new_id(),
            }),
            _ => return None,
        })
    }
}
