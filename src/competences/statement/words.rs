//! The fixed words of a statement, in both languages.

use super::super::levels::{EvidenceKind, Level};
use super::{Declared, Row, Statement, Verified};
use crate::platform::lang::Lang;

/// The title of every statement.
pub fn title(lang: Lang) -> &'static str {
    lang.pick("Mes niveaux de compétences numériques", "My digital skill levels")
}

/// Whose it is, where from, of which day, and where badges are checked.
pub fn facts(statement: &Statement) -> Vec<(&'static str, String)> {
    let Statement { lang, network, person, day, badges_checked_at, .. } = statement;
    let mut facts = vec![
        (lang.pick("Personne", "Person"), person.clone()),
        (lang.pick("Réseau", "Network"), network.clone()),
        (lang.pick("Établi le", "Made on"), lang.date(*day)),
    ];
    let badges = lang.pick("Vérifier un badge", "Check a badge");
    facts.extend(badges_checked_at.as_ref().map(|address| (badges, address.clone())));
    facts
}

/// What the statement is and is not, and how a badge is checked.
pub fn what_it_is(statement: &Statement) -> Vec<&'static str> {
    let lang = statement.lang;
    let is = lang.pick(
        "J’ai fait ce relevé moi-même, à partir du registre des niveaux de mon réseau. Il dit ce \
         que le registre contient à cette date. Ce n’est ni un diplôme ni un certificat, et \
         personne ne l’a signé. Un niveau déclaré est ce que je dis de moi-même\u{202f}: personne \
         ne l’a vérifié.",
        "I made this statement myself, from my network’s ledger of levels. It says what the \
         ledger holds on that day. It is neither a diploma nor a certificate, and nobody has \
         signed it. A declared level is what I say of myself: nobody has verified it.",
    );
    let badge = lang.pick(
        "Pour faire vérifier un niveau, un badge numérique (Open Badges 3.0) peut être joint à ce \
         relevé. Un outil de vérification dit quel réseau l’a signé, si rien n’y a été changé et \
         s’il est encore valable.",
        "To have a level checked, a digital badge (Open Badges 3.0) can be added to this \
         statement. A verification tool says which network signed it, whether nothing in it was \
         changed and whether it is still valid.",
    );
    let none = lang.pick(
        "À cette date, le registre ne contient pas encore de niveau à mon nom.",
        "On that day, the ledger holds no level in my name yet.",
    );
    let mut rows = statement.rows.iter();
    let known = rows.any(|row| row.proven().is_some() || row.declared.is_some());
    if known { vec![is, badge] } else { vec![is, badge, none] }
}

/// Titles of the columns.
pub fn columns(lang: Lang) -> [&'static str; 4] {
    lang.pick(
        ["Compétence", "Niveau vérifié, sur 8", "Preuve et validité", "Niveau déclaré, sur 8"],
        ["Competence", "Verified level, of 8", "Proof and validity", "Declared level, of 8"],
    )
}

/// What the table of an area shows.
pub fn summary(lang: Lang, area: &str) -> String {
    lang.pick(
        format!(
            "Pour chaque compétence de «\u{a0}{area}\u{a0}»\u{202f}: niveau vérifié, preuve, \
             niveau déclaré."
        ),
        format!("For each competence of “{area}”: verified level, proof, declared level."),
    )
}

/// The three ways of drawing a step.
pub fn legend(lang: Lang) -> [&'static str; 3] {
    lang.pick(
        [
            "plein\u{202f}: vérifié",
            "hachuré\u{202f}: déclaré, non vérifié",
            "vide\u{202f}: pas encore",
        ],
        ["filled: verified", "hatched: declared, not verified", "empty: not yet"],
    )
}

/// `3 · Indépendant 1`; `Niveau 0` when the level has no name.
pub fn level(lang: Lang, level: Level, label: &str) -> String {
    if label.trim().is_empty() {
        format!("{} {level}", lang.pick("Niveau", "Level"))
    } else {
        format!("{level} · {label}")
    }
}

/// Where nothing verifies a level.
pub fn no_level(lang: Lang) -> &'static str {
    lang.pick("Pas encore de niveau", "No level yet")
}

/// Where the person says nothing.
pub fn not_declared(lang: Lang) -> &'static str {
    lang.pick("Non déclaré", "Not declared")
}

/// What kind of proof it is.
pub fn kind(lang: Lang, kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::SelfPlaced => lang.pick("Déclaré", "Declared"),
        EvidenceKind::Peer => lang.pick("Attesté par un pair", "Attested by a peer"),
        EvidenceKind::PixProfile => lang.pick("Profil Pix", "Pix profile"),
        EvidenceKind::PixCertified => lang.pick("Certification Pix", "Pix certification"),
    }
}

/// Kind, author if it is a person, and the days on which it counts: a line each.
pub fn proof(lang: Lang, proof: &Verified) -> Vec<String> {
    let from = lang.date(proof.observed_on);
    // The ledger keeps the first day without the proof; people ask for the last day with it.
    let days = match proof.expires_on.map(|day| lang.date(day.pred_opt().unwrap_or(day))) {
        Some(to) => lang.pick(format!("du {from} au {to}"), format!("from {from} to {to}")),
        None => lang.pick(
            format!("depuis le {from}, sans date de fin"),
            format!("since {from}, no end date"),
        ),
    };
    let kind = kind(lang, proof.kind).to_owned();
    std::iter::once(kind).chain(proof.by.clone()).chain([days]).collect()
}

/// When the person said so.
pub fn declared_on(lang: Lang, declared: &Declared) -> String {
    let day = lang.date(declared.declared_on);
    lang.pick(format!("le {day}"), format!("on {day}"))
}

/// `1.1 Mener une recherche`.
pub fn competence(row: &Row) -> String {
    format!("{} {}", row.code, row.title).trim().to_owned()
}

/// The words of the statement, and what they mean.
pub fn meanings(lang: Lang) -> Vec<(String, String)> {
    let lasts = |kind: EvidenceKind| match kind.months() {
        Some(months) => lang
            .pick(format!("Cela vaut {months} mois."), format!("It counts for {months} months.")),
        None => lang
            .pick(
                "Cela vaut sans limite, sauf si le certificat en fixe une.",
                "It counts without limit, unless the certificate sets one.",
            )
            .to_owned(),
    };
    let of_kind = |of: EvidenceKind, meaning: &str| {
        (kind(lang, of).to_owned(), format!("{meaning} {}", lasts(of)))
    };
    let of_word = |word: &str, meaning: &str| (word.to_owned(), meaning.to_owned());
    vec![
        of_word(
            lang.pick("Niveau", "Level"),
            lang.pick(
                "De 0 à 8, pour une seule compétence. Deux compétences ne se comparent pas.",
                "From 0 to 8, for one competence alone. Two competences do not compare.",
            ),
        ),
        of_word(
            lang.pick("Niveau vérifié", "Verified level"),
            lang.pick(
                "Le plus haut niveau qu’établit une preuve encore valable et non contestée.",
                "The highest level that a proof shows, still valid and not disputed.",
            ),
        ),
        of_kind(
            EvidenceKind::PixProfile,
            lang.pick(
                "Le niveau que j’ai atteint sur la plateforme Pix et que j’ai transmis.",
                "The level that I reached on the Pix platform and sent.",
            ),
        ),
        of_kind(
            EvidenceKind::PixCertified,
            lang.pick(
                "Le niveau que Pix a certifié après une épreuve surveillée.",
                "The level that Pix certified after a supervised test.",
            ),
        ),
        of_kind(
            EvidenceKind::Peer,
            lang.pick(
                "Une personne du réseau, qui a au moins ce niveau ou que le réseau autorise à \
                 l’attester, dit que je l’ai atteint, après une séance passée ensemble.",
                "Somebody of the network, who has at least that level or whom the network lets \
                 attest it, says that I reached it, after a session together.",
            ),
        ),
        (
            lang.pick("Niveau déclaré", "Declared level").to_owned(),
            format!(
                "{} {}",
                lang.pick(
                    "Ce que j’ai dit de moi-même la dernière fois. Cela ne change jamais le niveau \
                     vérifié.",
                    "What I last said of myself. It never changes the verified level.",
                ),
                lasts(EvidenceKind::SelfPlaced),
            ),
        ),
        of_word(
            no_level(lang),
            lang.pick(
                "Aucune preuve valable à cette date. Cela ne dit pas que je ne sais pas faire.",
                "No valid proof on that day. It does not say that I cannot do it.",
            ),
        ),
    ]
}
