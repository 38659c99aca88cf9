//! An answer, and what one expects of it. Each expectation shows the body when it fails.

use actix_web::http::header::HeaderMap;
use serde_json::Value;

pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// What the request was about, told when an expectation fails.
    pub about: String,
}

impl Reply {
    /// Says what the request was about.
    pub fn about(mut self, what: &str) -> Self {
        self.about = what.to_owned();
        self
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("not JSON ({error}): {}", self.text()))
    }

    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    }

    /// The status is the one expected; gives the answer back.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{} {}", self.about, self.text());
        self
    }

    /// A problem of this status and code; gives it back.
    #[track_caller]
    pub fn is_problem(self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{} {}", self.about, self.text());
        assert_eq!(self.header("content-type").as_deref(), Some("application/problem+json"));
        let problem = self.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        assert!(problem["request_id"].as_str().is_some_and(|id| !id.is_empty()));
        problem
    }

    /// 422 with exactly these faults, in any order: (pointer, code).
    #[track_caller]
    pub fn is_invalid(self, expected: &[(&str, &str)]) {
        let about = self.about.clone();
        let problem = self.is_problem(422, "invalid");
        let mut told: Vec<(String, String)> = problem["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|fault| {
                assert!(fault["message"].as_str().is_some_and(|said| !said.is_empty()));
                let field = |name: &str| fault[name].as_str().unwrap_or_default().to_owned();
                (field("pointer"), field("code"))
            })
            .collect();
        told.sort();
        let mut expected: Vec<(String, String)> =
            expected.iter().map(|(pointer, code)| ((*pointer).into(), (*code).into())).collect();
        expected.sort();
        assert_eq!(told, expected, "{about} {problem}");
    }
}
