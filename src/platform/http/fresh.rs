//! Everybody reads their own writes, also where a replica answers; and is told when what it answers
//! is old.
//!
//! After a change by an account the answer carries a cookie with the position of the primary's log,
//! so that every process of the network knows what that browser must find again; a client without
//! cookies is known to the process it spoke to.

use std::future::{Ready, ready};

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse};

use super::problem::Problem;
use crate::platform::context::Context;
use crate::platform::database::{Id, Lsn, Needed, Source};

/// As of when the data of an answer are, when a replica that lags gave it: RFC 3339.
pub const AS_OF: HeaderName = HeaderName::from_static("coopair-as-of");
/// Up to where the account of this browser has written.
const COOKIE: &str = "coopair_written";
/// A replica further behind is no replica any more.
const REMEMBERED: Duration = Duration::days(1);

/// Before the handler: what the readings of this request need.
pub fn ask(ctx: &Context, account_id: Id, req: &ServiceRequest) {
    if ctx.db.replica().is_none() {
        return;
    }
    let told = req.cookie(COOKIE).and_then(|cookie| cookie.value().parse().ok()).map(Lsn);
    let needed = Needed(ctx.db.needed(account_id).0.max(told));
    req.extensions_mut().insert(needed);
}

/// After the handler: notes what the account wrote, if the request was a change.
pub async fn note(
    ctx: &Context,
    account_id: Id,
    method: &Method,
    response: &mut ServiceResponse,
) -> Result<(), Problem> {
    if method.is_safe() || response.status().is_client_error() {
        return Ok(());
    }
    let Some(Lsn(upto)) = ctx.db.wrote(account_id).await else { return Ok(()) };
    let cookie = Cookie::build(COOKIE, upto.to_string())
        .path("/api")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(ctx.public_url.starts_with("https://"))
        .max_age(REMEMBERED)
        .finish();
    response.response_mut().add_cookie(&cookie).map_err(Problem::internal)
}

impl FromRequest for Needed {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(req.extensions().get::<Self>().copied().unwrap_or_default()))
    }
}

/// Tells in a header as of when an answer is, where that is not now.
pub fn as_of(mut response: HttpResponse, source: Source) -> HttpResponse {
    if let Some(at) = source.as_of()
        && let Ok(value) = HeaderValue::from_str(&at.to_string())
    {
        response.headers_mut().insert(AS_OF, value);
    }
    response
}
