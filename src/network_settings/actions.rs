//! Changing the network's settings; the policy lets administrators alone come here.

use super::model::{NetworkSettings, NetworkSettingsInput};
use super::queries;
use crate::audit::{self, Deed};
use crate::platform::clock::Clock;
use crate::platform::database::Conn;
use crate::platform::http::Problem;
use crate::platform::http::conditional::Seen;
use crate::policy::Actor;

/// # Errors
/// 412 when the settings changed since they were read.
pub fn change(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    seen: Seen,
    input: &NetworkSettingsInput,
) -> Result<NetworkSettings, Problem> {
    let row = queries::get(conn)?;
    seen.must_be(row.version)?;
    let row = row.corrected(input, clock.now());
    queries::update(conn, &row)?;
    let deed = Deed::on_all("settings.change", "settings");
    audit::record(conn, clock, Some(actor.account_id), deed)?;
    Ok(row)
}
