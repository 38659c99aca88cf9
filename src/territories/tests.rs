use super::*;

#[test]
fn holds_the_edition_of_2026() {
    assert_eq!(communes().len(), 34_969);
    assert_eq!(TABLES.former.len(), 4_285);
    assert_eq!(TABLES.epci.len(), 1_255);
    assert_eq!(regions().len(), 26);
    let own = departements().iter().filter(|entry| entry.zone != Zone::Collectivity);
    assert_eq!(own.count(), 101);
}

#[test]
fn every_table_is_sorted_and_every_link_holds() {
    assert!(communes().is_sorted_by(|a, b| a.code < b.code));
    assert!(TABLES.former.is_sorted_by(|a, b| a.code < b.code));
    assert!(TABLES.epci.is_sorted_by(|a, b| a.code < b.code));
    assert!(departements().is_sorted_by(|a, b| a.code < b.code));
    assert!(regions().is_sorted_by(|a, b| a.code < b.code));
    for entry in communes() {
        assert!(departement(entry.departement_code()).is_some(), "{}", entry.code);
        assert!(entry.epci_code.is_none_or(|code| epci(code).is_some()), "{}", entry.code);
        assert!(entry.postcodes().all(|postcode| postcode.len() == 5), "{}", entry.code);
    }
    for entry in departements() {
        assert!(region(entry.region_code).is_some(), "{}", entry.code);
    }
    for former in &TABLES.former {
        let today = commune(former.code).map(|commune| commune.code);
        assert_eq!(today, Some(former.commune), "{}", former.code);
    }
}

#[test]
fn finds_by_code() {
    let reims = commune("51454").unwrap();
    assert_eq!((reims.name, reims.departement_code(), reims.asked_as), ("Reims", "51", None));
    assert_eq!(epci(reims.epci_code.unwrap()).unwrap().name, "CU du Grand Reims");
    assert!(reims.has_postcode("51100"));
    assert_eq!(departement("51").unwrap().region_code, "44");
    assert_eq!(region("44").unwrap().name, "Grand Est");
    assert_eq!(commune("00000"), None);
    assert_eq!(commune(""), None);
}

#[test]
fn overseas_departements_stay_apart() {
    for (code, departement_code, name) in [
        ("97105", "971", "Guadeloupe"),
        ("97209", "972", "Martinique"),
        ("97302", "973", "Guyane"),
        ("97411", "974", "La Réunion"),
        ("97608", "976", "Mayotte"),
        ("97502", "975", "Saint-Pierre-et-Miquelon"),
        ("2A004", "2A", "Corse-du-Sud"),
    ] {
        let commune = commune(code).unwrap();
        assert_eq!(commune.departement_code(), departement_code);
        assert_eq!(departement(departement_code).unwrap().name, name);
    }
}

#[test]
fn resolves_districts_and_former_communes_and_says_so() {
    let paris = commune("75120").unwrap();
    assert_eq!((paris.code, paris.name, paris.postcodes().count()), ("75056", "Paris", 21));
    let asked = paris.asked_as.unwrap();
    assert_eq!((asked.name, asked.district), (Some("Paris 20e Arrondissement"), true));
    assert_eq!(commune("69385").unwrap().code, "69123");
    assert_eq!(commune("13201").unwrap().code, "13055");

    let ajaccio = commune("20004").unwrap();
    assert_eq!((ajaccio.code, ajaccio.asked_as.unwrap().district), ("2A004", false));
    assert_eq!(commune("93059").unwrap().name, "Saint-Denis");
}

fn found(text: &str, limit: usize) -> Vec<&'static str> {
    search(text, limit).into_iter().map(|commune| commune.code).collect()
}

#[test]
fn searches_as_people_type() {
    for (text, first) in [
        ("reims", "51454"),
        ("REIMS", "51454"),
        ("par", "75056"),
        ("saint etienne", "42218"),
        ("St-Étienne", "42218"),
        ("ste foy les lyon", "69202"),
        ("havre", "76351"),
        ("le havre", "76351"),
        ("l'hay", "94038"),
        ("l’haÿ les roses", "94038"),
        ("strasb", "67482"),
        ("roses l hay", "94038"),
        ("51100", "51454"),
        ("75020", "75056"),
        ("2A004", "2A004"),
        ("2a004", "2A004"),
        ("20004", "2A004"),
        ("97411", "97411"),
        ("st denis 974", "97411"),
        ("saint-denis 93", "93066"),
        ("pierrefitte-sur-seine", "93066"),
        ("paris 20", "75056"),
        ("saint pierre 97410", "97416"),
    ] {
        assert_eq!(found(text, 5).first(), Some(&first), "{text}: {:?}", search(text, 3));
    }
}

#[test]
fn search_answers_nothing_to_nonsense() {
    for text in ["", "   ", "zzzzzz", "99999", "%", "\u{0}", "-", &"a ".repeat(10_000)] {
        let hits = found(text, 10);
        assert!(hits.is_empty() || text.starts_with("a "), "{text}");
    }
    assert!(search("saint", 0).is_empty());
}

#[test]
fn search_names_no_commune_twice_and_obeys_the_limit() {
    for text in ["st", "a", "saint", "paris", "75", "marseille 1"] {
        let hits = found(text, 50);
        let distinct: std::collections::HashSet<_> = hits.iter().collect();
        assert!(hits.len() <= 50);
        assert_eq!(distinct.len(), hits.len(), "{text}");
    }
    // « st » is both an abbreviation and the start of a name.
    let both = found("st", 400);
    assert!(both.contains(&"42218") && both.contains(&"67482"));
}

#[test]
fn says_through_which_name_it_found() {
    let hit = search("pierrefitte-sur-seine", 1)[0];
    assert_eq!(hit.asked_as.and_then(|asked| asked.name), Some("Pierrefitte-sur-Seine"));
}

#[test]
fn finds_by_whole_name() {
    assert_eq!(communes_named("BLAZIERT", None).len(), 1);
    assert!(communes_named("Saint-Denis", None).len() > 1);
    let reunion = communes_named("st denis", Some("97400"));
    assert_eq!(reunion.iter().map(|commune| commune.code).collect::<Vec<_>>(), ["97411"]);
    assert!(communes_named("Blaziert", Some("75001")).is_empty());
    assert!(communes_named("Bla", None).is_empty());
    assert!(communes_named("", None).is_empty());
}
