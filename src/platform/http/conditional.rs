//! Versions: reads give `ETag`, changes name what they saw in `If-Match`.

use std::future::{Ready, ready};

use actix_web::body::BoxBody;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder};
use serde::Serialize;

use super::problem::{Code, Problem};

/// The version the caller saw, when it says.
#[derive(Clone, Copy, Debug)]
pub struct Expected(Option<i32>);

impl Expected {
    /// No version named: a creation.
    pub const NONE: Self = Self(None);

    /// The version of a record read before.
    pub const fn seen(version: i32) -> Self {
        Self(Some(version))
    }

    pub fn version(self) -> Option<i32> {
        self.0
    }

    /// # Errors
    /// 428 `version_required` when the caller did not say.
    pub fn required(self) -> Result<Seen, Problem> {
        self.0.map(Seen).ok_or_else(|| Problem::new(Code::VersionRequired))
    }
}

/// The version the caller saw.
#[derive(Clone, Copy, Debug)]
pub struct Seen(pub i32);

impl Seen {
    /// # Errors
    /// 412 `stale_version` with the current version when somebody else was faster.
    pub fn must_be(self, current: i32) -> Result<(), Problem> {
        if self.0 == current { Ok(()) } else { Err(Problem::stale(current)) }
    }
}

impl FromRequest for Expected {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = req.headers().get(header::IF_MATCH) else {
            return ready(Ok(Self(None)));
        };
        let version = value.to_str().ok().and_then(|text| {
            let text = text.trim();
            text.strip_prefix('"')?.strip_suffix('"')?.parse().ok()
        });
        // A version we never gave cannot be the current one.
        ready(Ok(Self(Some(version.unwrap_or(-1)))))
    }
}

/// A view that carries the version of its record.
pub trait Versioned {
    fn version(&self) -> i32;
}

/// `"<version>"`.
pub fn etag(version: i32) -> (header::HeaderName, String) {
    (header::ETAG, format!("\"{version}\""))
}

/// The answer to a write: the record, and whether it is new.
pub struct Recorded<T> {
    view: T,
    created: bool,
}

impl<T> Recorded<T> {
    pub fn created(view: T) -> Self {
        Self { view, created: true }
    }

    /// The record as it stands: read, changed, or the same creation again.
    pub fn as_is(view: T) -> Self {
        Self { view, created: false }
    }
}

impl<T: Serialize + Versioned> Responder for Recorded<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = if self.created { HttpResponse::Created() } else { HttpResponse::Ok() };
        response.insert_header(etag(self.view.version())).json(self.view)
    }
}
