//! Pages of lists: `limit` 1–500 (default 50) and an opaque cursor that belongs to its list.
//!
//! A cursor names the last record of a page by its sort key, so a full walk visits every record
//! once even while others write.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::faults::Said;
use super::problem::{Code, Problem};

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Give it back as `cursor` to read on; null on the last page.
    pub next_cursor: Option<String>,
    /// How many records match in all; only when asked with `with_total=true`.
    pub total: Option<i64>,
}

impl<T> Page<T> {
    /// The same page with other items.
    pub fn map<U>(self, to: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(to).collect(),
            next_cursor: self.next_cursor,
            total: self.total,
        }
    }
}

/// What a list was asked for.
#[derive(Clone, Debug)]
pub struct Paging {
    pub limit: i64,
    cursor: Option<String>,
    pub with_total: bool,
}

/// The query string of a list without filters.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// 1–500, default 50.
    pub limit: Option<i64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Also count all records.
    pub with_total: Option<bool>,
}

impl PageQuery {
    pub fn paging(self) -> Result<Paging, Problem> {
        Paging::new(self.limit, self.cursor, self.with_total)
    }
}

/// The sort key of the last record of a page.
pub type Cursor = Vec<String>;

impl Paging {
    /// # Errors
    /// `invalid_parameter` when the limit is outside 1–500.
    pub fn new(
        limit: Option<i64>,
        cursor: Option<String>,
        with_total: Option<bool>,
    ) -> Result<Self, Problem> {
        let limit = limit.unwrap_or(50);
        if !(1..=500).contains(&limit) {
            return Err(Problem::parameter(
                "limit",
                Said::new(
                    "« limit » doit être compris entre 1 et 500.",
                    "“limit” must be between 1 and 500.",
                ),
            ));
        }
        Ok(Self { limit, cursor, with_total: with_total.unwrap_or(false) })
    }

    /// The key to read on after, when `list` made the cursor and it has `parts` parts.
    pub fn after(&self, list: &str, parts: usize) -> Result<Option<Cursor>, Problem> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        decode(cursor, list, parts).map(Some).ok_or_else(|| Problem::new(Code::InvalidCursor))
    }

    /// Cuts rows read with `limit + 1` to a page and makes its cursor.
    pub fn page<T>(
        &self,
        list: &str,
        mut rows: Vec<T>,
        total: Option<i64>,
        key: impl FnOnce(&T) -> Cursor,
    ) -> Page<T> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor =
            if more { rows.last().map(|last| encode(list, &key(last))) } else { None };
        Page { items: rows, next_cursor, total }
    }
}

#[derive(Serialize, Deserialize)]
struct Mark(String, Cursor);

fn encode(list: &str, key: &Cursor) -> String {
    let json = serde_json::to_vec(&Mark(list.to_owned(), key.clone())).unwrap_or_default();
    json.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn decode(text: &str, list: &str, parts: usize) -> Option<Cursor> {
    if text.len() > 1024 || !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect();
    let Mark(made_by, key) = serde_json::from_slice(&bytes?).ok()?;
    (made_by == list && key.len() == parts && key.iter().all(|part| !part.contains('\0')))
        .then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_to_its_own_list_only() {
        let cursor = encode("sessions", &vec!["2026-01-01".into(), "x".into()]);
        assert_eq!(decode(&cursor, "sessions", 2), Some(vec!["2026-01-01".into(), "x".into()]));
        assert_eq!(decode(&cursor, "learners", 2), None);
        assert_eq!(decode(&cursor, "sessions", 3), None);
        assert_eq!(decode("zz", "sessions", 2), None);
        assert_eq!(decode(&"7b".repeat(5000), "sessions", 2), None);
    }
}
