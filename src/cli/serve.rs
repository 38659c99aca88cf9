//! `coopair serve`: the API, the web application, the mails.

use std::time::Duration;

use actix_web::HttpServer;
use anyhow::Context as _;

use super::{context, say};
use crate::app::{self, Parts};
use crate::competences::badges::SigningKey;
use crate::network::{clockwork, digest, settling};
use crate::notifications::{self, Mailer};
use crate::platform::context::Context;
use crate::platform::secrets;
use crate::settings::Settings;

/// Serves until it is told to stop.
pub fn serve(settings: &Settings) -> anyhow::Result<()> {
    let mut ctx = context(settings)?;
    if let Some(url) = settings.read_replica() {
        ctx.db = ctx.db.with_replica(url, settings.pool_size)?;
    }
    run(settings, ctx, || say(&format!("Coopair serves on http://{}", settings.listen)))
}

/// Serves `ctx`; `ready` is called once the door is open.
pub fn run(settings: &Settings, ctx: Context, ready: impl FnOnce()) -> anyhow::Result<()> {
    let key = secrets::signing_key(&settings.signing_key_file())?;
    let badge_key = SigningKey::new(&secrets::badge_key(&settings.badge_key_file())?)?;
    let parts = Parts::new(ctx.clone(), &key, badge_key)?;
    let mailer = Mailer::new(&settings.mail_from, settings.smtp_url.as_deref(), settings.outbox())?;
    let workers = match settings.workers {
        0 => std::thread::available_parallelism().map_or(2, usize::from),
        workers => workers,
    };
    actix_web::rt::System::new().block_on(async move {
        let server = HttpServer::new(move || app::build(parts.clone()))
            .workers(workers)
            // Longer than proxies and browsers keep a connection: who closes first loses a request.
            .keep_alive(Duration::from_secs(75))
            .client_request_timeout(Duration::from_secs(10))
            .shutdown_timeout(10)
            .bind(&settings.listen)
            .with_context(|| format!("cannot listen on {}", settings.listen))?
            .run();
        actix_web::rt::spawn(clockwork::run_for_ever(ctx.clone()));
        actix_web::rt::spawn(settling::run_for_ever(ctx.clone()));
        actix_web::rt::spawn(digest::run_for_ever(ctx.clone()));
        actix_web::rt::spawn(notifications::deliver_for_ever(ctx, mailer));
        ready();
        server.await.context("the server stopped")
    })
}
