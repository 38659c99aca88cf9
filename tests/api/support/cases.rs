//! Bodies that are refused, as a table.

use serde_json::Value;

use super::{Person, with};

/// What is wrong, the fields that make it so (null removes one), the faults told.
pub type Case = (&'static str, Value, &'static [(&'static str, &'static str)]);

/// Every case of a table is refused with exactly its faults.
pub async fn refuses(who: &Person, path: &str, base: Value, cases: &[Case]) {
    for (name, changes, faults) in cases {
        let body = with(base.clone(), changes.clone());
        who.post(path, body).await.about(name).is_invalid(faults);
    }
}
