//! Proofs of levels written straight into the ledger, where a test needs many.

use coopair::competences::levels::{EvidenceKind, Level};
use coopair::competences::{EvidenceRow, catalogue, recount};
use coopair::platform::database::Id;
use coopair::platform::database::schema::{accounts, evidence, learners};
use diesel::prelude::*;

use super::{Person, TestApp};

/// A level of Pix: of whom, on which competence (`1.2`), which level, on which day.
#[derive(Clone, Debug)]
pub struct Proved<'a> {
    pub of: Id,
    pub code: &'a str,
    pub level: i32,
    pub on: &'a str,
}

impl TestApp {
    /// The person behind a followed record.
    pub fn person_of(&self, learner_id: &str) -> Id {
        let id: Id = learner_id.parse().expect("an id");
        self.sql(|conn| learners::table.find(id).select(learners::person_id).first(conn))
    }

    /// The person behind an account.
    pub fn own_person(&self, who: &Person) -> Id {
        let id = who.account_id.expect("an account");
        self.sql(|conn| accounts::table.find(id).select(accounts::person_id).first(conn))
    }

    /// The id of a competence.
    pub fn competence(&self, code: &str) -> Id {
        let found = self.sql(|conn| Ok(catalogue(conn)?.by_code(code).map(|found| found.id)));
        found.expect("the competence")
    }

    /// Writes proofs as a file of Pix would, and what is derived from them.
    pub fn proves(&self, proofs: &[Proved<'_>]) {
        let (clock, kind) = (&self.ctx.clock, EvidenceKind::PixProfile);
        self.sql(|conn| {
            let catalogue = catalogue(conn)?;
            for proof in proofs {
                let observed_on = proof.on.parse().expect("a day");
                let row = EvidenceRow {
                    id: clock.new_id(),
                    digest: String::new(),
                    person_id: proof.of,
                    competence_id: catalogue.by_code(proof.code).expect("the competence").id,
                    framework_version: 1,
                    kind,
                    level: Level::new(proof.level).expect("a level"),
                    observed_on,
                    recorded_at: clock.now(),
                    expires_on: kind.expires_on(observed_on, None),
                    issuer_id: None,
                    session_id: None,
                    cosigner_id: None,
                    import_id: None,
                };
                diesel::insert_into(evidence::table).values(row).execute(conn)?;
            }
            recount(conn, &catalogue, true)
        });
    }
}
