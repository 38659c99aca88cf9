//! The network's settings in the database: one row, made by the migration.

use diesel::prelude::*;

use super::model::NetworkSettings;
use crate::platform::database::Conn;
use crate::platform::database::schema::network_settings;
use crate::platform::http::{Problem, upsert};

pub fn get(conn: &mut Conn) -> QueryResult<NetworkSettings> {
    network_settings::table.select(NetworkSettings::as_select()).first(conn)
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &NetworkSettings) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(network_settings::table)
        .filter(network_settings::version.eq(seen))
        .set((
            network_settings::version.eq(row.version),
            network_settings::name.eq(row.name.clone()),
            network_settings::contact.eq(row.contact.clone()),
            network_settings::k.eq(row.k),
            network_settings::public_page.eq(row.public_page),
            network_settings::updated_at.eq(row.updated_at),
        ))
        .execute(conn)?;
    upsert::one(changed, seen)
}
