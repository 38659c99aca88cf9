//! A plain HTTP/1.1 client for the real binary: one connection, kept open.

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

pub struct Client {
    address: String,
    token: Option<String>,
    connection: Option<BufReader<TcpStream>>,
}

/// An answer of the binary.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        self
    }
}

impl Client {
    pub fn new(address: &str) -> Self {
        Self { address: address.to_owned(), token: None, connection: None }
    }

    /// Signs in with a one-time link's token.
    pub fn redeem(&mut self, token: &str) -> Answer {
        let body = serde_json::json!({ "token": token });
        let answer = self.call("POST", "/api/sign-in/link/redeem", Some(&body)).expect("an answer");
        self.token = answer.json()["access_token"].as_str().map(str::to_owned);
        answer
    }

    /// Another connection of the same person.
    pub fn again(&self, address: &str) -> Self {
        Self { address: address.to_owned(), token: self.token.clone(), connection: None }
    }

    /// Sends a request and reads the answer.
    ///
    /// # Errors
    /// The server is gone: whether it did what was asked is unknown.
    pub fn call(&mut self, method: &str, path: &str, body: Option<&Value>) -> io::Result<Answer> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => {
                let stream = TcpStream::connect(&self.address)?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(Duration::from_secs(20)))?;
                BufReader::new(stream)
            }
        };
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.address);
        if let Some(token) = &self.token {
            request.push_str(&format!("authorization: Bearer {token}\r\n"));
        }
        if !body.is_empty() {
            request.push_str("content-type: application/json\r\n");
        }
        request.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
        connection.get_mut().write_all(request.as_bytes())?;
        let answer = read(&mut connection)?;
        self.connection = Some(connection);
        Ok(answer)
    }
}

fn broken() -> io::Error {
    io::Error::other("the answer is cut or unreadable")
}

fn line(from: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if from.read_line(&mut line)? == 0 || !line.ends_with("\r\n") {
        return Err(broken());
    }
    Ok(line.trim_end().to_owned())
}

fn read(from: &mut impl BufRead) -> io::Result<Answer> {
    let status = line(from)?;
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(broken)?;
    let (mut length, mut chunked) = (0, false);
    loop {
        let header = line(from)?.to_ascii_lowercase();
        match header.split_once(": ") {
            Some(("content-length", value)) => length = value.parse().map_err(|_| broken())?,
            Some(("transfer-encoding", "chunked")) => chunked = true,
            None => break,
            _ => {}
        }
    }
    let mut body = Vec::new();
    if !chunked {
        body.resize(length, 0);
        from.read_exact(&mut body)?;
        return Ok(Answer { status, body });
    }
    loop {
        let size = usize::from_str_radix(&line(from)?, 16).map_err(|_| broken())?;
        let start = body.len();
        body.resize(start + size, 0);
        from.read_exact(&mut body[start..])?;
        line(from)?;
        if size == 0 {
            return Ok(Answer { status, body });
        }
    }
}
