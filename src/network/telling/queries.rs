//! Who is told where, and what was told.

use diesel::prelude::*;

use crate::accounts::Language;
use crate::on_either;
use crate::platform::database::schema::{accounts, notices};
use crate::platform::database::{Conn, Id, Moment};

/// Somebody with an account, to write to.
#[derive(Clone, Debug, Queryable)]
pub struct Reader {
    pub person_id: Id,
    pub email: String,
    pub first_name: String,
    pub language: Language,
}

macro_rules! readers {
    () => {
        accounts::table.filter(accounts::status.ne("suspended")).order(accounts::id).select((
            accounts::person_id,
            accounts::email,
            accounts::first_name,
            accounts::language,
        ))
    };
}

/// Those of these people who have an account that is open.
pub fn readers(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<Vec<Reader>> {
    readers!().filter(accounts::person_id.eq_any(person_ids.to_vec())).load(conn)
}

/// Who has an account.
pub fn account_reader(conn: &mut Conn, account_id: Id) -> QueryResult<Option<Reader>> {
    readers!().filter(accounts::id.eq(account_id)).first(conn).optional()
}

/// Notes that something is told; false when it was before.
pub fn note(
    conn: &mut Conn,
    key: &str,
    kind: &str,
    person_id: Id,
    now: Moment,
) -> QueryResult<bool> {
    let row = (
        notices::key.eq(key.to_owned()),
        notices::kind.eq(kind.to_owned()),
        notices::person_id.eq(person_id),
        notices::at.eq(now),
    );
    let noted = on_either!(conn, |c| diesel::insert_into(notices::table)
        .values(row.clone())
        .on_conflict(notices::key)
        .do_nothing()
        .execute(c))?;
    Ok(noted == 1)
}

pub fn note_mail(conn: &mut Conn, key: &str, mail_id: Id) -> QueryResult<()> {
    diesel::update(notices::table.find(key.to_owned()))
        .set(notices::mail_id.eq(mail_id))
        .execute(conn)?;
    Ok(())
}
