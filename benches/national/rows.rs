//! Many rows at once: INSERT with long lists of values on SQLite, COPY on PostgreSQL. Columns in
//! the order of `schema.rs`.

use std::fmt::Write as _;

use coopair::platform::database::schema::{
    headcounts, learners, participations, persons, session_tags, sessions,
};
use coopair::platform::database::{Conn, Engine};
use diesel::connection::SimpleConnection;
use diesel::pg::CopyFormat;
use diesel::prelude::*;

/// Text of a statement before it is sent.
const MOST: usize = 400_000;

/// Rows of one table that wait to be sent.
pub struct Rows {
    table: &'static str,
    engine: Engine,
    text: String,
    /// Whether the row begun has a value already.
    begun: bool,
}

impl Rows {
    pub fn of(table: &'static str, engine: Engine) -> Self {
        Self { table, engine, text: String::with_capacity(MOST + 4_096), begun: false }
    }

    pub fn begin(&mut self) -> &mut Self {
        if self.engine == Engine::Sqlite {
            match self.text.is_empty() {
                true => write!(self.text, "INSERT INTO {} VALUES (", self.table).expect("text"),
                false => self.text.push_str(",("),
            }
        }
        self.begun = false;
        self
    }

    fn next(&mut self) {
        if self.begun {
            self.text.push(',');
        }
        self.begun = true;
    }

    pub fn text(&mut self, value: &str) -> &mut Self {
        self.next();
        let quote = if self.engine == Engine::Sqlite { '\'' } else { '"' };
        self.text.push(quote);
        for letter in value.chars() {
            if letter == quote {
                self.text.push(quote);
            }
            self.text.push(letter);
        }
        self.text.push(quote);
        self
    }

    pub fn number(&mut self, value: impl Into<i64>) -> &mut Self {
        self.next();
        write!(self.text, "{}", value.into()).expect("text");
        self
    }

    pub fn none(&mut self) -> &mut Self {
        self.next();
        if self.engine == Engine::Sqlite {
            self.text.push_str("NULL");
        }
        self
    }

    pub fn maybe(&mut self, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.text(value),
            None => self.none(),
        }
    }

    /// Ends a row, and sends those that wait when they are many.
    pub fn end(&mut self, conn: &mut Conn) {
        self.text.push(if self.engine == Engine::Sqlite { ')' } else { '\n' });
        if self.text.len() > MOST {
            self.send(conn);
        }
    }

    pub fn send(&mut self, conn: &mut Conn) {
        if self.text.is_empty() {
            return;
        }
        match conn {
            Conn::Sqlite(c) => c.batch_execute(&self.text).expect("rows inserted"),
            Conn::Postgres(c) => copy(c, self.table, &self.text),
        }
        self.text.clear();
    }
}

fn copy(conn: &mut PgConnection, table: &str, text: &str) {
    macro_rules! copy {
        ($($name:ident)*) => { match table {
            $(stringify!($name) => {
                let sent = diesel::copy_from($name::table)
                    .from_raw_data($name::table, |to| {
                        to.write_all(text.as_bytes())
                            .map_err(|error| diesel::result::Error::SerializationError(error.into()))
                    })
                    .with_format(CopyFormat::Csv)
                    .execute(conn);
                sent.expect("rows copied");
            })*
            other => panic!("rows of {other}"),
        } };
    }
    copy!(headcounts learners participations persons session_tags sessions);
}
