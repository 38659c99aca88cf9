//! Self-placement over HTTP.

use actix_web::put;
use actix_web::web::Data;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions::{PlacementOf, place};
use super::model::PlacementInput;
use crate::competences::ledger::PlacedView;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(place_myself);
}

/// Say what one can do, competence by competence.
///
/// The same id and body again, however often a device sends them, are one placement.
#[utoipa::path(
    tag = "levels",
    request_body = PlacementInput,
    params(("id" = Id, Path, description = "Chosen by the device")),
    responses(
        (status = 201, description = "Recorded", body = PlacedView),
        (status = 200, description = "Recorded before", body = PlacedView),
        Problems,
    ),
)]
#[put("/me/placements/{id}")]
async fn place_myself(
    by: Actor,
    id: PathId,
    input: Valid<PlacementInput>,
    ctx: Data<Context>,
) -> Result<Recorded<PlacedView>, Problem> {
    let clock = ctx.clock.clone();
    let of = PlacementOf { person_id: by.person_id, id: id.0 };
    upsert::write(&ctx.db, move |conn| {
        let (row, created) = place(conn, &clock, of, &input.0)?;
        let view = PlacedView::from(&row);
        Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
    })
    .await
}
