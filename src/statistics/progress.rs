//! Exact progress towards the targets of a programme, for those who work in the network.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::figures;
use super::keys::{Wanted, day};
use super::model::Scope;
use super::named::NamedCounts;
use super::queries;
use super::question::Question;
use crate::platform::database::{Conn, Id, Reading};
use crate::platform::http::Problem;
use crate::policy::{Actor, Role};
use crate::programmes::{self, Measure};

/// How far one has come towards a target.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExactProgress {
    pub target_id: Id,
    pub measure: Measure,
    /// The target.
    pub value: i32,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Last day counted: today at the latest; null when the target has not begun.
    pub counted_to: Option<NaiveDate>,
    /// Hours are whole ones.
    pub done: i64,
}

/// The targets of a programme.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgressList {
    /// Whose sessions are counted: the network's for administrators, else those of one's teams.
    pub scope: Scope,
    pub items: Vec<ExactProgress>,
}

/// Counts towards each target of a programme, by `count`.
///
/// # Errors
/// 404 when there is no such programme.
pub fn of_programme(
    conn: &mut Conn,
    count: impl Fn(&mut Conn, &Wanted) -> Result<Reading<NamedCounts>, Problem>,
    actor: &Actor,
    today: NaiveDate,
    id: Id,
) -> Result<ProgressList, Problem> {
    programmes::find(conn, id)?.ok_or_else(Problem::not_found)?;
    let scope = if actor.is(Role::Admin) { Scope::Network } else { Scope::Team };
    let question = Question { scope: Some(scope), ..Question::default() };
    let mut wanted = Wanted { programmes: vec![id.into()], ..Wanted::default() };
    queries::narrow(conn, actor, &question, &mut wanted)?;
    let mut items = Vec::new();
    for target in programmes::targets_of(conn, &[id])? {
        let to = target.to.min(today);
        let begun = target.from <= to;
        let mut done = 0;
        if begun {
            (wanted.rest.from, wanted.rest.to) = (day(target.from), day(to));
            let totals = figures::totals(&count(conn, &wanted)?.value.counts);
            done = match target.measure {
                Measure::Sessions => totals.sessions,
                Measure::Workshops => totals.workshops,
                Measure::Participations => totals.participations,
                Measure::Followed => totals.followed,
                Measure::HoursDelivered => totals.minutes_delivered / 60,
            };
        }
        items.push(ExactProgress {
            target_id: target.id,
            measure: target.measure,
            value: target.value,
            from: target.from,
            to: target.to,
            counted_to: begun.then_some(to),
            done,
        });
    }
    Ok(ProgressList { scope, items })
}
