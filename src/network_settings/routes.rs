//! The network's settings over HTTP: all of them for administrators, the public ones for everybody.

use actix_web::web::{Data, Json};
use actix_web::{get, put};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{NetworkSettingsInput, NetworkSettingsView, PublicView};
use super::{actions, queries};
use crate::platform::context::Context;
use crate::platform::http::{Expected, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read).service(change).service(public);
}

/// Read the network's settings.
#[utoipa::path(
    tag = "settings",
    responses((status = 200, body = NetworkSettingsView), Problems),
)]
#[get("/settings")]
async fn read(ctx: Data<Context>) -> Result<Recorded<NetworkSettingsView>, Problem> {
    let row = ctx.db.read(|conn| Ok::<_, Problem>(queries::get(conn)?)).await?;
    Ok(Recorded::as_is(row.into()))
}

/// Change the network's settings.
#[utoipa::path(
    tag = "settings",
    request_body = NetworkSettingsInput,
    params(("If-Match" = String, Header, description = "The version seen, in quotes")),
    responses((status = 200, body = NetworkSettingsView), Problems),
)]
#[put("/settings")]
async fn change(
    actor: Actor,
    expected: Expected,
    input: Valid<NetworkSettingsInput>,
    ctx: Data<Context>,
) -> Result<Recorded<NetworkSettingsView>, Problem> {
    let seen = expected.required()?;
    let clock = ctx.clock.clone();
    let row =
        upsert::write(&ctx.db, move |conn| actions::change(conn, &clock, &actor, seen, &input.0))
            .await?;
    Ok(Recorded::as_is(row.into()))
}

/// Read what everybody may know of the network: its name, its contact, how its figures are
/// protected, and whether it has a public page.
#[utoipa::path(tag = "settings", responses((status = 200, body = PublicView), Problems))]
#[get("/public")]
async fn public(ctx: Data<Context>) -> Result<Json<PublicView>, Problem> {
    let row = ctx.db.read(|conn| Ok::<_, Problem>(queries::get(conn)?)).await?;
    Ok(Json(row.into()))
}
