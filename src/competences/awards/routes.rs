//! Badges over HTTP; what anybody needs to check one is open to all.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{
    BadgeInput, BadgeList, BadgeView, FacilitationBadgeInput, FacilitationStanding, PublicBadge,
    TokenInput,
};
use super::{actions, facilitation, queries};
use crate::competences::badges::{SigningKey, jwks};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Recorded, Valid};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_badges)
        .service(ask_badge)
        .service(read_taught)
        .service(ask_facilitation_badge)
        .service(take_badge_back)
        .service(read_issuer)
        .service(read_keys)
        .service(read_key)
        .service(read_revocations)
        .service(read_award)
        .service(read_award_state)
        .service(check_badge);
}

/// List one's own badges.
#[utoipa::path(tag = "badges", responses((status = 200, body = BadgeList), Problems))]
#[get("/me/badges")]
async fn list_badges(by: Actor, ctx: Data<Context>) -> Result<Json<BadgeList>, Problem> {
    let context = Context::clone(&ctx);
    Ok(Json(ctx.db.read(move |conn| actions::own(conn, &context, &by)).await?))
}

/// Ask for the badge of one's verified level on a competence.
#[utoipa::path(
    tag = "badges",
    request_body = BadgeInput,
    responses(
        (status = 201, description = "Issued", body = BadgeView),
        (status = 200, description = "Issued before; nothing changed", body = BadgeView),
        Problems,
    ),
)]
#[post("/me/badges")]
async fn ask_badge(
    by: Actor,
    input: Valid<BadgeInput>,
    key: Data<SigningKey>,
    ctx: Data<Context>,
) -> Result<Recorded<BadgeView>, Problem> {
    let context = Context::clone(&ctx);
    let work = move |conn: &mut _| actions::issue(conn, &context, &key, &by, &input.0);
    let (view, created) = ctx.db.write(work).await?;
    Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
}

/// Read what one taught so far, and what a facilitation badge takes.
#[utoipa::path(tag = "badges", responses((status = 200, body = FacilitationStanding), Problems))]
#[get("/me/badges/facilitation")]
async fn read_taught(by: Actor, ctx: Data<Context>) -> Result<Json<FacilitationStanding>, Problem> {
    let context = Context::clone(&ctx);
    Ok(Json(ctx.db.read(move |conn| facilitation::standing(conn, &context, &by)).await?))
}

/// Ask for the badge of what one taught so far, counted from sessions held.
#[utoipa::path(
    tag = "badges",
    request_body = FacilitationBadgeInput,
    responses(
        (status = 201, description = "Issued", body = BadgeView),
        (status = 200, description = "Issued before; nothing changed", body = BadgeView),
        Problems,
    ),
)]
#[post("/me/badges/facilitation")]
async fn ask_facilitation_badge(
    by: Actor,
    input: Valid<FacilitationBadgeInput>,
    key: Data<SigningKey>,
    ctx: Data<Context>,
) -> Result<Recorded<BadgeView>, Problem> {
    let context = Context::clone(&ctx);
    let work = move |conn: &mut _| facilitation::issue(conn, &context, &key, &by, &input.0);
    let (view, created) = ctx.db.write(work).await?;
    Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
}

/// Take one's own badge back, for good.
#[utoipa::path(
    tag = "badges",
    params(("id" = Id, Path)),
    responses((status = 204, description = "Revoked"), Problems),
)]
#[post("/me/badges/{id}/revoke")]
async fn take_badge_back(
    by: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let context = Context::clone(&ctx);
    ctx.db.write(move |conn| actions::take_back(conn, &context, &by, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read who issues the network's badges (Open Badges 3.0 `Profile`).
#[utoipa::path(
    tag = "badges",
    responses((status = 200, description = "The profile", body = serde_json::Value), Problems),
)]
#[get("/badges/issuer")]
async fn read_issuer(ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let context = Context::clone(&ctx);
    let issuer = ctx.db.read(move |conn| actions::issuer(conn, &context)).await?;
    Ok(HttpResponse::Ok().json(issuer.profile()))
}

/// Read the public keys that badges are signed with (RFC 7517).
#[utoipa::path(
    tag = "badges",
    responses((status = 200, description = "A JWK set", body = serde_json::Value), Problems),
)]
#[get("/badges/keys")]
async fn read_keys(key: Data<SigningKey>, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let context = Context::clone(&ctx);
    let issuer = ctx.db.read(move |conn| actions::issuer(conn, &context)).await?;
    Ok(HttpResponse::Ok().json(jwks(&issuer, &[key.public().clone()])))
}

/// Read one public key, by its thumbprint: what the `kid` of a badge names.
#[utoipa::path(
    tag = "badges",
    params(("thumbprint" = String, Path)),
    responses((status = 200, description = "A JWK", body = serde_json::Value), Problems),
)]
#[get("/badges/keys/{thumbprint}")]
async fn read_key(
    thumbprint: Path<String>,
    key: Data<SigningKey>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    if key.public().thumbprint() != thumbprint.as_str() {
        return Err(Problem::not_found());
    }
    let context = Context::clone(&ctx);
    let issuer = ctx.db.read(move |conn| actions::issuer(conn, &context)).await?;
    Ok(HttpResponse::Ok().json(key.public().jwk(&issuer)))
}

/// Read which badges are revoked (1EdTech Revocation List).
#[utoipa::path(
    tag = "badges",
    responses((status = 200, description = "The list", body = serde_json::Value), Problems),
)]
#[get("/badges/revocations")]
async fn read_revocations(ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let context = Context::clone(&ctx);
    let list = ctx
        .db
        .read(move |conn| {
            let issuer = actions::issuer(conn, &context)?;
            Ok::<_, Problem>(issuer.revocations(queries::revoked(conn)?))
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(list))
}

/// Download a badge as it was signed, unless the person has taken it back.
#[utoipa::path(
    tag = "badges",
    params(("id" = Id, Path)),
    responses((status = 200, description = "A JWT", content_type = "text/plain"), Problems),
)]
#[get("/badges/awards/{id}")]
async fn read_award(id: PathId, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let token = ctx.db.read(move |conn| queries::token(conn, id.0)).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header(("content-disposition", "attachment; filename=\"badge.jwt\""))
        .body(token))
}

/// Read whether a badge of this network still counts.
#[utoipa::path(
    tag = "badges",
    params(("id" = Id, Path)),
    responses((status = 200, body = PublicBadge), Problems),
)]
#[get("/badges/awards/{id}/state")]
async fn read_award_state(id: PathId, ctx: Data<Context>) -> Result<Json<PublicBadge>, Problem> {
    let context = Context::clone(&ctx);
    Ok(Json(ctx.db.read(move |conn| actions::public(conn, &context, id.0)).await?))
}

/// Check a badge: who signed it, whether it was changed, whether it still counts.
#[utoipa::path(
    tag = "badges",
    request_body = TokenInput,
    responses((status = 200, body = PublicBadge), Problems),
)]
#[post("/badges/check")]
async fn check_badge(
    input: Valid<TokenInput>,
    key: Data<SigningKey>,
    ctx: Data<Context>,
) -> Result<Json<PublicBadge>, Problem> {
    let context = Context::clone(&ctx);
    let work = move |conn: &mut _| actions::check(conn, &context, &key, &input.0.token);
    Ok(Json(ctx.db.read(work).await?))
}
