//! What a credential says, and what it keeps to itself.

use serde_json::{Value, json};

use super::world::{ISSUED, attained, award, day, facilitation, issuer, teaching_award};
use crate::competences::badges::{
    About, Attained, Award, Facilitation, Recipient, Timestamp, Unawardable,
};
use crate::competences::levels::{EvidenceKind, Level};
use crate::platform::http::Lang;

fn json_of(award: &Award) -> Value {
    serde_json::to_value(award.credential(&issuer()).expect("a credential")).expect("JSON")
}

fn of_level(attained: Attained) -> Award {
    Award { about: About::Level(attained), ..award() }
}

#[test]
fn a_credential_says_who_what_and_until_when() {
    let badge = json_of(&award());
    assert_eq!(badge["type"], json!(["VerifiableCredential", "OpenBadgeCredential"]));
    assert_eq!(badge["issuer"]["id"], "https://coopair.exemple.fr/api/badges/issuer");
    let id = "https://coopair.exemple.fr/api/badges/awards/019ca000-0000-7000-8000-00000000c0de";
    assert_eq!(badge["id"], id);
    assert_eq!(badge["validFrom"], "2026-03-02T09:30:15Z");
    assert_eq!(badge["validUntil"], "2099-12-31T23:59:59Z");
    assert_eq!(
        badge["credentialStatus"],
        json!({
            "id": "https://coopair.exemple.fr/api/badges/revocations",
            "type": "1EdTechRevocationList"
        })
    );
    let subject = &badge["credentialSubject"];
    assert_eq!(subject["id"], "urn:uuid:019ca000-0000-7000-8000-00000000c0de");
    let achievement = &subject["achievement"];
    assert_eq!(achievement["achievementType"], "Competency");
    let achievement_id = "https://coopair.exemple.fr/api/badges/achievements/Pix/1.1/4";
    assert_eq!(achievement["id"], achievement_id);
    assert_eq!(
        achievement["name"],
        "1.1 Mener une recherche et une veille d’information, niveau 4"
    );
    let alignment = &achievement["alignment"][0];
    assert_eq!(
        (&alignment["targetCode"], &alignment["targetFramework"], &alignment["targetType"]),
        (&json!("1.1"), &json!("Pix"), &json!("ext:Competency"))
    );
}

#[test]
fn the_result_is_a_step_of_the_ladder() {
    for step in 1..=8 {
        let level = Level::new(step).expect("a level");
        let badge = json_of(&of_level(Attained { level, ..attained() }));
        let subject = &badge["credentialSubject"];
        let (result, ladder) =
            (&subject["result"][0], &subject["achievement"]["resultDescription"][0]);
        assert_eq!(result["value"], step.to_string());
        assert_eq!(ladder["requiredValue"], result["value"]);
        assert_eq!(result["resultDescription"], ladder["id"]);
        assert_eq!(ladder["allowedValue"], json!(["1", "2", "3", "4", "5", "6", "7", "8"]));
    }
}

#[test]
fn an_address_is_hashed_as_the_specification_works_it_out() {
    let identifiers = json_of(&award())["credentialSubject"]["identifier"].clone();
    // The example of "IdentityHash" (B.7): a@example.com salted with Kosher.
    let hash = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399";
    assert_eq!(
        identifiers,
        json!([
            {
                "type": "IdentityObject",
                "hashed": false,
                "identityHash": "Ada Essai",
                "identityType": "name"
            },
            {
                "type": "IdentityObject",
                "hashed": true,
                "identityHash": hash,
                "identityType": "emailAddress",
                "salt": "Kosher"
            }
        ])
    );
}

#[test]
fn who_wants_no_name_in_it_has_none() {
    let nameless = Award { recipient: Recipient::default(), ..award() };
    let badge = json_of(&nameless);
    assert_eq!(badge["credentialSubject"].get("identifier"), None, "no empty list either");
    assert!(!badge.to_string().contains("Ada"));
    assert!(!json_of(&award()).to_string().contains("a@example.com"));
}

#[test]
fn only_a_verified_level_is_a_badge() {
    let credential = |award: Award| award.credential(&issuer()).map(|badge| badge.valid_until);
    let zero = of_level(Attained { level: Level::ZERO, ..attained() });
    assert_eq!(credential(zero), Err(Unawardable::ProvesNothing));
    let alone = of_level(Attained { evidence: EvidenceKind::SelfPlaced, ..attained() });
    assert_eq!(credential(alone), Err(Unawardable::SelfPlaced));
    let lapsed = Award { valid_until: Some(day(2026, 3, 1)), ..award() };
    assert_eq!(credential(lapsed), Err(Unawardable::Lapsed));
    let today = Award { valid_until: Some(day(2026, 3, 2)), ..award() };
    assert_eq!(credential(today), Ok(Some(Timestamp::end_of(day(2026, 3, 2)))));
    let endless = Award { valid_until: None, ..award() };
    assert_eq!(json_of(&endless).get("validUntil"), None);
    assert_eq!(credential(endless), Ok(None));
}

#[test]
fn every_evidence_has_its_words_in_both_languages() {
    let kinds = [EvidenceKind::Peer, EvidenceKind::PixProfile, EvidenceKind::PixCertified];
    let mut seen = Vec::new();
    for lang in [Lang::Fr, Lang::En] {
        for evidence in kinds {
            let badge = json_of(&Award { lang, ..of_level(Attained { evidence, ..attained() }) });
            seen.push(badge["evidence"][0]["name"].to_string());
            seen.push(badge["evidence"][0]["narrative"].to_string());
        }
    }
    let count = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), count, "no two alike");
    let english = json_of(&Award { lang: Lang::En, ..award() });
    let achievement = &english["credentialSubject"]["achievement"];
    assert_eq!(achievement["inLanguage"], "en");
    assert!(achievement["name"].to_string().contains(", level 4"));
}

#[test]
fn names_from_elsewhere_stay_in_their_part_of_an_address() {
    let mut attained = attained();
    attained.competence.framework = "Référentiel / local".to_owned();
    attained.competence.code = "a?b#c".to_owned();
    let id = json_of(&of_level(attained))["credentialSubject"]["achievement"]["id"].clone();
    let expected = "https://coopair.exemple.fr/api/badges/achievements/\
                    R%C3%A9f%C3%A9rentiel+%2F+local/a%3Fb%23c/4";
    assert_eq!(id, expected);
}

#[test]
fn the_revoked_are_listed_by_the_id_of_their_credential() {
    let id = award().id;
    let list = issuer().revocations([id]);
    assert_eq!(
        list,
        json!({
            "id": "https://coopair.exemple.fr/api/badges/revocations",
            "issuer": "https://coopair.exemple.fr/api/badges/issuer",
            "revokedCredentials": [{ "id": json_of(&award())["id"], "revoked": true }]
        })
    );
    assert_eq!(issuer().revocations([])["revokedCredentials"], json!([]));
}

#[test]
fn a_timestamp_is_to_the_second() {
    let issued = Timestamp::from(ISSUED);
    assert_eq!(serde_json::to_value(issued).expect("JSON"), "2026-03-02T09:30:15Z");
    let read: Timestamp = serde_json::from_value(json!("2026-03-02T10:30:15+01:00")).expect("one");
    assert_eq!(read, issued);
    assert!(serde_json::from_value::<Timestamp>(json!("2026-03-02")).is_err());
    assert_eq!(Timestamp::end_of(day(1970, 1, 1)).seconds(), 86_399);
}

#[test]
fn having_taught_says_what_was_counted() {
    let badge = json_of(&teaching_award());
    let subject = &badge["credentialSubject"];
    let achievement = &subject["achievement"];
    assert_eq!(achievement["achievementType"], "CommunityService");
    assert_eq!(
        achievement["id"],
        "https://coopair.exemple.fr/api/badges/achievements/facilitation"
    );
    assert_eq!(achievement["alignment"][0]["targetCode"], "1.1");
    assert_eq!(subject["role"], "Facilitateur·rice");
    assert_eq!(
        (&subject["activityStartDate"], &subject["activityEndDate"]),
        (&json!("2025-09-01T00:00:00Z"), &json!("2026-02-27T23:59:59Z"))
    );
    let told = badge["description"].as_str().expect("a description");
    for words in ["5 ateliers animés", "1 atelier coanimé", "2 accompagnements", "14 heures", "3"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    for (at, value, least) in [(0, "8", "5"), (1, "14", "10")] {
        let (result, measure) = (&subject["result"][at], &achievement["resultDescription"][at]);
        assert_eq!((&result["value"], &measure["valueMin"]), (&json!(value), &json!(least)));
        assert_eq!(result["resultDescription"], measure["id"]);
        assert_eq!(measure["resultType"], "Result");
        assert_eq!((measure.get("allowedValue"), measure.get("requiredValue")), (None, None));
    }
    let rule = achievement["criteria"]["narrative"].as_str().expect("a rule");
    assert!(rule.contains("5 séances") && rule.contains("10 heures"), "{rule}");
    assert_eq!((badge.get("validUntil"), subject.get("identifier")), (None, None));
}

#[test]
fn a_level_says_nothing_of_sessions() {
    let badge = json_of(&award());
    let subject = &badge["credentialSubject"];
    for name in ["activityStartDate", "activityEndDate", "role"] {
        assert_eq!(subject.get(name), None, "{name}");
    }
    assert_eq!(subject["achievement"]["resultDescription"][0].get("valueMin"), None);
}

#[test]
fn too_little_taught_is_no_badge() {
    let changes: [fn(&mut Facilitation); 3] = [
        |few| few.taught.workshops_led = 1,
        |few| few.taught.hours = 9,
        |few| few.taught.span = None,
    ];
    for change in changes {
        let mut few = facilitation();
        change(&mut few);
        let award = Award { about: About::Facilitation(few), ..teaching_award() };
        let refused = award.credential(&issuer()).map(|badge| badge.name);
        assert_eq!(refused, Err(Unawardable::BelowCriterion));
    }
}

#[test]
fn having_taught_has_its_words_in_both_languages() {
    let mut alone = facilitation();
    (alone.taught.workshops_co_led, alone.taught.individual_led) = (0, 0);
    alone.subjects.clear();
    let about = About::Facilitation(alone);
    let english = json_of(&Award { lang: Lang::En, about, ..teaching_award() });
    assert_eq!(english["description"], "5 workshops led: 14 hours in all.");
    let achievement = &english["credentialSubject"]["achievement"];
    assert_eq!((&achievement["inLanguage"], achievement.get("alignment")), (&json!("en"), None));
    assert!(english["evidence"][0]["narrative"].to_string().contains("never"));
}
