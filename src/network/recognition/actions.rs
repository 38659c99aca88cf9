//! Counting what somebody gave in a year, and putting it on paper.

use chrono::{Datelike, NaiveDate};

use super::queries;
use super::statement::{Line, Statement, pdf};
use super::views::{ANSWER_MIN, CompetenceGiven, Recognition};
use crate::accounts;
use crate::competences;
use crate::competences::taught::{self, Held, Taught};
use crate::network_settings;
use crate::platform::context::Context;
use crate::platform::database::Conn;
use crate::platform::http::{Lang, Problem, Said};
use crate::policy::Actor;

/// The first year that a log may speak of.
const FIRST_YEAR: i32 = 2015;

/// What one gave in a year; this year when none is named.
///
/// # Errors
/// 400 for a year before 2015 or to come.
pub fn recognition(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    year: Option<i32>,
) -> Result<Recognition, Problem> {
    let this_year = ctx.clock.today().year();
    let year = year.unwrap_or(this_year);
    let days = days_of(year).filter(|_| (FIRST_YEAR..=this_year).contains(&year));
    let (first, last) = days.ok_or_else(|| {
        let said = Said::new(
            format!("« year » : de {FIRST_YEAR} à {this_year}."),
            format!("“year”: {FIRST_YEAR} to {this_year}."),
        );
        Problem::parameter("year", said)
    })?;
    let (mut led, mut co_led, mut observed) = (Vec::new(), Vec::new(), Vec::new());
    let mut prepared_min = 0;
    if let Some(own) = by.facilitator_id {
        led = taught::led(conn, own, (first, last))?;
        co_led = taught::taken_part(conn, own, "co", (first, last))?;
        observed = taught::taken_part(conn, own, "observer", (first, last))?;
        let prepared = queries::first_led(conn, own)?.into_iter();
        let of_year = prepared.filter(|(day, _)| *day >= first && *day <= last);
        prepared_min = of_year.map(|(_, minutes)| i64::from(minutes) / 2).sum();
    }
    let from = ctx.clock.start_of(first);
    let to = ctx.clock.start_of(last.succ_opt().unwrap_or(last));
    let answered = queries::answered(conn, by.person_id, (from, to))?;
    let minutes = |held: &[Held]| held.iter().map(|one| i64::from(one.minutes)).sum::<i64>();
    let (led_min, co_led_min) = (minutes(&led), minutes(&co_led));
    let answered_min = answered * ANSWER_MIN;
    let both: Vec<Held> = led.iter().chain(&co_led).copied().collect();
    let subjects = taught::subjects(conn, &both)?;
    let given = Taught::of(&both, &subjects);
    Ok(Recognition {
        year,
        led_min,
        co_led_min,
        prepared_min,
        answered_min,
        total_min: led_min + co_led_min + prepared_min + answered_min,
        sessions: i64::from(given.sessions()),
        participations: led.iter().map(|held| i64::from(held.participations)).sum(),
        observed: i64::try_from(observed.len()).unwrap_or(i64::MAX),
        answered,
        competences: given.subjects.iter().map(CompetenceGiven::from).collect(),
    })
}

fn days_of(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
}

/// One's yearly statement as PDF.
///
/// # Errors
/// 400 for a year before 2015 or to come; the document cannot be drawn.
pub fn document(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    (year, lang): (Option<i32>, Lang),
) -> Result<Vec<u8>, Problem> {
    let given = recognition(conn, ctx, by, year)?;
    let catalogue = competences::catalogue(conn)?;
    let account = accounts::get(conn, by.account_id)?;
    let lines = given.competences.iter().filter_map(|one| {
        let competence = catalogue.find(one.competence_id)?;
        let title = lang.pick(&competence.title_fr, &competence.title_en);
        Some(Line { title: format!("{} {title}", competence.code), sessions: one.sessions })
    });
    let statement = Statement {
        lang,
        network: network_settings::get(conn)?.name,
        person: format!("{} {}", account.first_name, account.last_name),
        day: ctx.clock.today(),
        lines: lines.collect(),
        given,
    };
    pdf(&statement).map_err(Problem::internal)
}
