//! Who and where: organizations, places, programmes, tags, mediators and a team, all made by the
//! product's own deeds. Every name is invented; communes are real.

use chrono::{Days, NaiveDate};
use coopair::accounts::{self, InvitationInput};
use coopair::facilitators::{self, FacilitatorKind};
use coopair::organizations::{self, OrganizationInput};
use coopair::places::{self, PlaceSheet};
use coopair::platform::clock::Clock;
use coopair::platform::database::{Conn, Id};
use coopair::platform::day::Day;
use coopair::platform::http::{Expected, Problem};
use coopair::policy::{Actor, Role, Roles};
use coopair::programmes::{self, ProgrammeInput};
use coopair::tags::{self, TagInput, TagScope};
use coopair::teams::{self, MemberInput, TeamInput};
use coopair::territories::{self, Zone};

use crate::random::Random;

/// Sessions of the whole nation; smaller networks are the nation in small.
const NATION: usize = 3_000_000;
const MEDIATORS: usize = 4_000;
const PLACES: usize = 600;
const TEAM: usize = 50;
const PROGRAMMES: [&str; 5] = [
    "Mission Boussole",
    "Appui aux communes rurales",
    "Passeport des aînés",
    "Quartiers en ligne",
    "Premiers clics",
];
const TAGS: [&str; 12] = [
    "Permanence",
    "Bus",
    "Rendez-vous",
    "Urgence",
    "Premier contact",
    "Suivi long",
    "Visio",
    "Parcours emploi",
    "Familles",
    "Aidants",
    "Été",
    "Partenaire",
];
const WORDS: [&str; 16] = [
    "Tilleuls",
    "Glycines",
    "Trois Ponts",
    "Vieux Moulin",
    "Alouettes",
    "Grand Pré",
    "Lavandes",
    "Quatre Vents",
    "Belle Étoile",
    "Marronniers",
    "Clos Fleuri",
    "Sources",
    "Hirondelles",
    "Petit Bois",
    "Coquelicots",
    "Passerelle",
];

pub struct Spot {
    pub id: Id,
    /// Position among the communes of today.
    pub commune: usize,
}

pub struct Mediator {
    pub id: Id,
    pub organization_id: Id,
    /// Of the employer, where sessions at a distance count.
    pub departement: &'static str,
    /// Positions among the places.
    pub places: Vec<usize>,
    pub programme: Option<usize>,
    pub personal_tag: Option<Id>,
    /// Sessions over the whole time.
    pub sessions: usize,
}

pub struct Network {
    pub places: Vec<Spot>,
    /// The busiest first.
    pub mediators: Vec<Mediator>,
    pub programme_ids: Vec<Id>,
    pub tag_ids: Vec<Id>,
}

/// The mail address of the mediator of that rank; the busiest has 0.
pub fn mediator(rank: usize) -> String {
    format!("mediation{rank}@exemple.fr")
}

pub const ADMIN: &str = "administration@exemple.fr";
pub const COORDINATOR: &str = "coordination@exemple.fr";

/// How many mediators a network of so many sessions has.
pub fn mediators(sessions: usize) -> usize {
    (MEDIATORS * sessions / NATION).clamp(TEAM + 30, MEDIATORS)
}

pub fn make(
    conn: &mut Conn,
    clock: &Clock,
    sessions: usize,
    days: (NaiveDate, NaiveDate),
) -> Result<Network, Problem> {
    let random = &mut Random::new(1);
    let admin = account(conn, clock, ADMIN, Role::Admin, None, Vec::new())?;
    let coordinator = account(conn, clock, COORDINATOR, Role::Coordinator, None, Vec::new())?;
    let roles = [Role::Admin].into_iter().collect::<Roles>();
    // Nothing here asks who the administrator is as a person.
    let admin = Actor {
        account_id: admin,
        person_id: admin,
        sign_in_id: admin,
        roles,
        facilitator_id: None,
    };
    let places = places(conn, clock, &admin, random)?;
    let shares = shares(sessions, random);
    let employers = employers(conn, clock, &admin, &places, shares.len().div_ceil(5))?;
    let mut programme_ids = Vec::new();
    for name in PROGRAMMES {
        let id = clock.new_id();
        let input = ProgrammeInput {
            name: name.to_owned(),
            starts_on: None,
            ends_on: None,
            envelopes: Vec::new(),
            targets: Vec::new(),
        };
        programmes::put(conn, clock, &admin, id, Expected::NONE, &input)?;
        programme_ids.push(id);
    }
    let mut tag_ids = Vec::new();
    for name in TAGS {
        tag_ids.push(tag(conn, clock, &admin, name, TagScope::Network)?);
    }
    let mut mediators = Vec::new();
    for (rank, sessions) in shares.into_iter().enumerate() {
        let (organization_id, commune) = *random.pick(&employers);
        let departement = territories::communes()[commune].departement_code();
        let mut own = near(&places, departement);
        while own.len() > 3 {
            own.swap_remove(random.below(own.len()));
        }
        let place_ids = own.iter().map(|at| places[*at].id).collect();
        let email = mediator(rank);
        let employer = Some(organization_id);
        let account_id = account(conn, clock, &email, Role::Facilitator, employer, place_ids)?;
        let (id, _) = facilitators::find_kind(conn, account_id)?.ok_or_else(Problem::not_found)?;
        let personal_tag = match rank % 3 {
            0 => {
                let roles = [Role::Facilitator].into_iter().collect::<Roles>();
                let by = Actor {
                    account_id,
                    person_id: account_id,
                    sign_in_id: account_id,
                    roles,
                    facilitator_id: Some(id),
                };
                Some(tag(conn, clock, &by, "À revoir bientôt", TagScope::Personal)?)
            }
            _ => None,
        };
        let programme = random.chance(80).then(|| random.below(PROGRAMMES.len()));
        mediators.push(Mediator {
            id,
            organization_id,
            departement,
            places: own,
            programme,
            personal_tag,
            sessions,
        });
    }
    team(conn, clock, &admin, coordinator, &mediators, days, random)?;
    Ok(Network { places, mediators, programme_ids, tag_ids })
}

/// Sessions of each mediator, the most first: the median has 300 a year, the busiest 2,000.
fn shares(sessions: usize, random: &mut Random) -> Vec<usize> {
    let count = mediators(sessions);
    let mut weights: Vec<f64> =
        (0..count).map(|_| (300.0 * (0.67 * random.normal()).exp()).clamp(5.0, 2_000.0)).collect();
    weights.sort_unstable_by(|one, other| other.total_cmp(one));
    let sum: f64 = weights.iter().sum();
    let mut left = sessions;
    let mut shares: Vec<usize> = weights
        .iter()
        .map(|weight| {
            let share = ((weight / sum * sessions as f64).round() as usize).min(left);
            left -= share;
            share
        })
        .collect();
    shares[count / 2] += left;
    shares
}

fn near(places: &[Spot], departement: &str) -> Vec<usize> {
    let here =
        |at: &usize| territories::communes()[places[*at].commune].departement_code() == departement;
    (0..places.len()).filter(here).collect()
}

/// Two places in each département, the others where people live.
fn places(
    conn: &mut Conn,
    clock: &Clock,
    admin: &Actor,
    random: &mut Random,
) -> Result<Vec<Spot>, Problem> {
    let all = territories::communes();
    let departements: Vec<&str> = territories::departements()
        .iter()
        .filter(|known| known.zone != Zone::Collectivity)
        .map(|known| known.code)
        .collect();
    let towns = |departement: &str| -> Vec<usize> {
        let here = |at: &usize| {
            all[*at].departement_code() == departement
                && all[*at].population > 1_500
                && all[*at].postcodes().next().is_some()
        };
        (0..all.len()).filter(here).collect()
    };
    let everywhere: Vec<Vec<usize>> = departements.iter().map(|code| towns(code)).collect();
    let crowd: Vec<usize> = everywhere
        .iter()
        .enumerate()
        .flat_map(|(at, towns)| {
            let people: u32 = towns.iter().map(|town| all[*town].population).sum();
            std::iter::repeat_n(at, (people / 50_000) as usize)
        })
        .collect();
    let mut made = Vec::new();
    for number in 0..PLACES {
        let at = if number < 2 * departements.len() {
            number % departements.len()
        } else {
            *random.pick(&crowd)
        };
        let commune = *random.pick(&everywhere[at]);
        let id = clock.new_id();
        let sheet = PlaceSheet {
            name: format!("Espace des {} {number}", random.pick(&WORDS)),
            commune_code: all[commune].code.to_owned(),
            commune_name: all[commune].name.to_owned(),
            postcode: all[commune].postcodes().next().unwrap_or_default().to_owned(),
            address: format!("{} allée des {}", 1 + number % 40, random.pick(&WORDS)),
            typologies: vec!["CS".to_owned()],
            ..PlaceSheet::default()
        };
        places::put(conn, clock, admin, id, Expected::NONE, &sheet)?;
        made.push(Spot { id, commune });
    }
    Ok(made)
}

/// Employers in the communes of places, and the position of their commune.
fn employers(
    conn: &mut Conn,
    clock: &Clock,
    admin: &Actor,
    places: &[Spot],
    count: usize,
) -> Result<Vec<(Id, usize)>, Problem> {
    let mut made = Vec::new();
    for number in 0..count {
        // By steps, so that a small network too lies in all parts of the country.
        let commune = places[number * 7 % places.len()].commune;
        let id = clock.new_id();
        let input = OrganizationInput {
            name: format!("Association des {} {number}", WORDS[number % WORDS.len()]),
            siret: None,
            rna: None,
            commune_code: Some(territories::communes()[commune].code.to_owned()),
            address: None,
        };
        organizations::put(conn, clock, admin, id, Expected::NONE, &input)?;
        made.push((id, commune));
    }
    Ok(made)
}

/// Fifty members of middle activity: some all the time, some for a while, some twice.
fn team(
    conn: &mut Conn,
    clock: &Clock,
    admin: &Actor,
    coordinator: Id,
    mediators: &[Mediator],
    (first, last): (NaiveDate, NaiveDate),
    random: &mut Random,
) -> Result<(), Problem> {
    let id = clock.new_id();
    let input = TeamInput {
        name: "Équipe des Quatre Vents".to_owned(),
        coordinator_account_id: coordinator,
    };
    teams::put(conn, clock, admin, id, Expected::NONE, &input)?;
    let from = (mediators.len() / 2).saturating_sub(TEAM / 2);
    for (at, member) in mediators[from..][..TEAM].iter().enumerate() {
        let joined = match at % 3 {
            0 => first,
            _ => first + Days::new(random.below(500) as u64),
        };
        let left = (at % 4 == 3).then(|| joined + Days::new(20 + random.below(100) as u64));
        let stay = MemberInput { joined_on: Day(joined), left_on: left.map(Day) };
        teams::set_member(conn, clock, admin, id, member.id, stay)?;
        if let Some(back) = left.map(|left| left + Days::new(30)).filter(|back| *back < last)
            && at % 8 == 3
        {
            let again = MemberInput { joined_on: Day(back), left_on: None };
            teams::set_member(conn, clock, admin, id, member.id, again)?;
        }
    }
    Ok(())
}

fn tag(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    name: &str,
    scope: TagScope,
) -> Result<Id, Problem> {
    let id = clock.new_id();
    let input = TagInput { name: name.to_owned(), description: None, scope };
    tags::put(conn, clock, by, id, Expected::NONE, &input)?;
    Ok(id)
}

fn account(
    conn: &mut Conn,
    clock: &Clock,
    email: &str,
    role: Role,
    organization_id: Option<Id>,
    place_ids: Vec<Id>,
) -> Result<Id, Problem> {
    let (first, _) = email.split_once('@').unwrap_or((email, ""));
    let input = InvitationInput {
        email: email.to_owned(),
        first_name: "Mesure".to_owned(),
        last_name: format!("De la {first}"),
        roles: vec![role],
        facilitator_kind: (role == Role::Facilitator).then_some(FacilitatorKind::Mediator),
        organization_id,
        place_ids,
    };
    Ok(accounts::register(conn, clock, &input)?.id)
}
