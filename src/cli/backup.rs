//! `coopair backup` and `coopair restore`: one file, on either engine.
//!
//! SQLite copies itself with `VACUUM INTO`, consistent while others write. PostgreSQL's own
//! `pg_dump` and `pg_restore` do it there: they are the database's tools, and know it best.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};
use diesel::prelude::*;

use super::say;
use crate::facts;
use crate::platform::database::schema::accounts;
use crate::platform::database::{Conn, Engine, connect, upgrade};
use crate::settings::Settings;

pub fn backup(settings: &Settings, file: &Path) -> anyhow::Result<()> {
    if file.exists() {
        bail!("{} exists already: choose another name", file.display());
    }
    let url = settings.database();
    match connect(&url)? {
        Conn::Sqlite(mut c) => {
            diesel::sql_query("VACUUM INTO ?")
                .bind::<diesel::sql_types::Text, _>(file.display().to_string())
                .execute(&mut c)
                .context("the backup cannot be written")?;
        }
        Conn::Postgres(_) => run(Command::new("pg_dump")
            .args(["--format=custom", "--no-owner", "--file"])
            .arg(file)
            .arg(&url))?,
    }
    say(&format!("Backup written to {}.", file.display()));
    Ok(())
}

pub fn restore(settings: &Settings, file: &Path, force: bool) -> anyhow::Result<()> {
    if !file.exists() {
        bail!("{} does not exist", file.display());
    }
    let url = settings.database();
    if !force && holds_accounts(&url) {
        bail!("the database is not empty: add --force to replace what it holds");
    }
    match Engine::of(&url) {
        Engine::Sqlite => {
            let target = Path::new(url.strip_prefix("sqlite://").unwrap_or(&url));
            verify(file)?;
            if let Some(folder) = target.parent() {
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("cannot create {}", folder.display()))?;
            }
            let beside = target.with_extension("restoring");
            std::fs::copy(file, &beside).context("the backup cannot be copied")?;
            for ending in ["-wal", "-shm"] {
                let log = format!("{}{ending}", target.display());
                if Path::new(&log).exists() {
                    std::fs::remove_file(&log).with_context(|| format!("cannot remove {log}"))?;
                }
            }
            std::fs::rename(&beside, target).context("the backup cannot take its place")?;
        }
        Engine::Postgres => run(Command::new("pg_restore")
            .args(["--clean", "--if-exists", "--no-owner", "--single-transaction", "--dbname"])
            .arg(&url)
            .arg(file))?,
    }
    let mut conn = connect(&url)?;
    upgrade(&mut conn)?;
    facts::renumber_revisions(&mut conn)?;
    say(&format!("Restored from {}.", file.display()));
    Ok(())
}

/// Whether the database holds a network already; one that cannot be read holds nothing to lose.
fn holds_accounts(url: &str) -> bool {
    let Ok(mut conn) = connect(url) else { return false };
    accounts::table.count().get_result::<i64>(&mut conn).is_ok_and(|count| count > 0)
}

/// A file is only put in the database's place when SQLite finds it whole, and it is one of ours:
/// to SQLite an empty file is a whole database too.
fn verify(file: &Path) -> anyhow::Result<()> {
    #[derive(QueryableByName)]
    struct Verdict {
        #[diesel(sql_type = diesel::sql_types::Text)]
        integrity_check: String,
    }
    let mut conn = diesel::SqliteConnection::establish(&file.display().to_string())
        .context("the backup cannot be opened")?;
    let verdict: Verdict = diesel::sql_query("PRAGMA integrity_check")
        .get_result(&mut conn)
        .context("this is not a Coopair backup")?;
    if verdict.integrity_check != "ok" {
        bail!("the backup is damaged: {}", verdict.integrity_check);
    }
    accounts::table.count().get_result::<i64>(&mut conn).context("this is not a Coopair backup")?;
    Ok(())
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("{name} cannot be started: install the PostgreSQL client"))?;
    if !status.success() {
        bail!("{name} failed: {status}");
    }
    Ok(())
}
