//! Applies the table to requests, and compares it with the routes served.

use std::collections::{BTreeSet, HashMap};

use anyhow::bail;

use super::{Actor, Rule, TABLE};
use crate::platform::http::{Code, Problem};

/// The table, ready to be asked: path pattern → methods and their rules.
pub struct Guard {
    routes: HashMap<&'static str, Vec<(&'static str, Rule)>>,
}

impl Default for Guard {
    fn default() -> Self {
        let mut routes: HashMap<_, Vec<_>> = HashMap::new();
        for entry in TABLE {
            routes.entry(entry.path).or_default().push((entry.method, entry.rule));
        }
        Self { routes }
    }
}

impl Guard {
    /// The pattern of a path that stands in the table as it is; none for one with an id in it,
    /// which the router has to match.
    pub fn literal(&self, path: &str) -> Option<&'static str> {
        self.routes.get_key_value(path).map(|(pattern, _)| *pattern)
    }

    /// Whether `actor` may call `method` on the route `pattern`, and by which rule.
    ///
    /// # Errors
    /// 404 without such a route, 405 with `Allow`, 401 without an account, 403 without the hat.
    pub fn admit(
        &self,
        method: &str,
        pattern: Option<&str>,
        actor: Option<&Actor>,
    ) -> Result<Rule, Problem> {
        let Some(methods) = pattern.and_then(|pattern| self.routes.get(pattern)) else {
            return Err(Problem::not_found());
        };
        let Some((_, rule)) = methods.iter().find(|(known, _)| *known == method) else {
            let allow: Vec<_> = methods.iter().map(|(known, _)| *known).collect();
            return Err(Problem::method_not_allowed(allow.join(", ")));
        };
        match (rule, actor) {
            (Rule::Anyone | Rule::Visitor, _) => Ok(*rule),
            (_, None) => Err(Problem::new(Code::Unauthenticated)),
            (Rule::SignedIn, Some(_)) => Ok(*rule),
            (Rule::OneOf(roles), Some(actor)) => {
                if roles.iter().any(|role| actor.is(*role)) {
                    Ok(*rule)
                } else {
                    Err(Problem::forbidden())
                }
            }
        }
    }
}

/// Checks that the table and the routes served are the same set.
///
/// # Errors
/// Names every route without a policy entry and every entry without a route.
pub fn compare(served: &BTreeSet<(String, String)>) -> anyhow::Result<()> {
    let known: BTreeSet<(String, String)> =
        TABLE.iter().map(|entry| (entry.method.to_owned(), entry.path.to_owned())).collect();
    let list = |left: &BTreeSet<(String, String)>, right| {
        let missing: Vec<_> =
            left.difference(right).map(|(method, path)| format!("{method} {path}")).collect();
        missing.join(", ")
    };
    let without_entry = list(served, &known);
    let without_route = list(&known, served);
    if !without_entry.is_empty() {
        bail!("routes without a policy entry (src/policy/table.rs): {without_entry}");
    }
    if !without_route.is_empty() {
        bail!("policy entries without a route: {without_route}");
    }
    Ok(())
}
