//! Files that leave: named by us, never cached, never sniffed; long ones piece by piece.

use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderName};
use actix_web::web::Bytes;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_stream::wrappers::UnboundedReceiverStream;

use super::problem::Problem;

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub const CSV: &str = "text/csv; charset=utf-8";

/// Answers a file to save; `name` is plain ASCII of our own.
pub fn file(name: &str, kind: &str, content: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(content)
}

/// How many rows a file has that is on its way.
const ROWS: HeaderName = HeaderName::from_static("coopair-rows");

/// Where the pieces of a file come out.
pub type Pieces = UnboundedReceiver<Result<Bytes, Problem>>;

/// Where the pieces of a file go in, on a thread that may wait. Who writes never waits for a slow
/// reader: a connection to the database is worth more than the room a file takes.
pub struct Outlet {
    pieces: UnboundedSender<Result<Bytes, Problem>>,
    used: AtomicBool,
}

/// The two ends of a file.
pub fn outlet() -> (Outlet, Pieces) {
    let (pieces, out) = unbounded_channel();
    (Outlet { pieces, used: AtomicBool::new(false) }, out)
}

impl Outlet {
    /// Sends a piece, if it holds anything.
    pub fn send(&self, piece: Vec<u8>) {
        if !piece.is_empty() {
            self.used.store(true, Ordering::Relaxed);
            // Who reads may have gone away: see `is_closed`.
            let _ = self.pieces.send(Ok(Bytes::from(piece)));
        }
    }

    /// Cuts the answer, so that nobody takes half a file for a whole one.
    pub fn fail(&self, problem: Problem) {
        let _ = self.pieces.send(Err(problem));
    }

    /// Something has left.
    pub fn is_used(&self) -> bool {
        self.used.load(Ordering::Relaxed)
    }

    /// Nobody reads any more.
    pub fn is_closed(&self) -> bool {
        self.pieces.is_closed()
    }
}

/// [`file`] whose pieces come one after the other; tells beforehand how many rows it will have.
pub fn pieces(name: &str, kind: &str, rows: i64, pieces: Pieces) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((ROWS, rows))
        .streaming(UnboundedReceiverStream::new(pieces))
}
