//! Enrolments in the database: as much of a roster as a decision needs, and what it changes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::dsl::count;
use diesel::prelude::*;

use super::record::{Enrolment, Role, Seen, SeenBy, Source, State};
use crate::on_either;
use crate::platform::database::schema::{
    busy_quarters, enrolment_commands as commands, enrolments, workshops,
};
use crate::platform::database::{Conn, Id, Moment};

/// How many rows one statement writes.
const BATCH: usize = 500;

/// An enrolment as it is kept, beside what the rules know of it.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = enrolments, treat_none_as_null = true)]
pub struct EnrolmentRow {
    pub id: Id,
    pub workshop_id: Id,
    pub person_id: Id,
    /// Of a followed learner.
    pub learner_id: Option<Id>,
    pub state: State,
    pub role: Role,
    pub source: Source,
    /// Account.
    pub created_by: Id,
    pub created_at: Moment,
    pub queued_at: Option<Moment>,
    pub priority: i32,
    pub confirmed_at: Option<Moment>,
    pub offer_until: Option<Moment>,
    pub answer_until: Option<Moment>,
    pub is_approved: bool,
    pub has_lapsed: bool,
    pub was_passed_over: bool,
    pub is_late: bool,
    pub reason: Option<String>,
    pub slip_hash: Option<String>,
    pub seen_by: Option<SeenBy>,
    pub seen_at: Option<Moment>,
    pub seen_tap: Option<Id>,
    pub seen_before: Option<State>,
}

impl EnrolmentRow {
    /// The last word on whether they came.
    pub fn seen(&self) -> Option<Seen> {
        let (by, at) = self.seen_by.zip(self.seen_at)?;
        Some(Seen { by, at, tap_id: self.seen_tap, before: self.seen_before })
    }
}

impl From<&EnrolmentRow> for Enrolment {
    fn from(row: &EnrolmentRow) -> Self {
        Self {
            id: row.id,
            person_id: row.person_id,
            state: row.state,
            role: row.role,
            source: row.source,
            created_at: row.created_at,
            queued_at: row.queued_at,
            priority: u8::try_from(row.priority).unwrap_or_default(),
            confirmed_at: row.confirmed_at,
            offer_until: row.offer_until,
            answer_until: row.answer_until,
            is_approved: row.is_approved,
            has_lapsed: row.has_lapsed,
            was_passed_over: row.was_passed_over,
            is_late: row.is_late,
            reason: row.reason.clone(),
            seen: row.seen(),
        }
    }
}

/// Whom a new enrolment is for, beside what the rules know.
#[derive(Clone, Debug)]
pub struct Beside {
    pub workshop_id: Id,
    pub learner_id: Option<Id>,
    pub created_by: Id,
    pub slip_hash: Option<String>,
}

impl EnrolmentRow {
    pub fn new(enrolment: &Enrolment, beside: &Beside) -> Self {
        Self {
            id: enrolment.id,
            workshop_id: beside.workshop_id,
            person_id: enrolment.person_id,
            learner_id: beside.learner_id,
            state: enrolment.state,
            role: enrolment.role,
            source: enrolment.source,
            created_by: beside.created_by,
            created_at: enrolment.created_at,
            queued_at: enrolment.queued_at,
            priority: i32::from(enrolment.priority),
            confirmed_at: enrolment.confirmed_at,
            offer_until: enrolment.offer_until,
            answer_until: enrolment.answer_until,
            is_approved: enrolment.is_approved,
            has_lapsed: enrolment.has_lapsed,
            was_passed_over: enrolment.was_passed_over,
            is_late: enrolment.is_late,
            reason: enrolment.reason.clone(),
            slip_hash: beside.slip_hash.clone(),
            seen_by: enrolment.seen.map(|seen| seen.by),
            seen_at: enrolment.seen.map(|seen| seen.at),
            seen_tap: enrolment.seen.and_then(|seen| seen.tap_id),
            seen_before: enrolment.seen.and_then(|seen| seen.before),
        }
    }
}

/// Over: neither counted nor in the way of a new one.
const ENDED: [State; 3] = [State::Declined, State::CancelledByLearner, State::CancelledByOrganiser];
/// What may hold a seat.
const SEATED: [State; 8] = [
    State::Requested,
    State::Confirmed,
    State::Offered,
    State::Attended,
    State::Partial,
    State::Excused,
    State::NoShow,
    State::WalkIn,
];

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<EnrolmentRow>> {
    enrolments::table.find(id).select(EnrolmentRow::as_select()).first(conn).optional()
}

/// The enrolment whose slip has that code.
pub fn find_slip(conn: &mut Conn, hash: &str) -> QueryResult<Option<EnrolmentRow>> {
    enrolments::table
        .filter(enrolments::slip_hash.eq(hash))
        .select(EnrolmentRow::as_select())
        .first(conn)
        .optional()
}

/// Everything of a workshop that stands: what a decision about its queue needs.
pub fn standing(conn: &mut Conn, workshop_id: Id) -> QueryResult<Vec<EnrolmentRow>> {
    enrolments::table
        .filter(enrolments::workshop_id.eq(workshop_id))
        .filter(enrolments::state.ne_all(ENDED))
        .order(enrolments::id)
        .select(EnrolmentRow::as_select())
        .load(conn)
}

/// What may hold a seat, and what is a person's own or has that id: enough to enter the queue of a
/// full workshop.
pub fn seats_and_own(
    conn: &mut Conn,
    workshop_id: Id,
    person_id: Id,
) -> QueryResult<Vec<EnrolmentRow>> {
    let mut rows: Vec<EnrolmentRow> = enrolments::table
        .filter(enrolments::workshop_id.eq(workshop_id))
        .filter(enrolments::state.eq_any(SEATED))
        .order(enrolments::id)
        .select(EnrolmentRow::as_select())
        .load(conn)?;
    // By the person alone: a planner that took the workshop first would read its whole queue.
    let own: Vec<EnrolmentRow> = enrolments::table
        .filter(enrolments::person_id.eq(person_id))
        .select(EnrolmentRow::as_select())
        .load(conn)?;
    let waits =
        |row: &EnrolmentRow| row.workshop_id == workshop_id && row.state == State::Waitlisted;
    rows.extend(own.into_iter().filter(waits));
    Ok(rows)
}

/// Every enrolment of a workshop, those that ended too, in the order of asking.
pub fn all(conn: &mut Conn, workshop_id: Id) -> QueryResult<Vec<EnrolmentRow>> {
    enrolments::table
        .filter(enrolments::workshop_id.eq(workshop_id))
        .order((enrolments::created_at, enrolments::id))
        .select(EnrolmentRow::as_select())
        .load(conn)
}

/// Those still to come: asked for, given, offered or waited for.
pub fn live(conn: &mut Conn, workshop_id: Id) -> QueryResult<Vec<Enrolment>> {
    let rows = standing(conn, workshop_id)?;
    Ok(rows.iter().map(Enrolment::from).filter(|own| own.state.is_live()).collect())
}

/// How many people are still to come to any of some workshops, wait for it or ask.
pub fn count_people(conn: &mut Conn, workshop_ids: &[Id]) -> QueryResult<i64> {
    if workshop_ids.is_empty() {
        return Ok(0);
    }
    let live = [State::Requested, State::Confirmed, State::Waitlisted, State::Offered];
    enrolments::table
        .filter(enrolments::workshop_id.eq_any(workshop_ids.to_vec()))
        .filter(enrolments::state.eq_any(live))
        .select(count(enrolments::person_id).aggregate_distinct())
        .first(conn)
}

/// The people with a seat of a workshop to come.
pub fn seated(conn: &mut Conn, workshop_id: Id) -> QueryResult<Vec<Id>> {
    enrolments::table
        .filter(enrolments::workshop_id.eq(workshop_id))
        .filter(enrolments::state.eq_any([State::Confirmed, State::Offered]))
        .order(enrolments::person_id)
        .select(enrolments::person_id)
        .load(conn)
}

/// Whether somebody has an enrolment in a workshop that is neither declined nor cancelled.
pub fn is_standing(conn: &mut Conn, workshop_id: Id, person_id: Id) -> QueryResult<bool> {
    let found: i64 = enrolments::table
        .filter(enrolments::workshop_id.eq(workshop_id))
        .filter(enrolments::person_id.eq(person_id))
        .filter(enrolments::state.ne_all(ENDED))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// Whether one of these people was ever enrolled, or somebody by this account.
pub fn is_enrolled(
    conn: &mut Conn,
    workshop_id: Id,
    person_id: Id,
    account_id: Id,
) -> QueryResult<bool> {
    let found: i64 = enrolments::table
        .filter(enrolments::workshop_id.eq(workshop_id))
        .filter(enrolments::person_id.eq(person_id).or(enrolments::created_by.eq(account_id)))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// The latest enrolment of a person in a workshop.
pub fn latest_of(
    conn: &mut Conn,
    workshop_id: Id,
    person_id: Id,
) -> QueryResult<Option<EnrolmentRow>> {
    enrolments::table
        .filter(enrolments::workshop_id.eq(workshop_id))
        .filter(enrolments::person_id.eq(person_id))
        .order((enrolments::created_at.desc(), enrolments::id.desc()))
        .select(EnrolmentRow::as_select())
        .first(conn)
        .optional()
}

/// How many wait before somebody who waits, by the order of the queue.
pub fn before_in_queue(conn: &mut Conn, row: &EnrolmentRow) -> QueryResult<i64> {
    let at = row.queued_at.unwrap_or(row.created_at);
    let earlier = enrolments::queued_at
        .lt(at)
        .assume_not_null()
        .or(enrolments::queued_at.eq(at).assume_not_null().and(enrolments::id.lt(row.id)));
    enrolments::table
        .filter(enrolments::workshop_id.eq(row.workshop_id))
        .filter(enrolments::state.eq(State::Waitlisted))
        .filter(
            enrolments::priority
                .gt(row.priority)
                .or(enrolments::priority.eq(row.priority).and(earlier)),
        )
        .count()
        .get_result(conn)
}

/// Who of the queue, and of one person more, is taken by other workshops in these quarters.
pub fn busy(
    conn: &mut Conn,
    workshop_id: Id,
    quarters: std::ops::Range<i32>,
    person_id: Option<Id>,
) -> QueryResult<BTreeMap<Id, BTreeSet<Id>>> {
    let others = || {
        busy_quarters::table
            .filter(busy_quarters::quarter.ge(quarters.start))
            .filter(busy_quarters::quarter.lt(quarters.end))
            .filter(busy_quarters::workshop_id.ne(workshop_id))
    };
    let waiting = enrolments::table
        .filter(enrolments::workshop_id.eq(workshop_id))
        .filter(enrolments::state.eq_any([State::Waitlisted, State::Requested, State::Offered]))
        .select(enrolments::person_id);
    let mut rows: Vec<(Id, Id)> = others()
        .filter(busy_quarters::subject_id.eq_any(waiting))
        .select((busy_quarters::subject_id, busy_quarters::workshop_id))
        .distinct()
        .load(conn)?;
    if let Some(person_id) = person_id {
        let own: Vec<(Id, Id)> = others()
            .filter(busy_quarters::subject_id.eq(person_id))
            .select((busy_quarters::subject_id, busy_quarters::workshop_id))
            .distinct()
            .load(conn)?;
        rows.extend(own);
    }
    let mut found: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    for (person, workshop) in rows {
        found.entry(person).or_default().insert(workshop);
    }
    Ok(found)
}

/// What was applied under a command's id, if anything.
pub fn applied(conn: &mut Conn, id: Id, workshop_id: Id) -> QueryResult<Option<String>> {
    commands::table.find((id, workshop_id)).select(commands::fingerprint).first(conn).optional()
}

pub fn note_command(
    conn: &mut Conn,
    id: Id,
    workshop_id: Id,
    fingerprint: String,
    by: Id,
    now: Moment,
) -> QueryResult<()> {
    diesel::insert_into(commands::table)
        .values((
            commands::id.eq(id),
            commands::workshop_id.eq(workshop_id),
            commands::fingerprint.eq(fingerprint),
            commands::account_id.eq(by),
            commands::at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn insert(conn: &mut Conn, rows: &[EnrolmentRow]) -> QueryResult<()> {
    for rows in rows.chunks(BATCH) {
        let rows = rows.to_vec();
        on_either!(&mut *conn, |c| diesel::insert_into(enrolments::table).values(rows).execute(c))?;
    }
    Ok(())
}

/// Writes what the rules changed; whom it is for and by whom it came stay.
pub fn update(conn: &mut Conn, enrolment: &Enrolment) -> QueryResult<()> {
    diesel::update(enrolments::table.find(enrolment.id))
        .set((
            enrolments::state.eq(enrolment.state),
            enrolments::queued_at.eq(enrolment.queued_at),
            enrolments::priority.eq(i32::from(enrolment.priority)),
            enrolments::confirmed_at.eq(enrolment.confirmed_at),
            enrolments::offer_until.eq(enrolment.offer_until),
            enrolments::answer_until.eq(enrolment.answer_until),
            enrolments::is_approved.eq(enrolment.is_approved),
            enrolments::has_lapsed.eq(enrolment.has_lapsed),
            enrolments::was_passed_over.eq(enrolment.was_passed_over),
            enrolments::is_late.eq(enrolment.is_late),
            enrolments::reason.eq(enrolment.reason.clone()),
            enrolments::seen_by.eq(enrolment.seen.map(|seen| seen.by)),
            enrolments::seen_at.eq(enrolment.seen.map(|seen| seen.at)),
            enrolments::seen_tap.eq(enrolment.seen.and_then(|seen| seen.tap_id)),
            enrolments::seen_before.eq(enrolment.seen.and_then(|seen| seen.before)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whether a person lost a seat or a rank by a cancelled workshop that this one follows: the one
/// it takes over from, or an earlier one of the same template.
pub fn was_cancelled_for(
    conn: &mut Conn,
    person_id: Id,
    workshop: &crate::network::workshops::Workshop,
) -> QueryResult<bool> {
    let lost = || {
        enrolments::table
            .inner_join(workshops::table.on(enrolments::workshop_id.eq(workshops::id)))
            .filter(enrolments::person_id.eq(person_id))
            .filter(enrolments::state.eq(State::CancelledByOrganiser))
            .filter(workshops::state.eq_any(["cancelled", "postponed"]))
    };
    let taken_over: i64 =
        lost().filter(workshops::successor_id.eq(workshop.id)).count().get_result(conn)?;
    let Some(template_id) = workshop.template_id.filter(|_| taken_over == 0) else {
        return Ok(taken_over > 0);
    };
    let latest: Option<Moment> = lost()
        .filter(workshops::template_id.eq(template_id))
        .filter(workshops::starts_at.lt(workshop.starts_at))
        .select(diesel::dsl::max(workshops::over_at))
        .first(conn)?;
    let Some(latest) = latest else { return Ok(false) };
    // Once: not when another one of the template came since.
    let since: i64 = enrolments::table
        .inner_join(workshops::table.on(enrolments::workshop_id.eq(workshops::id)))
        .filter(enrolments::person_id.eq(person_id))
        .filter(workshops::template_id.eq(template_id))
        .filter(enrolments::created_at.gt(latest))
        .count()
        .get_result(conn)?;
    Ok(since == 0)
}

/// Recounts how many seats each workshop uses and how many people wait; corrects it on demand. What
/// differs, in words.
pub fn recount(conn: &mut Conn, repair: bool) -> QueryResult<Vec<String>> {
    let rows: Vec<(Id, i32, i32)> = workshops::table
        .order(workshops::id)
        .select((workshops::id, workshops::used_count, workshops::waiting_count))
        .load(conn)?;
    let standing: Vec<EnrolmentRow> = enrolments::table
        .filter(enrolments::state.ne_all(ENDED))
        .select(EnrolmentRow::as_select())
        .load(conn)?;
    let mut counted: HashMap<Id, (i32, i32)> = HashMap::new();
    for row in &standing {
        let enrolment = Enrolment::from(row);
        let (used, waiting) = counted.entry(row.workshop_id).or_default();
        *used += i32::from(enrolment.holds_seat());
        *waiting += i32::from(enrolment.waits());
    }
    let mut found = Vec::new();
    for (id, used, waiting) in rows {
        let (true_used, true_waiting) = counted.get(&id).copied().unwrap_or_default();
        if (used, waiting) == (true_used, true_waiting) {
            continue;
        }
        found.push(format!(
            "workshop {id}: {used} seats used and {waiting} waiting stored, {true_used} and \
             {true_waiting} counted"
        ));
        if repair {
            diesel::update(workshops::table.find(id))
                .set((
                    workshops::used_count.eq(true_used),
                    workshops::waiting_count.eq(true_waiting),
                ))
                .execute(conn)?;
        }
    }
    Ok(found)
}

/// An enrolment of one's own, with its workshop: id, state, role, offer and answer ends.
pub type Commitment = (EnrolmentRow, crate::network::workshops::Workshop);

/// One's own enrolments that stand, from an instant on, by the start of their workshops.
pub fn commitments(
    conn: &mut Conn,
    person_id: Id,
    from: Moment,
    most: i64,
) -> QueryResult<Vec<Commitment>> {
    enrolments::table
        .inner_join(workshops::table.on(enrolments::workshop_id.eq(workshops::id)))
        .filter(enrolments::person_id.eq(person_id))
        .filter(workshops::ends_at.gt(from))
        .order((workshops::starts_at, workshops::id, enrolments::id))
        .limit(most)
        .select((EnrolmentRow::as_select(), crate::network::workshops::Workshop::as_select()))
        .load(conn)
}
