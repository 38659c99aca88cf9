//! What the coordinator did: a year of meetings, events and partnerships.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use super::cast::Cast;
use super::random::Random;
use super::year::DemoYear;
use crate::accounts;
use crate::coordination::{
    AnimationInput, EventInput, Partner, PartnershipInput, record_animation, record_event,
    record_partnership,
};
use crate::platform::clock::Clock;
use crate::platform::database::Conn;
use crate::platform::day::Day;
use crate::platform::http::{Expected, Problem};
use crate::policy::{Actor, Role, Roles};
use crate::vocabulary::{
    AnimationTheme, AnimationType, EventType, Initiative, Organizer, PartnerKind,
    PartnershipNature, TerritorialLevel,
};

type Meeting = (AnimationType, &'static [AnimationTheme], i32);

/// (type, themes, minutes)
const MEETINGS: [Meeting; 5] = [
    (AnimationType::Echange, &[AnimationTheme::Soutien], 60),
    (AnimationType::GroupeDeTravail, &[AnimationTheme::Partage, AnimationTheme::Reseau], 120),
    (AnimationType::Comite, &[AnimationTheme::Reseau], 90),
    (AnimationType::Webinaire, &[AnimationTheme::Partage], 60),
    (AnimationType::Echange, &[AnimationTheme::Professionnel, AnimationTheme::Rh], 45),
];

/// (name, type, organizers, days, participants, level)
type Gathering = (&'static str, EventType, &'static [Organizer], i64, i32, TerritorialLevel);

const EVENTS: [Gathering; 5] = [
    (
        "Forum du numérique des Deux Rives",
        EventType::GrandPublic,
        &[Organizer::MaStructure, Organizer::Commune],
        1,
        140,
        TerritorialLevel::Communal,
    ),
    (
        "Journée des aidants numériques",
        EventType::InclusionNumerique,
        &[Organizer::Departement],
        1,
        60,
        TerritorialLevel::Departemental,
    ),
    (
        "Rencontres régionales de la médiation",
        EventType::NecLocal,
        &[Organizer::Hub, Organizer::Region],
        2,
        210,
        TerritorialLevel::Regional,
    ),
    (
        "Portes ouvertes de la Passerelle",
        EventType::GrandPublic,
        &[Organizer::Association],
        1,
        45,
        TerritorialLevel::Communal,
    ),
    (
        "Semaine du numérique pour tous",
        EventType::National,
        &[Organizer::MaStructure, Organizer::Etat],
        5,
        320,
        TerritorialLevel::Intercommunal,
    ),
];

/// (name, nature, partners, level)
type Alliance =
    (&'static str, PartnershipNature, &'static [(&'static str, PartnerKind)], TerritorialLevel);

const PARTNERSHIPS: [Alliance; 4] = [
    (
        "Parcours des nouveaux arrivants",
        PartnershipNature::ParcoursUsager,
        &[
            ("Ville de Port-Clair", PartnerKind::Commune),
            ("Les Relais du Quai", PartnerKind::Association),
        ],
        TerritorialLevel::Communal,
    ),
    (
        "Dossier de l’appel à projets du printemps",
        PartnershipNature::Subvention,
        &[("Fondation des Trois Ponts", PartnerKind::Association)],
        TerritorialLevel::Intercommunal,
    ),
    (
        "Feuille de route départementale",
        PartnershipNature::CoordinationDepartementale,
        &[
            ("Service de l’inclusion du Val-Clair", PartnerKind::Departement),
            ("Hub des Marées", PartnerKind::Hub),
        ],
        TerritorialLevel::Departemental,
    ),
    (
        "Point avec les élus du bassin",
        PartnershipNature::RdvElu,
        &[("Pays des Deux Rives", PartnerKind::Epci)],
        TerritorialLevel::Intercommunal,
    ),
];

/// Lives the coordinator's year: a team meeting every second Tuesday, other meetings on Mondays
/// and Thursdays, an event most months, a partnership now and then; August is quiet.
pub fn coordinate(
    conn: &mut Conn,
    clock: &Clock,
    cast: &Cast,
    year: DemoYear,
) -> Result<(), Problem> {
    let by = Actor {
        account_id: cast.coordinator_account_id,
        person_id: accounts::get(conn, cast.coordinator_account_id)?.person_id,
        sign_in_id: cast.coordinator_account_id,
        roles: [Role::Coordinator].into_iter().collect::<Roles>(),
        facilitator_id: None,
    };
    let mut random = Random::new(41);
    let mut date = year.first;
    while date <= year.last {
        let (week, day) = (date.iso_week().week(), date.day());
        let quiet = date.month() == 8;
        match date.weekday() {
            _ if quiet => {}
            Weekday::Tue if week.is_multiple_of(2) => team_meeting(conn, clock, &by, date)?,
            Weekday::Mon | Weekday::Thu if random.chance(35) => {
                meeting(conn, clock, &by, date, &mut random)?;
            }
            Weekday::Wed if (8..15).contains(&day) => {
                event(conn, clock, &by, date, year.last, &mut random)?;
            }
            Weekday::Fri if (15..22).contains(&day) || random.chance(12) => {
                partnership(conn, clock, &by, date, &mut random)?;
            }
            _ => {}
        }
        date += Duration::days(1);
    }
    Ok(())
}

fn team_meeting(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    date: NaiveDate,
) -> Result<(), Problem> {
    let input = AnimationInput {
        date: Day(date),
        departements: vec!["44".to_owned()],
        tag_ids: Vec::new(),
        notes: None,
        duration_min: 120,
        initiative: Some(Initiative::Initiative),
        animation_type: AnimationType::ReunionCoordination,
        animation_type_other: None,
        themes: vec![AnimationTheme::Partage, AnimationTheme::Reseau],
        theme_other: None,
        mediators: 8,
        structures: 3,
        other_actors: 0,
    };
    record_animation(conn, clock, by, clock.new_id(), Expected::NONE, &input)?;
    Ok(())
}

fn meeting(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    date: NaiveDate,
    random: &mut Random,
) -> Result<(), Problem> {
    let (animation_type, themes, minutes) = random.pick(&MEETINGS).copied().unwrap_or(MEETINGS[0]);
    let asked = random.chance(60);
    let input = AnimationInput {
        date: Day(date),
        departements: departements(random),
        tag_ids: Vec::new(),
        notes: None,
        duration_min: minutes,
        initiative: Some(if asked { Initiative::Demande } else { Initiative::Initiative }),
        animation_type,
        animation_type_other: None,
        themes: themes.to_vec(),
        theme_other: None,
        mediators: 1 + some(random, 6),
        structures: some(random, 4),
        other_actors: some(random, 5),
    };
    record_animation(conn, clock, by, clock.new_id(), Expected::NONE, &input)?;
    Ok(())
}

fn event(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    date: NaiveDate,
    last: NaiveDate,
    random: &mut Random,
) -> Result<(), Problem> {
    let (name, event_type, organizers, days, participants, level) =
        random.pick(&EVENTS).copied().unwrap_or(EVENTS[0]);
    let end = (date + Duration::days(days - 1)).min(last);
    let held = i32::try_from((end - date).num_days() + 1).unwrap_or(1);
    let input = EventInput {
        date: Day(date),
        departements: departements(random),
        tag_ids: Vec::new(),
        notes: None,
        end_date: (end > date).then_some(Day(end)),
        duration_min: random.chance(80).then_some(300 * held),
        name: Some(name.to_owned()),
        event_type,
        event_type_other: None,
        organizers: organizers.to_vec(),
        organizer_other: None,
        participants: participants + some(random, 40),
        territorial_level: Some(level),
    };
    record_event(conn, clock, by, clock.new_id(), Expected::NONE, &input)?;
    Ok(())
}

fn partnership(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    date: NaiveDate,
    random: &mut Random,
) -> Result<(), Problem> {
    let (name, nature, partners, level) =
        random.pick(&PARTNERSHIPS).copied().unwrap_or(PARTNERSHIPS[0]);
    let input = PartnershipInput {
        date: Day(date),
        departements: departements(random),
        tag_ids: Vec::new(),
        notes: None,
        duration_min: random.chance(60).then_some(90),
        name: Some(name.to_owned()),
        natures: vec![nature],
        nature_other: None,
        territorial_level: Some(level),
        partners: partners
            .iter()
            .map(|(name, kind)| Partner { name: (*name).to_owned(), kind: *kind, kind_other: None })
            .collect(),
    };
    record_partnership(conn, clock, by, clock.new_id(), Expected::NONE, &input)?;
    Ok(())
}

/// The network's own département, now and then with a neighbour.
fn departements(random: &mut Random) -> Vec<String> {
    let codes: &[&str] = match random.below(10) {
        0 => &["44", "85"],
        1 => &["44", "49"],
        2 => &["85"],
        _ => &["44"],
    };
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// 0 to `most` - 1.
fn some(random: &mut Random, most: usize) -> i32 {
    i32::try_from(random.below(most)).unwrap_or(0)
}
