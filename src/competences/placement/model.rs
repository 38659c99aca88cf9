//! What comes in, and the level it leads to.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::competences::levels::Level;
use crate::platform::database::Id;
use crate::platform::http::{Checked, Faults, Said};
use crate::text_enum;

/// Statements of a competence.
pub const STATEMENTS: usize = 5;

text_enum! {
    /// What one says to a statement.
    PlacementAnswer { Alone = "alone", WithHelp = "with_help", NotYet = "not_yet" }
}

/// A placement of oneself on one competence: five answers, or the level itself.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacementInput {
    pub competence_id: Id,
    /// One for each statement, in their order.
    pub answers: Option<Vec<PlacementAnswer>>,
    /// 0–8, at most what can be reached; instead of answers.
    #[schema(example = 3)]
    pub level: Option<i32>,
}

impl Checked for PlacementInput {
    fn check(&self, faults: &mut Faults) {
        match (&self.answers, self.level) {
            (None, None) => faults.required("/answers"),
            (Some(_), Some(_)) => faults.contradiction(
                "/level",
                "Le niveau se déduit des réponses : donnez les unes ou l’autre.",
                "The level follows from the answers: give one or the other.",
            ),
            (Some(answers), None) if answers.len() != STATEMENTS => {
                let said = Said::new(
                    format!("{STATEMENTS} réponses attendues, une par phrase."),
                    format!("{STATEMENTS} answers expected, one for each statement."),
                );
                faults.add("/answers", "out_of_range", said);
            }
            (Some(_), None) => {}
            (None, Some(level)) => faults.range("/level", level, 0, 8),
        }
    }
}

impl PlacementInput {
    /// The level told or led to; 0 for an input that was not checked.
    pub fn level(&self) -> Level {
        match (&self.answers, self.level) {
            (Some(answers), _) => level_of(answers),
            (None, level) => Level::new(level.unwrap_or_default()).unwrap_or_default(),
        }
    }
}

/// The level that answers lead to: how many statements one can do alone.
pub fn level_of(answers: &[PlacementAnswer]) -> Level {
    let alone = answers.iter().filter(|answer| **answer == PlacementAnswer::Alone).count();
    Level::new(alone).unwrap_or(Level::TOP)
}

#[cfg(test)]
mod tests {
    use super::PlacementAnswer::{Alone, NotYet, WithHelp};
    use super::*;

    #[test]
    fn the_level_is_what_one_does_alone() {
        let level = |answers: [PlacementAnswer; 5]| level_of(&answers).get();
        assert_eq!(level([NotYet; 5]), 0);
        assert_eq!(level([WithHelp; 5]), 0, "help is on the way, not there");
        assert_eq!(level([Alone, Alone, WithHelp, NotYet, NotYet]), 2);
        assert_eq!(level([Alone, NotYet, Alone, Alone, NotYet]), 3, "one slip is one slip");
        assert_eq!(level([Alone; 5]), 5);
    }
}
