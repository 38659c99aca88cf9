//! The commands of the real binary, and the settings they read.

use std::path::PathBuf;

use coopair::platform::database::schema::{learners, places};
use diesel::prelude::*;

use crate::support::{Installation, Outcome, learners_file, outcome};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn admin_create_prints_a_link_that_works_once() {
    let installation = Installation::new();
    let token = installation.create_admin("ines@exemple.fr");
    let server = installation.serve();
    let mut ines = server.client();
    let signed_in = ines.redeem(&token).is(200).json();
    assert_eq!(signed_in["account"]["roles"], serde_json::json!(["admin"]));
    assert_eq!(signed_in["account"]["has_password"], false, "no default password exists");
    ines.call("GET", "/api/audit", None).expect("an answer").is(200);
    server.client().redeem(&token).is(410);

    let args = ["admin", "create", "--email", "INES@exemple.fr", "--first-name", "Inès"];
    let mut again = installation.command(&args);
    outcome(again.args(["--last-name", "Essai"])).refuses("An account already uses this e-mail");
}

#[test]
fn an_invitation_reaches_the_file_outbox_and_signs_in() {
    let installation = Installation::new();
    let server = installation.serve();
    let mut ada = installation.facilitator(&server, "ada");
    let me = ada.call("GET", "/api/me", None).expect("an answer").is(200).json();
    assert_eq!(me["email"], "ada@exemple.fr");
    assert_eq!(me["status"], "active");
}

/// The address that links start with, as a command with these settings prints it.
fn public_url(installation: &Installation, flags: &[&str], environment: &[(&str, &str)]) -> String {
    static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    let email = format!("admin-{number}@exemple.fr");
    let args = ["admin", "create", "--first-name", "I", "--last-name", "E", "--email", &email];
    let mut command = installation.command(&args);
    command.args(flags).envs(environment.iter().copied());
    let told = outcome(&mut command).succeeds().stdout;
    let (before, _) = told.split_once("/connexion/lien#").expect("a link");
    before.rsplit('\n').next().unwrap_or_default().to_owned()
}

#[test]
fn a_flag_beats_the_environment_beats_the_file_beats_the_default() {
    let installation = Installation::new();
    let flag = ["--public-url", "https://drapeau.exemple.fr/"];
    let environment = [("COOPAIR_PUBLIC_URL", "https://environnement.exemple.fr")];
    let asked = |flags: &[&str], environment: &[(&str, &str)]| {
        public_url(&installation, flags, environment)
    };
    assert_eq!(asked(&[], &[]), "http://127.0.0.1:8080");
    let file = "public_url = \"https://fichier.exemple.fr\"\npool-size = 2\nbehind_proxy = true\n";
    std::fs::write(installation.path("coopair.toml"), file).expect("a file");
    assert_eq!(asked(&[], &[]), "https://fichier.exemple.fr");
    assert_eq!(asked(&[], &environment), "https://environnement.exemple.fr");
    assert_eq!(asked(&flag, &environment), "https://drapeau.exemple.fr");

    // A file that is named is read instead.
    let other = "public_url = \"https://autre.exemple.fr\"\n";
    std::fs::write(installation.path("autre.toml"), other).expect("a file");
    assert_eq!(asked(&["--config", "autre.toml"], &[]), "https://autre.exemple.fr");
    assert_eq!(asked(&["--config=autre.toml"], &[]), "https://autre.exemple.fr");
    assert_eq!(asked(&[], &[("COOPAIR_CONFIG", "autre.toml")]), "https://autre.exemple.fr");
}

#[test]
fn a_wrong_configuration_file_is_refused() {
    let installation = Installation::new();
    for (file, because) in [
        ("public_ur = \"https://exemple.fr\"", "unknown key `public_ur`"),
        ("repair = true", "unknown key `repair`"),
        ("public_url = [1]", "`public_url` must be a text, a number or true/false"),
        ("public_url = ", "is not valid TOML"),
    ] {
        std::fs::write(installation.path("coopair.toml"), file).expect("a file");
        installation.run(&["check"]).refuses(because);
    }
    std::fs::write(installation.path("coopair.toml"), "pool_size = \"many\"").expect("a file");
    installation.run(&["check"]).refuses("pool-size");
    std::fs::remove_file(installation.path("coopair.toml")).expect("the file goes");
    installation.run(&["check", "--config", "absent.toml"]).refuses("absent.toml does not exist");
}

#[test]
fn every_setting_is_printed_with_its_environment_variable() {
    let installation = Installation::new();
    let help = outcome(&mut installation.bare_command(&["serve", "--help"])).succeeds().stdout;
    for name in [
        "COOPAIR_DATA_DIR",
        "DATABASE_URL",
        "COOPAIR_LISTEN",
        "COOPAIR_PUBLIC_URL",
        "COOPAIR_SIGNING_KEY_FILE",
        "COOPAIR_BADGE_KEY_FILE",
        "COOPAIR_SMTP_URL",
        "COOPAIR_TIME_ZONE",
        "COOPAIR_CONFIG",
    ] {
        assert!(help.contains(name), "{name} is not in {help}");
    }
}

#[test]
fn openapi_prints_the_committed_document() {
    let installation = Installation::new();
    let told = outcome(&mut installation.bare_command(&["openapi"])).succeeds().stdout;
    let committed = std::fs::read_to_string(format!("{ROOT}/openapi/coopair.json"));
    assert!(told.trim() == committed.expect("the document").trim(), "it is out of date");
    assert!(!installation.path("coopair-data").exists(), "it needs no data directory");
}

/// The standard's own valid example, where the reference data are.
fn standard_example() -> Option<PathBuf> {
    crate::support::reference("standard-mediation-num.exemple-valide.csv")
}

fn places_in(installation: &Installation) -> i64 {
    places::table.count().get_result(&mut installation.connect()).expect("a count")
}

#[test]
fn places_are_imported_and_their_faults_named() {
    let installation = Installation::new();
    installation.run(&["migrate"]).succeeds();
    let header = "id,pivot,nom,commune,code_postal,adresse,date_maj";
    let line = "lieu-1,43493312300029,Bibliothèque,Reims,51100,1 rue de l’Essai,2026-01-01";
    let file = |lines: &[&str]| {
        let path = installation.path("places.csv");
        std::fs::write(&path, lines.join("\n")).expect("a file");
        installation.run(&["import", "places", "places.csv"])
    };
    let refused = file(&[header, line, "lieu-2,43493312300029,,Reims,51100,1 rue,2026-01-01"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.stderr.contains("ligne 3, nom"), "{refused:?}");
    assert_eq!(places_in(&installation), 0, "nothing is half imported");

    let told = installation.run(&["import", "places", "--dry-run", "places.csv"]);
    assert_eq!(told.code, 1, "{told:?}");
    let told = file(&[header, line]).succeeds();
    assert!(told.stdout.contains("1 ligne(s), 1 sans erreur, 1 enregistrée(s)."), "{told:?}");
    let told = file(&[header, line]).succeeds();
    assert!(told.stdout.contains("0 enregistrée(s)."), "the same place again: {told:?}");
    assert_eq!(places_in(&installation), 1);
    installation.run(&["import", "places", "absent.csv"]).refuses("cannot read absent.csv");
}

#[test]
fn the_standard_s_own_example_is_imported() {
    let Some(example) = standard_example() else {
        println!("not tried: the standard's example file is not beside the project");
        return;
    };
    let installation = Installation::new();
    let told = installation.run(&["import", "places", &example.display().to_string()]).succeeds();
    assert_eq!(told.stderr, "", "no warning");
    assert!(places_in(&installation) > 0);
}

fn learners_of(installation: &Installation, extra: &[&str]) -> Outcome {
    let args = ["import", "learners", "people.xlsx", "--facilitator", "ADA@exemple.fr"];
    outcome(installation.command(&args).args(extra))
}

#[test]
fn learners_are_imported_for_their_facilitator() {
    let installation = Installation::new();
    let server = installation.serve();
    let mut ada = installation.facilitator(&server, "ada");
    let people = installation.path("people.xlsx");
    let count = || -> i64 {
        learners::table.count().get_result(&mut installation.connect()).expect("a count")
    };
    std::fs::write(&people, learners_file(&[["Exemplier", "Zoé", "1850"]])).expect("a file");
    let refused = learners_of(&installation, &[]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.stderr.contains("ligne 4, Année de naissance"), "{refused:?}");
    let zoe = [["Exemplier", "Zoé", "1950"], ["Exemplier", "Max", ""]];
    std::fs::write(&people, learners_file(&zoe)).expect("a file");
    learners_of(&installation, &["--dry-run"]).succeeds();
    assert_eq!(count(), 0, "a dry run writes nothing");
    let told = learners_of(&installation, &[]).succeeds();
    assert!(told.stdout.contains("2 ligne(s), 2 sans erreur, 2 enregistrée(s)."), "{told:?}");
    assert_eq!(count(), 2);
    let list = ada.call("GET", "/api/learners", None).expect("an answer").is(200).json();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(2));

    let args = ["import", "learners", "people.xlsx", "--facilitator", "nobody@exemple.fr"];
    installation.run(&args).refuses("nobody@exemple.fr");
}
