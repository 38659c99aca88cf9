//! An SMTP server on loopback that takes everything and remembers how often each mail came.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// How often a mail came, by its `Message-ID`; and how many different ones each recipient has.
#[derive(Default)]
pub struct Taken {
    pub by_message: HashMap<String, usize>,
    pub by_recipient: HashMap<String, usize>,
}

#[derive(Clone)]
pub struct Sink {
    pub url: String,
    taken: Arc<Mutex<Taken>>,
}

impl Sink {
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let sink = Self { url, taken: Arc::default() };
        let taken = Arc::clone(&sink.taken);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let taken = Arc::clone(&taken);
                // A client that was killed leaves its line open in the middle of a word.
                std::thread::spawn(move || serve(&stream, &taken).ok());
            }
        });
        sink
    }

    /// Different mails so far.
    pub fn count(&self) -> usize {
        self.taken.lock().expect("the ledger").by_message.len()
    }

    pub fn look<T>(&self, at: impl FnOnce(&Taken) -> T) -> T {
        at(&self.taken.lock().expect("the ledger"))
    }
}

fn serve(stream: &TcpStream, taken: &Mutex<Taken>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut lines, mut out) = (BufReader::new(stream.try_clone()?).lines(), stream.try_clone()?);
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes());
    say("220 sink")?;
    let mut recipient = String::new();
    while let Some(line) = lines.next() {
        let line = line?;
        let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match word.as_str() {
            "EHLO" => say("250-sink\r\n250 8BITMIME")?,
            "RCPT" => {
                recipient = line;
                say("250 yes")?;
            }
            "DATA" => {
                say("354 go on")?;
                let mut id = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    if line.to_ascii_lowercase().starts_with("message-id:") {
                        id = line;
                    }
                }
                let mut taken = taken.lock().expect("the ledger");
                let times = taken.by_message.entry(id).or_default();
                *times += 1;
                if *times == 1 {
                    *taken.by_recipient.entry(recipient.clone()).or_default() += 1;
                }
                drop(taken);
                say("250 taken")?;
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 yes")?,
        }
    }
    Ok(())
}
