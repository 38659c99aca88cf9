//! Creating and changing a record by `PUT`: one protocol for every kind of record.
//!
//! | `If-Match` | the id names | answer |
//! |---|---|---|
//! | absent | nothing yet | created, 201 |
//! | absent | a record made by the same body | that record as it stands, 200 |
//! | absent | a record made by another body | 409 `conflict` |
//! | `"v"` | a record at version v | changed, 200 |
//! | `"v"` | a record at another version | 412 `stale_version` |
//! | `"v"` | nothing | 404 |
//!
//! A record keeps the digest of the body that made it ([`crate::platform::secrets::digest`]) and
//! never changes it: a creation sent again after later changes is still the same creation.
//!
//! In a feature, inside [`write`]:
//!
//! ```ignore
//! let digest = secrets::digest(input);
//! match decide(queries::find(conn, id)?, expected, &digest)? {
//!     Upsert::Create => …insert with version 1 and the digest; Recorded::created(view)
//!     Upsert::Same(row) => …Recorded::as_is(view of the row)
//!     Upsert::Change(row) => …update WHERE version = row.version, `one`; Recorded::as_is(view)
//! }
//! ```
//!
//! `find` looks the id up whoever asks; when the row is not for the caller's eyes the feature
//! answers 404 before it decides.

use std::sync::Arc;

use super::conditional::{Expected, Seen};
use super::problem::{Code, Problem};
use crate::platform::database::{Conn, Db};

/// A row that was created by a client's `PUT` and carries a version.
pub trait Stored {
    fn version(&self) -> i32;
    /// The digest of the body that created it.
    fn digest(&self) -> &str;
}

/// What a `PUT` comes down to.
#[derive(Debug, PartialEq, Eq)]
pub enum Upsert<R> {
    /// There is no such record: make it.
    Create,
    /// The same creation again: answer with the record as it stands.
    Same(R),
    /// Change this record, which is at the version the caller saw.
    Change(R),
}

/// Decides what to do with the record of an id, if there is one.
///
/// # Errors
/// 409 `conflict` for another body under the same id; 412 `stale_version`; 404 when a version was
/// named and there is no record.
pub fn decide<R: Stored>(
    existing: Option<R>,
    expected: Expected,
    digest: &str,
) -> Result<Upsert<R>, Problem> {
    match (existing, expected.version()) {
        (None, None) => Ok(Upsert::Create),
        (None, Some(_)) => Err(Problem::not_found()),
        (Some(row), None) if row.digest() == digest => Ok(Upsert::Same(row)),
        (Some(_), None) => Err(Problem::new(Code::Conflict)),
        (Some(row), Some(version)) => {
            Seen(version).must_be(row.version())?;
            Ok(Upsert::Change(row))
        }
    }
}

/// Reads how many rows an `UPDATE … WHERE version = seen` changed: none means that somebody else
/// was faster between our reading and our writing.
///
/// # Errors
/// 412 `stale_version`; inside [`write`] the work is done again and tells the true version.
pub fn one(changed_rows: usize, seen: i32) -> Result<(), Problem> {
    if changed_rows == 0 { Err(Problem::stale(seen + 1)) } else { Ok(()) }
}

/// Runs a `PUT` or a `DELETE` in one transaction, and once more when it lost a race: the second
/// look finds the winner's record, so the same creation sent twice at the same moment answers 200
/// and not 409.
pub async fn write<T: Send + 'static>(
    db: &Db,
    work: impl Fn(&mut Conn) -> Result<T, Problem> + Send + Sync + 'static,
) -> Result<T, Problem> {
    let work = Arc::new(work);
    let again = Arc::clone(&work);
    match db.write(move |conn| work(conn)).await {
        Err(problem) if matches!(problem.code(), Code::AlreadyExists | Code::StaleVersion) => {
            db.write(move |conn| again(conn)).await
        }
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Row;

    impl Stored for Row {
        fn version(&self) -> i32 {
            3
        }
        fn digest(&self) -> &str {
            "d"
        }
    }

    fn told(existing: Option<Row>, version: Option<i32>, digest: &str) -> &'static str {
        match decide(existing, version.map_or(Expected::NONE, Expected::seen), digest) {
            Ok(Upsert::Create) => "create",
            Ok(Upsert::Same(_)) => "same",
            Ok(Upsert::Change(_)) => "change",
            Err(problem) => problem.code().code(),
        }
    }

    #[test]
    fn the_protocol() {
        assert_eq!(told(None, None, "d"), "create");
        assert_eq!(told(Some(Row), None, "d"), "same");
        assert_eq!(told(Some(Row), None, "other"), "conflict");
        assert_eq!(told(Some(Row), Some(3), "other"), "change");
        assert_eq!(told(Some(Row), Some(3), "d"), "change");
        assert_eq!(told(Some(Row), Some(2), "d"), "stale_version");
        assert_eq!(told(None, Some(3), "d"), "not_found");
    }
}
