//! Answers known by what is in them: `ETag` is the hash of the body, and whoever has it already is
//! told so (304).

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use super::problem::Problem;
use crate::platform::secrets;

/// A text of some type, unless `req` names its `ETag` in `If-None-Match`.
pub fn text(req: &HttpRequest, body: String, kind: &str, caching: &str) -> HttpResponse {
    let etag = format!("\"{}\"", secrets::hash(&body));
    let known = req.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| {
        known.split(',').any(|one| one.trim().trim_start_matches("W/") == etag)
    });
    let mut answer = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, etag)).insert_header((header::CACHE_CONTROL, caching));
    if is_known {
        return answer.finish();
    }
    answer.insert_header((header::CONTENT_TYPE, kind)).body(body)
}

/// The same of JSON.
///
/// # Errors
/// The view is none that JSON can say.
pub fn json<T: Serialize>(
    req: &HttpRequest,
    view: &T,
    caching: &str,
) -> Result<HttpResponse, Problem> {
    let body = serde_json::to_string(view).map_err(Problem::internal)?;
    Ok(text(req, body, "application/json", caching))
}
