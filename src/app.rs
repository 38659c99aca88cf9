//! The API at a glance: which feature is mounted where, and in which order middleware runs.
//!
//! A request passes: compression → security headers → problems ([`present`] writes every error
//! body) → admission ([`admit`]: who is it, and may they call this route?) → handler.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::{Compress, DefaultHeaders, Next, from_fn};
use actix_web::web::{self, Data};
use actix_web::{App, Error, HttpMessage, HttpRequest, HttpResponse, ResponseError};
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::competences::badges::SigningKey;
use crate::network::kiosk::KioskLimits;
use crate::platform::context::Context;
use crate::platform::http::problem::{ProblemView, RequestId, present};
use crate::platform::http::throttle::{ClientAddress, Throttle, address_key};
use crate::platform::http::{Code, Problem, Questions, fresh, openapi, spa};
use crate::policy::{Actor, ActorCache, Guard, Rule, compare};
use crate::sign_in::{self, Access, Passwords, SignInLimits, Tokens, find_actor};
use crate::statistics::Engine;
use crate::{
    accounts, audit, claims, competences, coordination, facilitators, funding, invitations,
    learners, network, network_settings, notifications, organizations, places, programmes,
    sessions, sharing, statistics, tags, teams, territories, vocabulary,
};

/// What the workers of a process share.
#[derive(Clone)]
pub struct Parts {
    pub ctx: Data<Context>,
    pub tokens: Data<Tokens>,
    pub passwords: Data<Passwords>,
    pub limits: Data<SignInLimits>,
    kiosk_limits: Data<KioskLimits>,
    pub cache: Data<ActorCache>,
    visitors: Data<Visitors>,
    guard: Data<Guard>,
    questions: Data<Questions>,
    document: Data<openapi::Document>,
    statistics: Data<Arc<Engine>>,
    badge_key: Data<SigningKey>,
}

impl Parts {
    /// # Errors
    /// A route has no policy entry, or an entry no route.
    pub fn new(ctx: Context, signing_key: &[u8], badge_key: SigningKey) -> anyhow::Result<Self> {
        let (mut routes, mut questions) = (BTreeSet::new(), BTreeSet::new());
        for feature in FEATURES {
            let described = describe(&[*feature]);
            routes.append(&mut openapi::routes(&described));
            questions.append(&mut openapi::questions(&described));
        }
        compare(&routes)?;
        Ok(Self {
            ctx: Data::new(ctx),
            tokens: Data::new(Tokens::new(signing_key)),
            passwords: Data::new(Passwords::default()),
            limits: Data::new(SignInLimits::default()),
            kiosk_limits: Data::new(KioskLimits::default()),
            cache: Data::new(ActorCache::default()),
            visitors: Data::new(Visitors::default()),
            guard: Data::new(Guard::default()),
            questions: Data::new(Questions(questions)),
            document: Data::new(openapi::Document::new(document)),
            statistics: Data::new(Arc::default()),
            badge_key: Data::new(badge_key),
        })
    }
}

type Mount = fn(&mut ServiceConfig<'_>);

/// Every feature's routes, under `/api`.
const FEATURES: &[Mount] = &[
    vocabulary::routes::mount,
    territories::routes::mount,
    sign_in::routes::mount,
    accounts::routes::mount,
    facilitators::routes::mount,
    organizations::routes::mount,
    places::routes::mount,
    programmes::routes::mount,
    network_settings::routes::mount,
    funding::routes::mount,
    sharing::routes::mount,
    teams::routes::mount,
    invitations::routes::mount,
    tags::routes::mount,
    competences::routes::mount,
    learners::routes::mount,
    claims::routes::mount,
    sessions::routes::mount,
    network::routes::mount,
    coordination::routes::mount,
    statistics::routes::mount,
    audit::routes::mount,
    notifications::routes::mount,
];

/// Mounts the features and forgets their descriptions, one after the other: all of them together
/// would cost each worker some 15 MB that the allocator never gives back.
fn mount(config: &mut web::ServiceConfig) {
    for mount in FEATURES {
        mount(&mut ServiceConfig::new(config));
    }
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Coopair",
        description = "Log, train, show: the API of a network where people learn digital skills \
                       from people. Errors are RFC 9457 problems; lists are paged by cursor; \
                       changes name the version they saw in If-Match.",
        license(name = "MIT OR Apache-2.0"),
    ),
    components(schemas(ProblemView)),
    security(("bearer" = [])),
    modifiers(&Bearer),
)]
struct ApiInfo;

struct Bearer;

impl utoipa::Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("The access token of a sign-in; 15 minutes."))
            .build();
        openapi
            .components
            .get_or_insert_default()
            .add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// The description of the API, generated from the code.
pub fn document() -> utoipa::openapi::OpenApi {
    describe(FEATURES)
}

fn describe(features: &[Mount]) -> utoipa::openapi::OpenApi {
    let mount = |config: &mut ServiceConfig<'_>| features.iter().for_each(|mount| mount(config));
    let mut document = App::new()
        .into_utoipa_app()
        .openapi(ApiInfo::openapi())
        .service(utoipa_actix_web::scope("/api").configure(mount))
        .split_for_parts()
        .1;
    openapi::name_operations(&mut document);
    document
}

/// The routes served, as (method, path).
pub fn routes() -> BTreeSet<(String, String)> {
    openapi::routes(&document())
}

/// The application of one worker.
pub fn build(
    parts: Parts,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + 'static>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        // Before the scope, which would answer 404 for what it does not know.
        .route("/api/openapi.json", web::get().to(openapi::json))
        .route("/api/docs", web::get().to(openapi::page))
        .service(web::scope("/api").configure(mount))
        .app_data(parts.ctx)
        .app_data(parts.tokens)
        .app_data(parts.passwords)
        .app_data(parts.limits)
        .app_data(parts.kiosk_limits)
        .app_data(parts.cache)
        .app_data(parts.visitors)
        .app_data(parts.guard)
        .app_data(parts.questions)
        .app_data(parts.document)
        .app_data(parts.statistics)
        .app_data(parts.badge_key)
        .app_data(web::PayloadConfig::new(crate::platform::http::json::LIMIT))
        .route("/healthz", web::get().to(health))
        .route("/problems/{code}", web::get().to(openapi::problem_page))
        .default_service(web::to(elsewhere))
        .wrap(from_fn(admit))
        .wrap(from_fn(present::<BoxBody>))
        .wrap(security_headers())
        .wrap(Compress::default())
}

fn security_headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
             form-action 'self'; frame-ancestors 'none'",
        ))
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((header::REFERRER_POLICY, "no-referrer"))
        .add(("cross-origin-opener-policy", "same-origin"))
        .add(("cross-origin-resource-policy", "same-origin"))
}

/// Tells a load balancer that this process serves and reaches its database; and the operator, in a
/// second line, how the replica does.
async fn health(ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    use diesel::connection::SimpleConnection;
    ctx.db.read(|conn| Ok::<_, Problem>(conn.batch_execute("SELECT 1")?)).await?;
    let replica = ctx.db.replica().map(|replica| replica.standing().to_string() + "\n");
    let told = format!("ok\n{}", replica.unwrap_or_default());
    Ok(HttpResponse::Ok().content_type("text/plain").body(told))
}

/// What is no API route: the web application, or nothing.
async fn elsewhere(req: HttpRequest) -> HttpResponse {
    use actix_web::http::Method;
    if req.path() == "/api" || req.path().starts_with("/api/") {
        return Problem::not_found().error_response();
    }
    if req.method() != Method::GET && req.method() != Method::HEAD {
        return Problem::method_not_allowed("GET, HEAD".to_owned()).error_response();
    }
    spa::serve(req).await
}

/// Middleware: finds out who calls and asks the policy table.
async fn admit(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let path = req.path();
    let is_api = path.starts_with("/api/") && !openapi::PATHS.contains(&path);
    if !is_api {
        return Ok(next.call(req).await?.map_into_boxed_body());
    }
    let started = Instant::now();
    let guard = req.app_data::<Data<Guard>>();
    let pattern = match guard.and_then(|guard| guard.literal(req.path())) {
        Some(literal) => Some(Cow::Borrowed(literal)),
        None => req.match_pattern().map(Cow::Owned),
    };
    let method = req.method().clone();
    let actor = actor_of(&req).await;
    let (known, token_problem) = match actor {
        Ok(known) => (known, None),
        Err(problem) => (None, Some(problem)),
    };
    let (guard, questions) = (req.app_data::<Data<Guard>>(), req.app_data::<Data<Questions>>());
    let admitted = match (guard, questions) {
        (Some(guard), Some(questions)) => {
            guard.admit(method.as_str(), pattern.as_deref(), known.as_ref()).and_then(|rule| {
                if rule == Rule::Visitor {
                    welcome(&req)?;
                }
                questions.check(method.as_str(), pattern.as_deref(), req.query_string())
            })
        }
        _ => Err(Problem::new(Code::Internal)),
    };
    if let Err(problem) = admitted {
        // A bad token is told as such, where signing in was needed.
        let problem = match (problem.code(), token_problem) {
            (Code::Unauthenticated, Some(told)) => told,
            _ => problem,
        };
        return Ok(req.into_response(problem.error_response()));
    }
    let account = known.as_ref().map(|actor| actor.account_id);
    let ctx = req.app_data::<Data<Context>>().cloned();
    if let (Some(ctx), Some(account)) = (&ctx, account) {
        fresh::ask(ctx, account, &req);
    }
    if let Some(actor) = known {
        req.extensions_mut().insert(actor);
    }
    let request_id = req.extensions().get::<RequestId>().map(|id| id.0.clone());
    let mut response = next.call(req).await?.map_into_boxed_body();
    if let (Some(ctx), Some(account)) = (&ctx, account) {
        fresh::note(ctx, account, &method, &mut response).await?;
    }
    tracing::debug!(
        request_id,
        %method,
        route = pattern.as_deref(),
        status = response.status().as_u16(),
        micros = started.elapsed().as_micros() as u64,
        account = account.map(tracing::field::display),
        "request"
    );
    Ok(response)
}

/// How often strangers may knock, by address.
struct Visitors(Throttle);

impl Default for Visitors {
    fn default() -> Self {
        Self(Throttle::new(120, Duration::from_secs(1)))
    }
}

/// # Errors
/// 429 for an address that knocks too often.
fn welcome(req: &ServiceRequest) -> Result<(), Problem> {
    let address = ClientAddress::of(req.request()).0;
    match req.app_data::<Data<Visitors>>() {
        Some(visitors) => visitors.0.take(&address_key(address)),
        None => Err(Problem::new(Code::Internal)),
    }
}

/// The person behind the bearer token, if there is one.
async fn actor_of(req: &ServiceRequest) -> Result<Option<Actor>, Problem> {
    let Some(value) = req.headers().get(header::AUTHORIZATION) else { return Ok(None) };
    let invalid = || Problem::new(Code::InvalidToken);
    let token = value
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(invalid)?;
    let (Some(ctx), Some(tokens), Some(cache)) = (
        req.app_data::<Data<Context>>().cloned(),
        req.app_data::<Data<Tokens>>().cloned(),
        req.app_data::<Data<ActorCache>>().cloned(),
    ) else {
        return Err(Problem::new(Code::Internal));
    };
    let now = ctx.clock.now();
    if let Some(actor) = cache.find(token, now) {
        return Ok(Some(actor));
    }
    let Access { account_id, sign_in_id, ends } = tokens.read(token, now)?;
    let actor = ctx
        .db
        .read(move |conn| Ok::<_, Problem>(find_actor(conn, account_id, sign_in_id, now)?))
        .await?
        .ok_or_else(invalid)?;
    cache.remember(token, ends, &actor);
    Ok(Some(actor))
}
