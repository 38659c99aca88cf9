//! Throwaway PostgreSQL servers of a test's own: a primary, its streaming replica, and what happens
//! to them. PostgreSQL refuses to run as root: then they belong to the user `postgres`.

use std::io::Write as _;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use coopair::platform::database::{Conn, connect, upgrade};
use diesel::connection::SimpleConnection;

/// A server; it goes when the test does.
pub struct Cluster {
    folder: PathBuf,
    port: u16,
}

/// Where PostgreSQL's server programs are: on the PATH, or where Debian puts them.
fn path() -> String {
    let mut path = std::env::var("PATH").unwrap_or_default();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    versions.sort();
    for bin in versions.iter().rev() {
        path = format!("{path}:{}", bin.display());
    }
    path
}

/// Runs a program as the user who may run PostgreSQL; gives what it prints.
fn run(program: &str, args: &[&str], input: &str) -> String {
    let as_root = std::fs::metadata("/proc/self")
        .is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0);
    let mut command = if as_root {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", "env", &format!("PATH={}", path()), program]);
        command
    } else {
        let mut command = Command::new(program);
        command.env("PATH", path());
        command
    };
    let mut child = command
        .args(args)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    child.stdin.take().expect("an input").write_all(input.as_bytes()).expect("the input is read");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{program} {args:?}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn free_port() -> u16 {
    let probe = TcpListener::bind("127.0.0.1:0").expect("a free port");
    probe.local_addr().expect("an address").port()
}

impl Cluster {
    fn empty() -> Self {
        Self { folder: PathBuf::from(run("mktemp", &["-d"], "")), port: free_port() }
    }

    fn data(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    /// A new server with a migrated database.
    pub fn primary() -> Self {
        let cluster = Self::empty();
        let args = ["-D", &cluster.data(), "-U", "coopair", "-A", "trust", "-E", "UTF8"];
        run("initdb", &[&args[..], &["--locale=C", "--no-sync"]].concat(), "");
        let settings = "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\n\
                        fsync = off\nshared_buffers = 32MB\nmax_connections = 60\n\
                        wal_retrieve_retry_interval = 200ms\n";
        let file = format!("{}/postgresql.conf", cluster.data());
        run("tee", &["-a", &file], settings);
        cluster.start();
        upgrade(&mut cluster.connect()).expect("the migrations run");
        cluster
    }

    /// A streaming replica of this server, started.
    pub fn replica(&self) -> Self {
        let replica = Self::empty();
        let (from, data) = (self.port.to_string(), replica.data());
        let args = ["-h", "127.0.0.1", "-p", &from, "-U", "coopair", "-D", &data];
        let args = [&args[..], &["-R", "-X", "stream", "--checkpoint=fast", "--no-sync"]].concat();
        run("pg_basebackup", &args, "");
        replica.start();
        replica
    }

    pub fn url(&self) -> String {
        format!("postgres://coopair@127.0.0.1:{}/postgres", self.port)
    }

    pub fn connect(&self) -> Conn {
        connect(&self.url()).expect("the server answers")
    }

    pub fn execute(&self, sql: &str) {
        self.connect().batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    pub fn start(&self) {
        let (options, log) = (format!("-p {}", self.port), self.folder.join("log"));
        let log = log.display().to_string();
        run("pg_ctl", &["-D", &self.data(), "-w", "-s", "-l", &log, "-o", &options, "start"], "");
    }

    /// `fast` closes it well, `immediate` is a crash.
    pub fn stop(&self, mode: &str) {
        run("pg_ctl", &["-D", &self.data(), "-w", "-s", "-m", mode, "stop"], "");
    }

    /// A replica becomes a primary, on a timeline of its own.
    pub fn promote(&self) {
        run("pg_ctl", &["-D", &self.data(), "-w", "-s", "promote"], "");
    }

    /// From the next start on it answers where `other` does: the URL of `other` leads here.
    pub fn take_the_place_of(&mut self, other: &Self) {
        self.port = other.port;
    }

    /// Keeps the files of a stopped server, to put them back later.
    pub fn keep(&self) {
        let kept = self.folder.join("kept").display().to_string();
        run("cp", &["-a", &self.data(), &kept], "");
    }

    /// Puts the files of a stopped server back as they were kept.
    pub fn put_back(&self) {
        let kept = self.folder.join("kept").display().to_string();
        run("rm", &["-r", &self.data()], "");
        run("mv", &[&kept, &self.data()], "");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let folder = self.folder.display().to_string();
        let stop =
            format!("pg_ctl -D {folder}/data -m immediate -s stop 2>/dev/null; rm -r {folder}");
        run("sh", &["-c", &stop], "");
    }
}

/// Waits until something is so.
#[track_caller]
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !is_so() {
        assert!(Instant::now() < deadline, "{what}: not within 20 s");
        std::thread::sleep(Duration::from_millis(50));
    }
}
