//! The API's own description: the OpenAPI document, a page to read it, a page for each problem.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::OnceLock;

use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use anyhow::Context as _;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::{OpenApi, PathItem, RefOr};

use super::faults::Lang;
use super::problem::{Code, Problem};

/// Paths below `/api` that describe the API and are open to all.
pub const PATHS: &[&str] = &["/api/openapi.json", "/api/docs"];

/// The document as it is served: made when it is first asked for, since it is large.
pub struct Document {
    make: fn() -> OpenApi,
    made: OnceLock<Made>,
}

struct Made {
    json: Bytes,
    page: Bytes,
}

impl Document {
    pub fn new(make: fn() -> OpenApi) -> Self {
        Self { make, made: OnceLock::new() }
    }

    fn made(&self) -> Result<&Made, Problem> {
        if let Some(made) = self.made.get() {
            return Ok(made);
        }
        let document = (self.make)();
        let json = text(&document).map_err(Problem::internal)?;
        let made = Made { json: json.into(), page: html(&document).into() };
        Ok(self.made.get_or_init(|| made))
    }
}

/// The document as it is committed: stable, indented JSON.
pub fn text(document: &OpenApi) -> anyhow::Result<String> {
    let json = document.to_pretty_json().context("the OpenAPI document cannot be written")?;
    Ok(json + "\n")
}

fn operations(item: &PathItem) -> Vec<(&'static str, &Operation)> {
    [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
    .collect()
}

/// Names each operation after its tag and handler: unique, as OpenAPI wants it.
pub fn name_operations(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        let PathItem { get, post, put, patch, delete, .. } = item;
        for operation in [get, post, put, patch, delete].into_iter().flatten() {
            let tag = operation.tags.iter().flatten().next().cloned().unwrap_or_default();
            if let Some(id) = &operation.operation_id {
                operation.operation_id = Some(format!("{}_{id}", tag.replace('-', "_")));
            }
        }
    }
}

/// Every (method, path) of the document.
pub fn routes(document: &OpenApi) -> BTreeSet<(String, String)> {
    document
        .paths
        .paths
        .iter()
        .flat_map(|(path, item)| {
            operations(item).into_iter().map(|(method, _)| (method.to_owned(), path.clone()))
        })
        .collect()
}

/// Every (method, path) of the document that reads a query string.
pub fn questions(document: &OpenApi) -> BTreeSet<(String, String)> {
    let asks = |operation: &Operation| {
        operation.parameters.iter().flatten().any(|parameter| {
            matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query)
        })
    };
    document
        .paths
        .paths
        .iter()
        .flat_map(|(path, item)| {
            operations(item)
                .into_iter()
                .filter(|(_, operation)| asks(operation))
                .map(|(method, _)| (method.to_owned(), path.clone()))
        })
        .collect()
}

/// `GET /api/openapi.json`
pub async fn json(document: Data<Document>) -> Result<HttpResponse, Problem> {
    let body = document.made()?.json.clone();
    Ok(HttpResponse::Ok().content_type("application/json").body(body))
}

/// `GET /api/docs`
pub async fn page(document: Data<Document>) -> Result<HttpResponse, Problem> {
    let body = document.made()?.page.clone();
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(body))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn html(document: &OpenApi) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Coopair API</title></head>\
         <body><main><h1>Coopair API</h1>",
    );
    let _ = write!(
        page,
        "<p>{}</p><p>The whole contract, with every schema: \
         <a href=\"/api/openapi.json\">openapi.json</a> (OpenAPI 3.1).</p>",
        escape(document.info.description.as_deref().unwrap_or_default()),
    );
    for (path, item) in &document.paths.paths {
        for (method, operation) in operations(item) {
            let _ = write!(
                page,
                "<section><h2><code>{method} {}</code></h2><p><strong>{}</strong></p><p>{}</p>",
                escape(path),
                escape(operation.summary.as_deref().unwrap_or_default()),
                escape(operation.description.as_deref().unwrap_or_default()),
            );
            let parameters = operation.parameters.as_deref().unwrap_or_default();
            if !parameters.is_empty() {
                page.push_str("<ul>");
                for parameter in parameters {
                    let RefOr::T(parameter) = parameter else { continue };
                    let _ = write!(
                        page,
                        "<li><code>{}</code> {}</li>",
                        escape(&parameter.name),
                        escape(parameter.description.as_deref().unwrap_or_default()),
                    );
                }
                page.push_str("</ul>");
            }
            page.push_str("</section>");
        }
    }
    page.push_str("</main></body></html>");
    page
}

/// `GET /problems/{code}`: what a problem's `type` points to.
pub async fn problem_page(code: Path<String>, req: HttpRequest) -> HttpResponse {
    let lang = Lang::of_request(&req);
    let Some(code) = Code::ALL.iter().find(|known| known.code() == code.as_str()) else {
        return actix_web::ResponseError::error_response(&Problem::not_found());
    };
    let tag = if lang == Lang::Fr { "fr" } else { "en" };
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{name}</title>\
         </head><body><main><h1>{title}</h1><p><code>{name}</code>, HTTP {status}</p></main></body>\
         </html>",
        name = code.code(),
        title = escape(code.title(lang)),
        status = code.status(),
    ))
}
