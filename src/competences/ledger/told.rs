//! A ledger as screens need it: evidence, acts and the names of attesters in one question, because
//! each question costs a screen as much as a record read by its key.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::model::{ActRow, ProofRow};
use crate::competences::framework::{self, CatalogueMark};
use crate::competences::levels::{Act, Evidence, Ledger};
use crate::platform::database::schema::{
    accounts, evidence, evidence_acts, learners, participations, session_competences,
};
use crate::platform::database::{Conn, Id};

/// A ledger, and the names of those who attested in it.
pub struct Told {
    pub ledger: Ledger,
    pub names: HashMap<Id, String>,
    /// That of the catalogue ([`framework::mark`]); none where nothing was told.
    pub mark: Option<CatalogueMark>,
}

/// A piece of evidence, an act on it, the names of who attested it, the mark of the catalogue.
type ToldRow = (ProofRow, Option<ActRow>, Option<(String, String)>, CatalogueMark);

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

/// Whose ledgers a screen needs, and on what.
pub struct Asked<'a> {
    /// They, on what it was about,
    pub session_id: Id,
    /// are these people who took part in it,
    pub people: &'a [Id],
    /// this one who may not have,
    pub person_id: Id,
    /// and these competences.
    pub competences: &'a [Id],
}

/// The ledgers of people on some competences, in one.
pub fn told_about(conn: &mut Conn, asked: &Asked<'_>) -> QueryResult<Told> {
    let own = told_query().filter(evidence::person_id.eq(asked.person_id));
    let rows = match conn {
        // A list of ids would be prepared anew each time: SQLite finds them itself.
        Conn::Sqlite(c) => {
            let about = session_competences::table
                .filter(session_competences::session_id.eq(asked.session_id))
                .select(session_competences::competence_id);
            let present = participations::table
                .inner_join(learners::table.on(participations::learner_id.eq(learners::id)))
                .filter(participations::session_id.eq(asked.session_id))
                .select(learners::person_id);
            let of_them = told_query().filter(evidence::person_id.eq_any(present));
            let mut rows = told_rows!(c, of_them.filter(evidence::competence_id.eq_any(about)))?;
            rows.extend(told_rows!(c, own.filter(evidence::competence_id.eq_any(about)))?);
            rows
        }
        // PostgreSQL takes a list as one value, and plans better for it.
        Conn::Postgres(c) => {
            let all: Vec<Id> = asked.people.iter().copied().chain([asked.person_id]).collect();
            let of_them = told_query().filter(evidence::person_id.eq_any(all));
            told_rows!(c, of_them.filter(evidence::competence_id.eq_any(asked.competences)))?
        }
    };
    Ok(told(rows))
}

fn told(rows: Vec<ToldRow>) -> Told {
    let (mut evidence, mut acts, mut names) = (Vec::new(), Vec::new(), HashMap::new());
    let mut seen = HashSet::new();
    let mark = rows.first().map(|(.., mark)| *mark);
    for (proof, act, name, _) in rows {
        let proof = Evidence::from(proof);
        // A piece comes once for each act on it, and twice if it was asked for twice.
        acts.extend(act.filter(|act| seen.insert(act.id)).map(Act::from));
        if seen.insert(proof.id) {
            names.extend(proof.issuer_id.zip(name.map(|(first, last)| format!("{first} {last}"))));
            evidence.push(proof);
        }
    }
    Told { ledger: Ledger::new(evidence, acts), names, mark }
}
