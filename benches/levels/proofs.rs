//! The ledger: what people say of themselves, attestations after workshops, Pix profiles and
//! certificates of three years, and some acts on them; grants of the team.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use coopair::competences::levels::{ActKind, Evidence, EvidenceKind, Level, Observation};
use coopair::competences::{EvidenceRow, Framework, catalogue};
use coopair::platform::clock::Clock;
use coopair::platform::database::schema::{evidence, evidence_acts, teaching_grants};
use coopair::platform::database::{Conn, Id};
use diesel::prelude::*;

use crate::base::{bulk, clock, first_day};
use crate::network::{Network, TEAM};
use crate::random::Random;
use crate::sessions::{COMPETENCES, Group, later, pix_ids};

/// Proofs of each facilitator.
const OWN: usize = 25;
/// What is to be recorded, with the session it rests on and who signs too.
type Seen = (Observation, Option<Id>, Option<Id>);

/// Somebody whose proofs are made up.
struct Person<'a> {
    id: Id,
    /// Where they begin.
    skill: usize,
    group: Option<&'a Group>,
    /// Days of campaigns: three of profiles, two of certificates.
    campaigns: [NaiveDate; 5],
    /// Of Pix, one proof a day, competence and kind.
    taken: HashSet<(usize, EvidenceKind, NaiveDate)>,
}

struct Pen<'a> {
    random: Random,
    network: &'a Network,
    competences: Vec<Id>,
    seen: Vec<Seen>,
}

/// Writes `count` proofs of the learners of groups, those of facilitators, acts and grants; tells
/// how many proofs there are.
pub fn write(conn: &mut Conn, network: &Network, groups: &[Group], count: usize) -> usize {
    let competences = pix_ids(conn);
    let mut pen = Pen { random: Random::new(4), network, competences, seen: Vec::new() };
    let learners: usize = groups.iter().map(|group| group.people.len()).sum();
    let mut number = 0;
    for group in groups {
        for id in &group.people {
            let own = (number + 1) * count / learners - number * count / learners;
            pen.person(*id, Some(group), own);
            number += 1;
        }
    }
    for mediator in &network.mediators {
        pen.person(mediator.person_id, None, OWN);
    }
    let Pen { mut seen, mut random, competences, .. } = pen;
    // As it came: what is said of one person is spread over the whole table.
    seen.sort_by_key(|(seen, ..)| seen.observed_on);
    let rows = record(conn, seen);
    bulk!(conn, evidence, rows);
    acts(conn, network, &rows, &mut random);
    grants(conn, network, &competences);
    rows.len()
}

impl Pen<'_> {
    fn day(&mut self) -> NaiveDate {
        let length = (clock().today() - first_day()).num_days() as usize;
        // Nothing of the last two days: an import comes later.
        first_day() + Days::new(self.random.below(length - 2) as u64)
    }

    fn person(&mut self, id: Id, group: Option<&Group>, count: usize) {
        let campaigns = std::array::from_fn(|_| self.day());
        // Facilitators know more.
        let skill = self.random.below(3) + if group.is_some() { 0 } else { 3 };
        let mut person = Person { id, skill, group, campaigns, taken: HashSet::new() };
        for _ in 0..count {
            let seen = self.proof(&mut person);
            self.seen.push(seen);
        }
    }

    fn proof(&mut self, person: &mut Person<'_>) -> Seen {
        let competence = self.random.below(COMPETENCES);
        match (self.random.below(100), person.group) {
            (..28, Some(group)) => self.attestation(person, group),
            (..60, _) => {
                let day = self.day();
                let kind = EvidenceKind::SelfPlaced;
                (self.observation(person, competence, kind, day, Some(person.id)), None, None)
            }
            (other, _) => {
                let (kind, campaigns) = match other {
                    ..88 => (EvidenceKind::PixProfile, 0..3),
                    _ => (EvidenceKind::PixCertified, 3..5),
                };
                let mut day = *self.random.pick(&person.campaigns[campaigns]);
                while !person.taken.insert((competence, kind, day)) {
                    day = day - Days::new(1);
                }
                (self.observation(person, competence, kind, day, None), None, None)
            }
        }
    }

    /// After a workshop, on one of the two things it was about; some with a coordinator.
    fn attestation(&mut self, person: &Person<'_>, group: &Group) -> Seen {
        let meeting = self.random.pick(&group.meetings).clone();
        let competence = *self.random.pick(&meeting.competences);
        let issuer = self.network.mediators[group.mediator].person_id;
        let kind = EvidenceKind::Peer;
        let seen = self.observation(person, competence, kind, meeting.date, Some(issuer));
        let cosigner = self.random.chance(5).then_some(self.network.coordinator_id);
        (seen, Some(meeting.id), cosigner)
    }

    /// People get further: a level a year, more or less.
    fn observation(
        &mut self,
        person: &Person<'_>,
        competence: usize,
        kind: EvidenceKind,
        observed_on: NaiveDate,
        issuer_id: Option<Id>,
    ) -> Observation {
        let years = ((observed_on - first_day()).num_days() / 365).max(0) as usize;
        let least = usize::from(kind.verifies());
        let level = (person.skill + years + self.random.below(2)).clamp(least, 7);
        Observation {
            person_id: person.id,
            competence_id: self.competences[competence],
            kind,
            level: Level::new(level).expect("a level"),
            observed_on,
            stated_expiry: None,
            issuer_id,
        }
    }
}

/// The rows of what was seen, oldest first, under the rules of the product.
fn record(conn: &mut Conn, seen: Vec<Seen>) -> Vec<EvidenceRow> {
    let catalogue = catalogue(conn).expect("competences");
    let reachable = catalogue.reachable_of(Framework::Pix).clone();
    let first = seen.first().expect("a proof").0.observed_on;
    let frozen = Clock::frozen(chrono_tz::Europe::Paris, clock().start_of(first));
    let row = |(seen, session_id, cosigner_id): Seen| {
        frozen.advance(later(&frozen, seen.observed_on));
        let (id, now, day) = (frozen.new_id(), frozen.now(), seen.observed_on);
        let recorded = Evidence::record(seen, id, now, day, &reachable).expect("a proof");
        EvidenceRow { session_id, cosigner_id, ..EvidenceRow::of(recorded, String::new(), 1) }
    };
    seen.into_iter().map(row).collect()
}

/// One proof in a hundred is disputed, and half of these cleared; one in two hundred revoked.
fn acts(conn: &mut Conn, network: &Network, rows: &[EvidenceRow], random: &mut Random) {
    let mut acts = Vec::new();
    for row in rows.iter().filter(|row| row.kind.verifies()) {
        let mut act = |kind: ActKind, author: Id, days: i64| {
            acts.push((
                evidence_acts::id.eq(clock().new_id()),
                evidence_acts::evidence_id.eq(row.id),
                evidence_acts::kind.eq(kind),
                evidence_acts::author_id.eq(author),
                evidence_acts::reason.eq("À revoir ensemble."),
                evidence_acts::at.eq(row.recorded_at.plus_seconds(days * 86_400)),
            ));
        };
        match random.below(1_000) {
            ..5 => act(ActKind::Revoke, network.coordinator_id, 1),
            5..10 => act(ActKind::Dispute, row.person_id, 1),
            10..15 => {
                act(ActKind::Dispute, row.person_id, 1);
                act(ActKind::Clear, network.coordinator_id, 2);
            }
            _ => {}
        }
    }
    bulk!(conn, evidence_acts, acts);
}

/// Three grants for each member of the team.
fn grants(conn: &mut Conn, network: &Network, competences: &[Id]) {
    let today = clock().today();
    let mut grants = Vec::new();
    for (at, member) in network.mediators[..TEAM].iter().enumerate() {
        for nth in 0..3 {
            grants.push((
                teaching_grants::id.eq(clock().new_id()),
                teaching_grants::digest.eq(""),
                teaching_grants::person_id.eq(member.person_id),
                teaching_grants::competence_id.eq(competences[(at + 5 * nth) % COMPETENCES]),
                teaching_grants::up_to.eq(Level::new(5_u8).expect("a level")),
                teaching_grants::granted_by.eq(network.coordinator_id),
                teaching_grants::reason.eq("Formée en interne."),
                teaching_grants::granted_on.eq(today - Days::new(60)),
                teaching_grants::expires_on.eq(today + Days::new(60)),
                teaching_grants::created_at.eq(clock().now()),
            ));
        }
    }
    bulk!(conn, teaching_grants, grants);
}
