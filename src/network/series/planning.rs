//! Changing a series: this session, this one and the following, all that were not held.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::dates::{Occurrence, Series};
use super::refusal::SeriesRefused;
use crate::network::time::Span;
use crate::platform::database::Id;
use crate::text_enum;

text_enum! {
    /// How much of a series a change concerns.
    Scope { This = "this", Following = "following", All = "all" }
}

/// A session of a series, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Existing {
    pub session_id: Id,
    /// Its [`Occurrence::day`].
    pub day: NaiveDate,
    pub span: Span,
    /// Held, cancelled or otherwise over: nothing changes it any more.
    pub is_over: bool,
    /// Changed alone before.
    pub is_detached: bool,
}

/// What becomes of a series and its sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The series as it ends now; none when nothing of it is left.
    pub old: Option<Series>,
    /// The series that takes over.
    pub new: Option<Series>,
    /// Sessions that go on in the new series, on that date of it; detached ones keep their time.
    pub kept: Vec<(Id, Occurrence)>,
    /// Sessions of which that date has another time than before: people are told.
    pub moved: Vec<(Id, Occurrence)>,
    pub added: Vec<Occurrence>,
    pub cancelled: Vec<Id>,
}

/// What follows when a series takes another course (`Some`) or ends (`None`), from a session on:
/// that one alone, those from its day on, or all. Sessions that are over stay as they are.
///
/// For *this* alone, a new course is one date: the session moves and is detached.
///
/// # Errors
/// What is wrong with the new series, or nothing that it concerns.
pub fn replan(
    series: &Series,
    existing: &[Existing],
    session_id: Id,
    scope: Scope,
    new: Option<Series>,
) -> Result<Plan, SeriesRefused> {
    let chosen = existing.iter().find(|session| session.session_id == session_id);
    let chosen = chosen.filter(|session| !session.is_over);
    let chosen = chosen.ok_or(SeriesRefused::NothingToChange)?;
    if scope == Scope::This {
        return replan_one(series, chosen, new);
    }
    let concerned = existing
        .iter()
        .filter(|session| !session.is_over && (scope == Scope::All || session.day >= chosen.day));
    let mut concerned: Vec<&Existing> = concerned.collect();
    concerned.sort_by_key(|session| (session.day, session.session_id));
    let from = concerned.first().map_or(chosen.day, |session| session.day);
    let mut plan = Plan { old: series.before(from)?, ..Plan::default() };
    let Some(new) = new else {
        plan.cancelled = concerned.iter().map(|session| session.session_id).collect();
        return Ok(plan);
    };
    let over = existing.iter().filter(|session| session.is_over);
    let over: BTreeSet<NaiveDate> = over.map(|session| session.day).collect();
    let dates = new.dates()?.occurrences.into_iter().filter(|date| !over.contains(&date.day));
    pair(&mut plan, concerned, dates.collect(), new.rule.is_monthly());
    plan.new = Some(new);
    Ok(plan)
}

fn replan_one(
    series: &Series,
    chosen: &Existing,
    new: Option<Series>,
) -> Result<Plan, SeriesRefused> {
    let mut plan = Plan { old: Some(series.clone()), ..Plan::default() };
    match new {
        Some(new) => {
            let date = new.dates()?.occurrences.first().copied();
            let date = date.ok_or(SeriesRefused::NothingToChange)?;
            // It stays the one of its day, at another time.
            plan.moved.push((chosen.session_id, Occurrence { day: chosen.day, ..date }));
        }
        None => {
            plan.cancelled.push(chosen.session_id);
            if let Some(old) = &mut plan.old {
                old.except.insert(chosen.day);
            }
        }
    }
    Ok(plan)
}

/// Finds each session its date: of the same day first, then of the same week or month, in order.
fn pair(plan: &mut Plan, sessions: Vec<&Existing>, mut dates: Vec<Occurrence>, monthly: bool) {
    let turn = |day: NaiveDate| {
        let week = day.iso_week();
        if monthly { (day.year(), day.month()) } else { (week.year(), week.week()) }
    };
    let mut left = Vec::new();
    for session in sessions {
        match dates.iter().position(|date| date.day == session.day) {
            Some(at) => settle(plan, session, dates.remove(at)),
            None => left.push(session),
        }
    }
    for session in left {
        match dates.iter().position(|date| turn(date.day) == turn(session.day)) {
            Some(at) => settle(plan, session, dates.remove(at)),
            None if session.is_detached => {
                let Existing { session_id, day, span, .. } = *session;
                plan.kept.push((session_id, Occurrence { day, span }));
            }
            None => plan.cancelled.push(session.session_id),
        }
    }
    plan.kept.sort_unstable();
    plan.moved.sort_unstable();
    plan.cancelled.sort_unstable();
    plan.added = dates;
}

fn settle(plan: &mut Plan, session: &Existing, date: Occurrence) {
    let is_same = session.is_detached || session.span == date.span;
    let date = if is_same { Occurrence { span: session.span, ..date } } else { date };
    let list = if is_same { &mut plan.kept } else { &mut plan.moved };
    list.push((session.session_id, date));
}
