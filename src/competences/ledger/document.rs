//! One's levels as a PDF: what the ledger says on a day, put in words.

use std::collections::BTreeSet;

use super::queries;
use crate::accounts;
use crate::competences::framework::{self, Competence};
use crate::competences::levels::Level;
use crate::competences::placement;
use crate::competences::statement::{Declared, Row, Statement, Verified, pdf};
use crate::network_settings;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Lang, Problem};
use crate::policy::Actor;

/// One's levels as a document.
///
/// # Errors
/// The document cannot be drawn.
pub fn document(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    lang: Lang,
) -> Result<Vec<u8>, Problem> {
    let today = ctx.clock.today();
    let catalogue = framework::catalogue(conn)?;
    let ledger = queries::ledger_of(conn, &[by.person_id])?;
    let standings = ledger.standings(today);
    let issuers: BTreeSet<Id> =
        standings.values().filter_map(|own| own.verified?.issuer_id).collect();
    let names = queries::names_of(conn, &issuers.into_iter().collect::<Vec<_>>())?;
    let account = accounts::get(conn, by.account_id)?;
    let words = placement::level_words();
    let label = |level: Level| {
        let own = words.iter().find(|own| own.level == level.get());
        own.map_or("", |own| lang.pick(own.label_fr, own.label_en)).to_owned()
    };
    let row = |competence: &Competence| {
        let standing = standings.get(&(by.person_id, competence.id)).copied().unwrap_or_default();
        let area = competence.area.as_deref().and_then(placement::area);
        let verified = standing.verified.map(|proof| Verified {
            level: proof.level,
            label: label(proof.level),
            kind: proof.kind,
            by: proof.issuer_id.and_then(|id| names.get(&id).cloned()),
            observed_on: proof.observed_on,
            expires_on: proof.expires_on,
        });
        let declared = standing.declared.map(|proof| Declared {
            level: proof.level,
            label: label(proof.level),
            declared_on: proof.observed_on,
        });
        let title = lang.pick(&competence.title_fr, &competence.title_en).clone();
        let area = match area {
            Some(area) => lang.pick(area.title_fr, area.title_en),
            None => lang.pick("Compétences du réseau", "Competences of the network").to_owned(),
        };
        Row { area, code: competence.code.clone(), title, verified, declared }
    };
    let shown =
        |own: &&Competence| !own.is_retired || standings.contains_key(&(by.person_id, own.id));
    let mut rows: Vec<Row> = catalogue.all().iter().filter(shown).map(row).collect();
    // Those of one area together, in the order in which areas first come.
    let order: Vec<String> = rows.iter().map(|row| row.area.clone()).collect();
    rows.sort_by_key(|row| order.iter().position(|area| *area == row.area));
    let document = Statement {
        lang,
        network: network_settings::get(conn)?.name,
        person: format!("{} {}", account.first_name, account.last_name),
        day: today,
        badges_checked_at: Some(format!("{}/verifier", ctx.public_url)),
        rows,
    };
    pdf(&document).map_err(Problem::internal)
}
