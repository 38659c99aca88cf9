//! Who has an account: an administrator, a coordinator with a team of sixty, facilitators, and some
//! learners. Every name is invented; communes are real.

use coopair::accounts::{self, InvitationInput};
use coopair::facilitators::{self, FacilitatorKind};
use coopair::organizations::{self, OrganizationInput};
use coopair::places::{self, PlaceSheet};
use coopair::platform::clock::Clock;
use coopair::platform::database::{Conn, Id};
use coopair::platform::day::Day;
use coopair::platform::http::{Expected, Problem};
use coopair::policy::{Actor, Role, Roles};
use coopair::teams::{self, MemberInput, TeamInput};

use crate::base::first_day;

/// Members of the team whose coverage is asked for.
pub const TEAM: usize = 60;
/// Learners who sign in.
pub const CLAIMED: usize = 5;
/// Communes of the places: code, name, postcode, département.
const COMMUNES: [(&str, &str, &str, &str); 4] = [
    ("44109", "Nantes", "44000", "44"),
    ("35238", "Rennes", "35000", "35"),
    ("49007", "Angers", "49000", "49"),
    ("56260", "Vannes", "56000", "56"),
];
const PLACES: usize = 40;

pub const ADMIN: &str = "administration@exemple.fr";
pub const COORDINATOR: &str = "coordination@exemple.fr";

pub fn mediator(number: usize) -> String {
    format!("mediation{number}@exemple.fr")
}

pub fn learner(number: usize) -> String {
    format!("apprenante{number}@exemple.fr")
}

pub struct Spot {
    pub id: Id,
    pub commune_code: &'static str,
    pub departement_code: &'static str,
}

pub struct Mediator {
    pub id: Id,
    pub person_id: Id,
    /// Position among the places.
    pub place: usize,
}

pub struct Network {
    pub organization_id: Id,
    pub places: Vec<Spot>,
    /// The first sixty are the team.
    pub mediators: Vec<Mediator>,
    pub team_id: Id,
    /// The coordinator, as a person.
    pub coordinator_id: Id,
    /// The people of learners who sign in.
    pub claimed: Vec<Id>,
}

pub fn make(conn: &mut Conn, clock: &Clock, learners: usize) -> Result<Network, Problem> {
    let made = account(conn, clock, ADMIN, Role::Admin, None, Vec::new())?;
    let admin = Actor {
        account_id: made.id,
        person_id: made.person_id,
        sign_in_id: made.id,
        roles: [Role::Admin].into_iter().collect::<Roles>(),
        facilitator_id: None,
    };
    let coordinator = account(conn, clock, COORDINATOR, Role::Coordinator, None, Vec::new())?;
    let organization_id = clock.new_id();
    let employer = OrganizationInput {
        name: "Association des Quatre Vents".to_owned(),
        siret: None,
        rna: None,
        commune_code: Some(COMMUNES[0].0.to_owned()),
        address: None,
    };
    organizations::put(conn, clock, &admin, organization_id, Expected::NONE, &employer)?;
    let places =
        (0..PLACES).map(|at| place(conn, clock, &admin, at)).collect::<Result<Vec<_>, _>>()?;
    let mut mediators = Vec::new();
    for number in 0..(learners / 100).max(TEAM + 10) {
        let place = number % PLACES;
        let (email, at) = (mediator(number), vec![places[place].id]);
        let made = account(conn, clock, &email, Role::Facilitator, Some(organization_id), at)?;
        let found = facilitators::find_kind(conn, made.id)?;
        let (id, _) = found.ok_or_else(Problem::not_found)?;
        mediators.push(Mediator { id, person_id: made.person_id, place });
    }
    let team_id = team(conn, clock, &admin, coordinator.id, &mediators)?;
    let mut claimed = Vec::new();
    for number in 0..CLAIMED {
        let email = learner(number);
        let made = account(conn, clock, &email, Role::Learner, None, Vec::new())?;
        claimed.push(made.person_id);
    }
    let coordinator_id = coordinator.person_id;
    Ok(Network { organization_id, places, mediators, team_id, coordinator_id, claimed })
}

fn place(conn: &mut Conn, clock: &Clock, admin: &Actor, at: usize) -> Result<Spot, Problem> {
    let (commune_code, commune, postcode, departement_code) = COMMUNES[at % COMMUNES.len()];
    let id = clock.new_id();
    let sheet = PlaceSheet {
        name: format!("Espace des Tilleuls {at}"),
        commune_code: commune_code.to_owned(),
        commune_name: commune.to_owned(),
        postcode: postcode.to_owned(),
        address: format!("{} allée des Glycines", 1 + at),
        typologies: vec!["CS".to_owned()],
        ..PlaceSheet::default()
    };
    places::put(conn, clock, admin, id, Expected::NONE, &sheet)?;
    Ok(Spot { id, commune_code, departement_code })
}

fn team(
    conn: &mut Conn,
    clock: &Clock,
    admin: &Actor,
    coordinator_account_id: Id,
    mediators: &[Mediator],
) -> Result<Id, Problem> {
    let id = clock.new_id();
    let input = TeamInput { name: "Équipe des Quatre Vents".to_owned(), coordinator_account_id };
    teams::put(conn, clock, admin, id, Expected::NONE, &input)?;
    for member in &mediators[..TEAM] {
        let stay = MemberInput { joined_on: Day(first_day()), left_on: None };
        teams::set_member(conn, clock, admin, id, member.id, stay)?;
    }
    Ok(id)
}

fn account(
    conn: &mut Conn,
    clock: &Clock,
    email: &str,
    role: Role,
    organization_id: Option<Id>,
    place_ids: Vec<Id>,
) -> Result<accounts::Account, Problem> {
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
    accounts::register(conn, clock, &input)
}
