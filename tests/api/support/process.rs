//! The real binary: its commands, and a server one can kill.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::client::Client;
use super::database::{Database, folder};

/// A data directory and a database for the binary; both go when the test does.
pub struct Installation {
    pub folder: PathBuf,
    pub url: String,
    _database: Option<Database>,
}

/// What a command said.
#[derive(Debug)]
pub struct Outcome {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    #[track_caller]
    pub fn succeeds(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// The command refuses, with this in what it says.
    #[track_caller]
    pub fn refuses(self, because: &str) -> Self {
        assert_ne!(self.code, 0, "{self:?}");
        assert!(self.stderr.contains(because), "{because} is not said: {self:?}");
        self
    }
}

impl Installation {
    /// With a database of its own, still without tables.
    pub fn new() -> Self {
        let database = Database::bare();
        Self { folder: folder(), url: database.url.clone(), _database: Some(database) }
    }

    /// With a database that belongs to somebody else.
    pub fn at(url: &str) -> Self {
        Self { folder: folder(), url: url.to_owned(), _database: None }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The binary in this folder, with nothing of the test's own environment.
    pub fn bare_command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_coopair"));
        command.current_dir(&self.folder).args(args).env_clear();
        command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command
    }

    /// The binary with this data directory and database.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.bare_command(args);
        command.arg("--data-dir").arg(self.path("data")).args(["--database-url", &self.url]);
        command
    }

    pub fn run(&self, args: &[&str]) -> Outcome {
        outcome(&mut self.command(args))
    }

    /// Starts `serve` on a free port and waits until it answers.
    pub fn serve(&self) -> Server {
        let address = free_address();
        let child = self
            .command(&["serve", "--listen", &address, "--workers", "2", "--log", "error"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let mut server = Server { child, address };
        server.wait();
        server
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Runs a command to its end.
pub fn outcome(command: &mut Command) -> Outcome {
    let output = command.stdin(Stdio::null()).output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Outcome {
        code: output.status.code().unwrap_or(-1),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

fn free_address() -> String {
    let probe = TcpListener::bind("127.0.0.1:0").expect("a free port");
    probe.local_addr().expect("an address").to_string()
}

/// A serving process.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    fn wait(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(&self.address).is_err() {
            let ended = self.child.try_wait().expect("the process is ours");
            assert!(ended.is_none(), "the server ended: {ended:?}");
            assert!(Instant::now() < deadline, "the server does not listen");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn client(&self) -> Client {
        Client::new(&self.address)
    }

    /// `kill -9`: no goodbye, no flush.
    pub fn kill(mut self) {
        self.child.kill().expect("the process is ours");
        self.child.wait().expect("the process ends");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The token of the only link in a text.
#[track_caller]
pub fn token_of_link(text: &str) -> String {
    let (_, rest) = text.split_once("/connexion/lien#").expect("a link");
    rest.split_whitespace().next().expect("a token").to_owned()
}

/// The mails that a file outbox holds, decoded from what a mail looks like on the wire.
pub fn outbox(data: &Path) -> Vec<String> {
    let files = std::fs::read_dir(data.join("outbox")).into_iter().flatten().flatten();
    files
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "eml"))
        .filter_map(|file| std::fs::read_to_string(file.path()).ok())
        .map(|mail| mail.replace("=\r\n", "").replace("=23", "#").replace("=3D", "="))
        .collect()
}

impl Installation {
    /// Creates an administrator and tells the token of the printed link.
    pub fn create_admin(&self, email: &str) -> String {
        let args = ["admin", "create", "--email", email, "--first-name", "Inès"];
        let mut command = self.command(&args);
        token_of_link(&outcome(command.args(["--last-name", "Essai"])).succeeds().stdout)
    }

    /// Invites a facilitator, who signs in with the link of the mail in the file outbox.
    pub fn facilitator(&self, server: &Server, name: &str) -> Client {
        let mut admin = server.client();
        admin.redeem(&self.create_admin(&format!("admin-{name}@exemple.fr"))).is(200);
        let email = format!("{name}@exemple.fr");
        let invitation = serde_json::json!({
            "email": email, "first_name": name, "last_name": "Essai", "roles": ["facilitator"],
            "facilitator_kind": "mediator",
        });
        admin.call("POST", "/api/accounts", Some(&invitation)).expect("an answer").is(201);
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let mails = outbox(&self.path("data"));
            if let Some(mail) = mails.iter().find(|mail| mail.contains(&format!("To: {email}"))) {
                let mut client = server.client();
                client.redeem(&token_of_link(mail)).is(200);
                return client;
            }
            assert!(Instant::now() < deadline, "no mail to {email} in {mails:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// A connection of the test's own.
    pub fn connect(&self) -> coopair::platform::database::Conn {
        coopair::platform::database::connect(&self.url).expect("the database opens")
    }
}
