//! What is wrong with an input, field by field: a stable code, a pointer to the field, and a
//! sentence in both languages that names the rule and repeats no personal value.

use std::fmt::Display;

use actix_web::HttpRequest;
use actix_web::http::header;
use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::contact;
use crate::platform::day::Day;
use crate::platform::faults::Reason;
pub use crate::platform::lang::Lang;

impl Lang {
    /// The language a request asks for.
    pub fn of_request(req: &HttpRequest) -> Self {
        let header = req.headers().get(header::ACCEPT_LANGUAGE);
        Self::of_header(header.and_then(|value| value.to_str().ok()))
    }

    /// The first of French and English in an `Accept-Language` header; French when neither.
    pub fn of_header(header: Option<&str>) -> Self {
        let header = header.unwrap_or_default().to_ascii_lowercase();
        let preferred = header
            .split(',')
            .map(|part| part.trim())
            .find(|part| part.starts_with("fr") || part.starts_with("en"));
        match preferred {
            Some(tag) if tag.starts_with("en") => Self::En,
            _ => Self::Fr,
        }
    }
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub fr: String,
    pub en: String,
}

impl Said {
    pub fn new(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self { fr: fr.into(), en: en.into() }
    }

    pub fn in_language(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// One fault of one field.
#[derive(Clone, Debug)]
pub struct Fault {
    /// JSON pointer of the field, such as `/duration_min` or `/themes/0`.
    pub pointer: String,
    pub code: &'static str,
    pub said: Said,
}

/// A fault as it is sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct FaultView {
    /// JSON pointer of the field.
    #[schema(example = "/duration_min")]
    pub pointer: String,
    /// Stable code of the rule.
    #[schema(example = "out_of_range")]
    pub code: &'static str,
    pub message: String,
}

/// Collects every fault of an input, so that one answer names them all. The first fault of a
/// field wins: a missing field is not also too short.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn into_vec(self) -> Vec<Fault> {
        self.0
    }

    pub fn add(&mut self, pointer: impl Into<String>, code: &'static str, said: Said) {
        let pointer = pointer.into();
        if !self.0.iter().any(|fault| fault.pointer == pointer) {
            self.0.push(Fault { pointer, code, said });
        }
    }

    pub fn required(&mut self, pointer: impl Into<String>) {
        self.add(
            pointer,
            "required",
            Said::new("Ce champ est obligatoire.", "This field is required."),
        );
    }

    pub fn contradiction(&mut self, pointer: impl Into<String>, fr: &str, en: &str) {
        self.add(pointer, "contradiction", Said::new(fr, en));
    }

    /// `min ≤ value ≤ max`, or `out_of_range`.
    pub fn range<T: PartialOrd + Display>(
        &mut self,
        pointer: impl Into<String>,
        value: T,
        min: T,
        max: T,
    ) {
        if value < min || value > max {
            self.add(
                pointer,
                "out_of_range",
                Said::new(
                    format!("La valeur doit être comprise entre {min} et {max}."),
                    format!("The value must be between {min} and {max}."),
                ),
            );
        }
    }

    /// Keeps the value of a check of `platform::contact`, or notes why there is none.
    pub fn keep<T>(&mut self, pointer: &str, checked: Result<T, Reason>) -> Option<T> {
        match checked {
            Ok(value) => Some(value),
            Err(Reason { code, fr, en }) => {
                self.add(pointer, code, Said::new(fr, en));
                None
            }
        }
    }

    /// [`Faults::keep`] for a field that may be left empty.
    pub fn keep_optional<T>(
        &mut self,
        pointer: &str,
        value: Option<&str>,
        check: impl FnOnce(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        let value = value.filter(|value| !value.trim().is_empty())?;
        self.keep(pointer, check(value))
    }

    /// One line that must say something: 1 … `max` characters, none forbidden.
    pub fn name(&mut self, pointer: &str, value: &str, max: usize) {
        if value.trim().is_empty() {
            self.required(pointer);
        } else if value.chars().count() > max {
            self.keep::<()>(pointer, Err(Reason::too_long(max)));
        } else {
            self.keep(pointer, contact::line(value));
        }
    }

    /// One line of at most `max` characters that may be left empty.
    pub fn line(&mut self, pointer: &str, value: Option<&str>, max: usize) {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            self.name(pointer, value, max);
        }
    }

    /// A text of several lines and at most `max` characters that may be left empty.
    pub fn text(&mut self, pointer: &str, value: Option<&str>, max: usize) {
        let Some(value) = value else { return };
        if value.chars().count() > max {
            self.keep::<()>(pointer, Err(Reason::too_long(max)));
        } else {
            self.keep(pointer, contact::text(value));
        }
    }

    /// A period of whole months, the only kind that protected figures know.
    pub fn whole_months(&mut self, (first, last): (&str, &str), from: Day, to: Day) {
        if to < from {
            self.contradiction(
                last,
                "La fin ne peut pas précéder le début.",
                "The end cannot come before the start.",
            );
        }
        if !from.starts_month() {
            let said =
                Said::new("Premier jour d’un mois attendu.", "First day of a month expected.");
            self.add(first, "whole_months", said);
        }
        if !to.ends_month() {
            let said =
                Said::new("Dernier jour d’un mois attendu.", "Last day of a month expected.");
            self.add(last, "whole_months", said);
        }
    }

    pub fn forbidden_character(&mut self, pointer: impl Into<String>) {
        self.add(
            pointer,
            "forbidden_character",
            Said::new(
                "Ce texte contient un caractère interdit.",
                "This text contains a forbidden character.",
            ),
        );
    }

    pub fn unknown(&mut self, pointer: impl Into<String>, fr: &str, en: &str) {
        self.add(pointer, "unknown_value", Said::new(fr, en));
    }
}
