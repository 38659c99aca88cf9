//! What happened: sessions day after day, entered the same day or up to two weeks late, and the
//! people who came.

use std::time::Instant;

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use coopair::learners::{Learner, LearnerInput};
use coopair::platform::database::{Conn, Engine, Id, Moment};
use coopair::territories::{self, Commune};
use coopair::vocabulary::{
    AgeBand, Autonomy, Equipment, EquipmentSet, Gender, PlaceType, Redirection, SocialStatus,
    Theme, ThemeSet, WorkshopLevel,
};
use uuid::Builder;

use crate::network::{Mediator, Network};
use crate::random::Random;
use crate::rows::Rows;

const DAY_MS: i64 = 86_400_000;
const FIRST_NAMES: [&str; 12] = [
    "Lucette", "Marcel", "Simone", "Ahmed", "Ginette", "Raymond", "Odile", "Samira", "Tanguy",
    "Ludmila", "Ousmane", "Colette",
];
const LAST_NAMES: [&str; 16] = [
    "Bernardin",
    "Fontanier",
    "Grandclos",
    "Merlevent",
    "Tissandier",
    "Valcourt",
    "Hautbois",
    "Courcelles",
    "Landreau",
    "Malestroit",
    "Chantepie",
    "Jolivaux",
    "Orsonnet",
    "Rochambel",
    "Sauvignet",
    "Beauséjour",
];

/// A followed person, as the mediator knows them.
struct Person {
    id: u128,
    mediator: u32,
    commune: u32,
    gender: Option<Gender>,
    birth_year: Option<i32>,
    status: Option<SocialStatus>,
    first: u16,
    last: u16,
    sessions: u16,
}

/// One person helped, as told.
#[derive(Default)]
struct Told {
    gender: Option<Gender>,
    age_band: Option<AgeBand>,
    status: Option<SocialStatus>,
}

/// Counters of anonymous people.
#[derive(Default)]
struct Counters {
    total: i64,
    supported: i64,
    genders: [i64; Gender::ALL.len()],
    bands: [i64; AgeBand::ALL.len()],
    statuses: [i64; SocialStatus::ALL.len()],
}

/// What is being written.
struct Pen<'a> {
    conn: &'a mut Conn,
    network: &'a Network,
    random: Random,
    first: NaiveDate,
    people: Vec<Person>,
    /// The people of each mediator.
    followed: Vec<Vec<u32>>,
    sessions: Rows,
    participations: Rows,
    headcounts: Rows,
    tags: Rows,
}

/// Writes `count` sessions of the network between two days, both included.
pub fn write(
    conn: &mut Conn,
    engine: Engine,
    network: &Network,
    (first, last): (NaiveDate, NaiveDate),
    count: usize,
) {
    let started = Instant::now();
    let mut random = Random::new(2);
    let events = events(network, first, last, &mut random);
    let mut pen = Pen {
        conn,
        network,
        random,
        first,
        people: Vec::new(),
        followed: vec![Vec::new(); network.mediators.len()],
        sessions: Rows::of("sessions", engine),
        participations: Rows::of("participations", engine),
        headcounts: Rows::of("headcounts", engine),
        tags: Rows::of("session_tags", engine),
    };
    let length = (last - first).num_days() as u16;
    let step = count.div_ceil(10).max(1);
    for (at, event) in events.into_iter().enumerate() {
        pen.session((event >> 48) as u16, length, (event & 0xffff_ffff) as usize);
        if (at + 1) % step == 0 {
            println!("  {} sessions, {:.0} s", at + 1, started.elapsed().as_secs_f64());
        }
    }
    let Pen { conn, people, mut sessions, mut participations, mut headcounts, mut tags, .. } = pen;
    for rows in [&mut sessions, &mut participations, &mut headcounts, &mut tags] {
        rows.send(conn);
    }
    println!("  {} people followed", people.len());
    write_people(conn, engine, network, first, &people);
}

/// Day and mediator of each session, in the order of days: few on Saturdays, few in August.
fn events(network: &Network, first: NaiveDate, last: NaiveDate, random: &mut Random) -> Vec<u64> {
    let slots: Vec<u64> = (0..=(last - first).num_days() as u64)
        .flat_map(|at| {
            let day = first + Days::new(at);
            let busy = match day.weekday().num_days_from_monday() {
                6 => 0,
                5 => 3,
                _ => 12,
            };
            std::iter::repeat_n(at, if day.month() == 8 { busy / 3 } else { busy })
        })
        .collect();
    let mut events = Vec::new();
    for (at, mediator) in network.mediators.iter().enumerate() {
        for _ in 0..mediator.sessions {
            let shuffle = random.next() & 0xffff;
            events.push(random.pick(&slots) << 48 | shuffle << 32 | at as u64);
        }
    }
    events.sort_unstable();
    events
}

fn id(random: &mut Random, millis: i64) -> u128 {
    let mut bytes = [0; 10];
    bytes[..8].copy_from_slice(&random.next().to_be_bytes());
    bytes[8..].copy_from_slice(&random.next().to_be_bytes()[..2]);
    Builder::from_unix_timestamp_millis(millis.unsigned_abs(), &bytes).into_uuid().as_u128()
}

fn text_of(id: u128) -> Id {
    Id::from(uuid::Uuid::from_u128(id))
}

fn midnight(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_millis()
}

impl Pen<'_> {
    fn date(&self, day: u16) -> NaiveDate {
        self.first + Days::new(day.into())
    }

    fn session(&mut self, day: u16, length: u16, at: usize) {
        let mediator = &self.network.mediators[at];
        let random = &mut self.random;
        let late = if random.chance(15) { 1 + random.below(14) as u16 } else { 0 };
        // From 8 to 18 o'clock; what is entered today was entered this morning.
        let hours = if day == length { 1 } else { 10 };
        let entered = midnight(self.first)
            + i64::from((day + late).min(length)) * DAY_MS
            + (6 * 3_600_000 + random.below(hours * 3_600_000) as i64);
        let session = text_of(id(random, entered));
        let workshop = random.chance(30);
        let people = if workshop { 2 + random.below(9) } else { 1 };
        let mut named: Vec<u32> = Vec::new();
        let mut anonymous = Counters::default();
        for _ in 0..people {
            match self.random.chance(40) {
                true => named.extend(self.meet(at, mediator, day, &named)),
                false => self.count(&mut anonymous),
            }
        }
        // Whom no followed person could be found for stays anonymous.
        while named.len() as i64 + anonymous.total < people as i64 {
            self.count(&mut anonymous);
        }
        self.participate(session, day, &named);
        self.write_counters(session, mediator, &anonymous, workshop);
        self.write_tags(session, mediator);
        self.write_session(session, mediator, day, entered, workshop, &named, &anonymous);
    }

    /// A followed person who has not been seen that day, known or new.
    fn meet(&mut self, at: usize, mediator: &Mediator, day: u16, met: &[u32]) -> Option<u32> {
        let random = &mut self.random;
        let known = &self.followed[at];
        let free = |known: &u32| self.people[*known as usize].last != day && !met.contains(known);
        if !known.is_empty() && !random.chance(24) {
            // Who came lately comes again more often.
            let recent = known.len().saturating_sub(1 + random.below(40.min(known.len())));
            for at in [recent, random.below(known.len())] {
                if free(&known[at]) {
                    return Some(known[at]);
                }
            }
        }
        let home = self.network.places[*random.pick(&mediator.places)].commune;
        let age = 16 + random.below(38) + random.below(38);
        let told = told(random, age);
        let created = midnight(self.first) + i64::from(day) * DAY_MS;
        let person = Person {
            id: id(random, created),
            mediator: at as u32,
            commune: around(home, random) as u32,
            gender: told.gender,
            birth_year: told.age_band.map(|_| self.first.year() - age as i32),
            status: told.status,
            first: u16::MAX,
            last: u16::MAX,
            sessions: 0,
        };
        let number = self.people.len() as u32;
        self.people.push(person);
        self.followed[at].push(number);
        Some(number)
    }

    fn count(&mut self, counters: &mut Counters) {
        let random = &mut self.random;
        let age = 10 + random.below(40) + random.below(42);
        let told = told(random, age);
        counters.total += 1;
        counters.supported += i64::from(random.chance(35));
        let add = |counts: &mut [i64], at: Option<usize>| {
            at.into_iter().for_each(|at| counts[at] += 1);
        };
        add(&mut counters.genders, told.gender.map(|code| code as usize));
        add(&mut counters.bands, told.age_band.map(|code| code as usize));
        add(&mut counters.statuses, told.status.map(|code| code as usize));
    }

    fn participate(&mut self, session: Id, day: u16, named: &[u32]) {
        let year = self.date(day).year();
        for number in named {
            let person = &mut self.people[*number as usize];
            let first_time = person.sessions == 0;
            if first_time {
                person.first = day;
            }
            person.last = day;
            person.sessions += 1;
            let band = person.birth_year.map(|born| AgeBand::in_year(born, year).code());
            self.participations
                .begin()
                .text(session.as_str())
                .text(text_of(person.id).as_str())
                .number(first_time)
                .maybe(person.gender.map(Gender::code))
                .maybe(band)
                .maybe(person.status.map(SocialStatus::code))
                .text(commune(person.commune as usize).code);
            self.participations.end(self.conn);
        }
    }

    fn write_counters(
        &mut self,
        session: Id,
        mediator: &Mediator,
        counters: &Counters,
        workshop: bool,
    ) {
        let mut add = |dimension: &str, value: &str, people: i64| {
            if people > 0 {
                self.headcounts.begin().text(session.as_str()).text(dimension);
                self.headcounts.text(value).number(people);
                self.headcounts.end(self.conn);
            }
        };
        for (code, people) in Gender::ALL.iter().zip(counters.genders) {
            add("gender", code.code(), people);
        }
        for (code, people) in AgeBand::ALL.iter().zip(counters.bands) {
            add("age_band", code.code(), people);
        }
        for (code, people) in SocialStatus::ALL.iter().zip(counters.statuses) {
            add("status", code.code(), people);
        }
        if !workshop && counters.total > 0 && self.random.chance(60) {
            let home = self.network.places[mediator.places[0]].commune;
            add("commune", commune(around(home, &mut self.random)).code, 1);
        }
    }

    fn write_tags(&mut self, session: Id, mediator: &Mediator) {
        let random = &mut self.random;
        if !random.chance(20) {
            return;
        }
        let mut tags = vec![*random.pick(&self.network.tag_ids)];
        tags.extend(mediator.personal_tag.filter(|_| random.chance(40)));
        for tag in tags {
            self.tags.begin().text(session.as_str()).text(tag.as_str());
            self.tags.end(self.conn);
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn write_session(
        &mut self,
        session: Id,
        mediator: &Mediator,
        day: u16,
        entered: i64,
        workshop: bool,
        named: &[u32],
        anonymous: &Counters,
    ) {
        let date = self.date(day).to_string();
        let digest = format!("{:032x}{:032x}", self.random.next(), self.random.next());
        let random = &mut self.random;
        let network = self.network;
        let place = &network.places[*random.pick(&mediator.places)];
        let (place_type, place_id, commune, departement) = match random.below(100) {
            0..80 => {
                let at = commune(place.commune);
                let departement = at.departement_code();
                (PlaceType::LieuActivite, Some(place.id), Some(at.code), departement)
            }
            80..90 => (PlaceType::ADistance, None, None, mediator.departement),
            other => {
                let at = commune(around(place.commune, random));
                let kind = if other < 95 { PlaceType::Domicile } else { PlaceType::Autre };
                (kind, None, Some(at.code), at.departement_code())
            }
        };
        let minutes = *random.pick(if workshop {
            &[60, 90, 120, 120, 150, 180][..]
        } else {
            &[10, 15, 20, 30, 30, 45, 45, 60, 60, 90][..]
        });
        let redirected = (!workshop && random.chance(80)).then(|| random.chance(10));
        let redirection = (redirected == Some(true)).then(|| random.pick(Redirection::ALL).code());
        let start = random.chance(70).then(|| format!("{:02}:{:02}", 8 + random.below(10), 15));
        let title = (workshop && random.chance(70)).then_some("Atelier du jour");
        let rows = self.sessions.begin();
        rows.text(session.as_str()).number(1).text(&digest);
        rows.text(if workshop { "workshop" } else { "individual" }).text("held");
        rows.text(mediator.id.as_str()).text(mediator.organization_id.as_str());
        rows.maybe(
            mediator.programme.map(|at| network.programme_ids[at].as_str().to_owned()).as_deref(),
        );
        rows.text(&date).maybe(start.as_deref()).number(minutes);
        rows.text(place_type.code()).maybe(place_id.as_ref().map(Id::as_str));
        rows.maybe(commune).text(departement);
        rows.number(themes(random).bits()).number(equipment(random).bits());
        rows.maybe(title);
        rows.maybe(workshop.then(|| random.pick(WorkshopLevel::ALL).code()));
        rows.maybe((!workshop && random.chance(75)).then(|| random.pick(Autonomy::ALL).code()));
        match redirected {
            Some(redirected) => rows.number(redirected),
            None => rows.none(),
        };
        rows.maybe(redirection).none().none();
        rows.number(named.len() as i64 + anonymous.total);
        rows.number(anonymous.total).number(anonymous.supported);
        rows.text(if title.is_some() { "atelier du jour" } else { "" });
        rows.number(entered).number(entered).none();
        rows.end(self.conn);
    }
}

fn commune(at: usize) -> Commune {
    territories::communes()[at]
}

/// A commune beside the one given, in its département.
fn around(home: usize, random: &mut Random) -> usize {
    if random.chance(50) {
        return home;
    }
    let beside = (home + random.below(17)).saturating_sub(8).min(territories::communes().len() - 1);
    match commune(beside).departement_code() == commune(home).departement_code() {
        true => beside,
        false => home,
    }
}

fn told(random: &mut Random, age: usize) -> Told {
    let status = match age {
        ..20 => SocialStatus::Scolarise,
        62.. => SocialStatus::Retraite,
        _ if random.chance(45) => SocialStatus::SansEmploi,
        _ => SocialStatus::EnEmploi,
    };
    let gender = if random.chance(58) { Gender::Feminin } else { Gender::Masculin };
    Told {
        gender: random.chance(92).then_some(gender),
        age_band: random.chance(80).then(|| AgeBand::of_age(age as i32)),
        status: random.chance(75).then_some(status),
    }
}

/// One to three themes; an administrative one comes with the help it is part of.
fn themes(random: &mut Random) -> ThemeSet {
    let mut themes = Vec::new();
    for _ in 0..=random.below(3) {
        let theme = *random.pick(Theme::ALL);
        themes.push(theme);
        if theme.is_administrative() {
            themes.push(Theme::AideAuxDemarchesAdministratives);
        }
    }
    themes.into_iter().collect()
}

fn equipment(random: &mut Random) -> EquipmentSet {
    let kits: [&[Equipment]; 6] = [
        &[Equipment::Ordinateur],
        &[Equipment::Ordinateur],
        &[Equipment::Telephone],
        &[Equipment::Tablette, Equipment::Telephone],
        &[Equipment::Aucun],
        &[],
    ];
    random.pick(&kits).iter().copied().collect()
}

/// The people met, with their histories counted.
fn write_people(
    conn: &mut Conn,
    engine: Engine,
    network: &Network,
    first: NaiveDate,
    people: &[Person],
) {
    let mut persons = Rows::of("persons", engine);
    let mut learners = Rows::of("learners", engine);
    for (number, person) in people.iter().enumerate() {
        let day = |at: u16| first + Days::new(at.into());
        let created = Moment::from_millis(midnight(day(person.first)));
        let input = LearnerInput {
            first_name: FIRST_NAMES[number % FIRST_NAMES.len()].to_owned(),
            last_name: format!("{} {number}", LAST_NAMES[number / 7 % LAST_NAMES.len()]),
            birth_year: person.birth_year,
            age_band: None,
            gender: person.gender,
            status: person.status,
            commune_code: Some(commune(person.commune as usize).code.to_owned()),
            phone: None,
            email: None,
            notes: None,
            staff_number: None,
        };
        // A person's id follows from the learner's.
        let (own, person_id) = (text_of(person.id), text_of(person.id ^ 1));
        let mediator = network.mediators[person.mediator as usize].id;
        let row = Learner::new(&input, own, person_id, mediator, created);
        persons.begin().text(person_id.as_str()).number(created.millis());
        persons.end(conn);
        let rows = learners.begin();
        rows.text(own.as_str()).number(1).text(&row.digest).text(person_id.as_str());
        rows.text(mediator.as_str()).text(&row.first_name).text(&row.last_name);
        rows.text(&row.sort_key).text(&row.search);
        match row.birth_year {
            Some(year) => rows.number(year),
            None => rows.none(),
        };
        rows.none().maybe(row.gender.map(Gender::code)).maybe(row.status.map(SocialStatus::code));
        rows.maybe(row.commune_code.as_deref()).none().none().none();
        rows.number(person.sessions);
        rows.text(&day(person.first).to_string()).text(&day(person.last).to_string());
        rows.number(created.millis()).number(created.millis()).none().none().none();
        rows.end(conn);
    }
    persons.send(conn);
    learners.send(conn);
}
