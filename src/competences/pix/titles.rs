//! Titles of the columns of Pix files (`csv_formats` of the data file).

use super::PixKind;

/// A column that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    LastName,
    FirstName,
    Campaign,
    IsSent,
    SentOn,
    Number,
    Birthdate,
    Birthplace,
    Type,
    Status,
    GlobalLevel,
    Score,
    PassedOn,
}

pub(super) const KEYS: usize = Key::PassedOn as usize + 1;

/// A column and its titles, the current French one first.
pub(super) type Column = (Key, &'static [&'static str]);

/// Columns without which a profile collection is none.
pub(super) const PROFILE: [Column; 4] = [
    (Key::LastName, &["Nom du Participant", "Participant's last name"]),
    (Key::FirstName, &["Prénom du Participant", "Participant's first name"]),
    (Key::IsSent, &["Envoi (O/N)", "Sent (Y/N)"]),
    (
        Key::SentOn,
        &[
            "Date et heure de l'envoi (Europe/Paris)",
            "Date de l'envoi",
            "Sent on (Europe/Paris)",
            "Sent on",
        ],
    ),
];
pub(super) const PROFILE_OPTIONAL: [Column; 1] =
    [(Key::Campaign, &["Nom de la campagne", "Campaign's name"])];
/// Columns of a profile collection that are known and not read.
pub(super) const PROFILE_OTHERS: [&str; 15] = [
    "Nom de l'organisation",
    "Organisation’s name",
    "ID Campagne",
    "Campaign ID",
    "Code",
    "Groupe",
    "Group",
    "Classe",
    "Class",
    "Nombre de pix total",
    "Total pix score",
    "Certifiable (O/N)",
    "Eligible for certification (Y/N)",
    "Nombre de compétences certifiables",
    "Number of competences eligible for certification",
];

/// Columns without which certification results are none.
pub(super) const CERTIFICATION: [Column; 5] = [
    (Key::Number, &["Numéro de certification", "Certification number"]),
    (Key::FirstName, &["Prénom"]),
    (Key::LastName, &["Nom"]),
    (Key::Status, &["Statut"]),
    (Key::PassedOn, &["Date de passage de la certification"]),
];
pub(super) const CERTIFICATION_OPTIONAL: [Column; 4] = [
    (Key::Birthdate, &["Date de naissance"]),
    (Key::Birthplace, &["Lieu de naissance"]),
    (Key::Type, &["Type de certification"]),
    (Key::GlobalLevel, &["Niveau"]),
];
/// Where the score stands tells the generation, the newest first.
pub(super) const GENERATIONS: [(PixKind, Column); 3] = [
    (PixKind::CertificationG3, (Key::Score, &["Score en Pix"])),
    (PixKind::CertificationG2, (Key::Score, &["Résultat"])),
    (PixKind::CertificationG1, (Key::Score, &["Nombre de Pix"])),
];
pub(super) const CERTIFICATION_OTHERS: [&str; 3] =
    ["Commentaire jury pour l’organisation", "Session", "Centre de certification"];

/// What tells an assessment campaign, and what else it always has.
pub(super) const ASSESSMENT_MARKS: [&str; 2] = [
    "% maitrise de l'ensemble des acquis du profil",
    "% of items successfully completed in the target profile",
];
pub(super) const ASSESSMENT: [&[&str]; 4] = [
    &["Nom du Participant", "Participant's last name"],
    &["Prénom du Participant", "Participant's first name"],
    &["Partage (O/N)", "Shared (Y/N)"],
    &["% de progression", "% of progression"],
];
pub(super) const PROFILE_MARKS: [&str; 2] = ["Nombre de pix total", "Total pix score"];
pub(super) const CERTIFICATION_MARKS: [&str; 2] =
    ["Numéro de certification", "Certification number"];
/// With one of these, a header cut short was one of Pix.
pub(super) const BEGINNINGS: [&str; 4] =
    ["ID Campagne", "Campaign ID", "Nom du Participant", "Campaign's name"];

/// Titles of the columns of one competence in a profile collection, before its own title.
pub(super) const LEVEL_PREFIXES: [&str; 2] =
    ["niveau pour la competence ", "level reached in the competence "];
pub(super) const PIX_PREFIXES: [&str; 2] =
    ["nombre de pix pour la competence ", "pix score for the competence "];
