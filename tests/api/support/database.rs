//! A fresh database per test: a file, or a copy of a migrated template on PostgreSQL.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use coopair::platform::database::{connect, upgrade};
use diesel::connection::SimpleConnection;

/// A database that goes when the test does.
pub struct Database {
    pub url: String,
    drop: Option<(String, String)>,
    folder: Option<std::path::PathBuf>,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Whether the suite runs on PostgreSQL, where servers may be started.
pub fn on_postgres() -> bool {
    server().is_some()
}

fn server() -> Option<String> {
    let named = std::env::var("COOPAIR_TEST_DATABASE").unwrap_or_default();
    named.starts_with("postgres").then_some(named)
}

fn on_server(server: &str, name: &str) -> String {
    let (base, parameters) = server.split_once('?').map_or((server, None), |(b, p)| (b, Some(p)));
    let root = base.rsplit_once('/').map_or(base, |(root, _)| root);
    match parameters {
        Some(parameters) => format!("{root}/{name}?{parameters}"),
        None => format!("{root}/{name}"),
    }
}

fn execute(server: &str, sql: &str) {
    connect(server)
        .and_then(|mut conn| conn.batch_execute(sql).map_err(Into::into))
        .unwrap_or_else(|error| panic!("{sql}: {error:#}"));
}

/// The migrated database that others are copied from, made once per run.
fn template(server: &str) -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = format!("coopair_template_{}", std::process::id());
        execute(server, &format!("CREATE DATABASE {name}"));
        let mut conn = connect(&on_server(server, &name)).expect("the template opens");
        upgrade(&mut conn).expect("the migrations run");
        name
    })
}

/// The bytes of a migrated SQLite file, made once per run.
fn migrated_file() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| {
        let folder = folder();
        let path = folder.join("template.sqlite");
        let mut conn = connect(&path.display().to_string()).expect("the template opens");
        upgrade(&mut conn).expect("the migrations run");
        conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").expect("the log is folded in");
        drop(conn);
        let bytes = std::fs::read(&path).expect("the template is read");
        let _ = std::fs::remove_dir_all(folder);
        bytes
    })
}

/// A new folder of the test's own.
pub fn folder() -> std::path::PathBuf {
    let number = NEXT.fetch_add(1, Ordering::SeqCst);
    let folder = std::env::temp_dir().join(format!("coopair-test-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

impl Database {
    /// Empty but migrated.
    pub fn fresh() -> Self {
        match server() {
            Some(server) => {
                let template = template(&server);
                let number = NEXT.fetch_add(1, Ordering::SeqCst);
                let name = format!("coopair_test_{}_{number}", std::process::id());
                execute(&server, &format!("CREATE DATABASE {name} TEMPLATE {template}"));
                let url = on_server(&server, &name);
                Self { url, drop: Some((server, name)), folder: None }
            }
            None => {
                let folder = folder();
                let path = folder.join("test.sqlite");
                std::fs::write(&path, migrated_file()).expect("the template is copied");
                Self { url: path.display().to_string(), drop: None, folder: Some(folder) }
            }
        }
    }

    /// One that belongs to somebody else.
    pub fn at(url: &str) -> Self {
        Self { url: url.to_owned(), drop: None, folder: None }
    }

    /// Empty, without any table.
    pub fn bare() -> Self {
        match server() {
            Some(server) => {
                let number = NEXT.fetch_add(1, Ordering::SeqCst);
                let name = format!("coopair_bare_{}_{number}", std::process::id());
                execute(&server, &format!("CREATE DATABASE {name}"));
                let url = on_server(&server, &name);
                Self { url, drop: Some((server, name)), folder: None }
            }
            None => {
                let folder = folder();
                let url = folder.join("bare.sqlite").display().to_string();
                Self { url, drop: None, folder: Some(folder) }
            }
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.drop
            && let Ok(mut conn) = connect(server)
        {
            let _ = conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
