//! A ledger as screens need it: evidence, acts and the names of attesters in one question, because
//! each question costs a screen as much as a record read by its key.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::model::{ActRow, ProofRow};
use crate::competences::framework;
use crate::competences::levels::{Act, Evidence, Ledger};
use crate::on_either;
use crate::platform::database::schema::{accounts, evidence, evidence_acts};
use crate::platform::database::{Conn, Id};

/// A ledger, and the names of those who attested in it.
pub struct Told {
    pub ledger: Ledger,
    pub names: HashMap<Id, String>,
    /// That of the catalogue ([`framework::mark`]); none where nothing was told.
    pub mark: Option<i64>,
}

/// A piece of evidence, an act on it, the names of who attested it, the mark of the catalogue.
type ToldRow = (ProofRow, Option<ActRow>, Option<(String, String)>, i64);

#[diesel::dsl::auto_type(no_type_alias)]
fn told_query() -> _ {
    let who_attested = accounts::person_id.nullable().eq(evidence::issuer_id);
    evidence::table
        .left_join(evidence_acts::table.on(evidence_acts::evidence_id.eq(evidence::id)))
        .left_join(accounts::table.on(who_attested))
}

macro_rules! told_rows {
    ($conn:expr, $query:expr) => {
        $query
            .select((
                ProofRow::as_select(),
                Option::<ActRow>::as_select(),
                (accounts::first_name, accounts::last_name).nullable(),
                framework::mark(),
            ))
            .load::<ToldRow>($conn)
    };
}

/// The whole ledger of a person.
pub fn told_of(conn: &mut Conn, person_id: Id) -> QueryResult<Told> {
    Ok(told(told_rows!(conn, told_query().filter(evidence::person_id.eq(person_id)))?))
}

/// The ledgers of people on some competences, in one.
pub fn told_on(conn: &mut Conn, person_ids: &[Id], competence_ids: &[Id]) -> QueryResult<Told> {
    // PostgreSQL takes a list as one value, and prepares the statement once.
    let rows = on_either!(conn, |c| told_rows!(
        c,
        told_query()
            .filter(evidence::person_id.eq_any(person_ids))
            .filter(evidence::competence_id.eq_any(competence_ids))
    ))?;
    Ok(told(rows))
}

fn told(rows: Vec<ToldRow>) -> Told {
    let (mut evidence, mut acts, mut names) = (Vec::new(), Vec::new(), HashMap::new());
    let mut seen = HashSet::new();
    let mark = rows.first().map(|(.., mark)| *mark);
    for (proof, act, name, _) in rows {
        let proof = Evidence::from(proof);
        // A piece comes once for each act on it.
        acts.extend(act.map(Act::from));
        if seen.insert(proof.id) {
            names.extend(proof.issuer_id.zip(name.map(|(first, last)| format!("{first} {last}"))));
            evidence.push(proof);
        }
    }
    Told { ledger: Ledger::new(evidence, acts), names, mark }
}
