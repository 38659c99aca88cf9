//! The outbox in the database.

use diesel::prelude::*;

use super::model::{MOST_ATTEMPTS, MailState, MailView, NewMail, mask, pause_s};
use crate::platform::clock::Clock;
use crate::platform::database::schema::mails;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Page, Paging, Problem};

const LIST: &str = "mails";

/// Puts a mail into the outbox, in the transaction of its cause.
pub fn enqueue(conn: &mut Conn, clock: &Clock, mail: NewMail) -> QueryResult<()> {
    enqueue_from(conn, clock, mail, clock.now()).map(|_| ())
}

/// [`enqueue`] a mail that goes out from an instant on; gives its id.
pub fn enqueue_from(
    conn: &mut Conn,
    clock: &Clock,
    mail: NewMail,
    from: Moment,
) -> QueryResult<Id> {
    let id = clock.new_id();
    diesel::insert_into(mails::table)
        .values((
            mails::id.eq(id),
            mails::kind.eq(mail.kind),
            mails::recipient.eq(mail.recipient),
            mails::subject.eq(mail.subject),
            mails::body.eq(mail.body),
            mails::calendar.eq(mail.calendar),
            mails::state.eq(MailState::Waiting),
            mails::attempts.eq(0),
            mails::created_at.eq(clock.now()),
            mails::next_attempt_at.eq(from),
        ))
        .execute(conn)?;
    Ok(id)
}

/// A mail claimed for sending.
pub struct Claimed {
    pub id: Id,
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub calendar: Option<String>,
    pub attempts: i32,
}

/// How long a claimed mail is left alone, in seconds: longer than sending one may take.
pub const CLAIM_S: i64 = 90;

/// Claims the next mail that is due, so that no other process sends it at the same time. Those that
/// another process claims at this moment are left to it.
pub fn claim(conn: &mut Conn, now: Moment) -> QueryResult<Option<Claimed>> {
    type Due = (Id, String, String, String, Option<String>, i32);
    // One state at a time, so that the index gives them in their order.
    for state in [MailState::Sending, MailState::Waiting] {
        let next = mails::table
            .filter(mails::state.eq(state))
            .filter(mails::next_attempt_at.le(now))
            .order((mails::next_attempt_at, mails::id))
            .limit(1)
            .select((
                mails::id,
                mails::recipient,
                mails::subject,
                mails::body,
                mails::calendar,
                mails::attempts,
            ));
        // SQLite has one writer, which holds the base since the transaction began.
        let found: Option<Due> = match conn {
            Conn::Sqlite(c) => next.first(c).optional()?,
            Conn::Postgres(c) => next.for_no_key_update().skip_locked().first(c).optional()?,
        };
        let Some((id, recipient, subject, body, calendar, attempts)) = found else { continue };
        let attempts = attempts + 1;
        diesel::update(mails::table.find(id))
            .set((
                mails::state.eq(MailState::Sending),
                mails::attempts.eq(attempts),
                mails::next_attempt_at.eq(now.plus_seconds(CLAIM_S)),
            ))
            .execute(conn)?;
        return Ok(Some(Claimed { id, recipient, subject, body, calendar, attempts }));
    }
    Ok(None)
}

/// The mail was taken; its text, which may hold a link, is not kept.
pub fn sent(conn: &mut Conn, id: Id, now: Moment) -> QueryResult<()> {
    diesel::update(mails::table.find(id))
        .set((
            mails::state.eq(MailState::Sent),
            mails::sent_at.eq(now),
            mails::body.eq(""),
            mails::calendar.eq(None::<String>),
            mails::last_error.eq(None::<String>),
        ))
        .execute(conn)?;
    Ok(())
}

/// The mail was refused: try again later, or give up.
pub fn refused(conn: &mut Conn, mail: &Claimed, error: String, now: Moment) -> QueryResult<()> {
    let state = if mail.attempts >= MOST_ATTEMPTS { MailState::Failed } else { MailState::Waiting };
    diesel::update(mails::table.find(mail.id))
        .set((
            mails::state.eq(state),
            mails::next_attempt_at.eq(now.plus_seconds(pause_s(mail.attempts))),
            mails::last_error.eq(error),
        ))
        .execute(conn)?;
    Ok(())
}

type Row = (Id, Moment, String, String, MailState, i32, Option<String>);

/// The outbox, newest first.
pub fn list(conn: &mut Conn, paging: &Paging) -> Result<Page<MailView>, Problem> {
    let mut query = mails::table
        .select((
            mails::id,
            mails::created_at,
            mails::kind,
            mails::recipient,
            mails::state,
            mails::attempts,
            mails::last_error,
        ))
        .order((mails::created_at.desc(), mails::id.desc()))
        .limit(paging.limit + 1)
        .into_boxed();
    if let Some(cursor) = paging.after(LIST, 2)? {
        let at = Moment::from_millis(cursor[0].parse().unwrap_or_default());
        let id = cursor[1].clone();
        query = query
            .filter(mails::created_at.lt(at).or(mails::created_at.eq(at).and(mails::id.lt(id))));
    }
    let rows: Vec<Row> = query.load(conn)?;
    let total = match paging.with_total {
        true => Some(mails::table.count().get_result(conn)?),
        false => None,
    };
    let page =
        paging.page(LIST, rows, total, |row| vec![row.1.millis().to_string(), row.0.to_string()]);
    Ok(page.map(|(id, created_at, kind, recipient, state, attempts, last_error)| MailView {
        id,
        created_at,
        kind,
        recipient_masked: mask(&recipient),
        state,
        attempts,
        last_error,
    }))
}
