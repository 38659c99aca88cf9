//! One schema on two databases: the migrations go up and down, and `schema.rs` is what they make.

use std::collections::{BTreeMap, BTreeSet};

use coopair::platform::database::{Conn, connect, downgrade_all, upgrade};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::support::Database;

/// (table, column) → its SQL type, and whether it may be NULL.
type Columns = BTreeMap<(String, String), (String, bool)>;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
}

/// What the database itself says of the tables of Coopair.
fn found(conn: &mut Conn) -> Columns {
    let rows: Vec<Column> = match conn {
        Conn::Sqlite(c) => diesel::sql_query(
            "SELECT m.name AS table_name, c.name AS column_name, lower(c.type) AS kind, \
             NOT c.\"notnull\" AS nullable \
             FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
        )
        .load(c),
        Conn::Postgres(c) => diesel::sql_query(
            "SELECT table_name::text, column_name::text, data_type::text AS kind, \
             is_nullable = 'YES' AS nullable \
             FROM information_schema.columns WHERE table_schema = 'public'",
        )
        .load(c),
    }
    .expect("the database describes itself");
    rows.into_iter()
        .filter(|row| {
            !row.table_name.starts_with("__diesel") && !row.table_name.starts_with("sqlite")
        })
        .map(|row| ((row.table_name, row.column_name), (row.kind, row.nullable)))
        .collect()
}

/// The name that both databases have for diesel's type.
fn sql_type(name: &str) -> String {
    match name {
        "Bool" => "boolean".to_owned(),
        "Binary" => "bytea".to_owned(),
        "Double" => "double precision".to_owned(),
        name => name.to_lowercase(),
    }
}

/// What `schema.rs` says, read from its text.
fn declared() -> Columns {
    let mut columns = Columns::new();
    let mut table = String::new();
    for line in include_str!("../../src/platform/database/schema.rs").lines() {
        let line = line.trim();
        if let Some((column, kind)) = line.split_once(" -> ") {
            let inner = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix(">,"));
            let name = inner.unwrap_or(kind.trim_end_matches(','));
            columns.insert((table.clone(), column.to_owned()), (sql_type(name), inner.is_some()));
        } else if let Some((name, "{")) = line.split_once(") ") {
            table = name.split(' ').next().unwrap_or_default().to_owned();
        }
    }
    columns
}

#[test]
fn migrations_go_up_and_down_and_up_again() {
    let database = Database::bare();
    let mut conn = connect(&database.url).expect("the database opens");
    let run = upgrade(&mut conn).expect("up");
    assert!(run > 0);
    let first = found(&mut conn);
    downgrade_all(&mut conn).expect("down");
    assert_eq!(found(&mut conn), Columns::new(), "nothing is left behind");
    assert_eq!(upgrade(&mut conn).expect("up again"), run);
    assert_eq!(found(&mut conn), first);
    assert_eq!(upgrade(&mut conn).expect("nothing to do"), 0);
}

#[test]
fn the_declared_tables_are_the_real_ones() {
    let database = Database::fresh();
    let mut conn = connect(&database.url).expect("the database opens");
    let (declared, found) = (declared(), found(&mut conn));
    let names = |columns: &Columns| columns.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&declared), names(&found));
    assert_eq!(declared, found, "the same types, the same columns that may be NULL");
}
