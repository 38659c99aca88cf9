//! The programs measured: the release binary, and a bare static route to compare with.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::http::{Client, request};

const PROGRAM: &str = env!("CARGO_BIN_EXE_coopair");

fn free_port() -> u16 {
    let probe = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    probe.local_addr().expect("an address").port()
}

fn wait_for(address: &str, path: &str) {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        if std::net::TcpStream::connect(address).is_ok()
            && Client::open(address).ask(&request("GET", path, "", None)).status == 200
        {
            return;
        }
        assert!(Instant::now() < end, "{address} does not answer");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn resident_kib(pid: u32, field: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix(field))
        .and_then(|rest| rest.split_whitespace().nth(1).or(rest.split_whitespace().next()))
        .and_then(|kib| kib.trim_start_matches(':').parse().ok())
        .unwrap_or_default()
}

/// The program, serving.
pub struct Server {
    child: Child,
    pub address: String,
    pub started_in: Duration,
}

impl Server {
    pub fn start(url: &str, folder: &Path) -> Self {
        let address = format!("127.0.0.1:{}", free_port());
        let started = Instant::now();
        let child = Command::new(PROGRAM)
            .args(["serve", "--listen", &address, "--database-url", url, "--log", "error"])
            .arg("--data-dir")
            .arg(folder)
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        wait_for(&address, "/healthz");
        Self { child, address, started_in: started.elapsed() }
    }

    pub fn resident_mib(&self) -> u64 {
        resident_kib(self.child.id(), "VmRSS") / 1024
    }

    /// The most it ever held.
    pub fn peak_mib(&self) -> u64 {
        resident_kib(self.child.id(), "VmHWM") / 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A bare route that answers `size` bytes of JSON from memory.
pub struct StaticServer {
    child: Child,
    pub address: String,
}

impl StaticServer {
    pub fn start(size: usize) -> Self {
        let port = free_port();
        let child = Command::new(std::env::current_exe().expect("this program"))
            .args(["static", &size.to_string(), &port.to_string()])
            .spawn()
            .expect("the static server starts");
        let address = format!("127.0.0.1:{port}");
        wait_for(&address, "/");
        Self { child, address }
    }
}

impl Drop for StaticServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The other end of [`StaticServer`]: actix with as many workers, and nothing else.
pub fn serve_static(size: usize, port: u16) {
    use actix_web::{App, HttpResponse, HttpServer, web};
    let body = web::Bytes::from(format!("\"{}\"", "x".repeat(size.saturating_sub(2))));
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    actix_web::rt::System::new().block_on(async move {
        HttpServer::new(move || {
            let body = body.clone();
            App::new().route(
                "/",
                web::get().to(move || {
                    let body = body.clone();
                    async move { HttpResponse::Ok().content_type("application/json").body(body) }
                }),
            )
        })
        .workers(workers)
        .bind(("127.0.0.1", port))
        .expect("the port is free")
        .run()
        .await
        .expect("it serves");
    });
}

/// Runs a command of the program; tells how long it took and the most memory it held, in MiB.
pub fn peak_of(args: &[&str]) -> (Duration, u64) {
    let started = Instant::now();
    let mut child = Command::new(PROGRAM)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut peak = 0;
    loop {
        peak = peak.max(resident_kib(child.id(), "VmHWM"));
        match child.try_wait().expect("its state") {
            Some(status) => {
                assert!(status.success(), "{args:?}: {status}");
                return (started.elapsed(), peak / 1024);
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}
