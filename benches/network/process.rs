//! The program measured, as processes that may be ended without a word.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::base::Base;
use crate::http::{Client, request};

/// The release binary, or the one `COOPAIR_BENCH_PROGRAM` names.
pub fn program() -> String {
    std::env::var("COOPAIR_BENCH_PROGRAM")
        .unwrap_or_else(|_| env!("CARGO_BIN_EXE_coopair").to_owned())
}

pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    /// Serves a base; mails go to an SMTP server, or into files.
    pub fn start(base: &Base, smtp: Option<&str>) -> Self {
        let probe = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = probe.local_addr().expect("an address").to_string();
        drop(probe);
        let mut command = Command::new(program());
        command
            .args(["serve", "--listen", &address, "--database-url", &base.url, "--log", "warn"])
            .args(["--time-zone", base.zone.name()])
            .arg("--data-dir")
            .arg(&base.folder)
            .stdout(Stdio::null());
        if let Some(smtp) = smtp {
            command.args(["--smtp-url", smtp]);
        }
        let child = command.spawn().expect("the program starts");
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            if std::net::TcpStream::connect(&address).is_ok()
                && Client::open(&address).ask(&request("GET", "/healthz", "", None)).status == 200
            {
                break;
            }
            assert!(Instant::now() < end, "{address} does not answer");
            std::thread::sleep(Duration::from_millis(2));
        }
        Self { child, address }
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
