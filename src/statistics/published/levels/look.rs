//! What a reader asks of levels: a funder of a perimeter, a coordinator of the team, an
//! administrator of the network.

use serde::Deserialize;
use utoipa::IntoParams;

use super::answer::Ask;
use crate::competences::levels::Level;
use crate::funding;
use crate::network_settings;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::day::Day;
use crate::platform::http::{Problem, Said};
use crate::policy::{Actor, Role};
use crate::sharing;
use crate::statistics::keys::Wanted;
use crate::statistics::model::Scope;
use crate::statistics::published::period::Period;
use crate::statistics::published::scope::Asked;
use crate::statistics::queries::narrow;
use crate::statistics::question::Question;

/// A question of a funder on levels.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct LevelsQuestion {
    /// First day of a month; default: that of the last twelve that have ended.
    pub from: Option<Day>,
    /// Last day of a month that has ended; default: the last one.
    pub to: Option<Day>,
    /// The level that is to be taught, 1–8. Default: 3.
    pub level: Option<i32>,
}

/// The same without a period.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct TaughtLevel {
    /// The level that is to be taught, 1–8. Default: 3.
    pub level: Option<i32>,
}

/// # Errors
/// 400 outside 1–8.
fn taught(level: Option<i32>) -> Result<Level, Problem> {
    let level = Level::new(level.unwrap_or(3)).filter(|level| level.proves());
    level.ok_or_else(|| {
        let said = Said::new("Niveau attendu : de 1 à 8.", "Level expected: 1 to 8.");
        Problem::parameter("level", said)
    })
}

/// A look at the levels of a perimeter, and the question as it is kept.
///
/// # Errors
/// 404 for a perimeter that is not the reader's; 400 for a period or a level that cannot be.
pub fn of_perimeter(
    conn: &mut Conn,
    ctx: &Context,
    actor: &Actor,
    id: Id,
    question: LevelsQuestion,
) -> Result<(Ask, Asked), Problem> {
    let perimeter = funding::get_for(conn, actor, id)?;
    let level = taught(question.level)?;
    let period = Period::asked(question.from, question.to, ctx.clock.today())?;
    let everything = sharing::Question::of_everything(period.from, period.to);
    let asked = Asked::new(&perimeter, &everything).of_levels();
    let ask = Ask { wanted: asked.wanted(conn)?, period, level, k: perimeter.k };
    Ok((ask, asked))
}

/// A look at the levels of one's team; for an administrator, of the network.
///
/// # Errors
/// 400 for a level that cannot be.
pub fn of_staff(
    conn: &mut Conn,
    ctx: &Context,
    actor: &Actor,
    question: TaughtLevel,
) -> Result<Ask, Problem> {
    let level = taught(question.level)?;
    let period = Period::asked(None, None, ctx.clock.today())?;
    let scope = if actor.is(Role::Admin) { Scope::Network } else { Scope::Team };
    let question = Question { scope: Some(scope), ..Question::default() };
    let mut wanted = Wanted::default();
    narrow(conn, actor, &question, &mut wanted)?;
    Ok(Ask { wanted, period, level, k: network_settings::get(conn)?.k })
}
