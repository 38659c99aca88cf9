//! Places through HTTP: the sheet and the lists.

use serde_json::{Value, json};

use crate::support::{Person, TODAY, TestApp, new_id, with};

/// A small, right sheet.
pub fn place() -> Value {
    json!({
        "name": "Médiathèque des Deux Rives",
        "commune_code": "44109",
        "postcode": "44000",
        "address": "12 bis quai des Tanneurs",
        "typologies": ["BIB"],
        "services": ["maitrise_des_outils_numeriques_du_quotidien"],
    })
}

pub fn path(id: &str) -> String {
    format!("/api/places/{id}")
}

pub async fn create(by: &Person, changes: Value) -> Value {
    by.post("/api/places", with(place(), changes)).await.is(201).json()
}

async fn names(person: &Person, query: &str) -> Vec<String> {
    let list = person.get(&format!("/api/places?{query}")).await.is(200).json();
    let items = list["items"].as_array().unwrap();
    items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn every_field_of_the_sheet_is_kept_in_one_form() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let organization = json!({ "name": "Ville de Nantes", "siret": "21440109300015" });
    let organization = root.post("/api/organizations", organization).await.is(201).json();
    let typed = json!({
        "name": " Médiathèque des Deux Rives ",
        "pivot": "434 933 123 00029",
        "organization_id": organization["id"],
        "standard_id": "nantes-12",
        "commune_code": "44109",
        "postcode": "44000",
        "address": "12 bis quai des Tanneurs",
        "address_extra": "Derrière la halle",
        "latitude": 47.2184,
        "longitude": -1.5536,
        "typologies": ["BIB", "TIERS_LIEUX", "BIB"],
        "phone": "02 40 99 00 00",
        "emails": ["Contact@Exemple.fr", "contact@exemple.fr"],
        "websites": ["www.exemple.fr/lieu"],
        "opening_hours": "Mo-Fr 09:00-12:00",
        "summary": "Un lieu ouvert à tous.",
        "description": "Deux salles,\nun fablab.",
        "source": "Coopair",
        "itinerancy": ["fixe"],
        "parent": "Réseau des médiathèques",
        "updated_on": "2026-10-01",
        "services": ["maitrise_des_outils_numeriques_du_quotidien"],
        "audiences": ["seniors", "jeunes"],
        "special_care": ["surdite"],
        "fees": ["gratuit"],
        "national_programmes": ["aidants_connect"],
        "training_labels": ["etapes_numeriques"],
        "other_labels": [" Label local "],
        "access_modes": ["se_presenter"],
        "support_modes": ["en_autonomie"],
        "accessibility_url": "https://acceslibre.exemple.fr/lieu",
        "booking_url": "https://rdv.exemple.fr",
    });
    let id = new_id();
    let created = root.put(&path(&id), typed.clone()).await.is(201);
    assert_eq!(created.header("etag").as_deref(), Some("\"1\""));
    let expected = with(
        typed.clone(),
        json!({
            "id": id,
            "version": 1,
            "name": "Médiathèque des Deux Rives",
            "pivot": "43493312300029",
            "commune_name": "Nantes",
            "typologies": ["BIB", "TIERS_LIEUX"],
            "phone": "+33240990000",
            "emails": ["contact@exemple.fr"],
            "websites": ["https://www.exemple.fr/lieu"],
            "other_labels": ["Label local"],
            "commune": { "code": "44109", "name": "Nantes" },
            "departement_code": "44",
            "attached": false,
            "organization": { "id": organization["id"], "name": "Ville de Nantes" },
        }),
    );
    assert_eq!(created.json(), expected);
    assert_eq!(root.get(&path(&id)).await.is(200).json(), expected);
    assert_eq!(root.put(&path(&id), typed).await.is(200).json(), expected);
}

#[actix_web::test]
async fn what_is_left_out_is_empty_and_dated_today() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let made = create(&root, json!({ "commune_code": "93059", "postcode": "93210" })).await;
    assert_eq!(made["commune"], json!({ "code": "93066", "name": "Saint-Denis" }));
    assert_eq!(made["updated_on"], TODAY);
    assert_eq!(
        (&made["pivot"], &made["latitude"], &made["phone"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!((&made["emails"], &made["fees"]), (&json!([]), &json!([])));
    assert_eq!(made["organization"], Value::Null);
    let overseas = create(&root, json!({ "commune_code": "97411", "postcode": "97400" })).await;
    assert_eq!(overseas["departement_code"], "974");
    let ridet = json!({ "commune_code": "98818", "postcode": "98800", "pivot": "0123456789" });
    assert_eq!(create(&root, ridet).await["pivot"], "0123456789");
}

#[actix_web::test]
async fn a_change_names_the_version_it_saw() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let id = new_id();
    root.put(&path(&id), place()).await.is(201);
    let other = with(place(), json!({ "name": "Le Quai", "phone": "02 40 99 00 00" }));
    root.put(&path(&id), other.clone()).await.is_problem(409, "conflict");
    let changed = root.put_at(&path(&id), 1, other.clone()).await.is(200).json();
    assert_eq!((&changed["version"], &changed["name"]), (&json!(2), &json!("Le Quai")));
    let cleared = with(other.clone(), json!({ "phone": null }));
    let cleared = root.put_at(&path(&id), 2, cleared).await.is(200).json();
    assert_eq!(cleared["phone"], Value::Null, "what a change leaves out is emptied");
    let stale = root.put_at(&path(&id), 2, other.clone()).await.is_problem(412, "stale_version");
    assert_eq!(stale["current_version"], 3);
    root.put_at(&path(&new_id()), 1, other.clone()).await.is_problem(404, "not_found");
    root.put(&path("abc"), other).await.is_problem(404, "not_found");
    root.get(&path(&new_id())).await.is_problem(404, "not_found");
}

#[actix_web::test]
async fn every_fault_is_named() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let post = async |changes: Value| root.post("/api/places", with(place(), changes)).await;
    post(json!({ "pivot": "43493312300028" })).await.is_invalid(&[("/pivot", "invalid_siret")]);
    post(json!({ "pivot": "W12" })).await.is_invalid(&[("/pivot", "invalid_rna")]);
    post(json!({ "pivot": "0123456789" })).await.is_invalid(&[("/pivot", "invalid_siret")]);
    post(json!({
        "name": "n".repeat(251),
        "commune_code": "00000",
        "postcode": "4400",
        "address": "",
        "latitude": 91,
        "longitude": -181,
        "phone": "abc",
        "emails": ["a@exemple.fr", "a@exemple.fr\r\nBcc: b@exemple.fr", "a".repeat(300)],
        "websites": ["javascript:alert(1)"],
        "summary": "s".repeat(281),
        "description": "d".repeat(10_001),
        "accessibility_url": "ftp://exemple.fr",
        "booking_url": "//exemple.fr",
    }))
    .await
    .is_invalid(&[
        ("/accessibility_url", "invalid_url"),
        ("/address", "required"),
        ("/booking_url", "invalid_url"),
        ("/commune_code", "unknown_value"),
        ("/description", "too_long"),
        ("/emails/1", "invalid_email"),
        ("/emails/2", "too_long"),
        ("/latitude", "out_of_range"),
        ("/longitude", "out_of_range"),
        ("/name", "too_long"),
        ("/phone", "invalid_phone"),
        ("/postcode", "invalid_postcode"),
        ("/summary", "too_long"),
        ("/websites/0", "invalid_url"),
    ]);
    post(json!({ "latitude": 47.2 })).await.is_invalid(&[("/longitude", "required")]);
    post(json!({ "updated_on": "2025-02-30" }))
        .await
        .is_invalid(&[("/updated_on", "invalid_date")]);
    post(json!({ "name": "a\u{0}", "description": "a\u{1b}[31m", "other_labels": ["a|b", ""] }))
        .await
        .is_invalid(&[
            ("/description", "forbidden_character"),
            ("/name", "forbidden_character"),
            ("/other_labels/0", "forbidden_character"),
            ("/other_labels/1", "required"),
        ]);
    post(json!({ "organization_id": new_id() }))
        .await
        .is_invalid(&[("/organization_id", "unknown_value")]);
    post(json!({ "emails": "a@exemple.fr", "latitude": "47", "colour": "red", "postcode": null }))
        .await
        .is_invalid(&[
            ("/colour", "unknown_field"),
            ("/emails", "wrong_type"),
            ("/latitude", "wrong_type"),
            ("/postcode", "required"),
        ]);
    assert_eq!(root.get("/api/places?with_total=true").await.is(200).json()["total"], 0);
}

#[actix_web::test]
async fn codes_are_those_of_the_lists() {
    let app = TestApp::new().await;
    let mut root = app.admin("Root").await;
    let lists = [
        "typologies",
        "itinerancy",
        "services",
        "audiences",
        "special_care",
        "fees",
        "national_programmes",
        "training_labels",
        "access_modes",
        "support_modes",
    ];
    for field in lists {
        let unknown = with(place(), json!({ field: ["nothing"] }));
        let at = format!("/{field}/0");
        root.post("/api/places", unknown).await.is_invalid(&[(&at, "unknown_value")]);
        let many = with(place(), json!({ field: vec!["nothing"; 51] }));
        let problem = root.post("/api/places", many).await.is_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["code"], "too_many");
    }
    root.language = "en";
    let said = async |field: &str| {
        let unknown = with(place(), json!({ field: ["nothing"] }));
        let problem = root.post("/api/places", unknown).await.is_problem(422, "invalid");
        problem["errors"][0]["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        said("fees").await,
        "Unknown value. Allowed: gratuit, gratuit_sous_condition, payant."
    );
    assert_eq!(said("typologies").await, "Not in the list “typologie_structure”.");
}

#[actix_web::test]
async fn a_standard_id_names_one_place() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    create(&root, json!({ "standard_id": "structure-1" })).await;
    let twin = with(place(), json!({ "standard_id": " structure-1 " }));
    root.post("/api/places", twin.clone()).await.is_problem(409, "already_exists");
    let other = create(&root, json!({})).await;
    let path = path(other["id"].as_str().unwrap());
    root.put_at(&path, 1, twin).await.is_problem(409, "already_exists");
}

#[actix_web::test]
async fn the_list_is_searched_filtered_and_walked() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let ada = app.facilitator("Ada").await;
    let reims = json!({ "name": "Été numérique", "commune_code": "51454", "postcode": "51100" });
    create(&root, reims).await;
    let reunion = json!({ "name": "Case à lire", "commune_code": "97411", "postcode": "97400" });
    create(&root, reunion).await;
    let own = create(&ada, json!({ "name": "Zone libre" })).await;

    assert_eq!(names(&ada, "").await, ["Case à lire", "Été numérique", "Zone libre"]);
    assert_eq!(names(&ada, "q=ete").await, ["Été numérique"]);
    assert_eq!(names(&ada, "q=quai%20REIMS").await, ["Été numérique"]);
    assert_eq!(names(&ada, "q=97400").await, ["Case à lire"]);
    assert_eq!(names(&ada, "departement=974").await, ["Case à lire"]);
    assert_eq!(names(&ada, "departement=975").await.len(), 0);
    assert_eq!(names(&ada, "mine=true").await, ["Zone libre"]);
    assert_eq!(names(&ada, "mine=false").await, ["Case à lire", "Été numérique"]);
    assert_eq!(names(&root, "mine=true").await.len(), 0);
    assert_eq!(names(&root, "mine=false").await.len(), 3);

    let list = ada.get("/api/places?mine=true&with_total=true").await.is(200).json();
    assert_eq!(list["total"], 1);
    assert_eq!(
        list["items"][0],
        json!({
            "id": own["id"],
            "version": 1,
            "name": "Zone libre",
            "address": "12 bis quai des Tanneurs",
            "postcode": "44000",
            "commune_name": "Nantes",
            "commune_code": "44109",
            "attached": true,
            "typologies": ["BIB"],
        })
    );
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = ada.get(&format!("/api/places?limit=1{cursor}")).await.is(200).json();
        seen.push(page["items"][0]["name"].as_str().unwrap().to_owned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, names(&ada, "").await);
    for query in ["limit=0", "limit=501", "limit=1.5", "limit=abc", "mine=maybe", "dept=44"] {
        ada.get(&format!("/api/places?{query}")).await.is_problem(400, "invalid_parameter");
    }
    let long = "a".repeat(201);
    for query in ["departement=97", "departement=%00", &format!("q={long}")] {
        ada.get(&format!("/api/places?{query}")).await.is_problem(400, "invalid_parameter");
    }
    assert_eq!(names(&ada, &format!("q={}", "a+".repeat(100))).await.len(), 3);
    ada.get("/api/places?cursor=garbage").await.is_problem(400, "invalid_cursor");
}
