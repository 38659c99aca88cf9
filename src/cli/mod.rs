//! What the program does from the command line.

mod admin;
mod backup;
mod check;
mod demo;
mod import;
mod serve;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use tracing_subscriber::EnvFilter;

use crate::platform::clock::Clock;
use crate::platform::context::Context;
use crate::platform::database::{Db, connect, upgrade};
use crate::platform::http::{Problem, openapi};
use crate::settings::{self, Settings};
use crate::{app, facts};

/// Coopair: log, train, show, for networks where people learn digital skills from people.
#[derive(Parser)]
#[command(name = "coopair", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the web application, and send mails.
    Serve,
    /// Make a fictional network in an empty database, serve it, and print a sign-in link per role.
    Demo(demo::DemoArgs),
    /// Bring the database's schema to this program's version.
    Migrate,
    /// Manage administrators.
    #[command(subcommand)]
    Admin(admin::AdminCommand),
    /// Import a file; nothing is written when a line has an error.
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Print the OpenAPI document.
    Openapi,
    /// Write a consistent copy of the database into a file, also while the program serves.
    Backup {
        /// The file to write; it must not exist.
        file: PathBuf,
    },
    /// Put a backup back; the database must be empty, or --force given.
    Restore {
        file: PathBuf,
        /// Replace what the database holds.
        #[arg(long)]
        force: bool,
    },
    /// Recount every derived figure from the rows and say what differs.
    Check {
        /// Also correct what differs.
        #[arg(long)]
        repair: bool,
    },
}

/// Runs a command line.
pub fn run(args: Vec<OsString>) -> ExitCode {
    let outcome = settings::parse::<Cli>(args).and_then(|cli| {
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(&cli.settings.log))
            .with_writer(std::io::stderr)
            .with_ansi(false)
            .init();
        perform(cli)
    });
    match outcome {
        Ok(code) => code,
        Err(error) => {
            say_error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn perform(cli: Cli) -> anyhow::Result<ExitCode> {
    let settings = cli.settings;
    match cli.command {
        Command::Serve => serve::serve(&settings)?,
        Command::Demo(args) => demo::demo(settings, args)?,
        Command::Migrate => {
            let run = open(&settings)?.1;
            say(&format!("{run} migration(s) applied; the schema is up to date."));
        }
        Command::Admin(command) => admin::perform(&settings, command)?,
        Command::Import(command) => return import::perform(&settings, command),
        Command::Openapi => say(openapi::text(&app::document())?.trim_end()),
        Command::Backup { file } => backup::backup(&settings, &file)?,
        Command::Restore { file, force } => backup::restore(&settings, &file, force)?,
        Command::Check { repair } => return check::check(&settings, repair),
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens the database, brought up to date; tells how many migrations ran.
fn open(settings: &Settings) -> anyhow::Result<(Db, usize)> {
    std::fs::create_dir_all(&settings.data_dir).with_context(|| {
        format!("cannot create the data directory {}", settings.data_dir.display())
    })?;
    let url = settings.database();
    let run = upgrade(&mut connect(&url)?)?;
    let db = Db::open(&url, settings.pool_size)?;
    if !db.read_now(|conn| Ok::<_, Problem>(facts::complete(conn)?))? {
        rebuild_facts(&db)?;
    }
    Ok((db, run))
}

/// Gives every session its fact, some at a time so that others may write meanwhile.
fn rebuild_facts(db: &Db) -> anyhow::Result<()> {
    let all = db.read_now(|conn| Ok::<_, Problem>(facts::sessions(conn)?))?;
    let progress = bar(all.unsigned_abs(), "sessions");
    let mut last = None;
    loop {
        last = db.write_now(|conn| Ok::<_, Problem>(facts::rebuild(conn, last)?))?;
        if last.is_none() {
            break;
        }
        progress.inc(facts::BATCH.unsigned_abs());
    }
    progress.finish_and_clear();
    Ok(())
}

/// Progress of long work, on a terminal.
fn bar(length: u64, what: &str) -> ProgressBar {
    let bar = ProgressBar::new(length);
    let template = format!("{{bar:30}} {{pos}}/{{len}} {what}, {{eta}} left");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar
}

/// The database and clock of a command.
fn context(settings: &Settings) -> anyhow::Result<Context> {
    let (db, _) = open(settings)?;
    Ok(Context {
        db,
        clock: Clock::system(settings.time_zone),
        public_url: Arc::from(settings.public_url()),
        mail_from: Arc::from(settings.mail_address()),
        behind_proxy: settings.behind_proxy,
        answers: Arc::default(),
        kept: Arc::default(),
    })
}

/// Prints an answer.
#[allow(clippy::print_stdout)]
fn say(text: &str) {
    use std::io::Write as _;
    // A closed pipe is the reader's choice, not an error of ours.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

fn say_error(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr().lock(), "coopair: {text}");
}
