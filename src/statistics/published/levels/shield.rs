//! What of a competence may be shown beside a total that the reader knows.

use crate::platform::http::Problem;
use crate::statistics::protection::{Place, Rule, Shown, Table, Why, protect};

/// The cell of the total, first in every table here.
pub const TOTAL: usize = 0;

/// Protects the table of one competence.
///
/// The reader knows the total from elsewhere (followed people, places), unless it is too small:
/// then all is hidden, zeros included. A known total keeps the tables of competences apart: what
/// is hidden in one says nothing of another. Where the total leaves too little doubt whatever is
/// hidden, everything below it is, zeros included and for one reason.
///
/// # Errors
/// When the table contradicts itself.
pub fn shield(mut table: Table, rule: Rule) -> Result<Vec<Shown>, Problem> {
    let all = |why: Why, length: usize| vec![Shown::Hidden { why }; length];
    let cells = table.cells.len();
    let total = table.cells.get_mut(TOTAL).ok_or_else(|| Problem::internal("no total"))?;
    if rule.primary(&table.measures, total).is_some() {
        return Ok(all(Why::Few, cells));
    }
    total.place = Place::Kept;
    let protected = protect(&table, rule).map_err(Problem::internal)?;
    if protected.unproved.is_empty() {
        return Ok(protected.shown);
    }
    let mut shown = all(Why::Complement, cells);
    shown[TOTAL] = protected.shown[TOTAL];
    Ok(shown)
}
