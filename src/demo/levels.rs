//! What people learned: grants of the first weeks, Pix files, placements, and what facilitators
//! attested after their sessions. Each deed is done on its day.

use chrono::{Duration, NaiveDate, TimeZone};
use chrono_tz::Tz;

use super::cast::{Cast, Member, ROLES};
use super::random::Random;
use super::year::{DemoYear, Met};
use crate::accounts::{self, InvitationInput};
use crate::claims::{self, CodePurpose};
use crate::competences::{
    self, AttestationInput, Catalogue, GrantInput, PlacementInput, PlacementOf, Upload,
};
use crate::learners;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Code, Lang, Problem};
use crate::platform::secrets;
use crate::policy::{Actor, Facilitator, Role, Roles};

/// The followed person who signs in as the learner of the demo: the first of the first mediator.
const LEARNER: (usize, usize) = (0, 0);

/// Competences that the peers teach from the first weeks on, by coordinators' grants.
const GRANTED: [&str; 4] = ["1.2", "2.1", "4.1", "5.2"];

/// Lives a year of learning.
pub fn learn(
    conn: &mut Conn,
    zone: Tz,
    cast: &Cast,
    year: DemoYear,
    met: &[Met],
) -> Result<(), Problem> {
    // One clock for all deeds: ids made on one day are told apart by their count.
    let clock = Clock::frozen(zone, moment(zone, year.first, 6));
    let on = |day: NaiveDate, hour: u32| {
        let there = moment(zone, day, hour).millis();
        clock.advance(Duration::milliseconds(there - clock.now().millis()));
        &clock
    };
    let catalogue = competences::catalogue(conn)?;
    let mut random = Random::new(77);
    certify(conn, on(year.first + Duration::days(40), 9), cast)?;
    for (at, member) in cast.members.iter().enumerate().filter(|(_, one)| !one.is_mediator) {
        // Six months at most: the first ones are over by now, the last ones are not.
        let day = year.first + Duration::days(if at % 2 == 0 { 20 } else { 250 });
        grant(conn, on(day, 9), cast, &catalogue, member)?;
    }
    let learner = sign_up(conn, on(year.first + Duration::days(300), 8), cast)?;
    for (at, member) in cast.members.iter().enumerate() {
        for (rank, learner_id) in member.learner_ids.iter().enumerate() {
            let is_own = (at, rank) == LEARNER;
            if is_own || random.chance(45) {
                let day = year.first + Duration::days(30 + random.below(300) as i64);
                let placements = if is_own { 9 } else { 1 + random.below(4) };
                place(conn, on(day, 14), &catalogue, member, *learner_id, placements, &mut random)?;
            }
        }
    }
    let mut ordered: Vec<&Met> = met.iter().collect();
    ordered.sort_by_key(|met| met.date);
    for met in ordered {
        let is_own = learner.is_some_and(|learner| met.learner_ids.contains(&learner));
        if is_own || random.chance(30) {
            attest(conn, on(met.date, 18), cast, met, &mut random)?;
        }
    }
    ask_for_signature(conn, on(year.last, 7), cast, met)
}

pub(super) fn moment(zone: Tz, day: NaiveDate, hour: u32) -> Moment {
    let local = day.and_hms_opt(hour, 0, 0).unwrap_or_default();
    let at = zone.from_local_datetime(&local).earliest();
    Moment::from_millis(at.map_or(0, |at| at.timestamp_millis()))
}

/// The person behind an account of the demo, with one hat.
fn actor(conn: &mut Conn, email: &str, role: Role) -> Result<Actor, Problem> {
    let account = accounts::find_by_email(conn, email)?.ok_or_else(Problem::not_found)?;
    Ok(Actor {
        account_id: account.id,
        person_id: account.person_id,
        sign_in_id: account.id,
        roles: [role].into_iter().collect::<Roles>(),
        facilitator_id: None,
    })
}

pub(super) fn facilitator(conn: &mut Conn, member: &Member) -> Result<Facilitator, Problem> {
    let actor = actor(conn, &member.email, Role::Facilitator)?;
    let id = member.facilitator_id;
    Ok(Facilitator { actor: Actor { facilitator_id: Some(id), ..actor }, id })
}

/// The mediators passed a certification: levels 3 to 6, not on everything.
fn certify(conn: &mut Conn, clock: &Clock, cast: &Cast) -> Result<(), Problem> {
    let admin = actor(conn, ROLES[0].1, Role::Admin)?;
    let codes: Vec<&str> = competences::pix::competences().iter().map(|own| own.code).collect();
    let mut titles = vec!["Numéro de certification", "Prénom", "Nom", "Statut", "Score en Pix"];
    titles.extend(&codes);
    titles.push("Date de passage de la certification");
    let mut lines = vec![titles.join(";")];
    let mut random = Random::new(5);
    let passed_on = (clock.today() - Duration::days(12)).format("%d/%m/%Y");
    for (at, member) in cast.members.iter().enumerate().filter(|(_, one)| one.is_mediator) {
        let account = accounts::find_by_email(conn, &member.email)?;
        let Some(account) = account else { continue };
        let levels = codes.iter().map(|_| match random.below(6) {
            0 => "-".to_owned(),
            more => (2 + more).min(6).to_string(),
        });
        let levels: Vec<String> = levels.collect();
        let (first, last) = (account.first_name, account.last_name);
        let levels = levels.join(";");
        lines.push(format!("{};{first};{last};Validée;-;{levels};{passed_on}", 900_000 + at));
    }
    let file = format!("\u{feff}{}\n", lines.join("\n")).into_bytes();
    let catalogue = competences::catalogue(conn)?;
    let reachable = catalogue.reachable_of(competences::Framework::Pix);
    let read = competences::pix::read(&file, clock.today(), reachable);
    let read = read.map_err(|reason| Problem::internal(reason.en))?;
    let upload = Upload {
        hash: secrets::hash_of(&file),
        file: read,
        identifier: None,
        commit: true,
        lang: Lang::Fr,
    };
    competences::import_pix(conn, clock, &admin, upload)?;
    Ok(())
}

fn grant(
    conn: &mut Conn,
    clock: &Clock,
    cast: &Cast,
    catalogue: &Catalogue,
    member: &Member,
) -> Result<(), Problem> {
    let by = actor(conn, ROLES[1].1, Role::Coordinator)?;
    debug_assert_eq!(by.account_id, cast.coordinator_account_id);
    for (at, code) in GRANTED.iter().enumerate() {
        let Some(competence) = catalogue.by_code(code) else { continue };
        let input = GrantInput {
            facilitator_id: member.facilitator_id,
            competence_id: competence.id,
            up_to: 2 + (at % 2) as i32,
            reason: "Lancement du réseau : personne n’a encore de niveau vérifié.".to_owned(),
            expires_on: None,
        };
        quietly(competences::give_grant(conn, clock, &by, clock.new_id(), &input).map(drop))?;
    }
    Ok(())
}

/// Those who were not in the team on that day get nothing; a rule of levels stands in the way.
fn quietly(done: Result<(), Problem>) -> Result<(), Problem> {
    match done {
        Err(problem) if problem.code() != Code::Invalid => Err(problem),
        _ => Ok(()),
    }
}

/// The demo's learner gets an account and claims the record that the mediator keeps.
fn sign_up(conn: &mut Conn, clock: &Clock, cast: &Cast) -> Result<Option<Id>, Problem> {
    let (at, rank) = LEARNER;
    let Some(member) = cast.members.get(at) else { return Ok(None) };
    let Some(learner_id) = member.learner_ids.get(rank).copied() else { return Ok(None) };
    let found = learners::find_own(conn, member.facilitator_id, &[learner_id])?.pop();
    let Some(learner) = found else { return Ok(None) };
    let input = InvitationInput {
        email: ROLES[5].1.to_owned(),
        first_name: learner.first_name,
        last_name: learner.last_name,
        roles: vec![Role::Learner],
        facilitator_kind: None,
        organization_id: None,
        place_ids: Vec::new(),
    };
    accounts::register(conn, clock, &input)?;
    let by = facilitator(conn, member)?;
    let code = claims::hand_out(conn, clock, &by, learner_id, CodePurpose::Claim)?;
    let person = actor(conn, ROLES[5].1, Role::Learner)?;
    claims::claim(conn, clock, &person, &code.code)?;
    Ok(Some(learner_id))
}

fn place(
    conn: &mut Conn,
    clock: &Clock,
    catalogue: &Catalogue,
    member: &Member,
    learner_id: Id,
    count: usize,
    random: &mut Random,
) -> Result<(), Problem> {
    let found = learners::find_own(conn, member.facilitator_id, &[learner_id])?.pop();
    let Some(learner) = found else { return Ok(()) };
    for _ in 0..count {
        let Some(competence) = random.pick(catalogue.all()) else { continue };
        let level = [0, 1, 1, 2, 2, 3, 4][random.below(7)];
        let input =
            PlacementInput { competence_id: competence.id, answers: None, level: Some(level) };
        let of = PlacementOf { person_id: learner.person_id, id: clock.new_id() };
        competences::place(conn, clock, of, &input)?;
    }
    Ok(())
}

fn attest(
    conn: &mut Conn,
    clock: &Clock,
    cast: &Cast,
    met: &Met,
    random: &mut Random,
) -> Result<(), Problem> {
    let Some(member) = cast.members.get(met.member) else { return Ok(()) };
    let by = facilitator(conn, member)?;
    for learner_id in &met.learner_ids {
        for competence_id in &met.competence_ids {
            let input = AttestationInput {
                session_id: met.session_id,
                learner_id: *learner_id,
                competence_id: *competence_id,
                level: 1 + random.below(3) as i32,
                ask_cosignature: false,
                reason: None,
            };
            let id = clock.new_id();
            quietly(competences::attest(conn, clock, &by, id, &input).map(drop))?;
        }
    }
    Ok(())
}

/// One attestation of the first mediator waits for the coordinator today.
fn ask_for_signature(
    conn: &mut Conn,
    clock: &Clock,
    cast: &Cast,
    met: &[Met],
) -> Result<(), Problem> {
    let Some(member) = cast.members.first() else { return Ok(()) };
    let by = facilitator(conn, member)?;
    let own = met.iter().rev().filter(|met| met.member == 0 && met.date < clock.today());
    for met in own.filter(|met| !met.learner_ids.is_empty()).take(20) {
        for competence_id in &met.competence_ids {
            let input = AttestationInput {
                session_id: met.session_id,
                learner_id: met.learner_ids[0],
                competence_id: *competence_id,
                level: 4,
                ask_cosignature: true,
                reason: Some("A montré tout cela deux fois sans aide.".to_owned()),
            };
            let asked = competences::attest(conn, clock, &by, clock.new_id(), &input);
            match asked {
                Ok(_) => return Ok(()),
                Err(problem) if problem.code() == Code::Invalid => {}
                Err(problem) => return Err(problem),
            }
        }
    }
    Ok(())
}
