//! Whose sessions a protected question counts: a perimeter's, a link's, the network's.

use serde::{Deserialize, Serialize};

use super::activity::Dominance;
use super::period::Period;
use crate::funding::{self, Perimeter};
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Problem, Said, read_query};
use crate::platform::secrets;
use crate::sharing::{self, ShareScope, Shared};
use crate::statistics::DEFINITIONS_VERSION;
use crate::statistics::keys::{Paid, Wanted, commune_key, departement_key};
use crate::statistics::queries::{always, members, of_kind};
use crate::statistics::question::Question;

/// A question of a funder as it is kept: what the perimeter was on that day, and what was asked of
/// it. It is counted again to compare later questions with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    definitions: i32,
    programmes: Vec<Id>,
    organizations: Vec<Id>,
    communes: Vec<String>,
    departements: Vec<String>,
    /// Canonical: period and filters.
    question: String,
    /// A look at levels: compared with others of its kind besides.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    levels: bool,
}

impl Asked {
    pub fn new(perimeter: &Perimeter, question: &sharing::Question) -> Self {
        let sorted = |ids: &[Id]| {
            let mut ids = ids.to_vec();
            ids.sort_unstable();
            ids
        };
        let texts = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        Self {
            definitions: DEFINITIONS_VERSION,
            programmes: sorted(&perimeter.programmes),
            organizations: sorted(&perimeter.organizations),
            communes: texts(&perimeter.communes),
            departements: texts(&perimeter.departements),
            question: question.canonical(),
            levels: false,
        }
    }

    /// Equal for equal questions.
    pub fn fingerprint(&self) -> String {
        secrets::digest(self)
    }

    /// The same of one programme.
    pub fn of_programme(&self, id: Id) -> Self {
        Self { programmes: vec![id], ..self.clone() }
    }

    /// The same as a look at levels.
    pub fn of_levels(self) -> Self {
        Self { levels: true, ..self }
    }

    /// The period of a look at levels.
    ///
    /// # Errors
    /// Never for a question of ours.
    pub fn period_of_levels(&self) -> Result<Option<Period>, Problem> {
        let question = self.levels.then(|| strictly(&self.question)).transpose()?;
        Ok(question.map(|question| Period { from: question.from, to: question.to }))
    }

    /// The question in the terms of the index.
    pub fn wanted(&self, conn: &mut Conn) -> Result<Wanted, Problem> {
        let paid = Paid {
            programmes: self.programmes.iter().copied().map(Into::into).collect(),
            organizations: self.organizations.iter().copied().map(Into::into).collect(),
            communes: self.communes.iter().map(|code| commune_key(code)).collect(),
            departements: self.departements.iter().map(|code| departement_key(code)).collect(),
        };
        let wanted = filtered(conn, &self.question)?;
        Ok(Wanted { perimeter: Some(paid), ..wanted })
    }
}

/// The filters and the period of a canonical question.
fn filtered(conn: &mut Conn, question: &str) -> Result<Wanted, Problem> {
    let question: Question = read_query(question)?;
    let missing = || Problem::internal("a frozen question has no period");
    let from = question.from.ok_or_else(missing)?;
    let to = question.to.ok_or_else(missing)?;
    let mut wanted = question.wanted(from.0, to.0)?;
    of_kind(conn, &question, &mut wanted)?;
    Ok(wanted)
}

/// A question with a period and the same filters.
pub fn over(question: &sharing::Question, period: Period) -> sharing::Question {
    sharing::Question { from: period.from, to: period.to, ..question.clone() }
}

/// A question strictly read: only filters that a link may freeze.
///
/// # Errors
/// 400 `invalid_parameter` that says what is wrong.
pub fn strictly(text: &str) -> Result<sharing::Question, Problem> {
    sharing::Question::parse(text).map_err(|said: Said| Problem::parameter("filters", said))
}

/// What a link counts, and where the 85 % rule applies.
pub fn of_link(conn: &mut Conn, shared: &Shared) -> Result<(Wanted, Dominance), Problem> {
    let wanted = filtered(conn, &shared.question.canonical())?;
    let both = Dominance { facilitator: true, organization: true };
    let own_body = Dominance { organization: false, ..both };
    Ok(match shared.scope {
        ShareScope::Own(id) => (
            Wanted { spans: Some(vec![always(id.into())]), ..wanted },
            Dominance { facilitator: false, organization: false },
        ),
        ShareScope::Team(id) => {
            let spans = members(conn, &[id.into()])?;
            (Wanted { spans: Some(spans), ..wanted }, own_body)
        }
        ShareScope::Organization(id) => {
            let paid = Paid { organizations: vec![id.into()], ..Paid::default() };
            (Wanted { perimeter: Some(paid), ..wanted }, own_body)
        }
        ShareScope::Network => (wanted, both),
        ShareScope::Perimeter(id) => {
            let perimeter = funding::find(conn, id)?.ok_or_else(Problem::not_found)?;
            let asked = Asked::new(&perimeter, &shared.question);
            (asked.wanted(conn)?, of_perimeter(&perimeter))
        }
    })
}

/// Where the 85 % rule applies in a perimeter: a funder who pays organizations by name may know
/// that these are the ones who work.
pub fn of_perimeter(perimeter: &Perimeter) -> Dominance {
    Dominance { facilitator: true, organization: perimeter.organizations.is_empty() }
}
