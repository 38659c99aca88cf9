//! Every setting in one place: a command-line flag, an environment variable and a key of the
//! configuration file are three names of the same thing, and `--help` prints them with their
//! defaults. Order of precedence: flag, environment, file, default.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use chrono_tz::Tz;
use clap::{Args, CommandFactory, Parser};

/// The settings of a network.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Configuration file: `key = "value"` lines whose keys are the flags below (TOML).
    #[arg(long, env = "COOPAIR_CONFIG", default_value = "coopair.toml", global = true)]
    pub config: PathBuf,

    /// Where Coopair keeps its own files: the SQLite database, the signing key, the file outbox.
    #[arg(long, env = "COOPAIR_DATA_DIR", default_value = "coopair-data", global = true)]
    pub data_dir: PathBuf,

    /// `postgres://user:password@host/database`, or a SQLite file; absent: SQLite in the data
    /// directory.
    #[arg(long, env = "DATABASE_URL", global = true)]
    pub database_url: Option<String>,

    /// PostgreSQL only: the URL of a streaming replica that does the long readings (exports,
    /// counts row by row), so that the primary has its hands free.
    #[arg(long, env = "DATABASE_READ_URL", global = true)]
    pub database_read_url: Option<String>,

    /// How many database connections a process may hold; as many again on a replica.
    #[arg(long, env = "COOPAIR_POOL_SIZE", default_value_t = 8, global = true)]
    pub pool_size: u32,

    /// The address and port to listen on.
    #[arg(long, env = "COOPAIR_LISTEN", default_value = "127.0.0.1:8080", global = true)]
    pub listen: String,

    /// The address people open; links in mails start with it. Absent: http://<listen>.
    #[arg(long, env = "COOPAIR_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,

    /// How many threads serve requests; 0: one per core.
    #[arg(long, env = "COOPAIR_WORKERS", default_value_t = 0, global = true)]
    pub workers: usize,

    /// The network's time zone: it decides what "today" is.
    #[arg(long, env = "COOPAIR_TIME_ZONE", default_value = "Europe/Paris", global = true)]
    pub time_zone: Tz,

    /// The file of the key that signs access tokens; absent: made once in the data directory.
    #[arg(long, env = "COOPAIR_SIGNING_KEY_FILE", global = true)]
    pub signing_key_file: Option<PathBuf>,

    /// The file of the RSA key (PKCS#8 PEM) that signs badges; absent: made once in the data directory.
    /// Whoever replaces it makes the badges given so far impossible to check.
    #[arg(long, env = "COOPAIR_BADGE_KEY_FILE", global = true)]
    pub badge_key_file: Option<PathBuf>,

    /// `smtp://user:password@host:port` or `smtps://…`; absent: mails become files in the data
    /// directory's `outbox`.
    #[arg(long, env = "COOPAIR_SMTP_URL", global = true)]
    pub smtp_url: Option<String>,

    /// The sender of mails.
    #[arg(
        long,
        env = "COOPAIR_MAIL_FROM",
        default_value = "Coopair <coopair@localhost>",
        global = true
    )]
    pub mail_from: String,

    /// Believe `X-Forwarded-For`: only behind a proxy of your own.
    #[arg(long, env = "COOPAIR_BEHIND_PROXY", global = true)]
    pub behind_proxy: bool,

    /// What to log: `error`, `warn`, `info`, `debug`, or directives such as `coopair=debug`.
    #[arg(long, env = "COOPAIR_LOG", default_value = "info", global = true)]
    pub log: String,
}

impl Settings {
    /// The database's URL or file.
    pub fn database(&self) -> String {
        match self.database_url.as_deref().map(str::trim) {
            Some(url) if !url.is_empty() => url.to_owned(),
            _ => self.data_dir.join("coopair.sqlite").display().to_string(),
        }
    }

    /// The read replica's URL, if there is one.
    pub fn read_replica(&self) -> Option<&str> {
        self.database_read_url.as_deref().map(str::trim).filter(|url| !url.is_empty())
    }

    /// The address people open, without a trailing slash.
    pub fn public_url(&self) -> String {
        let url = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        url.trim_end_matches('/').to_owned()
    }

    /// The address alone that mails come from.
    pub fn mail_address(&self) -> &str {
        let from = self.mail_from.trim();
        let inside = from.strip_suffix('>').and_then(|from| from.rsplit_once('<'));
        inside.map_or(from, |(_, address)| address)
    }

    pub fn signing_key_file(&self) -> PathBuf {
        self.signing_key_file.clone().unwrap_or_else(|| self.data_dir.join("signing.key"))
    }

    pub fn badge_key_file(&self) -> PathBuf {
        self.badge_key_file.clone().unwrap_or_else(|| self.data_dir.join("badge.key"))
    }

    pub fn outbox(&self) -> PathBuf {
        self.data_dir.join("outbox")
    }
}

/// Parses the command line, with the configuration file's values where neither a flag nor the
/// environment says otherwise.
///
/// # Errors
/// The file is unreadable, is not TOML, or has an unknown key or a value of a wrong kind.
#[allow(clippy::disallowed_methods)]
pub fn parse<P: Parser + CommandFactory>(args: Vec<OsString>) -> anyhow::Result<P> {
    let given = |flag: &str| {
        args.iter().any(|arg| {
            let arg = arg.to_string_lossy();
            arg == flag || arg.starts_with(&format!("{flag}="))
        })
    };
    let named = args
        .iter()
        .enumerate()
        .find_map(|(at, arg)| match arg.to_str()? {
            "--config" => args.get(at + 1).map(PathBuf::from),
            arg => arg.strip_prefix("--config=").map(PathBuf::from),
        })
        .or_else(|| std::env::var_os("COOPAIR_CONFIG").map(PathBuf::from));
    let path = named.clone().unwrap_or_else(|| PathBuf::from("coopair.toml"));
    if !path.exists() {
        if named.is_some() {
            bail!("the configuration file {} does not exist", path.display());
        }
        return Ok(P::parse_from(args));
    }
    let mut extended = args.clone();
    for (key, value) in read_file(&path)? {
        let flag = format!("--{}", key.replace('_', "-"));
        let command = P::command();
        let Some(arg) = command.get_arguments().find(|arg| {
            arg.get_long().is_some_and(|long| flag == format!("--{long}")) && key != "config"
        }) else {
            bail!("{}: unknown key `{key}`", path.display());
        };
        let in_environment = arg.get_env().is_some_and(|name| std::env::var_os(name).is_some());
        if in_environment || given(&flag) {
            continue;
        }
        match value {
            toml::Value::Boolean(true) => extended.push(flag.into()),
            toml::Value::Boolean(false) => {}
            toml::Value::String(text) => extended.push(format!("{flag}={text}").into()),
            toml::Value::Integer(number) => extended.push(format!("{flag}={number}").into()),
            _ => bail!("{}: `{key}` must be a text, a number or true/false", path.display()),
        }
    }
    Ok(P::parse_from(extended))
}

fn read_file(path: &Path) -> anyhow::Result<toml::Table> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    text.parse().with_context(|| format!("{} is not valid TOML", path.display()))
}
