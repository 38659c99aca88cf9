//! The web application, embedded: hashed assets for ever, the shell always asked again; every
//! path that is neither API nor file answers the shell.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "frontend/dist/"]
#[allow_missing = true]
struct Files;

const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const REVALIDATE: &str = "no-cache";

/// Answers a file of the web application, pre-compressed when the browser can read it.
pub async fn serve(req: HttpRequest) -> HttpResponse {
    let path = req.path().trim_start_matches('/');
    let name = if !path.is_empty() && Files::get(path).is_some() { path } else { "index.html" };
    let looks_like_a_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if name == "index.html" && looks_like_a_file && path != "index.html" {
        return HttpResponse::NotFound().finish();
    }
    let accepts = |coding: &str| {
        req.headers()
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.contains(coding))
    };
    let found = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(coding, _)| accepts(coding))
        .find_map(|(coding, ending)| {
            Files::get(&format!("{name}{ending}")).map(|file| (Some(coding), file))
        })
        .or_else(|| Files::get(name).map(|file| (None, file)));
    let Some((coding, file)) = found else {
        return HttpResponse::NotFound()
            .body("The web application is not built: run `npm ci && npm run build` in frontend/.");
    };
    let kind = file_type(name);
    let caching = if name.starts_with("assets/") { IMMUTABLE } else { REVALIDATE };
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()));
    let unchanged = req
        .headers()
        .get(header::IF_NONE_MATCH)
        .is_some_and(|seen| seen.as_bytes() == tag.as_bytes());
    let mut response = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, caching))
        .insert_header((header::VARY, "accept-encoding"))
        .insert_header((header::ETAG, tag));
    if let Some(coding) = coding {
        response.insert_header((header::CONTENT_ENCODING, coding));
    }
    if unchanged { response.finish() } else { response.body(file.data.into_owned()) }
}

fn hex(hash: &[u8; 32]) -> String {
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn file_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
