//! What goes on from week to week: what colleagues offer, an hour that comes back, and two who work
//! as a pair.

use chrono::{Datelike, Duration, Weekday};
use chrono_tz::Tz;

use super::cast::{Cast, Member, ROLES};
use super::levels::facilitator;
use super::peers::{at, enrol};
use crate::competences;
use crate::network::facilitators::{self, FacilitationInput, OfferInput, Reach};
use crate::network::mentoring::{self, GoalInput, PairAct, PairInput, PairStepInput};
use crate::network::series::{self, Frequency, RuleInput, SeriesInput};
use crate::network::workshops::Visibility;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::day::{Day, TimeOfDay};
use crate::platform::http::{Expected, Problem};
use crate::vocabulary::Theme;

/// Of how many competences something is offered: those of the first two areas.
const OFFERED: usize = 7;
/// How many weeks the hour comes back.
const WEEKS: u32 = 8;
/// Who holds it, and who mentors whom: places among those with a place to work at.
const HOLDS: usize = 1;
const MENTORS: usize = 2;
const LEARNS: usize = 8;

/// Makes the offers, plans the hour and makes the pair, through the same deeds as real work.
pub fn meet(conn: &mut Conn, ctx: &Context, zone: Tz, cast: &Cast) -> Result<(), Problem> {
    let leads: Vec<&Member> = cast.members.iter().filter(|one| !one.place_ids.is_empty()).collect();
    offer(conn, (ctx, zone), &leads)?;
    if let Some(lead) = leads.get(HOLDS) {
        come_back(conn, (ctx, zone), lead)?;
    }
    match (leads.get(MENTORS), leads.get(LEARNS)) {
        (Some(mentor), Some(learner)) => pair(conn, (ctx, zone), mentor, learner),
        _ => Ok(()),
    }
}

/// Each offers three things that they may teach, of the first areas: for the others the network has
/// nobody yet. Those as whom a visitor signs in say it themselves.
fn offer(conn: &mut Conn, (ctx, zone): (&Context, Tz), members: &[&Member]) -> Result<(), Problem> {
    let clock = at(ctx, zone, ctx.clock.today() - Duration::days(11), 9).clock;
    let is_visited = |one: &Member| ROLES.iter().any(|(_, email)| *email == one.email);
    let catalogue = competences::catalogue(conn)?;
    let first: Vec<Id> = catalogue.all().iter().take(OFFERED).map(|one| one.id).collect();
    for (at, member) in members.iter().enumerate().filter(|(_, one)| !is_visited(one)) {
        let by = facilitator(conn, member)?.actor;
        let mut able = facilitators::own(conn, &clock, &by)?.may_teach;
        able.retain(|one| first.contains(&one.competence_id));
        let offers: Vec<OfferInput> = able
            .iter()
            .cycle()
            .skip(at)
            .take(able.len().min(3))
            .map(|one| OfferInput {
                competence_id: one.competence_id,
                up_to: i32::from(one.up_to.get()),
            })
            .collect();
        if !offers.is_empty() {
            let input = FacilitationInput { offers, monthly_limit: None, reach: Reach::Anywhere };
            facilitators::offer(conn, &clock, &by, Expected::NONE, &input)?;
        }
    }
    Ok(())
}

/// Every Thursday at noon, but on holidays; two people or more have said that they come.
fn come_back(conn: &mut Conn, (ctx, zone): (&Context, Tz), lead: &Member) -> Result<(), Problem> {
    let today = ctx.clock.today();
    let then = at(ctx, zone, today - Duration::days(10), 9);
    let by = facilitator(conn, lead)?.actor;
    let days = (1..=7).map(|days| today + Duration::days(days));
    let first = days.into_iter().find(|day| day.weekday() == Weekday::Thu).unwrap_or(today);
    let id = then.clock.new_id();
    series::put(conn, &then, &by, id, &hour(Day(first), lead.place_ids.first().copied()))?;
    let published = series::publish(conn, &then, &by, id)?.published;
    for (week, workshop_id) in published.into_iter().enumerate() {
        let learners = lead.learner_ids.iter().cycle().skip(week).take(5 - week.min(3));
        for learner_id in learners {
            enrol(conn, &then, &by, workshop_id, Some(*learner_id))?;
        }
    }
    Ok(())
}

fn hour(first_on: Day, place_id: Option<Id>) -> SeriesInput {
    SeriesInput {
        rule: RuleInput {
            frequency: Frequency::Weekly,
            interval: 1,
            weekdays: vec![series::Weekday::Thursday],
            month_day: None,
            nth: None,
            count: Some(WEEKS),
            until: None,
        },
        first_on,
        start_time: TimeOfDay("12:30".to_owned()),
        duration_min: 60,
        skips_holidays: true,
        except_on: Vec::new(),
        template_id: None,
        title: Some("Permanence du jeudi : venez avec votre question".to_owned()),
        objectives: Some("Repartir avec une réponse, et savoir la retrouver.".to_owned()),
        setup_min: 0,
        teardown_min: 0,
        place_id,
        room_id: None,
        remote_url: None,
        programme_id: None,
        themes: vec![Theme::Email],
        competences: Vec::new(),
        capacity: Some(6),
        min_people: Some(2),
        devices: Vec::new(),
        devices_per_learner: None,
        needs_wires: None,
        visibility: Visibility::Network,
        approval: None,
    }
}

/// A colleague asks another to help with what that one teaches and they do not know yet: one
/// level more of two things, agreed on the day after.
fn pair(
    conn: &mut Conn,
    (ctx, zone): (&Context, Tz),
    mentor: &Member,
    learner: &Member,
) -> Result<(), Problem> {
    let today = ctx.clock.today();
    let (asks, answers) = (facilitator(conn, learner)?.actor, facilitator(conn, mentor)?.actor);
    let catalogue = competences::catalogue(conn)?;
    let people = [asks.person_id, answers.person_id];
    let known = competences::knowing_of(conn, &catalogue, &people, today)?;
    let mut goals = Vec::new();
    for about in catalogue.all() {
        let of = |person| known.get(&(person, about.id));
        let teaches = of(answers.person_id).and_then(competences::Knowing::teaches);
        let has = of(asks.person_id).and_then(competences::Knowing::working).unwrap_or_default();
        if teaches.is_some_and(|level| level > has) {
            goals.push(GoalInput {
                competence_id: about.id,
                target_level: i32::from(has.next().get()),
                by_on: Day(today + Duration::days(60)),
            });
        }
    }
    goals.truncate(2);
    if goals.is_empty() {
        return Ok(());
    }
    let asked = at(ctx, zone, today - Duration::days(9), 10);
    let id = asked.clock.new_id();
    let facilitator_id = Some(mentor.facilitator_id);
    let input = PairInput { facilitator_id, learner_id: None, goals };
    mentoring::propose(conn, &asked, &asks, id, &input)?;
    let agreed = at(ctx, zone, today - Duration::days(8), 10);
    mentoring::step(conn, &agreed, &answers, id, PairStepInput { step: PairAct::Accept })?;
    Ok(())
}
