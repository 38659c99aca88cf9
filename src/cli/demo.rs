//! `coopair demo`: a fictional network one can use at once.

use std::net::TcpListener;

use anyhow::Context as _;
use chrono::{Duration, TimeZone};
use clap::Args;
use diesel::prelude::*;
use indicatif::{ProgressBar, ProgressStyle};

use super::{context, say, serve};
use crate::accounts::{self, LinkPurpose};
use crate::demo::{self, DemoYear, ROLES};
use crate::platform::clock::Clock;
use crate::platform::context::Context;
use crate::platform::database::Moment;
use crate::platform::database::schema::accounts as account_rows;
use crate::platform::http::Problem;
use crate::settings::Settings;

#[derive(Args)]
pub struct DemoArgs {
    /// The port to listen on at 127.0.0.1; 0: any free one. Absent: as `--listen` says.
    #[arg(long)]
    port: Option<u16>,
    /// Make the network and stop, without serving it.
    #[arg(long)]
    no_serve: bool,
    /// As on the day a network begins with levels: nobody has proven anything yet.
    #[arg(long)]
    without_levels: bool,
}

pub fn demo(mut settings: Settings, args: DemoArgs) -> anyhow::Result<()> {
    if let Some(port) = args.port {
        let port = if port == 0 { free_port()? } else { port };
        settings.listen = format!("127.0.0.1:{port}");
    }
    let ctx = context(&settings)?;
    make(&ctx, &settings, args.without_levels)?;
    if args.no_serve {
        return Ok(());
    }
    let links = links(&ctx)?;
    let url = ctx.public_url.clone();
    serve::run(&settings, ctx, move || {
        say(&format!("Coopair is ready: {url}\n\nOne sign-in link per role (each works once):"));
        for (role, link) in links {
            say(&format!("  {role:<12} {link}"));
        }
        say("\nStart again for new links. Stop with Ctrl-C.");
    })
}

fn free_port() -> anyhow::Result<u16> {
    let probe = TcpListener::bind("127.0.0.1:0").context("no free port")?;
    Ok(probe.local_addr()?.port())
}

/// Fills an empty database; one that holds accounts stays as it is.
fn make(ctx: &Context, settings: &Settings, without_levels: bool) -> anyhow::Result<()> {
    let accounts = ctx
        .db
        .read_now(|conn| Ok::<i64, Problem>(account_rows::table.count().get_result(conn)?))?;
    if accounts > 0 {
        return Ok(());
    }
    let today = ctx.clock.today();
    let year = DemoYear { first: today - Duration::days(364), last: today };
    let zone = settings.time_zone;
    let morning = year
        .first
        .and_hms_opt(8, 0, 0)
        .and_then(|at| zone.from_local_datetime(&at).earliest())
        .context("the demo's first day does not exist")?;
    let started = Moment::from_millis(morning.timestamp_millis());
    let progress = ProgressBar::new(14);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} making the network") {
        progress.set_style(style);
    }
    ctx.db.write_now(|conn| {
        let past = Clock::frozen(zone, started);
        let cast = demo::populate(conn, &past, year.first)?;
        progress.inc(1);
        let now = Clock::frozen(zone, ctx.clock.now());
        demo::invite(conn, &now, &cast)?;
        let met = demo::fill(conn, &now, &cast, year, || progress.inc(1))?;
        if !without_levels {
            demo::learn(conn, zone, &cast, year, &met)?;
        }
        demo::coordinate(conn, &now, &cast, year)?;
        demo::share(conn, ctx, zone, &cast, year)?;
        progress.inc(1);
        demo::plan(conn, ctx, zone, &cast)?;
        demo::meet(conn, ctx, zone, &cast)
    })?;
    progress.finish_and_clear();
    Ok(())
}

/// A fresh sign-in link for each role whose account exists.
fn links(ctx: &Context) -> anyhow::Result<Vec<(&'static str, String)>> {
    let links = ctx.db.write_now(|conn| {
        let mut links = Vec::new();
        for (role, email) in ROLES {
            if let Some(account) = accounts::find_by_email(conn, email)? {
                let purpose = LinkPurpose::Invitation;
                let token = accounts::issue_link(conn, &ctx.clock, account.id, purpose)?;
                links.push((role, accounts::link(&ctx.public_url, &token)));
            }
        }
        Ok::<_, Problem>(links)
    })?;
    Ok(links)
}
