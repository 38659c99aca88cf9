//! The figures of the network over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, get};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions::{self, NetworkFigures, Question};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::day::Day;
use crate::platform::http::{Lang, Problem, Problems, Query, Said};
use crate::policy::Actor;
use crate::territories::TerritoryKind;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read_figures);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct FiguresQuery {
    /// The first day.
    from: Day,
    /// The last day.
    to: Day,
    /// Only workshops of a programme; help requests name none and are left out then.
    programme: Option<Id>,
    /// Only in a territory, with its code.
    territory: Option<TerritoryKind>,
    /// The territory's Insee code; the SIREN of an EPCI.
    code: Option<String>,
}

/// Read the figures of the network over a period, each with its definition.
///
/// Administrators read the whole network; coordinators what their team leads and answers.
#[utoipa::path(
    tag = "network",
    params(FiguresQuery),
    responses((status = 200, body = NetworkFigures), Problems),
)]
#[get("/network/figures")]
async fn read_figures(
    by: Actor,
    query: Query<FiguresQuery>,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<Json<NetworkFigures>, Problem> {
    let FiguresQuery { from, to, programme, territory, code } = query.0;
    let territory = match (territory, code) {
        (None, None) => None,
        (Some(kind), Some(code)) => Some((kind, code)),
        (Some(_), None) => return Err(needs("code")),
        (None, Some(_)) => return Err(needs("territory")),
    };
    let lang = Lang::of_request(&req);
    let question = Question { from, to, programme_id: programme, territory, lang };
    let clock = ctx.clock.clone();
    let work = move |conn: &mut _| actions::figures(conn, &clock, &by, &question);
    Ok(Json(ctx.db.read(work).await?))
}

fn needs(parameter: &str) -> Problem {
    let said = Said::new(
        "« territory » et « code » vont ensemble.",
        "“territory” and “code” go together.",
    );
    Problem::parameter(parameter, said)
}
