//! What peers gave one another over the year: workshops that were planned and held, with colleagues
//! among the learners, what these thought, and help that was asked for and given.

use chrono::{Datelike, Duration, NaiveDate, Weekday};
use chrono_tz::Tz;

use super::cast::{Cast, Member};
use super::levels::{facilitator, moment};
use super::network::{PLANS, input_of};
use super::year::DemoYear;
use crate::competences;
use crate::network::attendance::{self, CloseInput, MarkInput};
use crate::network::enrolment::{self, Attendance, EnrolInput, State};
use crate::network::requests::{self, HelpAct, HelpInput, HelpStepInput, Outcome};
use crate::network::satisfaction::{self, CanRedo, Pace, SatisfactionInput};
use crate::network::workshops::{self, WorkshopInput};
use crate::platform::clock::Clock;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Code, Expected, Problem};
use crate::policy::Actor;

/// How many workshops, and every how many days.
const HELD: i64 = 32;
const EVERY: i64 = 11;
/// Learners whom the lead follows, and colleagues, in a workshop.
const LEARNERS: usize = 5;
const COLLEAGUES: usize = 2;
/// In one of them so many colleagues that what they thought may be read.
const CROWDED: (i64, usize) = (29, 7);
/// Help requests, and every how many days.
const ASKED: i64 = 9;
const ASKED_EVERY: i64 = 37;

/// The clock of an hour in the demo's past.
pub(super) fn at(ctx: &Context, zone: Tz, day: NaiveDate, hour: u32) -> Context {
    Context { clock: Clock::frozen(zone, moment(zone, day, hour)), ..ctx.clone() }
}

/// Holds the year's workshops and gives its help, through the same deeds as real work.
pub fn share(
    conn: &mut Conn,
    ctx: &Context,
    zone: Tz,
    cast: &Cast,
    year: DemoYear,
) -> Result<(), Problem> {
    let leads: Vec<&Member> = cast.members.iter().filter(|one| !one.place_ids.is_empty()).collect();
    for number in 0..HELD {
        let day = year.first + Duration::days(6 + number * EVERY);
        let day = if day.weekday() == Weekday::Sun { day + Duration::days(1) } else { day };
        let Some(lead) = leads.get(index(number, leads.len())) else { return Ok(()) };
        let colleagues = if number == CROWDED.0 { CROWDED.1 } else { COLLEAGUES };
        let others = leads.iter().cycle().skip(index(number, leads.len()) + 1).take(colleagues);
        let others: Vec<&Member> = others.copied().collect();
        hold(conn, (ctx, zone), cast, (number, day), lead, &others)?;
    }
    help(conn, (ctx, zone), &leads, year)
}

fn index(number: i64, length: usize) -> usize {
    usize::try_from(number).unwrap_or_default() % length.max(1)
}

/// Plans a workshop two weeks ahead, fills it, and closes it in the evening.
fn hold(
    conn: &mut Conn,
    (ctx, zone): (&Context, Tz),
    cast: &Cast,
    (number, day): (i64, NaiveDate),
    lead: &Member,
    others: &[&Member],
) -> Result<(), Problem> {
    let before = at(ctx, zone, day - Duration::days(14), 9);
    let by = facilitator(conn, lead)?.actor;
    let id = before.clock.new_id();
    let plan = &PLANS[index(number, PLANS.len())];
    let planned = input_of(plan, day, lead.place_ids.first().copied());
    let input = WorkshopInput {
        date: crate::platform::day::Day(day),
        programme_id: (number % 3 > 0).then_some(cast.programme_id),
        capacity: Some(14),
        ..planned
    };
    workshops::put(conn, &before, &by, id, Expected::NONE, &input)?;
    workshops::publish(conn, &before, &by, id)?;
    let from = index(number * 3, lead.learner_ids.len());
    let many = LEARNERS.min(lead.learner_ids.len());
    for learner_id in lead.learner_ids.iter().cycle().skip(from).take(many) {
        enrol(conn, &before, &by, id, Some(*learner_id))?;
    }
    for other in others {
        let by = facilitator(conn, other)?.actor;
        enrol(conn, &before, &by, id, None)?;
    }
    let after = at(ctx, zone, day, 20);
    let rows = enrolment::all(conn, id)?;
    let seated = rows.iter().filter(|row| row.state == State::Confirmed);
    let marks = seated.enumerate().map(|(place, row)| MarkInput {
        enrolment_id: row.id,
        // One in so many is expected and does not come.
        attendance: match (place as i64 + number) % 9 {
            0 => Attendance::NoShow,
            _ => Attendance::Attended,
        },
    });
    let closing = CloseInput { marks: marks.collect(), ..CloseInput::default() };
    attendance::close(conn, &after, &by, id, &closing)?;
    for (place, other) in others.iter().enumerate() {
        let by = facilitator(conn, other)?.actor;
        say(conn, &after, &by, id, place)?;
    }
    Ok(())
}

pub(super) fn enrol(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop_id: Id,
    learner_id: Option<Id>,
) -> Result<(), Problem> {
    let id = ctx.clock.new_id();
    let asked = EnrolInput { id, learner_id, staff_number: None, role: None, waits: None };
    enrolment::enrol_somebody(conn, ctx, by, workshop_id, &asked)?;
    Ok(())
}

/// What somebody thought; who was not there is not asked.
fn say(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop_id: Id,
    place: usize,
) -> Result<(), Problem> {
    let opinion = SatisfactionInput {
        useful: Some(if place % 4 == 1 { 3 } else { 5 }),
        pace: Some(if place % 3 == 2 { Pace::TooFast } else { Pace::Right }),
        can_redo: Some(if place.is_multiple_of(2) { CanRedo::Alone } else { CanRedo::WithHelp }),
        words: (place == 0).then(|| "Clair, et à refaire en petit groupe.".to_owned()),
    };
    match satisfaction::answer(conn, &ctx.clock, by, workshop_id, &opinion) {
        Err(problem) if problem.code() == Code::NotFound => Ok(()),
        said => said,
    }
}

/// Asks for help in the name of followed people; the first who may take it on answers. The last
/// waits still.
fn help(
    conn: &mut Conn,
    (ctx, zone): (&Context, Tz),
    leads: &[&Member],
    year: DemoYear,
) -> Result<(), Problem> {
    let catalogue = competences::catalogue(conn)?;
    let asked_about = ["1.2", "1.1", "2.1", "4.1"];
    for number in 0..ASKED {
        let day = year.first + Duration::days(20 + number * ASKED_EVERY);
        let Some(author) = leads.get(index(number, leads.len())) else { return Ok(()) };
        let code = asked_about[index(number, asked_about.len())];
        let Some(about) = catalogue.all().iter().find(|own| own.code == code) else { continue };
        let Some(learner_id) = author.learner_ids.get(index(number, 7)).copied() else { continue };
        let asks = facilitator(conn, author)?.actor;
        let before = at(ctx, zone, day, 10);
        let id = before.clock.new_id();
        let input = HelpInput {
            competence_id: Some(about.id),
            target_level: None,
            question: None,
            commune_code: "44109".to_owned(),
            hides_name: false,
            learner_id: Some(learner_id),
            weekly: None,
        };
        requests::ask(conn, &before, &asks, id, &input)?;
        if number + 1 == ASKED {
            continue;
        }
        let took_on = at(ctx, zone, day + Duration::days(4), 10);
        let turn = leads.iter().cycle().skip(index(number * 5 + 1, leads.len())).take(leads.len());
        let others = turn.filter(|one| one.account_id != author.account_id);
        for other in others {
            let by = facilitator(conn, other)?.actor;
            if requests::step(conn, &took_on, &by, id, &step(HelpAct::Claim)).is_err() {
                continue;
            }
            let answer = HelpStepInput {
                note: Some("Je vous ai montré comment faire, pas à pas.".to_owned()),
                ..step(HelpAct::Answer)
            };
            let answered = at(ctx, zone, day + Duration::days(6), 10);
            requests::step(conn, &answered, &by, id, &answer)?;
            let outcome = if number % 4 == 3 { Outcome::Partly } else { Outcome::Solved };
            let close = HelpStepInput { outcome: Some(outcome), ..step(HelpAct::Close) };
            requests::step(conn, &at(ctx, zone, day + Duration::days(7), 10), &asks, id, &close)?;
            break;
        }
    }
    Ok(())
}

fn step(step: HelpAct) -> HelpStepInput {
    HelpStepInput { step, outcome: None, session_id: None, workshop_id: None, note: None }
}
