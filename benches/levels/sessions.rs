//! The learners, in groups of ten that one facilitator follows, and the workshops of each group:
//! twelve in three years, the last one in the last three weeks.

use chrono::{Days, NaiveDate, TimeDelta};
use coopair::learners::{Learner, LearnerInput};
use coopair::platform::clock::Clock;
use coopair::platform::database::schema::{
    learners, participations, persons, session_competences, sessions,
};
use coopair::platform::database::{Conn, Id};
use coopair::sessions::Session;
use coopair::vocabulary::{Equipment, Gender, PlaceType, SessionKind, SocialStatus, Theme};
use diesel::prelude::*;

use crate::base::{bulk, clock};
use crate::network::{Mediator, Network};

const GROUP: usize = 10;
const WORKSHOPS: usize = 12;
/// How many competences Pix has.
pub const COMPETENCES: usize = 16;

/// A workshop of a group.
#[derive(Clone)]
pub struct Meeting {
    pub id: Id,
    pub date: NaiveDate,
    /// Positions among the competences of Pix.
    pub competences: [usize; 2],
}

/// Ten learners and what they did together, oldest first.
pub struct Group {
    /// Position among the facilitators.
    pub mediator: usize,
    pub people: Vec<Id>,
    pub meetings: Vec<Meeting>,
    learners: Vec<Id>,
}

/// Last name, first name, staff number.
type Named = (String, String, String);

pub fn write(
    conn: &mut Conn,
    frozen: &Clock,
    network: &Network,
    count: usize,
) -> (Vec<Group>, Vec<Named>) {
    let (mut groups, mut rows, mut new) = (Vec::new(), Vec::new(), Vec::new());
    let claimed_every = count / network.claimed.len();
    for number in 0..count {
        if number % GROUP == 0 {
            let mediator = groups.len() % network.mediators.len();
            groups.push(Group {
                mediator,
                people: Vec::new(),
                meetings: Vec::new(),
                learners: Vec::new(),
            });
        }
        let at = groups.len() - 1;
        let group = &mut groups[at];
        // Whoever has an account claimed the record: one person.
        let claimed = (number % claimed_every == 0)
            .then(|| network.claimed.get(number / claimed_every).copied())
            .flatten();
        let person_id = claimed.unwrap_or_else(|| frozen.new_id());
        if claimed.is_none() {
            new.push((person_id, frozen.now()));
        }
        let row = learner(frozen, number, person_id, &network.mediators[group.mediator], at);
        group.people.push(person_id);
        group.learners.push(row.id);
        rows.push(row);
    }
    let persons: Vec<_> =
        new.iter().map(|(id, at)| (persons::id.eq(*id), persons::created_at.eq(*at))).collect();
    bulk!(conn, persons, persons);
    bulk!(conn, learners, rows);
    meet(conn, frozen, network, &mut groups);
    let named = rows
        .into_iter()
        .map(|row| (row.last_name, row.first_name, row.staff_number.unwrap_or_default()));
    (groups, named.collect())
}

fn learner(
    frozen: &Clock,
    number: usize,
    person_id: Id,
    mediator: &Mediator,
    group: usize,
) -> Learner {
    const FIRST: [&str; 8] =
        ["Lucette", "Marcel", "Simone", "Ahmed", "Ginette", "Samira", "Tanguy", "Odile"];
    const LAST: [&str; 8] = [
        "Bernardin",
        "Fontanier",
        "Grandclos",
        "Merlevent",
        "Tissandier",
        "Valcourt",
        "Hautbois",
        "Courcelles",
    ];
    let input = LearnerInput {
        first_name: FIRST[number % 8].to_owned(),
        last_name: format!("{} {}", LAST[number / 8 % 8], number / 64),
        birth_year: i32::try_from(1945 + number % 60).ok(),
        age_band: None,
        gender: Some(if number % 5 < 3 { Gender::Feminin } else { Gender::Masculin }),
        status: Some(SocialStatus::EnEmploi),
        commune_code: Some("44109".to_owned()),
        phone: None,
        email: None,
        notes: None,
        staff_number: Some(format!("{number:06}")),
    };
    let id = frozen.new_id();
    let mut row = Learner::new(&input, id, person_id, mediator.id, frozen.now());
    let dates = dates(group);
    row.session_count = WORKSHOPS as i32;
    (row.first_session_on, row.last_session_on) = (dates.first().copied(), dates.last().copied());
    row
}

/// The days of a group's workshops, a quarter apart.
fn dates(group: usize) -> Vec<NaiveDate> {
    let last = clock().today() - Days::new(1 + (group * 7 % 20) as u64);
    (0..WORKSHOPS).rev().map(|back| last - Days::new((back * 91) as u64)).collect()
}

/// Writes all workshops in the order of their days.
fn meet(conn: &mut Conn, frozen: &Clock, network: &Network, groups: &mut [Group]) {
    let mut days: Vec<(NaiveDate, usize, usize)> = (0..groups.len())
        .flat_map(|group| {
            dates(group).into_iter().enumerate().map(move |(nth, on)| (on, group, nth))
        })
        .collect();
    days.sort_unstable();
    let ids = pix_ids(conn);
    let (mut held, mut about, mut came) = (Vec::new(), Vec::new(), Vec::new());
    for (date, at, nth) in days {
        frozen.advance(later(frozen, date));
        let group = &mut groups[at];
        let first = (at + 2 * nth) % COMPETENCES;
        let meeting =
            Meeting { id: frozen.new_id(), date, competences: [first, (first + 1) % COMPETENCES] };
        held.push(session(frozen, network, group, &meeting));
        about.extend(meeting.competences.map(|competence| {
            (
                session_competences::session_id.eq(meeting.id),
                session_competences::competence_id.eq(ids[competence]),
                session_competences::target_level.eq(Some(2)),
            )
        }));
        came.extend(group.learners.iter().map(|learner| {
            (
                participations::session_id.eq(meeting.id),
                participations::learner_id.eq(*learner),
                participations::first_time.eq(nth == 0),
                participations::gender.eq(Gender::Feminin),
                participations::commune_code.eq("44109"),
            )
        }));
        group.meetings.push(meeting);
    }
    bulk!(conn, sessions, held);
    bulk!(conn, session_competences, about);
    bulk!(conn, participations, came);
}

/// How far it is to the morning of a day.
pub fn later(frozen: &Clock, day: NaiveDate) -> TimeDelta {
    let morning = frozen.start_of(day).plus_seconds(9 * 3_600);
    TimeDelta::milliseconds((morning.millis() - frozen.now().millis()).max(0))
}

/// The competences of Pix, in the order of their numbers.
pub fn pix_ids(conn: &mut Conn) -> Vec<Id> {
    let catalogue = coopair::competences::catalogue(conn).expect("competences");
    catalogue.all().iter().take(COMPETENCES).map(|own| own.id).collect()
}

fn session(frozen: &Clock, network: &Network, group: &Group, meeting: &Meeting) -> Session {
    let mediator = &network.mediators[group.mediator];
    let place = &network.places[mediator.place];
    Session {
        id: meeting.id,
        version: 1,
        digest: format!("{:064x}", frozen.now().millis()),
        kind: SessionKind::Workshop,
        state: "held".to_owned(),
        facilitator_id: mediator.id,
        organization_id: Some(network.organization_id),
        programme_id: None,
        date: meeting.date,
        start_time: None,
        duration_min: 120,
        place_type: PlaceType::LieuActivite,
        place_id: Some(place.id),
        commune_code: Some(place.commune_code.to_owned()),
        departement_code: Some(place.departement_code.to_owned()),
        themes: [Theme::Email].into_iter().collect(),
        equipment: [Equipment::Ordinateur].into_iter().collect(),
        title: Some("Atelier du jour".to_owned()),
        level: None,
        autonomy: None,
        redirected: None,
        redirection: None,
        procedure_detail: None,
        notes: None,
        participant_count: GROUP as i32,
        anonymous_count: 0,
        anonymous_supported: 0,
        search: "atelier du jour".to_owned(),
        created_at: frozen.now(),
        updated_at: frozen.now(),
        deleted_at: None,
    }
}
