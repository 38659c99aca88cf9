//! A profile collection of everybody: a dry run, then the import, each by a server of its own, so
//! that the most memory it held is the import's.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::Days;
use coopair::competences::pix;
use serde_json::Value;

use crate::Line;
use crate::base::{Base, clock};
use crate::http::Client;
use crate::process::Server;
use crate::sessions::COMPETENCES;
use crate::visitors;

const MOST: Duration = Duration::from_secs(10);
const MOST_MIB: u64 = 256;

/// A profile of each learner as Pix writes it: yesterday, all competences, each at least at 1.
fn collection(base: &Base) -> String {
    const FIRST: &str = "\u{feff}\"Nom de l'organisation\";\"ID Campagne\";\"Code\";\
         \"Nom de la campagne\";\"Nom du Participant\";\"Prénom du Participant\";\"Matricule\";\
         \"Envoi (O/N)\";\"Date et heure de l'envoi (Europe/Paris)\";\"Nombre de pix total\";\
         \"Certifiable (O/N)\";\"Nombre de compétences certifiables\"";
    let mut file = FIRST.to_owned();
    for competence in pix::competences() {
        let title = competence.title_fr;
        let pair = format!(
            ";\"Niveau pour la compétence {title}\";\"Nombre de pix pour la compétence {title}\""
        );
        file.push_str(&pair);
    }
    file.push('\n');
    let sent = (clock().today() - Days::new(1)).format("%d/%m/%Y");
    for (row, (last, first, staff_number)) in base.named.iter().enumerate() {
        let start = format!(
            "\"Ville d'Essai\";4242;\"ECOLE2026\";\"Positionnement\";\"{last}\";\"{first}\";\
             {staff_number};\"Oui\";\"{sent} 14:05\";400;\"Oui\";16"
        );
        file.push_str(&start);
        for at in 0..COMPETENCES {
            let level = 1 + (row + 3 * at) % 6;
            write!(file, ";{level};{}", level * 8 + row % 8).expect("text");
        }
        file.push('\n');
    }
    file
}

fn upload(path: &str, token: &str, file: &str) -> String {
    const BOUNDARY: &str = "pix-collection-4f1c";
    let body = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"pix.csv\"\r\n\
         content-type: text/csv\r\n\r\n{file}\r\n--{BOUNDARY}--\r\n"
    );
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         content-type: multipart/form-data; boundary={BOUNDARY}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

pub fn run(base: &Base, folder: &Path, lines: &mut Vec<Line>) {
    let file = collection(base);
    let rows = base.size.learners;
    for (what, commit) in [("dry run of", false), ("import of", true)] {
        let server = Server::start(&base.url, folder);
        let token = visitors::admin(base, &server.address);
        let before = server.memory_mib("VmHWM");
        let path = format!("/api/levels/import?identifier=Matricule&commit={commit}");
        let request = upload(&path, &token, &file);
        let started = Instant::now();
        let answer = Client::open(&server.address).ask(&request);
        let (took, mib) = (started.elapsed(), server.memory_mib("VmHWM"));
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        let told: Value = serde_json::from_slice(&answer.body).expect("JSON");
        assert_eq!(told["committed"], commit, "{told}");
        assert_eq!((&told["matched"], &told["people"]), (&rows.into(), &rows.into()), "{told}");
        assert_eq!(told["new_evidence"], rows * COMPETENCES, "{told}");
        lines.push(Line {
            what: format!(
                "{what} {rows} profiles of 16 competences ({:.1} MB)",
                file.len() as f64 / 1e6
            ),
            measured: format!("{:.2} s, {mib} MiB at most ({before} before)", took.as_secs_f64()),
            bar: format!("≤ {} s, ≤ {MOST_MIB} MiB", MOST.as_secs()),
            holds: Some(took <= MOST && mib <= MOST_MIB),
        });
    }
}
