//! Perimeters and funders through HTTP: who writes them, who reads what, and what a funder never
//! sees.

use coopair::policy::{Role, TABLE};
use serde_json::{Value, json};

use crate::support::{
    Case, Person, TestApp, individual, invitation, learner, new_id, place, refuses, with,
};

/// What a funder may read, beside the own account and perimeters: the national lists and what is
/// public of places, organizations and programmes.
const OPEN_TO_FUNDERS: [&str; 24] = [
    "/api/me",
    "/api/competences",
    "/api/badges/issuer",
    "/api/badges/keys",
    "/api/badges/revocations",
    "/api/enumerations",
    "/api/communes",
    "/api/departements",
    "/api/territories",
    "/api/places",
    "/api/places/{id}",
    "/api/organizations",
    "/api/organizations/{id}",
    "/api/programmes",
    "/api/programmes/{id}",
    "/api/perimeters",
    "/api/perimeters/{id}",
    "/api/perimeters/{id}/levels",
    "/api/perimeters/{id}/network",
    "/api/perimeters/{id}/statistics",
    "/api/perimeters/{id}/statistics/export/{format}",
    "/api/public",
    "/api/public/workshops",
    "/api/public/workshops/choices",
];

/// What is somebody's alone.
const SECRETS: [&str; 6] =
    ["Canarine", "Discrète", "note-canari", "démarche-canari", "Ada Essai", "ada@exemple.fr"];

fn path(id: &str) -> String {
    format!("/api/perimeters/{id}")
}

fn departement() -> Value {
    json!({
        "name": "Loire-Atlantique",
        "territories": [{ "kind": "departement", "code": "44" }],
    })
}

async fn funder(app: &TestApp, name: &str) -> Person {
    app.person(name, &[Role::Funder]).await
}

#[actix_web::test]
async fn an_administrator_writes_a_perimeter_and_its_funder_reads_it() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let (claire, basile) = (funder(&app, "Claire").await, funder(&app, "Basile").await);
    let target = json!({
        "measure": "sessions", "value": 500, "from": "2026-01-01", "to": "2026-12-31",
    });
    let programme = json!({
        "name": "Conseiller numérique",
        "envelopes": [
            { "name": "Convention", "amount_eur": 1, "starts_on": "2026-01-01",
              "ends_on": "2026-12-31" },
        ],
        "targets": [target],
    });
    let programme = root.create("/api/programmes", programme).await;
    let organization =
        root.create("/api/organizations", json!({ "name": "Les Ateliers du Quai" })).await;
    let id = new_id();
    let body = json!({
        "name": "  Mon périmètre ",
        "k": 20,
        "account_ids": [claire.account_id],
        "programme_ids": [programme, programme],
        "organization_ids": [organization],
        "territories": [
            { "kind": "epci", "code": "244400404" },
            { "kind": "departement", "code": "85" },
        ],
    });
    let created = root.put(&path(&id), body.clone()).await.is(201).json();
    assert_eq!(
        with(created.clone(), json!({ "programmes": null })),
        json!({
            "id": id,
            "version": 1,
            "name": "Mon périmètre",
            "own_k": 20,
            "k": 20,
            "organizations": [{ "id": organization, "name": "Les Ateliers du Quai" }],
            "territories": [
                { "kind": "departement", "code": "85", "name": "Vendée" },
                { "kind": "epci", "code": "244400404", "name": "Nantes Métropole" },
            ],
            "accounts": [{ "id": claire.account_id, "name": "Claire Essai" }],
        })
    );
    let funded = &created["programmes"][0];
    assert_eq!(
        (&funded["id"], &funded["name"]),
        (&json!(programme), &json!("Conseiller numérique"))
    );
    assert_eq!(funded["targets"][0]["value"], 500);
    assert_eq!(funded.get("envelopes"), None, "money is for administrators");
    assert_eq!(root.put(&path(&id), body.clone()).await.is(200).json(), created);
    assert_eq!(root.read("/api/perimeters").await, json!({ "items": [created] }));

    let seen = claire.read(&path(&id)).await;
    assert_eq!(seen, with(created, json!({ "accounts": null })), "a funder sees no other funder");
    assert_eq!(claire.read("/api/perimeters").await, json!({ "items": [seen] }));
    assert_eq!(basile.read("/api/perimeters").await, json!({ "items": [] }));
    basile.get(&path(&id)).await.is_problem(404, "not_found");

    let moved = with(departement(), json!({ "account_ids": [basile.account_id] }));
    let changed = root.put_at(&path(&id), 1, moved).await.is(200).json();
    assert_eq!((&changed["k"], &changed["own_k"]), (&json!(11), &json!(null)), "the network's");
    claire.get(&path(&id)).await.is_problem(404, "not_found");
    basile.get(&path(&id)).await.is(200);
    for person in [&basile, &app.coordinator("Coline").await] {
        person.put_at(&path(&id), 2, departement()).await.is_problem(403, "forbidden");
        person.delete_at(&path(&id), 2).await.is_problem(403, "forbidden");
    }
    root.delete_at(&path(&id), 1).await.is_problem(412, "stale_version");
    root.delete_at(&path(&id), 2).await.is(204);
    root.delete_at(&path(&id), 2).await.is_problem(404, "not_found");
    assert_eq!(basile.read("/api/perimeters").await, json!({ "items": [] }));
}

#[actix_web::test]
async fn a_perimeter_that_bounds_nothing_or_names_nobody_is_refused() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let ada = app.facilitator("Ada").await;
    let commune = |code: &str| json!({ "territories": [{ "kind": "commune", "code": code }] });
    const CODE: &str = "/territories/0/code";
    let cases: &[Case] = &[
        ("nothing", json!({ "territories": [] }), &[("/territories", "empty_perimeter")]),
        ("absent lists", json!({ "territories": null }), &[("/territories", "empty_perimeter")]),
        ("no name", json!({ "name": "" }), &[("/name", "required")]),
        ("k below five", json!({ "k": 4 }), &[("/k", "out_of_range")]),
        ("no such commune", commune("44999"), &[(CODE, "unknown_value")]),
        ("a district", commune("75101"), &[(CODE, "unknown_value")]),
        ("a département as a commune", commune("44"), &[(CODE, "unknown_value")]),
        (
            "no such kind",
            json!({ "territories": [{ "kind": "canton", "code": "44" }] }),
            &[("/territories/0/kind", "unknown_value")],
        ),
        ("nobody", json!({ "account_ids": [new_id()] }), &[("/account_ids/0", "unknown_value")]),
        (
            "no funder",
            json!({ "account_ids": [ada.account_id] }),
            &[("/account_ids/0", "unknown_value")],
        ),
        (
            "records that do not exist",
            json!({ "programme_ids": [new_id()], "organization_ids": [new_id()] }),
            &[("/programme_ids/0", "unknown_value"), ("/organization_ids/0", "unknown_value")],
        ),
        ("no id", json!({ "programme_ids": ["abc"] }), &[("/programme_ids/0", "invalid_id")]),
        ("more", json!({ "countries": [] }), &[("/countries", "unknown_field")]),
    ];
    refuses(&root, "/api/perimeters", departement(), cases).await;
    assert_eq!(root.read("/api/perimeters").await, json!({ "items": [] }));
}

#[actix_web::test]
async fn a_funder_is_invited_into_a_perimeter() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let id = root.create("/api/perimeters", departement()).await;
    let door = format!("{}/invitations", path(&id));
    let claire = json!({
        "email": "claire@exemple.fr", "first_name": "Claire", "last_name": "Montfavet",
    });
    let view = root.post(&door, claire.clone()).await.is(201).json();
    assert_eq!(
        (&view["accounts"][0]["name"], &view["version"]),
        (&json!("Claire Montfavet"), &json!(2))
    );
    let token = app.mailed_token("claire@exemple.fr");
    let entered = crate::support::redeem(&app, &token).await.is(200).json();
    assert_eq!(entered["account"]["roles"], json!(["funder"]));
    let mut guest = app.nobody();
    guest.token = entered["access_token"].as_str().map(Into::into);
    assert_eq!(guest.read("/api/perimeters").await["items"][0]["id"], json!(id));

    root.post(&door, claire.clone()).await.is_problem(409, "email_taken");
    let ada = app.facilitator("Ada").await;
    ada.post(&door, claire.clone()).await.is_problem(403, "forbidden");
    let elsewhere = format!("{}/invitations", path(&new_id()));
    root.post(&elsewhere, with(claire.clone(), json!({ "email": "b@exemple.fr" })))
        .await
        .is_problem(404, "not_found");
    root.post(&door, json!({ "email": "claire@", "first_name": " " })).await.is_invalid(&[
        ("/email", "invalid_email"),
        ("/first_name", "required"),
        ("/last_name", "required"),
    ]);
    assert!(app.mails_to("b@exemple.fr").is_empty());
}

#[actix_web::test]
async fn a_funder_sees_nothing_of_anybody() {
    let app = TestApp::new().await;
    let (root, ada) = (app.admin("Root").await, app.facilitator("Ada").await);
    let coline = app.coordinator("Coline").await;
    let team = app.team(&coline, &ada, "2026-01-01", None).to_string();
    let secret = json!({ "notes": "note-canari" });
    let followed =
        ada.create("/api/learners", with(learner("Canarine", "Discrète"), secret.clone())).await;
    let told = json!({
        "learner_id": followed,
        "themes": ["aide_aux_demarches_administratives"],
        "procedure_detail": "démarche-canari",
    });
    let told = with(with(individual(), secret), told);
    let session = ada.create("/api/individual-sessions", told).await;
    let known_place = root.create("/api/places", place("La Quincaillerie", "44109", "44000")).await;
    let organization =
        root.create("/api/organizations", json!({ "name": "Les Ateliers du Quai" })).await;
    let programme = root.create("/api/programmes", json!({ "name": "CnFS" })).await;
    root.post("/api/accounts", invitation("canari@exemple.fr", &["facilitator"])).await.is(201);
    let claire = funder(&app, "Claire").await;
    let mine = with(departement(), json!({ "account_ids": [claire.account_id] }));
    let perimeter = root.create("/api/perimeters", mine).await;

    // Open to anybody are the doors: sign-in, and invitations by their secret.
    let door = |path: &str| {
        path.starts_with("/api/sign-")
            || path.starts_with("/api/placement/")
            || path.starts_with("/api/kiosk/")
            || ["/api/badges/check", "/api/slips/release", "/api/evidence/{id}/acts"]
                .contains(&path)
            || ["read", "accept", "decline"]
                .iter()
                .any(|deed| path == format!("/api/team-invitations/{deed}"))
    };
    for entry in TABLE.iter().filter(|entry| !door(entry.path)) {
        let kind = entry.path.trim_start_matches("/api/").split('/').next().unwrap_or_default();
        let account = ada.account_id.expect("an account").to_string();
        let facilitator = ada.id().to_string();
        let id = match kind {
            "learners" => &followed,
            "places" => &known_place,
            "organizations" => &organization,
            "programmes" => &programme,
            "perimeters" => &perimeter,
            "accounts" => &account,
            "teams" => &team,
            _ => &session,
        };
        let path = entry.path.replace("{facilitator_id}", &facilitator).replace("{id}", id);
        let path = path.replace("{format}", "csv");
        let reply = claire.with_headers(entry.method, &path, &[("if-match", "\"1\"")], None).await;
        let text = reply.text();
        for name in SECRETS {
            assert!(!text.contains(name), "{} {path}: {text}", entry.method);
        }
        let open = entry.method == "GET" && OPEN_TO_FUNDERS.contains(&entry.path);
        // One's own account, and a link that is nobody's.
        let own =
            entry.path.starts_with("/api/me") || entry.path.starts_with("/api/shared/{token}");
        match open {
            true => assert_eq!(reply.status, 200, "{path}: {text}"),
            false => assert!(own || matches!(reply.status, 403 | 404), "{path}: {text}"),
        }
    }
}

#[actix_web::test]
async fn territories_of_every_kind_are_found() {
    let app = TestApp::new().await;
    let claire = funder(&app, "Claire").await;
    let found = claire.read("/api/territories?q=loire&limit=50").await;
    let kinds: Vec<&str> = found["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    for kind in ["region", "departement", "epci", "commune"] {
        assert!(kinds.contains(&kind), "{kind}: {found}");
    }
    assert_eq!(claire.read("/api/territories?q=").await, json!({ "items": [] }));
    for query in ["limit=0", "limit=51", "limit=abc", "kind=region"] {
        let reply = claire.get(&format!("/api/territories?{query}")).await;
        reply.is_problem(400, "invalid_parameter");
    }
    app.nobody().get("/api/territories").await.is_problem(401, "unauthenticated");
}
