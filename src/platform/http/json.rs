//! Strict JSON bodies: every fault of shape and of rule is told at once.
//!
//! serde stops at the first fault. [`Valid`] takes note of it, replaces or removes the faulty part
//! in a copy that is thrown away, and reads on, so that one answer names all of them.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::faults::{Faults, Said};
use super::problem::{Code, Problem};

/// The largest JSON body.
pub const LIMIT: usize = 1024 * 1024;
/// How many faults are looked for before giving up.
const MOST: usize = 40;

/// An input whose rules can be checked without looking anything up.
pub trait Checked {
    fn check(&self, faults: &mut Faults);
}

/// A body that has the right shape and obeys its own rules.
pub struct Valid<T>(pub T);

impl<T: DeserializeOwned + Checked> FromRequest for Valid<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = req
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        let declared = req
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        let bytes = web::Bytes::from_request(req, payload);
        Box::pin(async move {
            if declared.is_some_and(|length| length > LIMIT) {
                return Err(Problem::new(Code::TooLarge));
            }
            if !is_json {
                return Err(Problem::new(Code::UnsupportedMediaType));
            }
            let bytes = bytes.await.map_err(|_| Problem::new(Code::TooLarge))?;
            read(&bytes).map(Self)
        })
    }
}

/// Reads and checks a body.
pub fn read<T: DeserializeOwned + Checked>(bytes: &[u8]) -> Result<T, Problem> {
    // The short way: most bodies are right.
    if let Ok(input) = serde_json::from_slice::<T>(bytes) {
        let mut faults = Faults::new();
        input.check(&mut faults);
        return if faults.is_empty() { Ok(input) } else { Err(faults.into()) };
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value: Value = match serde_path_to_error::deserialize(&mut json) {
        Ok(value) => value,
        Err(error) if is_lone_surrogate(&error.inner().to_string()) => {
            let mut faults = Faults::new();
            faults.forbidden_character(pointer_of(error.path()));
            return Err(faults.into());
        }
        Err(_) => return Err(Problem::new(Code::InvalidJson)),
    };
    if json.end().is_err() {
        return Err(Problem::new(Code::InvalidJson));
    }
    if !value.is_object() {
        let mut faults = Faults::new();
        wrong_type(&mut faults, "");
        return Err(faults.into());
    }
    collect::<T>(value)
}

/// How serde_json calls half a character: a first half without its second, or the other way round.
fn is_lone_surrogate(message: &str) -> bool {
    message.contains("surrogate") || message.contains("end of hex escape")
}

fn collect<T: DeserializeOwned + Checked>(mut value: Value) -> Result<T, Problem> {
    let mut faults = Faults::new();
    for _ in 0..MOST {
        match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(input) => {
                input.check(&mut faults);
                return if faults.is_empty() { Ok(input) } else { Err(faults.into()) };
            }
            Err(error) => {
                let path = pointer_of(error.path());
                if !note(&mut faults, &mut value, &path, &error.inner().to_string()) {
                    break;
                }
            }
        }
    }
    Err(faults.into())
}

/// Notes one fault and mends the copy; false when reading on is pointless.
fn note(faults: &mut Faults, value: &mut Value, path: &str, message: &str) -> bool {
    let quoted = || message.split('`').nth(1).unwrap_or_default().to_owned();
    if message.starts_with("missing field") {
        let field = quoted();
        // An unknown key makes the path of a missing one name the last key read.
        let path =
            if value.pointer(path).is_some_and(Value::is_object) { path } else { parent(path) };
        faults.required(format!("{path}/{field}"));
        let Some(Value::Object(object)) = value.pointer_mut(path) else { return false };
        if object.contains_key(&field) {
            return false;
        }
        object.insert(field, Value::Null);
        return true;
    }
    if message.starts_with("unknown field") {
        let field = quoted();
        let inside = value.pointer(path).and_then(|found| found.get(&field)).is_some();
        let holder = if inside { path } else { parent(path) };
        faults.add(
            format!("{holder}/{field}"),
            "unknown_field",
            Said::new("Ce champ n’existe pas.", "There is no such field."),
        );
        return match value.pointer_mut(holder) {
            Some(Value::Object(object)) => object.remove(&field).is_some(),
            _ => false,
        };
    }
    let was = value.pointer(path).cloned();
    if message.starts_with("unknown variant") {
        let allowed: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        faults.add(
            path,
            "unknown_value",
            Said::new(
                format!("Valeur inconnue. Valeurs possibles : {}.", allowed.join(", ")),
                format!("Unknown value. Allowed: {}.", allowed.join(", ")),
            ),
        );
        let known = allowed.first().map(|code| Value::from(*code)).unwrap_or_default();
        return replace(value, path, known);
    }
    match message.split_whitespace().next() {
        Some("#invalid_date") => {
            faults.add(
                path,
                "invalid_date",
                Said::new(
                    "Cette date n’existe pas (format attendu : AAAA-MM-JJ).",
                    "There is no such date (expected format: YYYY-MM-DD).",
                ),
            );
            replace(value, path, Value::from("2020-01-01"))
        }
        Some("#invalid_id") => {
            faults.add(
                path,
                "invalid_id",
                Said::new("Cet identifiant n’est pas valide.", "This id is not valid."),
            );
            replace(value, path, Value::from("00000000-0000-7000-8000-000000000000"))
        }
        Some("#invalid_time") => {
            faults.add(
                path,
                "invalid_time",
                Said::new("Cette heure n’existe pas (HH:MM).", "There is no such time (HH:MM)."),
            );
            replace(value, path, Value::from("00:00"))
        }
        _ => {
            wrong_type(faults, path);
            // Try what fits until serde gets past this place.
            let next = match was {
                Some(Value::Null) => Value::from(1),
                Some(Value::Number(ref n)) if n.as_i64() == Some(1) => Value::from("1"),
                Some(Value::String(ref s)) if s == "1" => Value::Array(Vec::new()),
                Some(Value::Array(ref a)) if a.is_empty() => Value::Bool(false),
                Some(Value::Bool(false)) => Value::from("2020-01-01"),
                Some(Value::String(ref s)) if s == "2020-01-01" => return false,
                _ => Value::Null,
            };
            replace(value, path, next)
        }
    }
}

fn wrong_type(faults: &mut Faults, path: &str) {
    faults.add(
        path,
        "wrong_type",
        Said::new(
            "Cette valeur n’est pas du type attendu.",
            "This value is not of the expected type.",
        ),
    );
}

fn replace(value: &mut Value, path: &str, with: Value) -> bool {
    match value.pointer_mut(path) {
        Some(found) => {
            *found = with;
            true
        }
        None => false,
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { .. } | Segment::Unknown => String::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Input {
        name: String,
        minutes: i32,
        #[serde(default)]
        kinds: Vec<Kind>,
        #[serde(default)]
        inner: Option<Inner>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        total: i32,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Big,
        Small,
    }

    impl Checked for Input {
        fn check(&self, faults: &mut Faults) {
            faults.range("/minutes", self.minutes, 1, 60);
            faults.name("/name", &self.name, 10);
            let _ = (&self.kinds, self.inner.as_ref().map(|inner| inner.total));
        }
    }

    fn faults_of(json: &str) -> Vec<(String, &'static str)> {
        read::<Input>(json.as_bytes())
            .unwrap_err()
            .faults()
            .iter()
            .map(|fault| (fault.pointer.clone(), fault.code))
            .collect()
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let json = r#"{"minutes": "1h", "kinds": ["big", "huge"], "inner": {"total": 1.5, "x": 1}, "y": 2}"#;
        let mut told = faults_of(json);
        told.sort();
        assert_eq!(
            told,
            [
                ("/inner/total".to_owned(), "wrong_type"),
                ("/inner/x".to_owned(), "unknown_field"),
                ("/kinds/1".to_owned(), "unknown_value"),
                ("/minutes".to_owned(), "wrong_type"),
                ("/name".to_owned(), "required"),
                ("/y".to_owned(), "unknown_field"),
            ]
        );
    }

    #[test]
    fn rules_are_told_with_shapes() {
        let mut told = faults_of(r#"{"minutes": 0, "z": true, "name": ""}"#);
        told.sort();
        assert_eq!(
            told,
            [
                ("/minutes".to_owned(), "out_of_range"),
                ("/name".to_owned(), "required"),
                ("/z".to_owned(), "unknown_field"),
            ]
        );
    }

    #[test]
    fn lone_surrogates_are_forbidden_characters() {
        assert_eq!(
            faults_of(r#"{"minutes": 5, "name": "\ud800"}"#),
            [("/name".to_owned(), "forbidden_character")]
        );
    }
}
