//! The migrations, embedded; the same text for both engines. PostgreSQL takes an advisory lock,
//! so that several processes may start at once.

use anyhow::{Context as _, anyhow, bail};
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration as _, MigrationSource};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::Conn;
use crate::on_either;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");
/// What PostgreSQL needs beside the common text; may run again.
const POSTGRES: &str = include_str!("postgres.sql");
/// An arbitrary number of our own: the key of PostgreSQL's advisory lock.
const LOCK: i64 = 0x0c00_9a18;

/// Brings the schema to this program's version and tells how many migrations ran.
///
/// # Errors
/// The schema is newer than this program, or a migration failed (each is one transaction).
pub fn upgrade(conn: &mut Conn) -> anyhow::Result<usize> {
    if let Conn::Postgres(c) = conn {
        c.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))?;
    }
    let outcome = upgrade_locked(conn);
    if let Conn::Postgres(c) = conn {
        c.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})"))?;
    }
    outcome
}

fn upgrade_locked(conn: &mut Conn) -> anyhow::Result<usize> {
    let known: Vec<String> = MigrationSource::<diesel::pg::Pg>::migrations(&MIGRATIONS)
        .map_err(|error| anyhow!(error))?
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    let applied = on_either!(conn, |c| c.applied_migrations().map_err(|error| anyhow!(error)))
        .context("cannot read which migrations were applied")?;
    if let Some(newer) =
        applied.iter().map(ToString::to_string).find(|version| !known.contains(version))
    {
        bail!(
            "this database was made by a newer Coopair (migration {newer} is unknown here): \
             start that version, or restore a backup made before the upgrade"
        );
    }
    let run = on_either!(conn, |c| c
        .run_pending_migrations(MIGRATIONS)
        .map(|versions| versions.len())
        .map_err(|error| anyhow!(error)))
    .context("a migration failed; nothing of it was kept")?;
    if let (Conn::Postgres(c), 1..) = (conn, run) {
        c.batch_execute(POSTGRES).context("PostgreSQL refused its own part of the schema")?;
    }
    Ok(run)
}

/// Undoes every migration, for tests.
pub fn downgrade_all(conn: &mut Conn) -> anyhow::Result<()> {
    on_either!(conn, |c| c.revert_all_migrations(MIGRATIONS).map_err(|error| anyhow!(error)))?;
    Ok(())
}
