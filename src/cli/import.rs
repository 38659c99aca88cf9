//! `coopair import`: places of the national standard, learners of a filled template.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Subcommand;

use super::{context, say, say_error};
use crate::accounts;
use crate::facilitators;
use crate::learners;
use crate::places;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{ImportReport, Lang, Problem};
use crate::settings::Settings;

#[derive(Subcommand)]
pub enum ImportCommand {
    /// Import places from a CSV file of the national standard.
    Places {
        file: PathBuf,
        /// Say what would be done, and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Import the learners of a facilitator from a filled XLSX template.
    Learners {
        file: PathBuf,
        /// The e-mail address of the facilitator who follows them.
        #[arg(long)]
        facilitator: String,
        /// Say what would be done, and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

pub fn perform(settings: &Settings, command: ImportCommand) -> anyhow::Result<ExitCode> {
    let ctx = context(settings)?;
    let report = match command {
        ImportCommand::Places { file, dry_run } => {
            let bytes = read(&file)?;
            let parsed = places::read_file(&bytes)?;
            ctx.db.write_now(|conn| {
                places::import_places(conn, &ctx.clock, None, parsed, !dry_run, Lang::Fr)
            })?
        }
        ImportCommand::Learners { file, facilitator, dry_run } => {
            let bytes = read(&file)?;
            let parsed = learners::read_file(&bytes, &ctx.clock)?;
            let facilitator_id = facilitator_of(&ctx, &facilitator)?;
            ctx.db.write_now(|conn| {
                let by = learners::Importer { facilitator_id, account_id: None };
                learners::import_learners(conn, &ctx.clock, by, parsed, !dry_run, Lang::Fr)
            })?
        }
    };
    Ok(tell(&report))
}

fn facilitator_of(ctx: &Context, email: &str) -> anyhow::Result<Id> {
    let found = ctx.db.read_now(|conn| {
        let account = accounts::find_by_email(conn, &accounts::normal_email(email))?;
        let account_id = account.map(|account| account.id);
        let kind = account_id.map(|id| facilitators::find_kind(conn, id)).transpose()?;
        Ok::<_, Problem>(kind.flatten())
    })?;
    found.map(|(id, _)| id).with_context(|| format!("no facilitator signs in as {email}"))
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

fn tell(report: &ImportReport) -> ExitCode {
    for (kind, faults) in [("erreur", &report.errors), ("avertissement", &report.warnings)] {
        for fault in faults {
            say_error(&format!(
                "{kind}, ligne {}, {} : {} ({})",
                fault.line, fault.column, fault.message, fault.code
            ));
        }
    }
    say(&format!(
        "{} ligne(s), {} sans erreur, {} enregistrée(s).",
        report.rows, report.accepted, report.created
    ));
    if report.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
