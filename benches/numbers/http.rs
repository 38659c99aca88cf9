//! A small HTTP/1.1 client over one kept-alive connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

pub struct Client {
    reader: BufReader<TcpStream>,
    writer: TcpStream,
}

/// The text of a request.
pub fn request(method: &str, path: &str, token: &str, body: Option<&str>) -> String {
    let authorization =
        if token.is_empty() { String::new() } else { format!("authorization: Bearer {token}\r\n") };
    match body {
        Some(body) => format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\n{authorization}\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ),
        None => format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n{authorization}\r\n"),
    }
}

impl Client {
    pub fn open(address: &str) -> Self {
        let writer = TcpStream::connect(address).expect("a connection");
        writer.set_nodelay(true).expect("no delay");
        let reader = BufReader::new(writer.try_clone().expect("a second handle"));
        Self { reader, writer }
    }

    pub fn ask(&mut self, request: &str) -> Answer {
        self.writer.write_all(request.as_bytes()).expect("sent");
        let mut line = String::new();
        self.reader.read_line(&mut line).expect("a status line");
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.unwrap_or_else(|| panic!("no status in {line:?}, asked {request:.60}"));
        let (mut length, mut chunked) = (0, false);
        loop {
            line.clear();
            self.reader.read_line(&mut line).expect("a header");
            let header = line.trim().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
            chunked |= header == "transfer-encoding: chunked";
        }
        if chunked {
            return Answer { status, body: self.chunks() };
        }
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).expect("a body");
        Answer { status, body }
    }

    fn chunks(&mut self) -> Vec<u8> {
        let mut body = Vec::new();
        loop {
            let mut line = String::new();
            self.reader.read_line(&mut line).expect("the size of a piece");
            let size = usize::from_str_radix(line.trim(), 16).expect("a size");
            let start = body.len();
            body.resize(start + size + 2, 0);
            self.reader.read_exact(&mut body[start..]).expect("a piece");
            body.truncate(start + size);
            if size == 0 {
                return body;
            }
        }
    }
}
