//! What happened: one year of sessions, day by day.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use super::cast::{Cast, Member};
use super::random::Random;
use crate::competences::{self, Catalogue, SessionCompetence};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::day::{Day, TimeOfDay};
use crate::platform::http::{Expected, Problem};
use crate::sessions::{
    AnonymousGroup, AnonymousPerson, IndividualSessionInput, WorkshopInput, record_individual,
    record_workshop,
};
use crate::vocabulary::{
    AgeBand, Autonomy, Equipment, Gender, PlaceType, Redirection, SocialStatus, Theme,
    WorkshopLevel,
};

/// The days of the demo.
#[derive(Clone, Copy, Debug)]
pub struct DemoYear {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

const INDIVIDUAL_THEMES: [&[Theme]; 8] = [
    &[Theme::AideAuxDemarchesAdministratives, Theme::SocialSante],
    &[Theme::AideAuxDemarchesAdministratives, Theme::ArgentImpots],
    &[Theme::AideAuxDemarchesAdministratives, Theme::PapiersElectionsCitoyennete],
    &[Theme::PrendreEnMainDuMateriel],
    &[Theme::Email],
    &[Theme::NavigationSurInternet, Theme::SecuriteNumerique],
    &[Theme::InsertionProfessionnelle],
    &[Theme::Sante],
];

const WORKSHOPS: [(&str, &[Theme], WorkshopLevel); 6] = [
    (
        "Reconnaître un message piégé",
        &[Theme::SecuriteNumerique, Theme::Email],
        WorkshopLevel::Debutant,
    ),
    ("Premiers pas sur la tablette", &[Theme::PrendreEnMainDuMateriel], WorkshopLevel::Debutant),
    ("Classer ses photos", &[Theme::GereSesContenusNumeriques], WorkshopLevel::Intermediaire),
    ("Parler des écrans en famille", &[Theme::Parentalite], WorkshopLevel::Debutant),
    (
        "Comprendre l’intelligence artificielle",
        &[Theme::IntelligenceArtificielle, Theme::CultureNumerique],
        WorkshopLevel::Intermediaire,
    ),
    ("Écrire et mettre en page", &[Theme::Bureautique], WorkshopLevel::Avance),
];

const DURATIONS: [i32; 6] = [30, 45, 30, 60, 20, 90];
const BANDS: [AgeBand; 6] = [
    AgeBand::DixHuitVingtQuatre,
    AgeBand::VingtCinqTrenteNeuf,
    AgeBand::QuaranteCinquanteNeuf,
    AgeBand::QuaranteCinquanteNeuf,
    AgeBand::SoixanteSoixanteNeuf,
    AgeBand::SoixanteDixPlus,
];

/// A session with people whom its facilitator follows by name.
#[derive(Clone, Debug)]
pub struct Met {
    /// Position among the members of the cast.
    pub member: usize,
    pub session_id: Id,
    pub date: NaiveDate,
    pub learner_ids: Vec<Id>,
    pub competence_ids: Vec<Id>,
}

/// Records the year, one facilitator after the other; `done` is told after each. Gives the sessions
/// of named people.
pub fn fill(
    conn: &mut Conn,
    clock: &Clock,
    cast: &Cast,
    year: DemoYear,
    mut done: impl FnMut(),
) -> Result<Vec<Met>, Problem> {
    let catalogue = competences::catalogue(conn)?;
    let mut met = Vec::new();
    for (at, member) in cast.members.iter().enumerate() {
        let mut random = Random::new(100 + at as u64);
        let mut date = year.first;
        while date <= year.last {
            if works(member, date) {
                let is_last = date == year.last;
                let work = Work { cast, catalogue: &catalogue, member: at, date };
                met.extend(day(conn, clock, &work, is_last, &mut random)?);
            }
            date += Duration::days(1);
        }
        done();
    }
    Ok(met)
}

/// A day of a member.
struct Work<'a> {
    cast: &'a Cast,
    catalogue: &'a Catalogue,
    member: usize,
    date: NaiveDate,
}

impl Work<'_> {
    fn member(&self) -> &Member {
        &self.cast.members[self.member]
    }

    /// What a session on these themes is about, with the level it brings people to.
    fn about(&self, themes: &[Theme], target_level: Option<i32>) -> Vec<SessionCompetence> {
        let codes = themes.iter().filter_map(|theme| competence_of(*theme));
        let mut codes: Vec<&str> = codes.collect();
        codes.dedup();
        let found = codes.into_iter().filter_map(|code| self.catalogue.by_code(code));
        found.map(|own| SessionCompetence { competence_id: own.id, target_level }).collect()
    }

    fn met(
        &self,
        session_id: Id,
        learner_ids: Vec<Id>,
        about: &[SessionCompetence],
    ) -> Option<Met> {
        let is_named = !learner_ids.is_empty();
        is_named.then(|| Met {
            member: self.member,
            session_id,
            date: self.date,
            learner_ids,
            competence_ids: about.iter().map(|own| own.competence_id).collect(),
        })
    }
}

/// The competence of Pix that a theme exercises most.
fn competence_of(theme: Theme) -> Option<&'static str> {
    Some(match theme {
        Theme::Email => "2.1",
        Theme::NavigationSurInternet | Theme::IntelligenceArtificielle => "1.1",
        Theme::SecuriteNumerique => "4.1",
        Theme::Parentalite => "4.2",
        Theme::PrendreEnMainDuMateriel => "5.2",
        Theme::GereSesContenusNumeriques => "1.2",
        Theme::Bureautique => "3.1",
        Theme::AideAuxDemarchesAdministratives | Theme::InsertionProfessionnelle => "2.4",
        _ => return None,
    })
}

/// Mediators are out four days a week, peers on Tuesdays; August is quiet.
fn works(member: &Member, date: NaiveDate) -> bool {
    let quiet = date.month() == 8 && date.day() < 24;
    match date.weekday() {
        Weekday::Sat | Weekday::Sun => false,
        Weekday::Tue => !quiet,
        Weekday::Mon => false,
        _ => member.is_mediator && !quiet,
    }
}

fn day(
    conn: &mut Conn,
    clock: &Clock,
    work: &Work<'_>,
    is_last: bool,
    random: &mut Random,
) -> Result<Vec<Met>, Problem> {
    let member = work.member();
    let mut met = Vec::new();
    let count = if member.is_mediator { 1 + random.below(4) } else { random.below(2) };
    // On the last day the morning is over and the afternoon still to come.
    let count = if is_last { count.min(2) } else { count };
    let workshop = random.chance(if member.is_mediator { 22 } else { 60 }) && !is_last;
    for hour in 9..9 + count {
        met.extend(individual(conn, clock, work, hour, random)?);
    }
    if workshop {
        met.extend(group(conn, clock, work, random)?);
    }
    Ok(met)
}

fn place(member: &Member, random: &mut Random) -> (PlaceType, Option<Id>, Option<String>) {
    let first = member.place_ids.first().copied();
    match random.below(100) {
        0..70 => (PlaceType::LieuActivite, first, None),
        70..86 => (PlaceType::LieuActivite, random.pick(&member.place_ids).copied(), None),
        86..92 => (PlaceType::Domicile, None, Some("44109".to_owned())),
        92..96 => (PlaceType::Autre, None, Some("44190".to_owned())),
        _ => (PlaceType::ADistance, None, None),
    }
}

fn person(random: &mut Random) -> AnonymousPerson {
    AnonymousPerson {
        gender: random.chance(90).then_some(if random.chance(58) {
            Gender::Feminin
        } else {
            Gender::Masculin
        }),
        age_band: if random.chance(80) { random.pick(&BANDS).copied() } else { None },
        status: match random.below(4) {
            0 => Some(SocialStatus::Retraite),
            1 => Some(SocialStatus::SansEmploi),
            2 => Some(SocialStatus::EnEmploi),
            _ => None,
        },
        commune_code: random.chance(60).then(|| "44109".to_owned()),
        already_supported: random.chance(35),
    }
}

fn individual(
    conn: &mut Conn,
    clock: &Clock,
    work: &Work<'_>,
    hour: usize,
    random: &mut Random,
) -> Result<Option<Met>, Problem> {
    let (cast, member, date) = (work.cast, work.member(), work.date);
    let (place_type, place_id, commune_code) = place(member, random);
    let themes = random.pick(&INDIVIDUAL_THEMES).copied().unwrap_or(&[Theme::Email]);
    let learner_id =
        if random.chance(55) { random.pick(&member.learner_ids).copied() } else { None };
    let redirected = random.chance(8);
    let about = work.about(themes, None);
    let input = IndividualSessionInput {
        date: Day(date),
        start_time: Some(TimeOfDay(format!("{hour:02}:{}", ["00", "15", "30"][random.below(3)]))),
        duration_min: random.pick(&DURATIONS).copied().unwrap_or(30),
        place_type,
        place_id,
        commune_code,
        themes: themes.to_vec(),
        equipment: match random.below(3) {
            0 => vec![Equipment::Telephone],
            1 => vec![Equipment::Ordinateur],
            _ => Vec::new(),
        },
        tag_ids: if random.chance(30) { vec![cast.tag_id] } else { Vec::new() },
        notes: None,
        procedure_detail: None,
        competences: about.clone(),
        programme_id: member.is_mediator.then_some(cast.programme_id),
        learner_id,
        anonymous: learner_id.is_none().then(|| person(random)),
        autonomy: match random.below(4) {
            0 => Some(Autonomy::EntierementAccompagne),
            1 => Some(Autonomy::PartiellementAutonome),
            2 => Some(Autonomy::Autonome),
            _ => None,
        },
        redirected: Some(redirected),
        redirection: redirected.then_some(Redirection::Administration),
    };
    let id = clock.new_id();
    record_individual(conn, clock, member.facilitator_id, id, Expected::NONE, &input)?;
    Ok(work.met(id, learner_id.into_iter().collect(), &about))
}

fn group(
    conn: &mut Conn,
    clock: &Clock,
    work: &Work<'_>,
    random: &mut Random,
) -> Result<Option<Met>, Problem> {
    let (cast, member, date) = (work.cast, work.member(), work.date);
    let (title, themes, level) = random.pick(&WORKSHOPS).copied().unwrap_or(WORKSHOPS[0]);
    let mut learner_ids: Vec<Id> =
        (0..random.below(4)).filter_map(|_| random.pick(&member.learner_ids).copied()).collect();
    learner_ids.sort_unstable();
    learner_ids.dedup();
    let target = match level {
        WorkshopLevel::Debutant => 1,
        WorkshopLevel::Intermediaire => 2,
        _ => 3,
    };
    let about = work.about(themes, Some(target));
    let mut group = AnonymousGroup { total: 2, ..AnonymousGroup::default() };
    group.total += i32::try_from(random.below(6)).unwrap_or(0);
    for at in 0..group.total {
        let one = person(random);
        if let Some(gender) = one.gender {
            *group.genders.entry(gender).or_default() += 1;
        }
        if let Some(band) = one.age_band {
            *group.age_bands.entry(band).or_default() += 1;
        }
        if let Some(status) = one.status {
            *group.statuses.entry(status).or_default() += 1;
        }
        group.already_supported += i32::from(one.already_supported && at > 0);
    }
    let input = WorkshopInput {
        date: Day(date),
        start_time: Some(TimeOfDay("14:00".to_owned())),
        duration_min: if random.chance(70) { 120 } else { 90 },
        place_type: PlaceType::LieuActivite,
        place_id: random.pick(&member.place_ids).copied(),
        commune_code: None,
        themes: themes.to_vec(),
        equipment: vec![Equipment::Ordinateur],
        tag_ids: Vec::new(),
        notes: None,
        procedure_detail: None,
        competences: about.clone(),
        programme_id: member.is_mediator.then_some(cast.programme_id),
        title: Some(title.to_owned()),
        level: Some(level),
        learner_ids: learner_ids.clone(),
        anonymous: Some(group),
    };
    let id = clock.new_id();
    record_workshop(conn, clock, member.facilitator_id, id, Expected::NONE, &input)?;
    Ok(work.met(id, learner_ids, &about))
}
