//! Strict query strings and path ids: what is unknown or malformed is an error, never ignored.

use std::collections::BTreeSet;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use super::faults::Said;
use super::problem::Problem;
use crate::platform::database::Id;

/// A query string of a known shape.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read_query(req.query_string()).map(Self))
    }
}

/// Reads a query string.
///
/// # Errors
/// 400 `invalid_parameter` that names what is unknown, missing, twice or malformed.
pub fn read_query<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(text.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        let message = error.inner().to_string();
        let name = match message.split('`').nth(1) {
            Some(field) if message.starts_with("unknown field") => field.to_owned(),
            Some(field) if message.starts_with("missing field") => field.to_owned(),
            Some(field) if message.starts_with("duplicate field") => field.to_owned(),
            _ => error.path().to_string(),
        };
        refused(&name)
    })
}

/// Longest text of a search, in characters.
const SEARCH_MAX: usize = 200;

/// Checks the text of a search in a query string: each of its words costs a look at every record.
///
/// # Errors
/// `invalid_parameter` over 200 characters.
pub fn search_text(name: &str, text: String) -> Result<String, Problem> {
    if text.chars().count() <= SEARCH_MAX {
        return Ok(text);
    }
    Err(Problem::parameter(
        name,
        Said::new(
            format!("« {name} » : {SEARCH_MAX} caractères au plus."),
            format!("“{name}”: {SEARCH_MAX} characters at most."),
        ),
    ))
}

fn refused(name: &str) -> Problem {
    Problem::parameter(
        name,
        Said::new(
            format!("Le paramètre « {name} » est inconnu ou n’a pas la forme attendue."),
            format!("The parameter “{name}” is unknown or not of the expected form."),
        ),
    )
}

/// The routes that read a query string, as (method, path); the others refuse one.
pub struct Questions(pub BTreeSet<(String, String)>);

impl Questions {
    /// # Errors
    /// 400 `invalid_parameter` for a query string that the route would ignore.
    pub fn check(&self, method: &str, pattern: Option<&str>, query: &str) -> Result<(), Problem> {
        let Some((name, _)) = form_urlencoded::parse(query.as_bytes()).next() else {
            return Ok(());
        };
        let asked = pattern.is_some_and(|path| self.0.contains(&(method.into(), path.into())));
        if asked { Ok(()) } else { Err(refused(&name)) }
    }
}

/// The `{id}` of a path; what is not a UUID does not exist.
pub struct PathId(pub Id);

impl FromRequest for PathId {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = req.match_info().get("id").and_then(|id| id.parse().ok());
        ready(id.map(Self).ok_or_else(Problem::not_found))
    }
}
