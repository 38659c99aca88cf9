//! Workshops as the sessions of a series: planned, moved and looked at together.
//!
//! Each session is written by the code that writes a workshop alone. What is looked up is the same
//! for all of them and looked up once. A draft takes nothing, and yet a series is refused where
//! something published is in the way: nobody reads two hundred drafts to find the one that will not
//! do. All that is in the way is told at once, each with its day.

use chrono::NaiveDate;

use super::actions::{change, create};
use super::conflicts::Taking;
use super::endings::ask_again;
use super::model::{
    Facilitating, FacilitationRole, FacilitationState, Workshop, WorkshopInput, WorkshopState,
};
use super::planned::{Birth, Planned, blank};
use super::queries;
use crate::network::rights;
use crate::network::time::Span;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Code, Fault, Problem, Said};
use crate::platform::secrets;
use crate::policy::{Actor, Role};

/// A session of a series, as it is to be.
#[derive(Clone, Debug)]
pub struct Session {
    /// What names it in its series, whatever happens to its time later.
    pub day: NaiveDate,
    pub span: Span,
    pub input: WorkshopInput,
}

/// A series as its sessions know it, and who writes them.
#[derive(Clone, Copy)]
pub struct Course<'a> {
    pub by: &'a Actor,
    pub series_id: Id,
    /// Account.
    pub author_id: Id,
}

/// Sessions that are written together, and what stands in the way of some.
pub struct Sessions<'a> {
    course: Course<'a>,
    pattern: Planned<'a>,
    refusal: Option<Problem>,
}

impl<'a> Sessions<'a> {
    /// Begins with what all of them share, taken from one.
    ///
    /// # Errors
    /// 422 for what is wrong with it.
    pub fn new(
        conn: &mut Conn,
        ctx: &Context,
        course: Course<'a>,
        pattern: &'a Session,
    ) -> Result<Self, Problem> {
        let pattern = Planned::of(conn, ctx, &pattern.input)?;
        Ok(Self { course, pattern, refusal: None })
    }

    /// Plans a session as a draft. Who facilitates a session of before is asked again.
    ///
    /// # Errors
    /// Only what ends all of it; the rest waits for [`Sessions::done`].
    pub fn plan(
        &mut self,
        conn: &mut Conn,
        ctx: &Context,
        session: &'a Session,
        before: &[Facilitating],
    ) -> Result<(), Problem> {
        let Course { by, series_id, author_id } = self.course;
        let birth = Birth {
            id: ctx.clock.new_id(),
            digest: secrets::digest(&session.input),
            author_id,
            series: Some((series_id, session.day)),
        };
        let written = self.pattern.at(ctx, &session.input).and_then(|planned| {
            let row = create(conn, ctx, by, birth, &planned)?;
            for one in before.iter().filter(|one| one.is_asked()) {
                ask_again(conn, ctx, by, row.id, one)?;
            }
            free_to_publish(conn, &row)
        });
        self.note(session.day, written)
    }

    /// Lets a session go on as one of this series, at its time there, with its people.
    ///
    /// # Errors
    /// Only what ends all of it; the rest waits for [`Sessions::done`].
    pub fn carry_on(
        &mut self,
        conn: &mut Conn,
        ctx: &Context,
        before: Workshop,
        session: &'a Session,
    ) -> Result<(), Problem> {
        let Course { by, series_id, .. } = self.course;
        let series = Some((series_id, session.day));
        let written = self.pattern.at(ctx, &session.input).and_then(|planned| {
            let row = change(conn, ctx, by, before, &planned, series)?;
            if row.state == WorkshopState::Draft { free_to_publish(conn, &row) } else { Ok(()) }
        });
        self.note(session.day, written)
    }

    fn note(&mut self, day: NaiveDate, written: Result<(), Problem>) -> Result<(), Problem> {
        let Err(problem) = written else { return Ok(()) };
        if !matches!(problem.code(), Code::Overlap | Code::Invalid | Code::NotPossible) {
            return Err(problem);
        }
        let problem = problem.of_one(&named(day));
        self.refusal = Some(match self.refusal.take() {
            None => problem,
            Some(whole) => problem.faults().iter().fold(whole, |whole, fault| {
                whole.because(fault.pointer.clone(), fault.code, fault.said.clone())
            }),
        });
        Ok(())
    }

    /// # Errors
    /// What stands in the way, with the days: 409 `overlap`, 422 for guards of publishing.
    pub fn done(self) -> Result<(), Problem> {
        self.refusal.map_or(Ok(()), Err)
    }

    /// What would stand in the way of sessions that nobody has written, each in its turn.
    pub fn look(
        conn: &mut Conn,
        ctx: &Context,
        by: &Actor,
        sessions: &[Session],
    ) -> Result<Vec<Vec<Fault>>, Problem> {
        let facilitators = leading(conn, by)?;
        let look = |session: &Session| {
            let row = sketch(ctx, by, session);
            let devices = &session.input.devices;
            let taking = Taking {
                workshop: &row,
                facilitators: &facilitators,
                learner_ids: Vec::new(),
                devices,
            };
            let met = taking.met(conn)?;
            Ok(met.map(|problem| problem.faults().to_vec()).unwrap_or_default())
        };
        sessions.iter().map(look).collect()
    }
}

fn named(day: NaiveDate) -> Said {
    Said::new(format!("Séance du {}", day.format("%d/%m/%Y")), format!("Session of {day}"))
}

/// # Errors
/// 409 `overlap`, each conflict with the field it is about.
fn free_to_publish(conn: &mut Conn, row: &Workshop) -> Result<(), Problem> {
    let facilitators = queries::facilitators_of(conn, row.id)?;
    let devices = queries::devices_of(conn, row.id)?;
    let taking = Taking {
        workshop: row,
        facilitators: &facilitators,
        learner_ids: Vec::new(),
        devices: &devices,
    };
    taking.met(conn)?.map_or(Ok(()), Err)
}

/// Who would lead what somebody plans: themself, when they facilitate.
fn leading(conn: &mut Conn, by: &Actor) -> Result<Vec<Facilitating>, Problem> {
    let leads = by.is(Role::Facilitator) && rights::plans(conn, by)?;
    let Some(facilitator_id) = by.facilitator_id.filter(|_| leads) else { return Ok(Vec::new()) };
    Ok(vec![Facilitating {
        facilitator_id,
        person_id: by.person_id,
        account_id: by.account_id,
        role: FacilitationRole::Lead,
        state: FacilitationState::Accepted,
        first_name: String::new(),
        last_name: String::new(),
    }])
}

fn sketch(ctx: &Context, by: &Actor, session: &Session) -> Workshop {
    let birth = Birth {
        id: ctx.clock.new_id(),
        digest: String::new(),
        author_id: by.account_id,
        series: None,
    };
    let input = &session.input;
    Workshop {
        place_id: input.place_id,
        room_id: input.room_id,
        setup_min: input.setup_min,
        teardown_min: input.teardown_min,
        ..blank(ctx, birth, session.span)
    }
}
