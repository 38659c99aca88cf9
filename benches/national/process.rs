//! The program measured, as a process of its own.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::http::{Client, request};

/// The release binary, or the one `COOPAIR_BENCH_PROGRAM` names.
fn program() -> String {
    std::env::var("COOPAIR_BENCH_PROGRAM")
        .unwrap_or_else(|_| env!("CARGO_BIN_EXE_coopair").to_owned())
}

pub struct Server {
    child: Child,
    pub address: String,
    pub started: Instant,
}

impl Server {
    pub fn start(url: &str, folder: &Path) -> Self {
        let probe = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = probe.local_addr().expect("an address").to_string();
        drop(probe);
        let started = Instant::now();
        let child = Command::new(program())
            .args(["serve", "--listen", &address, "--database-url", url, "--log", "warn"])
            .arg("--data-dir")
            .arg(folder)
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        let end = started + Duration::from_secs(60);
        loop {
            if std::net::TcpStream::connect(&address).is_ok()
                && Client::open(&address).ask(&request("GET", "/healthz", "", None)).status == 200
            {
                break;
            }
            assert!(Instant::now() < end, "{address} does not answer");
            std::thread::sleep(Duration::from_millis(2));
        }
        Self { child, address, started }
    }

    /// Memory now (`VmRSS`) or at the most so far (`VmHWM`), in MiB.
    pub fn memory_mib(&self, field: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or_default();
        let kib = line.trim_start_matches(':').split_whitespace().next();
        kib.and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default() / 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a command of the program to its end; tells how long it took.
pub fn run(command: &str, url: &str, folder: &Path) -> Duration {
    let started = Instant::now();
    let status = Command::new(program())
        .args([command, "--database-url", url, "--log", "warn", "--data-dir"])
        .arg(folder)
        .stdout(Stdio::null())
        .status()
        .expect("the program starts");
    assert!(status.success(), "{command}: {status}");
    started.elapsed()
}
