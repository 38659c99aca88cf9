//! Answers and their results.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults};
use crate::text_enum;

/// Fewer answers are shown to nobody.
pub const LEAST: usize = 5;

text_enum! {
    /// How fast it went.
    Pace { TooSlow = "too_slow", Right = "right", TooFast = "too_fast" }
}

text_enum! {
    /// Whether one can do it again.
    CanRedo { Alone = "alone", WithHelp = "with_help", NotYet = "not_yet" }
}

/// What one thought of a workshop; every question may be left out, but not all.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SatisfactionInput {
    /// 1 (not at all) to 5 (very).
    pub useful: Option<i32>,
    pub pace: Option<Pace>,
    pub can_redo: Option<CanRedo>,
    /// At most 1,000 characters.
    pub words: Option<String>,
}

impl SatisfactionInput {
    pub fn words(&self) -> Option<&str> {
        self.words.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }
}

impl Checked for SatisfactionInput {
    fn check(&self, faults: &mut Faults) {
        if let Some(useful) = self.useful {
            faults.range("/useful", useful, 1, 5);
        }
        faults.text("/words", self.words.as_deref(), 1_000);
        let choices = self.pace.is_some() || self.can_redo.is_some();
        if self.useful.is_none() && !choices && self.words().is_none() {
            faults.required("/useful");
        }
    }
}

/// A workshop of which one may say what one thought.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SatisfactionAsked {
    pub workshop_id: Id,
    pub title: String,
    pub ended_at: Moment,
}

/// Workshops that await one's answer.
#[derive(Serialize, ToSchema)]
pub struct SatisfactionToAnswer {
    pub items: Vec<SatisfactionAsked>,
}

/// What people thought, together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct SatisfactionResults {
    /// False below five answers: nothing else is told then.
    pub is_shown: bool,
    /// Null when not shown.
    pub answers: Option<usize>,
    /// How many said 1, 2 … 5; empty when not shown.
    pub useful: Vec<usize>,
    /// Too slow, right, too fast.
    pub pace: Vec<usize>,
    /// Alone, with help, not yet.
    pub can_redo: Vec<usize>,
    /// In no order.
    pub words: Vec<String>,
}

/// One answer, of nobody.
pub struct Given {
    pub useful: Option<i32>,
    pub pace: Option<Pace>,
    pub can_redo: Option<CanRedo>,
    pub words: Option<String>,
}

impl SatisfactionResults {
    /// Counts answers, if there are enough.
    pub fn of(given: Vec<Given>) -> Self {
        if given.len() < LEAST {
            return Self::default();
        }
        let count = |is: &dyn Fn(&Given) -> bool| given.iter().filter(|one| is(one)).count();
        let pace = Pace::ALL.iter().map(|pace| count(&|one| one.pace == Some(*pace))).collect();
        let can = |can: &CanRedo| count(&|one| one.can_redo == Some(*can));
        let can_redo = CanRedo::ALL.iter().map(can).collect();
        Self {
            is_shown: true,
            answers: Some(given.len()),
            useful: (1..=5).map(|grade| count(&|one| one.useful == Some(grade))).collect(),
            pace,
            can_redo,
            words: given.into_iter().filter_map(|one| one.words).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(count: usize) -> Vec<Given> {
        let one = |at: usize| Given {
            useful: Some(i32::try_from(at % 5 + 1).unwrap()),
            pace: Some(Pace::Right),
            can_redo: (at == 0).then_some(CanRedo::NotYet),
            words: (at == 1).then(|| "Merci".to_owned()),
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn nothing_is_told_below_five_answers() {
        assert_eq!(SatisfactionResults::of(given(4)), SatisfactionResults::default());
        let five = SatisfactionResults::of(given(5));
        assert_eq!((five.is_shown, five.answers), (true, Some(5)));
        assert_eq!(five.useful, [1; 5]);
        assert_eq!((five.pace, five.can_redo), (vec![0, 5, 0], vec![0, 0, 1]));
        assert_eq!(five.words, ["Merci"]);
    }
}
