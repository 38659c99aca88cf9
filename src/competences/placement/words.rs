//! The shipped words: statements, answers, what a level means, areas of the framework.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::competences::framework::AreaView;

const WORDS: &str = include_str!("../../../data/self-placement.json");
const FRAMEWORK: &str = include_str!("../../../data/pix-framework.json");

#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct File {
    answers: Vec<AnswerWords>,
    levels: Vec<LevelWords>,
    competences: Vec<Shipped>,
}

/// One of the three answers.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AnswerWords {
    #[schema(example = "alone")]
    pub code: &'static str,
    pub label_fr: &'static str,
    pub label_en: &'static str,
}

/// What a level is called, and what it means to the person.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct LevelWords {
    pub level: u8,
    #[schema(example = "Indépendant 1")]
    pub label_fr: &'static str,
    pub label_en: &'static str,
    pub words_fr: &'static str,
    pub words_en: &'static str,
}

/// A deed that shows a level.
#[derive(Debug, Deserialize)]
pub struct Statement {
    pub level: u8,
    pub fr: &'static str,
    pub en: &'static str,
}

/// The words of a competence of Pix.
#[derive(Debug, Deserialize)]
pub struct Shipped {
    pub code: &'static str,
    pub short_fr: &'static str,
    pub short_en: &'static str,
    pub question_fr: &'static str,
    pub question_en: &'static str,
    pub statements: Vec<Statement>,
}

#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Areas {
    areas: Vec<Area>,
}

#[derive(Deserialize)]
struct Area {
    code: &'static str,
    title_fr: &'static str,
    title_en: &'static str,
}

struct Words {
    file: File,
    by_code: HashMap<&'static str, usize>,
    areas: Vec<Area>,
}

static ALL: LazyLock<Words> = LazyLock::new(|| {
    let file: File = serde_json::from_str(WORDS).unwrap_or_default();
    let areas: Areas = serde_json::from_str(FRAMEWORK).unwrap_or_default();
    let by_code = file.competences.iter().enumerate().map(|(at, own)| (own.code, at)).collect();
    Words { file, by_code, areas: areas.areas }
});

/// The words of a competence of Pix, by its code.
pub fn shipped(code: &str) -> Option<&'static Shipped> {
    ALL.by_code.get(code).map(|at| &ALL.file.competences[*at])
}

/// Nine of them, 0 to 8.
pub fn level_words() -> Vec<LevelWords> {
    ALL.file.levels.clone()
}

/// Three of them, the best first.
pub fn answer_words() -> Vec<AnswerWords> {
    ALL.file.answers.clone()
}

impl Area {
    fn view(&self) -> AreaView {
        let [code, title_fr, title_en] =
            [self.code, self.title_fr, self.title_en].map(str::to_owned);
        AreaView { code, title_fr, title_en }
    }
}

/// The five areas of the framework.
pub fn areas() -> Vec<AreaView> {
    ALL.areas.iter().map(Area::view).collect()
}

/// An area by its code.
pub fn area(code: &str) -> Option<AreaView> {
    ALL.areas.iter().find(|area| area.code == code).map(Area::view)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::competences::placement::STATEMENTS;

    #[test]
    fn every_competence_of_the_framework_has_five_statements_in_order() {
        let codes: Vec<&str> =
            crate::competences::pix::competences().iter().map(|own| own.code).collect();
        assert_eq!(codes.len(), 16);
        for code in codes {
            let words = shipped(code).unwrap_or_else(|| panic!("no words for {code}"));
            let levels: Vec<u8> = words.statements.iter().map(|own| own.level).collect();
            assert_eq!(levels, (1..=STATEMENTS as u8).collect::<Vec<u8>>(), "{code}");
            assert!(words.statements.iter().all(|own| !own.fr.is_empty() && !own.en.is_empty()));
        }
        assert_eq!(level_words().len(), 9);
        let codes: Vec<&str> = answer_words().iter().map(|answer| answer.code).collect();
        assert_eq!(codes, ["alone", "with_help", "not_yet"]);
        assert_eq!(areas().len(), 5);
    }
}
