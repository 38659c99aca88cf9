//! The closed lists over HTTP.

use std::sync::LazyLock;

use actix_web::http::header::{self, CacheControl, CacheDirective, ETag, EntityTag, IfNoneMatch};
use actix_web::web::Header;
use actix_web::{HttpResponse, get};
use utoipa_actix_web::service_config::ServiceConfig;

use super::labels;
use crate::platform::secrets;

static TAG: LazyLock<EntityTag> =
    LazyLock::new(|| EntityTag::new_strong(secrets::hash(labels::JSON)));

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(enumerations);
}

/// Read the closed lists: their codes, with labels in French and English.
///
/// An object of lists; the order of a list is the order to show. They change only with the
/// program: ask again with `If-None-Match` to be told so (304).
#[utoipa::path(
    tag = "vocabulary",
    responses(
        (status = 200, body = Object, description = "List name → [{code, label_fr, label_en}]"),
        (status = 304, description = "Unchanged since the version of If-None-Match"),
    ),
)]
#[get("/enumerations")]
async fn enumerations(seen: Header<IfNoneMatch>) -> HttpResponse {
    let unchanged = match seen.into_inner() {
        IfNoneMatch::Any => false,
        IfNoneMatch::Items(tags) => tags.iter().any(|tag| tag.weak_eq(&TAG)),
    };
    let mut answer = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer
        .insert_header(ETag(TAG.clone()))
        .insert_header(CacheControl(vec![CacheDirective::Public, CacheDirective::NoCache]));
    if unchanged {
        return answer.finish();
    }
    answer.insert_header((header::CONTENT_TYPE, "application/json")).body(labels::JSON)
}
