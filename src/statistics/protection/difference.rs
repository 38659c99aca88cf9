//! Two questions of one reader must not differ by a handful of people: subtracting the answers
//! would show what no single answer shows.

/// A question that was answered, or is to be. Two questions with the same fingerprint are the same
/// question of the same data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Of scope, filters in canonical order and definitions' version.
    pub fingerprint: String,
    /// Of the data it was counted from: only questions of one version are compared.
    pub data_version: i64,
    /// What the selection counts.
    pub counted: Counted,
}

/// What a selection of participations contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub participations: i64,
    /// Distinct people of these participations, anonymous ones one each.
    pub people: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing small can be had by subtraction.
    Answer,
    /// Asked before: give the answer kept since then.
    Again,
    /// Fewer than k people lie between this question and earlier ones (their positions).
    Refuse { earlier: Vec<usize> },
}

/// Compares a new question with those a reader has had answered. Keep no more of them than the
/// reader may ask (a hundred a month, say): each costs two counts.
#[derive(Clone, Copy, Debug)]
pub struct DifferenceGuard<'q> {
    pub k: i64,
    pub earlier: &'q [Question],
}

impl DifferenceGuard<'_> {
    /// `left(a, others)` counts the participations selected by `a` and by none of `others`, and
    /// the distinct people *of these participations*: someone counted in both questions, but with
    /// one participation more in one of them, is one person of the difference.
    ///
    /// Refuses when, of the new question A and an earlier one B that share participations, A∖B or
    /// B∖A rests on 1 to k−1 people; and when what is left of a question after *all* questions
    /// within it are taken away does (a year less the months asked one by one). Questions without
    /// a common participation cannot be subtracted.
    ///
    /// It does not try every subset of the earlier questions, and it compares whole selections:
    /// for the lines within them, put the earlier answer and the difference into the table as
    /// `Place::Kept` and `Place::Unpublished` cells.
    ///
    /// # Errors
    /// Those of `left`.
    pub fn check<E>(
        &self,
        new: &Question,
        mut left: impl FnMut(&Question, &[&Question]) -> Result<Counted, E>,
    ) -> Result<Verdict, E> {
        let same_data: Vec<(usize, &Question)> = self
            .earlier
            .iter()
            .enumerate()
            .filter(|(_, earlier)| earlier.data_version == new.data_version)
            .collect();
        if same_data.iter().any(|(_, earlier)| earlier.fingerprint == new.fingerprint) {
            return Ok(Verdict::Again);
        }
        let mut within = Vec::new();
        let mut around = Vec::new();
        for (at, earlier) in same_data {
            let only_new = left(new, &[earlier])?;
            if only_new.participations == new.counted.participations {
                continue;
            }
            let only_earlier = left(earlier, &[new])?;
            if self.few(only_new) || self.few(only_earlier) {
                return Ok(Verdict::Refuse { earlier: vec![at] });
            }
            if only_earlier.participations == 0 {
                within.push(at);
            }
            if only_new.participations == 0 {
                around.push(at);
            }
        }
        if self.few(self.left_of(new, &within, &mut left)?) {
            return Ok(Verdict::Refuse { earlier: within });
        }
        for outer in around {
            let mut inner = Vec::new();
            for (at, earlier) in self.earlier.iter().enumerate() {
                let comparable = at != outer && earlier.data_version == new.data_version;
                if comparable && left(earlier, &[&self.earlier[outer]])?.participations == 0 {
                    inner.push(at);
                }
            }
            let mut taken: Vec<&Question> = inner.iter().map(|at| &self.earlier[*at]).collect();
            taken.push(new);
            if self.few(left(&self.earlier[outer], &taken)?) {
                inner.push(outer);
                return Ok(Verdict::Refuse { earlier: inner });
            }
        }
        Ok(Verdict::Answer)
    }

    fn left_of<E>(
        &self,
        question: &Question,
        within: &[usize],
        left: &mut impl FnMut(&Question, &[&Question]) -> Result<Counted, E>,
    ) -> Result<Counted, E> {
        if within.len() < 2 {
            return Ok(Counted::default());
        }
        let taken: Vec<&Question> = within.iter().map(|at| &self.earlier[*at]).collect();
        left(question, &taken)
    }

    fn few(&self, counted: Counted) -> bool {
        counted.participations > 0 && counted.people < self.k
    }
}
