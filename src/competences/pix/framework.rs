//! The Pix framework as it is shipped: titles to recognise, bands of the total score.
//!
//! Source: `data/pix-framework.json`. English titles are working translations, not Pix's own.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::competences::levels::Level;
use crate::platform::text::normalise;

const JSON: &str = include_str!("../../../data/pix-framework.json");

#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct File {
    competences: Vec<Competence>,
    levels: Vec<Band>,
    scoring: Scoring,
}

/// A competence of the framework.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Competence {
    /// `1.1` … `5.2`.
    pub code: &'static str,
    pub title_fr: &'static str,
    pub title_en: &'static str,
    /// Other spellings seen in files.
    pub aliases_fr: Vec<&'static str>,
}

#[derive(Deserialize)]
struct Band {
    level: u8,
    label_fr: Option<&'static str>,
    label_en: Option<&'static str>,
    global_score_min: u32,
    global_score_max: u32,
}

#[derive(Default, Deserialize)]
struct Scoring {
    max_reachable_level: u8,
}

/// The file, with what is derived from it once.
struct Framework {
    file: File,
    /// Position of a competence by folded title.
    titles: HashMap<String, usize>,
    /// Titles of the columns of each competence in a profile: level, pix.
    columns: Vec<(String, String)>,
}

static FRAMEWORK: LazyLock<Framework> = LazyLock::new(|| {
    let file: File = serde_json::from_str(JSON).unwrap_or_default();
    let mut titles = HashMap::new();
    for (at, competence) in file.competences.iter().enumerate() {
        let aliases = competence.aliases_fr.iter().copied();
        for title in aliases.chain([competence.title_fr, competence.title_en]) {
            titles.insert(normalise(title), at);
        }
    }
    let column = |competence: &Competence| {
        let title = competence.title_fr;
        (
            format!("Niveau pour la compétence {title}"),
            format!("Nombre de pix pour la compétence {title}"),
        )
    };
    let columns = file.competences.iter().map(column).collect();
    Framework { file, titles, columns }
});

/// The 16 competences, in the order of their codes.
pub fn competences() -> &'static [Competence] {
    &FRAMEWORK.file.competences
}

/// Position of the competence that a folded title names.
pub(super) fn by_folded_title(folded: &str) -> Option<usize> {
    FRAMEWORK.titles.get(folded).copied()
}

/// Titles of a competence's two columns in a profile collection: level, pix.
pub(super) fn profile_columns(competence: usize) -> (&'static str, &'static str) {
    FRAMEWORK.columns.get(competence).map_or(("", ""), |(level, pix)| (level, pix))
}

/// The maximum reachable level of the framework as it is shipped.
pub fn max_reachable() -> Level {
    Level::new(FRAMEWORK.file.scoring.max_reachable_level).unwrap_or(Level::TOP)
}

/// The global level of a certificate by its total score: the band it falls in; 0 below 64 pix,
/// `None` above 1,024.
pub fn global_level(score: u32) -> Option<Level> {
    let mut bands = FRAMEWORK.file.levels.iter();
    let band =
        bands.find(|band| (band.global_score_min..=band.global_score_max).contains(&score))?;
    Level::new(band.level)
}

/// The global level that a label names (« Novice 1 », « Beginner 1 »).
pub(super) fn labelled(label: &str) -> Option<Level> {
    let folded = normalise(label);
    let band = FRAMEWORK.file.levels.iter().find(|band| {
        [band.label_fr, band.label_en].into_iter().flatten().any(|name| normalise(name) == folded)
    });
    Level::new(band?.level)
}
