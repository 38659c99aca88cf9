//! At the kiosk and on phones: the list, a tap, taking it back, saying that one is there.

use super::model::{
    Kiosk, KioskTapInput, KioskUndoInput, Opening, PresenceInput, scan_code, stretch,
};
use super::queries;
use super::views::{KioskTapped, KioskView, KioskWorkshop, PresenceTold, PresenceView, people_of};
use crate::claims;
use crate::network::enrolment::{
    self, Approval, Beside, Command, EnrolmentRow, Refusal, SeenBy, State, TAKE_BACK_S,
};
use crate::network::workshops::{self, Visibility, Workshop};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Code, Problem, Said};
use crate::platform::secrets;
use crate::policy::Actor;

/// Longer than any kiosk is open: a workshop lasts twelve hours at most.
const LONGEST_S: i64 = 24 * 3600;

/// What opens a kiosk.
enum Key<'a> {
    Secret(&'a str),
    Code(&'a str),
}

impl Key<'_> {
    fn find(&self, conn: &mut Conn, now: Moment) -> Result<Kiosk, Problem> {
        let found = match self {
            Self::Secret(secret) => queries::find_by_secret(conn, &secrets::hash(secret))?,
            Self::Code(code) => {
                let hash = claims::hash_of(code);
                let open = queries::opened_since(conn, now.plus_seconds(-LONGEST_S))?;
                open.into_iter().find(|kiosk| kiosk.takes(&hash, now))
            }
        };
        found.ok_or_else(|| Problem::new(Code::LinkClosed))
    }

    /// An open kiosk and its workshop, to read.
    fn see(&self, conn: &mut Conn, ctx: &Context) -> Result<(Kiosk, Workshop), Problem> {
        let kiosk = self.find(conn, ctx.clock.now())?;
        let workshop = workshops::find(conn, kiosk.workshop_id)?;
        open(ctx, kiosk, workshop)
    }

    /// The same, held until this transaction ends: nobody closes it meanwhile.
    fn hold(&self, conn: &mut Conn, ctx: &Context) -> Result<(Kiosk, Workshop), Problem> {
        let now = ctx.clock.now();
        let workshop_id = self.find(conn, now)?.workshop_id;
        let workshop = workshops::lock(conn, workshop_id)?;
        let kiosk = self.find(conn, now)?;
        open(ctx, kiosk, workshop)
    }
}

fn open(
    ctx: &Context,
    kiosk: Kiosk,
    workshop: Option<Workshop>,
) -> Result<(Kiosk, Workshop), Problem> {
    let (zone, now) = (ctx.clock.zone(), ctx.clock.now());
    match workshop.filter(|workshop| kiosk.is_open(workshop, zone, now)) {
        Some(workshop) => Ok((kiosk, workshop)),
        None => Err(Problem::new(Code::LinkClosed)),
    }
}

/// What the tablet shows.
///
/// # Errors
/// 410 for a secret that opens nothing, or no longer.
pub fn read(conn: &mut Conn, ctx: &Context, secret: &str) -> Result<KioskView, Problem> {
    let (kiosk, workshop) = Key::Secret(secret).see(conn, ctx)?;
    let rows = listed(conn, workshop.id)?;
    let names = enrolment::names(conn, &rows)?;
    let scan_code = scan_code(&kiosk.scan_key, stretch(ctx.clock.now()));
    Ok(KioskView {
        there: rows.iter().filter(|row| row.state.was_there()).count(),
        expected: rows.len(),
        people: people_of(&rows, &names),
        takes_walk_ins: takes_walk_ins(&workshop),
        until: Opening::of(&workshop, ctx.clock.zone()).until,
        // After the #, as the kiosk's own secret.
        scan_url: format!("{}/presence#{scan_code}", ctx.public_url),
        scan_code,
        workshop: KioskWorkshop::new(&workshop, queries::where_of(conn, &workshop)?),
    })
}

fn listed(conn: &mut Conn, workshop_id: Id) -> Result<Vec<EnrolmentRow>, Problem> {
    let mut rows = enrolment::all(conn, workshop_id)?;
    rows.retain(queries::is_listed);
    Ok(rows)
}

/// As far as the counts tell; the rules of enrolment decide.
fn takes_walk_ins(workshop: &Workshop) -> bool {
    let is_for_all =
        workshop.approval == Approval::None && workshop.visibility != Visibility::Invitation;
    is_for_all && workshop.seats_free() > 0 && workshop.waiting_count == 0
}

/// Notes somebody who tapped or typed.
///
/// # Errors
/// 410 for a secret that opens nothing, or no longer; 409 as the rules say; 422 for somebody
/// unknown, or whom a tap does not tell from somebody else.
pub fn tap(conn: &mut Conn, ctx: &Context, input: &KioskTapInput) -> Result<KioskTapped, Problem> {
    let (kiosk, workshop) = Key::Secret(&input.secret).hold(conn, ctx)?;
    let (person_id, learner_id) = whom(conn, workshop.id, input)?;
    let beside = Beside {
        workshop_id: workshop.id,
        learner_id,
        created_by: kiosk.opened_by,
        slip_hash: None,
    };
    let command = Command::CheckIn { tap_id: input.id, person_id, by: SeenBy::Kiosk };
    let (row, was_there) =
        check_in(conn, ctx, &workshop, &beside, (person_id, input.id), &command)?;
    let names = enrolment::names(conn, std::slice::from_ref(&row))?;
    let own = row.seen().filter(|seen| seen.tap_id == Some(input.id));
    Ok(KioskTapped {
        enrolment_id: row.id,
        first_name: names.get(&person_id).map(|(first, _)| first.clone()).unwrap_or_default(),
        is_walk_in: row.state == State::WalkIn,
        was_there,
        undo_until: own.map(|seen| seen.at.plus_seconds(TAKE_BACK_S)),
    })
}

/// The person whom a tap means, and the learner as whom they are followed without an account.
fn whom(
    conn: &mut Conn,
    workshop_id: Id,
    input: &KioskTapInput,
) -> Result<(Id, Option<Id>), Problem> {
    if let Some(number) = &input.staff_number {
        return enrolment::colleague(conn, number);
    }
    if let Some(code) = &input.slip_code {
        let found = enrolment::find_slip(conn, &claims::hash_of(code))?;
        let found = found.filter(|row| row.workshop_id == workshop_id && row.state.stands());
        return found.map(|row| (row.person_id, row.learner_id)).ok_or_else(|| {
            let said = Said::new(
                "Ce code n’est pas celui d’une place dans cet atelier.",
                "This is not the code of a seat in this workshop.",
            );
            Problem::invalid("/slip_code", "unknown_value", said)
        });
    }
    let may_mean = |row: &EnrolmentRow| row.state.is_in() || row.state.is_marked();
    let row = match input.enrolment_id {
        Some(id) => enrolment::find(conn, id)?,
        None => None,
    };
    let row =
        row.filter(|row| row.workshop_id == workshop_id && may_mean(row)).ok_or_else(|| {
            let said = Said::new("Cette inscription n’existe pas.", "There is no such enrolment.");
            Problem::invalid("/enrolment_id", "unknown_value", said)
        })?;
    let rows = listed(conn, workshop_id)?;
    let names = enrolment::names(conn, &rows)?;
    let people = people_of(&rows, &names);
    if people.iter().any(|one| one.enrolment_id == row.id && one.has_twin) {
        let said = Said::new(
            "Deux personnes se ressemblent sur la liste : tapez votre matricule ou le code de \
             votre bulletin.",
            "Two people look alike on the list: type your staff number or the code of your slip.",
        );
        return Err(Problem::invalid("/enrolment_id", "ambiguous", said));
    }
    Ok((row.person_id, row.learner_id))
}

/// Says that somebody is there; the enrolment as it is then, and whether they were there before.
fn check_in(
    conn: &mut Conn,
    ctx: &Context,
    workshop: &Workshop,
    beside: &Beside,
    (person_id, tap_id): (Id, Id),
    command: &Command,
) -> Result<(EnrolmentRow, bool), Problem> {
    let before = enrolment::latest_of(conn, workshop.id, person_id)?;
    if let Some(refusal) = not_without_facilitator(workshop, before.as_ref(), tap_id) {
        return Err(enrolment::problem(&refusal));
    }
    let outcome = enrolment::run_for(conn, ctx, beside, tap_id, command)?;
    let row = enrolment::latest_of(conn, workshop.id, person_id)?;
    // The same tap again, after it was taken back.
    let row = row.filter(|row| row.state.was_there());
    let row = row.ok_or_else(|| enrolment::problem(&Refusal::NotPossible))?;
    let was_there = before.is_some_and(|before| before.state.was_there());
    Ok((row, was_there && !outcome.is_replay))
}

/// Who has no enrolment that stands is let in by who manages the workshop alone: where people are
/// invited, and whoever was taken off the list. What the kiosk itself took back may come again.
fn not_without_facilitator(
    workshop: &Workshop,
    before: Option<&EnrolmentRow>,
    tap_id: Id,
) -> Option<Refusal> {
    if before.is_some_and(|row| row.state.stands() || row.seen_tap == Some(tap_id)) {
        return None;
    }
    if workshop.visibility == Visibility::Invitation {
        return Some(Refusal::AskFacilitator);
    }
    let was_refused = before.is_some_and(|row| {
        let by_organiser = matches!(row.state, State::Declined | State::CancelledByOrganiser);
        by_organiser && row.seen_by != Some(SeenBy::Kiosk)
    });
    was_refused.then_some(Refusal::SaidOtherwise)
}

/// Takes a tap back.
///
/// # Errors
/// 410 for a secret that opens nothing, or no longer; 404 for an enrolment of another workshop; 409
/// for what another tap or another person said, or after a minute.
pub fn undo(conn: &mut Conn, ctx: &Context, input: &KioskUndoInput) -> Result<(), Problem> {
    let (kiosk, workshop) = Key::Secret(&input.secret).hold(conn, ctx)?;
    let beside = Beside {
        workshop_id: workshop.id,
        learner_id: None,
        created_by: kiosk.opened_by,
        slip_hash: None,
    };
    let command = Command::TakeBack { enrolment_id: input.enrolment_id, tap_id: input.tap_id };
    enrolment::run_for(conn, ctx, &beside, input.id, &command)?;
    Ok(())
}

/// The workshop of a scanned code, as one stands in it.
///
/// # Errors
/// 410 for a code that opens nothing, or no longer.
pub fn scanned(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    code: &str,
) -> Result<PresenceView, Problem> {
    let (_, workshop) = Key::Code(code).see(conn, ctx)?;
    let own = enrolment::latest_of(conn, workshop.id, by.person_id)?;
    Ok(PresenceView {
        workshop_id: workshop.id,
        workshop: KioskWorkshop::new(&workshop, queries::where_of(conn, &workshop)?),
        is_expected: own.as_ref().is_some_and(queries::is_listed),
        is_there: own.is_some_and(|row| row.state.was_there()),
    })
}

/// Marks oneself with a scanned code.
///
/// # Errors
/// 410 for a code that opens nothing, or no longer; 409 as the rules say.
pub fn be_present(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    input: &PresenceInput,
) -> Result<PresenceTold, Problem> {
    let (_, workshop) = Key::Code(&input.code).hold(conn, ctx)?;
    let beside = Beside {
        workshop_id: workshop.id,
        learner_id: None,
        created_by: by.account_id,
        slip_hash: None,
    };
    let command = Command::CheckIn { tap_id: input.id, person_id: by.person_id, by: SeenBy::Phone };
    let whose = (by.person_id, input.id);
    let (row, was_there) = check_in(conn, ctx, &workshop, &beside, whose, &command)?;
    let is_walk_in = row.state == State::WalkIn;
    Ok(PresenceTold { workshop_id: workshop.id, is_walk_in, was_there })
}
