//! `coopair admin create`: the first administrator; no default password exists anywhere.

use clap::Subcommand;

use super::{context, say};
use crate::accounts;
use crate::platform::http::Problem;
use crate::settings::Settings;

#[derive(Subcommand)]
pub enum AdminCommand {
    /// Create an administrator and print a one-time link to sign in with.
    Create {
        #[arg(long)]
        email: String,
        #[arg(long)]
        first_name: String,
        #[arg(long)]
        last_name: String,
    },
}

pub fn perform(settings: &Settings, command: AdminCommand) -> anyhow::Result<()> {
    let AdminCommand::Create { email, first_name, last_name } = command;
    let ctx = context(settings)?;
    let (account, token) = ctx.db.write_now(|conn| {
        accounts::create_admin(conn, &ctx.clock, &email, &first_name, &last_name)
            .map_err(|problem: Problem| problem)
    })?;
    say(&format!(
        "Administrator {} created. Sign in within 30 days with this link, which works once:\n{}",
        account.email,
        accounts::link(&ctx.public_url, &token),
    ));
    Ok(())
}
