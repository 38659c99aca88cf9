//! Every error the API can answer, as RFC 9457 problems: one table, one writer of bodies.

use std::cell::RefCell;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use super::faults::{Fault, FaultView, Faults, Lang, Said};
use crate::platform::database::FromDatabase;

macro_rules! catalogue {
    ($($variant:ident $status:literal $code:literal $fr:literal $en:literal;)+) => {
        /// The stable codes of problems.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($variant),+ }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];
            pub const fn status(self) -> u16 { match self { $(Self::$variant => $status),+ } }
            pub const fn code(self) -> &'static str { match self { $(Self::$variant => $code),+ } }
            pub const fn title(self, lang: Lang) -> &'static str {
                match (self, lang) { $(
                    (Self::$variant, Lang::Fr) => $fr,
                    (Self::$variant, Lang::En) => $en,
                )+ }
            }
        }
    };
}

catalogue! {
    InvalidJson 400 "invalid_json" "Ce n’est pas du JSON valide." "This is not valid JSON.";
    InvalidParameter 400 "invalid_parameter" "Un paramètre de l’adresse n’est pas valide." "A query parameter is not valid.";
    InvalidCursor 400 "invalid_cursor" "Ce repère de page n’est pas valide." "This page cursor is not valid.";
    InvalidPeriod 400 "invalid_period" "Cette période n’est pas valide." "This period is not valid.";
    Unauthenticated 401 "unauthenticated" "Connectez-vous pour continuer." "Sign in to continue.";
    InvalidToken 401 "invalid_token" "Votre connexion n’est plus valable." "Your sign-in is no longer valid.";
    InvalidCredentials 401 "invalid_credentials" "E-mail ou mot de passe incorrect." "Wrong e-mail or password.";
    Forbidden 403 "forbidden" "Vous n’avez pas le droit de faire cela." "You are not allowed to do this.";
    NotFound 404 "not_found" "Introuvable." "Not found.";
    MethodNotAllowed 405 "method_not_allowed" "Cette méthode n’est pas permise ici." "This method is not allowed here.";
    Conflict 409 "conflict" "Un autre contenu existe déjà sous cet identifiant." "Another content already exists under this id.";
    EmailTaken 409 "email_taken" "Un compte existe déjà avec cette adresse e-mail." "An account already uses this e-mail address.";
    AlreadyExists 409 "already_exists" "Cet enregistrement existe déjà." "This record already exists.";
    Full 409 "full" "Il n’y a plus de place." "There is no seat left.";
    Overlap 409 "overlap" "Quelque chose est déjà pris à cette heure." "Something is taken at that time already.";
    NotPossible 409 "not_possible" "Ce n’est pas possible dans cet état." "This is not possible as things stand.";
    TooClose 409 "too_close" "Cette question est trop proche d’une question précédente." "This question is too close to an earlier one.";
    LinkUsed 410 "link_used" "Ce lien a déjà servi ou a expiré." "This link was already used or has expired.";
    LinkClosed 410 "link_closed" "Ce lien n’est plus ouvert : il a expiré, ou a été retiré." "This link is no longer open: it has expired, or was withdrawn.";
    StaleVersion 412 "stale_version" "Cet enregistrement a changé depuis que vous l’avez ouvert." "This record changed since you opened it.";
    TooLarge 413 "too_large" "L’envoi est trop volumineux." "The request is too large.";
    UnsupportedMediaType 415 "unsupported_media_type" "Ce type de contenu n’est pas accepté ici." "This content type is not accepted here.";
    Invalid 422 "invalid" "Certaines informations sont à corriger." "Some fields need correcting.";
    VersionRequired 428 "version_required" "Indiquez la version modifiée (If-Match)." "Name the version you change (If-Match).";
    TooManyRequests 429 "too_many_requests" "Trop de tentatives. Réessayez un peu plus tard." "Too many attempts. Try again a little later.";
    Internal 500 "internal" "Une erreur est survenue de notre côté." "Something went wrong on our side.";
    Unavailable 503 "unavailable" "Le service est momentanément indisponible." "The service is unavailable for a moment.";
}

/// A refused or failed request.
#[derive(Clone, Debug)]
pub struct Problem {
    code: Code,
    /// Boxed, because every `Result` of the program has room for it.
    more: Box<More>,
}

/// What some problems say beside their code.
#[derive(Clone, Debug, Default)]
struct More {
    detail: Option<Said>,
    faults: Vec<Fault>,
    current_version: Option<i32>,
    retry_after_s: Option<u64>,
    allow: Option<String>,
}

impl Problem {
    pub fn new(code: Code) -> Self {
        Self::saying_more(code, More::default())
    }

    fn saying_more(code: Code, more: More) -> Self {
        Self { code, more: Box::new(more) }
    }

    pub fn not_found() -> Self {
        Self::new(Code::NotFound)
    }

    pub fn forbidden() -> Self {
        Self::new(Code::Forbidden)
    }

    /// One fault of one field, where collecting makes no sense.
    pub fn invalid(pointer: &str, code: &'static str, said: Said) -> Self {
        let mut faults = Faults::new();
        faults.add(pointer, code, said);
        Self::from(faults)
    }

    pub fn parameter(name: &str, said: Said) -> Self {
        let fault = Fault { pointer: format!("?{name}"), code: "invalid_parameter", said };
        let more = More { faults: vec![fault], ..More::default() };
        Self::saying_more(Code::InvalidParameter, more)
    }

    pub fn stale(current_version: i32) -> Self {
        let more = More { current_version: Some(current_version), ..More::default() };
        Self::saying_more(Code::StaleVersion, more)
    }

    pub fn method_not_allowed(allow: String) -> Self {
        let more = More { allow: Some(allow), ..More::default() };
        Self::saying_more(Code::MethodNotAllowed, more)
    }

    pub fn too_many_requests(retry_after_s: u64) -> Self {
        let more = More { retry_after_s: Some(retry_after_s), ..More::default() };
        Self::saying_more(Code::TooManyRequests, more)
    }

    pub fn saying(mut self, detail: Said) -> Self {
        self.more.detail = Some(detail);
        self
    }

    /// Names a rule that stands in the way, and the field that it is about.
    pub fn because(mut self, pointer: impl Into<String>, code: &'static str, said: Said) -> Self {
        self.more.faults.push(Fault { pointer: pointer.into(), code, said });
        self
    }

    /// The same problem of an input that stands below `pointer` in a larger one.
    pub fn below(mut self, pointer: &str) -> Self {
        for fault in &mut self.more.faults {
            fault.pointer = format!("{pointer}{}", fault.pointer);
        }
        self
    }

    /// The same problem, of one of several things: its sentences begin with which.
    pub fn of_one(mut self, which: &Said) -> Self {
        for Fault { said, .. } in &mut self.more.faults {
            let (fr, en) = (&said.fr, &said.en);
            *said = Said::new(format!("{}\u{a0}: {fr}", which.fr), format!("{}: {en}", which.en));
        }
        self
    }

    /// Hides what went wrong from the caller and writes it once to the log.
    pub fn internal(error: impl std::fmt::Display) -> Self {
        tracing::error!(%error, "internal error");
        Self::new(Code::Internal)
    }

    pub fn code(&self) -> Code {
        self.code
    }

    pub fn faults(&self) -> &[Fault] {
        &self.more.faults
    }

    fn of_status(status: StatusCode) -> Option<Self> {
        let code = match status.as_u16() {
            400 => Code::InvalidParameter,
            401 => Code::Unauthenticated,
            403 => Code::Forbidden,
            404 => Code::NotFound,
            405 => Code::MethodNotAllowed,
            408 | 413 => Code::TooLarge,
            415 => Code::UnsupportedMediaType,
            500..=599 => Code::Internal,
            _ => return None,
        };
        Some(Self::new(code))
    }
}

impl From<Faults> for Problem {
    fn from(faults: Faults) -> Self {
        let more = More { faults: faults.into_vec(), ..More::default() };
        Self::saying_more(Code::Invalid, more)
    }
}

impl From<diesel::result::Error> for Problem {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::DatabaseErrorKind as Kind;
        use diesel::result::Error;
        match &error {
            Error::NotFound => Self::not_found(),
            Error::DatabaseError(Kind::UniqueViolation, _) => Self::new(Code::AlreadyExists),
            Error::DatabaseError(Kind::ForeignKeyViolation | Kind::CheckViolation, info) => {
                tracing::warn!(message = info.message(), "refused by the database");
                Self::new(Code::Invalid)
            }
            // Two deeds waited for each other; the one undone may be done again.
            Error::DatabaseError(Kind::SerializationFailure, _) => {
                Self::unavailable(error.to_string())
            }
            Error::DatabaseError(_, info) if info.message().starts_with("deadlock detected") => {
                Self::unavailable(error.to_string())
            }
            Error::DatabaseError(Kind::ClosedConnection | Kind::UnableToSendCommand, _)
            | Error::BrokenTransactionManager => Self::unavailable(error.to_string()),
            _ => Self::internal(error),
        }
    }
}

impl FromDatabase for Problem {
    fn unavailable(detail: String) -> Self {
        tracing::error!(detail, "the database is unavailable");
        let more = More { retry_after_s: Some(5), ..More::default() };
        Self::saying_more(Code::Unavailable, more)
    }

    fn is_failure(&self) -> bool {
        matches!(self.code, Code::Internal | Code::Unavailable)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.title(Lang::En))?;
        if let Some(detail) = &self.more.detail {
            write!(f, " {}", detail.en)?;
        }
        for fault in &self.more.faults {
            write!(f, " {}: {}", fault.pointer, fault.said.en)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The body is written by [`present`], which knows the language and the request id.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status_code());
        response.extensions_mut().insert(RefCell::new(Some(self.clone())));
        response
    }
}

/// The body of every error.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemView {
    /// Where this kind of problem is explained.
    #[serde(rename = "type")]
    #[schema(example = "/problems/invalid")]
    kind: String,
    title: &'static str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Stable code for programs.
    #[schema(example = "invalid")]
    code: &'static str,
    /// Quote it when asking for help.
    request_id: String,
    /// Every invalid field at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FaultView>,
    /// With 412: the version to read again.
    #[serde(skip_serializing_if = "Option::is_none")]
    current_version: Option<i32>,
}

impl ProblemView {
    fn new(problem: Problem, lang: Lang, request_id: &str) -> Self {
        Self {
            kind: format!("/problems/{}", problem.code.code()),
            title: problem.code.title(lang),
            status: problem.code.status(),
            detail: problem.more.detail.map(|said| said.in_language(lang).to_owned()),
            code: problem.code.code(),
            request_id: request_id.to_owned(),
            errors: problem
                .more
                .faults
                .into_iter()
                .map(|fault| FaultView {
                    message: fault.said.in_language(lang).to_owned(),
                    pointer: fault.pointer,
                    code: fault.code,
                })
                .collect(),
            current_version: problem.more.current_version,
        }
    }
}

/// Documents the problems a route may answer; used in `responses(…)` of every route.
#[derive(utoipa::IntoResponses)]
pub enum Problems {
    /// The request cannot be understood: JSON, query parameter, cursor or period.
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(ProblemView),
    /// Not signed in, or no longer.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(ProblemView),
    /// Seen, but not allowed.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(ProblemView),
    /// It does not exist, or not for the caller.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(ProblemView),
    /// Another content, or another record, is in the way.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(ProblemView),
    /// A link that was used or has expired.
    #[response(status = 410, content_type = "application/problem+json")]
    Gone(ProblemView),
    /// The version named is not the current one.
    #[response(status = 412, content_type = "application/problem+json")]
    StaleVersion(ProblemView),
    /// Body over the limit.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(ProblemView),
    /// Not JSON where JSON is expected.
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(ProblemView),
    /// Fields to correct, all named in `errors`.
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(ProblemView),
    /// A change without `If-Match`.
    #[response(status = 428, content_type = "application/problem+json")]
    VersionRequired(ProblemView),
    /// Too many attempts; see `Retry-After`.
    #[response(status = 429, content_type = "application/problem+json")]
    TooManyRequests(ProblemView),
    /// Our fault; nothing but a request id.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(ProblemView),
    /// The database is away; see `Retry-After`.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(ProblemView),
}

/// The id of a request, told in problems and logs.
#[derive(Clone)]
pub struct RequestId(pub String);

/// Middleware, outermost but for compression: writes the body of every error in one place.
pub async fn present<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let lang = Lang::of_header(
        req.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()),
    );
    let id = format!("{:016x}", rand::random::<u64>());
    req.extensions_mut().insert(RequestId(id.clone()));
    let is_api = req.path().starts_with("/api");
    let response = next.call(req).await?.map_into_boxed_body();
    if response.status().is_success() || response.status().is_redirection() {
        return Ok(response);
    }
    let told = response
        .response()
        .extensions()
        .get::<RefCell<Option<Problem>>>()
        .and_then(|problem| problem.borrow_mut().take());
    let problem = match told {
        Some(problem) => problem,
        None if is_api => match Problem::of_status(response.status()) {
            Some(problem) => problem,
            None => return Ok(response),
        },
        None => return Ok(response),
    };
    let (request, response) = response.into_parts();
    let mut body = HttpResponse::build(problem.status_code());
    if let Some(seconds) = problem.more.retry_after_s {
        body.insert_header((header::RETRY_AFTER, seconds));
    }
    if let Some(allow) = problem.more.allow.as_deref() {
        body.insert_header((header::ALLOW, allow));
    }
    if problem.status_code() == StatusCode::UNAUTHORIZED {
        body.insert_header((header::WWW_AUTHENTICATE, "Bearer realm=\"coopair\""));
    }
    for cookie in response.cookies() {
        body.cookie(cookie.into_owned());
    }
    body.insert_header((header::CONTENT_LANGUAGE, if lang == Lang::Fr { "fr" } else { "en" }));
    let view = ProblemView::new(problem, lang, &id);
    let text = serde_json::to_string(&view).unwrap_or_default();
    let answer = body.content_type("application/problem+json").body(text);
    Ok(ServiceResponse::new(request, answer))
}
