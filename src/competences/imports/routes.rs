//! Imports of Pix files over HTTP.

use actix_multipart::Multipart;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, post};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions::{self, Upload};
use super::model::PixImportReport;
use crate::competences::framework;
use crate::competences::pix;
use crate::platform::context::Context;
use crate::platform::faults::Reason;
use crate::platform::http::upload::{self, UploadForm};
use crate::platform::http::{Lang, Problem, Problems, Query, Said};
use crate::platform::secrets;
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(import);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct PixImportQuery {
    /// Default false: a dry run that writes nothing.
    #[serde(default)]
    commit: bool,
    /// Title of the column of the file that holds staff numbers or e-mails; absent: people are found
    /// by their names.
    identifier: Option<String>,
}

/// Import levels from a file of Pix: a profile collection, or certification results.
///
/// A dry run unless `commit=true`. Assessment campaigns are refused: they hold mastery rates, from
/// which no level follows. The same file twice writes nothing.
#[utoipa::path(
    tag = "levels",
    params(PixImportQuery),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = PixImportReport), Problems),
)]
#[post("/levels/import")]
async fn import(
    by: Actor,
    query: Query<PixImportQuery>,
    form: Multipart,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<Json<PixImportReport>, Problem> {
    let (Query(PixImportQuery { commit, identifier }), lang) = (query, Lang::of_request(&req));
    let bytes = upload::file(form).await?;
    let clock = ctx.clock.clone();
    let upload = ctx
        .db
        .read(move |conn| {
            let catalogue = framework::catalogue(conn)?;
            let reachable = catalogue.reachable_of(framework::Framework::Pix);
            let refused =
                |Reason { code, fr, en }| Problem::invalid("/file", code, Said::new(fr, en));
            let file = pix::read(&bytes, clock.today(), reachable).map_err(refused)?;
            let hash = secrets::hash_of(&bytes);
            Ok::<_, Problem>(Upload { hash, file, identifier, commit, lang })
        })
        .await?;
    let clock = ctx.clock.clone();
    let work = move |conn: &mut _| actions::import(conn, &clock, &by, upload);
    let report = match commit {
        true => ctx.db.write(work).await?,
        false => ctx.db.read(work).await?,
    };
    Ok(Json(report))
}
