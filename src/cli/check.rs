//! `coopair check`: recounts every derived figure from the rows and says what differs.
//!
//! Derived are: a session's number of participants, a learner's number of sessions with the first
//! and the last day, the mark of a learner's first participation ever, the facts that figures
//! are counted from, the packed levels of people, and the seats used of planned workshops.

use std::collections::HashMap;
use std::process::ExitCode;

use diesel::prelude::*;

use super::{bar, context, say};
use crate::competences;
use crate::facts;
use crate::learners;
use crate::network::enrolment;
use crate::platform::database::schema::{
    headcounts, learners as learner_rows, participations, sessions,
};
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::settings::Settings;

pub fn check(settings: &Settings, repair: bool) -> anyhow::Result<ExitCode> {
    let ctx = context(settings)?;
    let (found, left) = ctx.db.write_now(|conn| {
        let found = differences(conn, repair)?;
        let left = if repair { differences(conn, false)? } else { found.clone() };
        Ok::<_, Problem>((found, left))
    })?;
    for difference in &found {
        say(difference);
    }
    let corrected = found.len() - left.len();
    match (found.len(), corrected) {
        (0, _) => say("Every derived figure equals its recount."),
        (count, 0) if !repair => {
            say(&format!("{count} difference(s). `coopair check --repair` corrects them."));
        }
        (count, _) => say(&format!("{count} difference(s), {corrected} corrected.")),
    }
    Ok(if left.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn differences(conn: &mut Conn, repair: bool) -> QueryResult<Vec<String>> {
    let mut found = session_differences(conn, repair)?;
    found.extend(headcount_differences(conn)?);
    found.extend(learner_differences(conn, repair)?);
    found.extend(level_differences(conn, repair)?);
    found.extend(enrolment::recount(conn, repair)?);
    // Last: facts are made from all the above.
    found.extend(fact_differences(conn, repair)?);
    Ok(found)
}

fn session_differences(conn: &mut Conn, repair: bool) -> QueryResult<Vec<String>> {
    let named: HashMap<Id, i64> = participations::table
        .group_by(participations::session_id)
        .select((participations::session_id, diesel::dsl::count_star()))
        .load::<(Id, i64)>(conn)?
        .into_iter()
        .collect();
    let rows: Vec<(Id, i32, i32)> = sessions::table
        .select((sessions::id, sessions::participant_count, sessions::anonymous_count))
        .load(conn)?;
    let mut found = Vec::new();
    for (id, stored, anonymous) in rows {
        let named = named.get(&id).copied().unwrap_or_default();
        let counted = i32::try_from(named).unwrap_or(i32::MAX).saturating_add(anonymous);
        if stored != counted {
            found.push(format!("session {id}: participant_count is {stored}, counted {counted}"));
            if repair {
                diesel::update(sessions::table.find(id))
                    .set(sessions::participant_count.eq(counted))
                    .execute(conn)?;
            }
        }
    }
    Ok(found)
}

/// What levels of many are counted from is what the ledgers say.
fn level_differences(conn: &mut Conn, repair: bool) -> QueryResult<Vec<String>> {
    let catalogue = competences::catalogue(conn)?;
    let wrong = competences::recount(conn, &catalogue, repair)?;
    Ok(wrong
        .iter()
        .map(|id| format!("person {id}: packed levels differ from the ledger"))
        .collect())
}

/// Counters of anonymous people never exceed the anonymous people; nothing can repair that.
fn headcount_differences(conn: &mut Conn) -> QueryResult<Vec<String>> {
    let rows: Vec<(Id, String, i32, i32)> = headcounts::table
        .inner_join(sessions::table.on(headcounts::session_id.eq(sessions::id)))
        .select((
            headcounts::session_id,
            headcounts::dimension,
            headcounts::people,
            sessions::anonymous_count,
        ))
        .load(conn)?;
    let mut sums: HashMap<(Id, String), (i64, i32)> = HashMap::new();
    for (id, dimension, people, anonymous) in rows {
        let sum = sums.entry((id, dimension)).or_insert((0, anonymous));
        sum.0 += i64::from(people);
    }
    Ok(sums
        .into_iter()
        .filter(|(_, (sum, anonymous))| *sum > i64::from(*anonymous))
        .map(|((id, dimension), (sum, anonymous))| {
            format!("session {id}: {sum} anonymous people by {dimension}, {anonymous} in all")
        })
        .collect())
}

fn learner_differences(conn: &mut Conn, repair: bool) -> QueryResult<Vec<String>> {
    type Row = (Id, i32, Option<chrono::NaiveDate>, Option<chrono::NaiveDate>);
    let rows: Vec<Row> = learner_rows::table
        .select((
            learner_rows::id,
            learner_rows::session_count,
            learner_rows::first_session_on,
            learner_rows::last_session_on,
        ))
        .load(conn)?;
    let progress = bar(rows.len() as u64, "learners");
    let mut found = Vec::new();
    for (id, count, first, last) in rows {
        progress.inc(1);
        let history = learners::attendances(conn, id)?;
        let days = |at: Option<&(learners::Attendance, bool)>| at.map(|(held, _)| held.date);
        let counted = (history.len(), days(history.first()), days(history.last()));
        let marked =
            history.iter().enumerate().all(|(at, (_, first_time))| *first_time == (at == 0));
        let stored = (usize::try_from(count).unwrap_or(usize::MAX), first, last);
        if stored != counted || !marked {
            found.push(format!(
                "learner {id}: {} sessions stored, {} counted{}",
                stored.0,
                counted.0,
                if marked { "" } else { "; the first participation is not the one marked" },
            ));
            if repair {
                learners::recount(conn, id)?;
            }
        }
    }
    progress.finish_and_clear();
    Ok(found)
}

fn fact_differences(conn: &mut Conn, repair: bool) -> QueryResult<Vec<String>> {
    let progress = bar(facts::sessions(conn)?.unsigned_abs(), "facts");
    let mut found = Vec::new();
    let mut last = None;
    loop {
        let (differing, reached) = facts::compare(conn, last)?;
        if repair {
            facts::stamp(conn, &differing)?;
        }
        found.extend(differing.iter().map(|id| format!("session {id}: its fact is not its rows'")));
        if reached.is_none() {
            break;
        }
        last = reached;
        progress.inc(facts::BATCH.unsigned_abs());
    }
    progress.finish_and_clear();
    Ok(found)
}
