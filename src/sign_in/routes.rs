//! The door over HTTP.

use std::sync::Arc;

use actix_web::cookie::time::Duration as CookieAge;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError, post, put};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions::{self, Opened, Refreshed};
use super::model::{
    LinkRedemption, LinkRequest, PasswordInput, PasswordSignIn, SignInLimits, SignedIn,
};
use super::password::Passwords;
use super::queries;
use super::tokens::Tokens;
use crate::accounts;
use crate::platform::context::Context;
use crate::platform::http::throttle::ClientAddress;
use crate::platform::http::throttle::address_key;
use crate::platform::http::{Code, Problem, Problems, Valid};
use crate::policy::{Actor, ActorCache};

const COOKIE: &str = "coopair_refresh";

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(by_password)
        .service(ask_link)
        .service(redeem_link)
        .service(refresh)
        .service(sign_out)
        .service(set_password);
}

fn cookie(ctx: &Context, token: &str, age: CookieAge) -> Cookie<'static> {
    Cookie::build(COOKIE, token.to_owned())
        .path("/api")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(ctx.public_url.starts_with("https://"))
        .max_age(age)
        .finish()
}

fn answer(ctx: &Context, opened: Opened) -> HttpResponse {
    with_refresh_cookie(ctx, &opened.refresh_token, opened.body)
}

/// An answer that signs somebody in: the refresh token travels in a cookie of its own.
pub(crate) fn with_refresh_cookie(
    ctx: &Context,
    refresh_token: &str,
    body: impl Serialize,
) -> HttpResponse {
    let age = CookieAge::seconds(queries::LIFE_S);
    HttpResponse::Ok()
        .cookie(cookie(ctx, refresh_token, age))
        .insert_header(("cache-control", "no-store"))
        .json(body)
}

/// Sign in with e-mail and password.
///
/// The answer is the same, in the same time, for a wrong password and an unknown account.
#[utoipa::path(
    tag = "sign-in",
    request_body = PasswordSignIn,
    responses((status = 200, body = SignedIn), Problems),
)]
#[post("/sign-in")]
async fn by_password(
    input: Valid<PasswordSignIn>,
    address: ClientAddress,
    ctx: Data<Context>,
    tokens: Data<Tokens>,
    passwords: Data<Passwords>,
    limits: Data<SignInLimits>,
) -> Result<HttpResponse, Problem> {
    let Valid(input) = input;
    limits.by_address.take(&address_key(address.0))?;
    limits.by_account.take(&accounts::normal_email(&input.email))?;
    let tokens: Arc<Tokens> = tokens.into_inner();
    let opened =
        actions::by_password(&ctx, tokens, &passwords, &input.email, input.password).await?;
    Ok(answer(&ctx, opened))
}

/// Ask for a one-time sign-in link by e-mail.
///
/// Always 202: the answer does not tell whether the account exists.
#[utoipa::path(
    tag = "sign-in",
    request_body = LinkRequest,
    responses((status = 202, description = "If there is such an account, a mail leaves"), Problems),
)]
#[post("/sign-in/link")]
async fn ask_link(
    input: Valid<LinkRequest>,
    address: ClientAddress,
    ctx: Data<Context>,
    limits: Data<SignInLimits>,
) -> Result<HttpResponse, Problem> {
    let email = accounts::normal_email(&input.0.email);
    limits.by_address.take(&address_key(address.0))?;
    if limits.links_by_account.take(&email).is_ok() {
        let context = Context::clone(&ctx);
        ctx.db.write(move |conn| actions::send_link(conn, &context, &email)).await?;
    }
    Ok(HttpResponse::Accepted().json(serde_json::json!({})))
}

/// Sign in with a one-time link, or accept an invitation.
#[utoipa::path(
    tag = "sign-in",
    request_body = LinkRedemption,
    responses((status = 200, body = SignedIn), Problems),
)]
#[post("/sign-in/link/redeem")]
async fn redeem_link(
    input: Valid<LinkRedemption>,
    address: ClientAddress,
    ctx: Data<Context>,
    tokens: Data<Tokens>,
    limits: Data<SignInLimits>,
) -> Result<HttpResponse, Problem> {
    limits.by_address.take(&address_key(address.0))?;
    let context = Context::clone(&ctx);
    let tokens = tokens.into_inner();
    let opened = ctx
        .db
        .write(move |conn| {
            let now = context.clock.now();
            let account_id = accounts::redeem_link(conn, &input.0.token, now)?;
            actions::open(conn, &context, &tokens, account_id, true)
        })
        .await?;
    Ok(answer(&ctx, opened))
}

/// Get a new access token for the refresh cookie, which is replaced.
#[utoipa::path(tag = "sign-in", responses((status = 200, body = SignedIn), Problems))]
#[post("/sign-in/refresh")]
async fn refresh(
    req: HttpRequest,
    ctx: Data<Context>,
    tokens: Data<Tokens>,
    cache: Data<ActorCache>,
) -> Result<HttpResponse, Problem> {
    let Some(seen) = req.cookie(COOKIE) else {
        return Err(Problem::new(Code::Unauthenticated));
    };
    let context = Context::clone(&ctx);
    let tokens = tokens.into_inner();
    let token = seen.value().to_owned();
    let outcome =
        ctx.db.write(move |conn| actions::refresh(conn, &context, &tokens, &token)).await?;
    match outcome {
        Refreshed::Opened(opened) => return Ok(answer(&ctx, *opened)),
        Refreshed::Refused => {}
        Refreshed::Stolen(account_id) => cache.forget(account_id),
    }
    let mut refusal = Problem::new(Code::InvalidToken).error_response();
    refusal.add_cookie(&cookie(&ctx, "", CookieAge::ZERO)).map_err(Problem::internal)?;
    Ok(refusal)
}

/// Sign out: ends every sign-in of the account, on every device.
#[utoipa::path(
    tag = "sign-in",
    responses((status = 204, description = "Signed out"), Problems),
)]
#[post("/sign-out")]
async fn sign_out(
    req: HttpRequest,
    actor: Option<Actor>,
    ctx: Data<Context>,
    cache: Data<ActorCache>,
) -> Result<HttpResponse, Problem> {
    let context = Context::clone(&ctx);
    let token = req.cookie(COOKIE).map(|seen| seen.value().to_owned());
    let accounts = ctx
        .db
        .write(move |conn| actions::sign_out(conn, &context, actor.as_ref(), token.as_deref()))
        .await?;
    for account_id in accounts {
        cache.forget(account_id);
    }
    Ok(HttpResponse::NoContent().cookie(cookie(&ctx, "", CookieAge::ZERO)).finish())
}

/// Choose a new password; every other sign-in of the account ends.
#[utoipa::path(
    tag = "sign-in",
    request_body = PasswordInput,
    responses((status = 204, description = "The password is set"), Problems),
)]
#[put("/me/password")]
async fn set_password(
    actor: Actor,
    input: Valid<PasswordInput>,
    ctx: Data<Context>,
    passwords: Data<Passwords>,
    limits: Data<SignInLimits>,
    cache: Data<ActorCache>,
) -> Result<HttpResponse, Problem> {
    limits.by_account.take(actor.account_id.as_str())?;
    actions::set_password(&ctx, &passwords, &actor, input.0).await?;
    cache.forget(actor.account_id);
    Ok(HttpResponse::NoContent().finish())
}
