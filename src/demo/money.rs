//! Who pays and what they see: an envelope and targets, a funder with a perimeter, a share link.

use chrono::{Datelike, Months, NaiveDate};

use super::cast::ROLES;
use crate::accounts::{self, InvitationInput};
use crate::facilitators;
use crate::funding::{self, PerimeterInput, TerritoryInput};
use crate::network_settings::{self, NetworkSettingsInput};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::day::Day;
use crate::platform::http::conditional::Seen;
use crate::platform::http::{Expected, Problem};
use crate::policy::{Actor, Role};
use crate::programmes::{EnvelopeInput, Measure, ProgrammeInput, TargetInput};
use crate::sharing::{self, ScopeKind, ShareLinkInput};
use crate::territories::TerritoryKind;

/// The whole months that the demo's year lies in.
fn months(first_day: NaiveDate) -> (Day, Day) {
    let start = first_day.with_day(1).unwrap_or(first_day);
    let after = start.checked_add_months(Months::new(13)).unwrap_or(start);
    (Day(start), Day(after.pred_opt().unwrap_or(after)))
}

/// The programme of the demo, paid for two years, with a year's targets.
pub fn programme(first_day: NaiveDate) -> ProgrammeInput {
    let (from, to) = months(first_day);
    let two_years = from.0.checked_add_months(Months::new(24)).and_then(|day| day.pred_opt());
    let target = |measure, value| TargetInput { id: None, measure, value, from, to };
    ProgrammeInput {
        name: "Conseiller numérique".to_owned(),
        starts_on: None,
        ends_on: None,
        envelopes: vec![EnvelopeInput {
            id: None,
            name: "Convention sur deux ans".to_owned(),
            amount_eur: Some(240_000),
            starts_on: from,
            ends_on: Day(two_years.unwrap_or(to.0)),
        }],
        targets: vec![target(Measure::Participations, 6_000), target(Measure::Workshops, 300)],
    }
}

/// Names the network, and makes a funder who sees the programme in one département.
pub fn fund(
    conn: &mut Conn,
    clock: &Clock,
    admin: &Actor,
    programme_id: Id,
) -> Result<(), Problem> {
    let settings = NetworkSettingsInput {
        name: "Réseau des Deux Rives".to_owned(),
        contact: Some("Une question ? Écrivez à contact@exemple.fr".to_owned()),
        k: 11,
        public_page: true,
    };
    let seen = Seen(network_settings::get(conn)?.version);
    network_settings::change(conn, clock, admin, seen, &settings)?;
    let funder = InvitationInput {
        email: ROLES[4].1.to_owned(),
        first_name: "Claire".to_owned(),
        last_name: "Montfavet".to_owned(),
        roles: vec![Role::Funder],
        facilitator_kind: None,
        organization_id: None,
        place_ids: Vec::new(),
    };
    let funder = accounts::register(conn, clock, &funder)?.id;
    let perimeter = PerimeterInput {
        name: "Conseillers numériques en Loire-Atlantique".to_owned(),
        k: None,
        account_ids: vec![funder],
        programme_ids: vec![programme_id],
        organization_ids: Vec::new(),
        territories: vec![TerritoryInput {
            kind: TerritoryKind::Departement,
            code: "44".to_owned(),
        }],
    };
    funding::put(conn, clock, admin, clock.new_id(), Expected::NONE, &perimeter)?;
    Ok(())
}

/// A mediator shares the year with the town hall.
pub fn share(conn: &mut Conn, clock: &Clock, first_day: NaiveDate) -> Result<(), Problem> {
    let Some(account) = accounts::find_by_email(conn, ROLES[2].1)? else { return Ok(()) };
    let author = Actor {
        account_id: account.id,
        person_id: account.person_id,
        sign_in_id: account.id,
        roles: account.roles,
        facilitator_id: facilitators::find_kind(conn, account.id)?.map(|(id, _)| id),
    };
    let (from, to) = months(first_day);
    let last_day = first_day.checked_add_months(Months::new(18)).unwrap_or(first_day);
    let link = ShareLinkInput {
        label: "Bilan de l’année pour la mairie".to_owned(),
        scope: ScopeKind::Own,
        scope_id: None,
        question: format!("from={from}&to={to}"),
        expires_on: Day(last_day),
    };
    sharing::create(conn, clock, &author, &link)?;
    Ok(())
}
