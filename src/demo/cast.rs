//! Who and where: organizations, places, accounts, facilitators, the team, the learners.

use chrono::{Datelike, Duration, NaiveDate};

use super::money;
use super::random::Random;
use crate::accounts::{self, InvitationInput};
use crate::facilitators::{self, FacilitatorKind};
use crate::invitations;
use crate::learners::{self, Learner, LearnerInput};
use crate::organizations::{self, OrganizationInput};
use crate::places::{self, PlaceSheet};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::day::Day;
use crate::platform::http::{Expected, Problem};
use crate::policy::{Actor, Role, Roles};
use crate::programmes;
use crate::tags::{self, TagInput, TagScope};
use crate::teams::{self, MemberInput, TeamInput};
use crate::territories;
use crate::vocabulary::{AgeBand, Gender, SocialStatus};

/// The roles a visitor may take, and whose account it is.
pub const ROLES: [(&str, &str); 6] = [
    ("admin", "ines.castellan@exemple.fr"),
    ("coordinator", "hugo.vernier@exemple.fr"),
    ("mediator", "amelie.roussel@exemple.fr"),
    ("peer", "josiane.tellier@exemple.fr"),
    ("funder", "claire.montfavet@exemple.fr"),
    ("learner", "apprenante@exemple.fr"),
];

const ORGANIZATIONS: [(&str, &str, &str); 3] = [
    ("Fédération des Deux Rives", "44109", "4 allée des Tilleuls"),
    ("Centre social Les Acacias", "44190", "12 rue du Verger"),
    ("Ville de Port-Clair", "44143", "1 place de l’Horloge"),
];

/// (name, Insee code, postcode, address, typology, which organization)
const PLACES: [(&str, &str, &str, &str, &str, usize); 8] = [
    ("Médiathèque Floresca-Guépin", "44109", "44300", "15 rue de la Haluchère", "BIB", 0),
    ("Maison de quartier de Doulon", "44109", "44300", "2 boulevard de Doulon", "MQ", 0),
    ("Maison des habitants du Port", "44109", "44100", "8 quai des Antilles", "MDH", 0),
    ("Centre social Les Acacias", "44190", "44230", "12 rue du Verger", "CS", 1),
    ("Espace de vie sociale La Passerelle", "44190", "44230", "3 impasse des Vignes", "EVS", 1),
    ("École Jules-Verne", "44143", "44400", "20 rue du Moulin", "MUNI", 2),
    ("Mairie annexe de la Houssais", "44143", "44400", "7 rue de la Houssais", "MUNI", 2),
    ("Bus numérique des Deux Rives", "44109", "44000", "Place du Marché", "ENM", 0),
];

/// (first name, last name, e-mail, mediator?, organization, places)
type Part = (&'static str, &'static str, &'static str, bool, usize, &'static [usize]);

const FACILITATORS: [Part; 12] = [
    ("Amélie", "Roussel", "amelie.roussel", true, 0, &[0, 1, 7]),
    ("Karim", "Delaunay", "karim.delaunay", true, 0, &[1, 2]),
    ("Solène", "Quentric", "solene.quentric", true, 0, &[2, 0]),
    ("Bastien", "Ormeau", "bastien.ormeau", true, 1, &[3, 4]),
    ("Fatou", "Larivière", "fatou.lariviere", true, 1, &[4, 3]),
    ("Gwenaël", "Pontcastel", "gwenael.pontcastel", true, 1, &[3]),
    ("Maud", "Sablonnière", "maud.sablonniere", true, 2, &[6, 5]),
    ("Théo", "Brindejonc", "theo.brindejonc", true, 2, &[5, 6]),
    ("Josiane", "Tellier", "josiane.tellier", false, 2, &[5]),
    ("Patrick", "Linotte", "patrick.linotte", false, 2, &[5, 6]),
    ("Nadia", "Verdier", "nadia.verdier", false, 1, &[4]),
    ("Yvon", "Kerbrat", "yvon.kerbrat", false, 0, &[1]),
];

const FIRST_NAMES: [(&str, Gender); 30] = [
    ("Lucette", Gender::Feminin),
    ("Marcel", Gender::Masculin),
    ("Simone", Gender::Feminin),
    ("Ahmed", Gender::Masculin),
    ("Ginette", Gender::Feminin),
    ("Raymond", Gender::Masculin),
    ("Odile", Gender::Feminin),
    ("Jean-Luc", Gender::Masculin),
    ("Samira", Gender::Feminin),
    ("Gérard", Gender::Masculin),
    ("Monique", Gender::Feminin),
    ("Aboubacar", Gender::Masculin),
    ("Colette", Gender::Feminin),
    ("Didier", Gender::Masculin),
    ("Ludmila", Gender::Feminin),
    ("Éric", Gender::Masculin),
    ("Chantal", Gender::Feminin),
    ("Mehdi", Gender::Masculin),
    ("Rose-Marie", Gender::Feminin),
    ("Kévin", Gender::Masculin),
    ("Huguette", Gender::Feminin),
    ("Joaquim", Gender::Masculin),
    ("Brigitte", Gender::Feminin),
    ("Tanguy", Gender::Masculin),
    ("Denise", Gender::Feminin),
    ("Ousmane", Gender::Masculin),
    ("Paulette", Gender::Feminin),
    ("Loïc", Gender::Masculin),
    ("Irina", Gender::Feminin),
    ("Alphonse", Gender::Masculin),
];

const LAST_NAMES: [&str; 25] = [
    "Bernardin",
    "Fontanier",
    "Grandclos",
    "Merlevent",
    "Tissandier",
    "Valcourt",
    "Hautbois",
    "Péronnet",
    "Courcelles",
    "Beauséjour",
    "Landreau",
    "Malestroit",
    "Rivoalan",
    "Chantepie",
    "Boisgibault",
    "Estienvrot",
    "Jolivaux",
    "Kermabon",
    "Levasseul",
    "Nervilly",
    "Orsonnet",
    "Quillévéré",
    "Rochambel",
    "Sauvignet",
    "Trémoulet",
];

const COMMUNES: [&str; 6] = ["44109", "44109", "44190", "44143", "44114", "44162"];

/// Who left the team, among the facilitators, and after how many days.
const PAST_MEMBER: usize = 10;
const HALF_A_YEAR: i64 = 182;

/// Who is invited into the team.
const INVITED: &str = "elea.courtemanche@exemple.fr";

/// How many learners the network follows.
const LEARNERS: usize = 150;

/// A facilitator of the demo with what their year needs.
pub struct Member {
    pub account_id: Id,
    pub email: String,
    pub facilitator_id: Id,
    pub is_mediator: bool,
    pub place_ids: Vec<Id>,
    pub learner_ids: Vec<Id>,
}

/// The demo's people.
pub struct Cast {
    pub members: Vec<Member>,
    pub programme_id: Id,
    pub tag_id: Id,
    pub team_id: Id,
    pub coordinator_account_id: Id,
}

/// Makes everybody. `first_day` is when they started; the clock stands on it.
pub fn populate(conn: &mut Conn, clock: &Clock, first_day: NaiveDate) -> Result<Cast, Problem> {
    let admin = account(conn, clock, ("Inès", "Castellan", ROLES[0].1), vec![Role::Admin], None)?;
    let coordinator =
        account(conn, clock, ("Hugo", "Vernier", ROLES[1].1), vec![Role::Coordinator], None)?;
    let admin = Actor {
        account_id: admin,
        person_id: accounts::get(conn, admin)?.person_id,
        sign_in_id: admin,
        roles: [Role::Admin].into_iter().collect::<Roles>(),
        facilitator_id: None,
    };
    let organization_ids = ORGANIZATIONS
        .iter()
        .map(|(name, commune, address)| {
            let input = OrganizationInput {
                name: (*name).to_owned(),
                siret: None,
                rna: None,
                commune_code: Some((*commune).to_owned()),
                address: Some((*address).to_owned()),
            };
            let id = clock.new_id();
            organizations::put(conn, clock, &admin, id, Expected::NONE, &input)?;
            Ok(id)
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    let place_ids = PLACES
        .iter()
        .map(|place| {
            let id = clock.new_id();
            let input = sheet(*place, organization_ids[place.5]);
            places::put(conn, clock, &admin, id, Expected::NONE, &input)?;
            Ok(id)
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    let programme_id = clock.new_id();
    let programme = money::programme(first_day);
    programmes::put(conn, clock, &admin, programme_id, Expected::NONE, &programme)?;
    money::fund(conn, clock, &admin, programme_id)?;
    let tag_id = clock.new_id();
    let tag = TagInput {
        name: "Permanence".to_owned(),
        description: Some("Sans rendez-vous, à heures fixes".to_owned()),
        scope: TagScope::Network,
    };
    tags::put(conn, clock, &admin, tag_id, Expected::NONE, &tag)?;

    let mut members = Vec::new();
    for (first, last, mail, is_mediator, organization, places) in FACILITATORS {
        let email = format!("{mail}@exemple.fr");
        let kind = if is_mediator { FacilitatorKind::Mediator } else { FacilitatorKind::Peer };
        let place_ids: Vec<Id> = places.iter().map(|at| place_ids[*at]).collect();
        let hat = Hat {
            kind,
            organization_id: organization_ids[organization],
            place_ids: place_ids.clone(),
        };
        let account_id =
            account(conn, clock, (first, last, &email), vec![Role::Facilitator], Some(hat))?;
        if let Some((facilitator_id, _)) = facilitators::find_kind(conn, account_id)? {
            members.push(Member {
                account_id,
                email: email.clone(),
                facilitator_id,
                is_mediator,
                place_ids,
                learner_ids: Vec::new(),
            });
        }
    }
    let team_id = clock.new_id();
    let team = TeamInput {
        name: "Équipe des Deux Rives".to_owned(),
        coordinator_account_id: coordinator,
    };
    teams::put(conn, clock, &admin, team_id, Expected::NONE, &team)?;
    for member in &members[..8] {
        let dates = MemberInput { joined_on: Day(first_day), left_on: None };
        teams::set_member(conn, clock, &admin, team_id, member.facilitator_id, dates)?;
    }
    // One peer spent the first half of the year in the team.
    let half = MemberInput {
        joined_on: Day(first_day),
        left_on: Some(Day(first_day + Duration::days(HALF_A_YEAR))),
    };
    teams::set_member(conn, clock, &admin, team_id, members[PAST_MEMBER].facilitator_id, half)?;
    follow(conn, clock, &mut members)?;
    money::share(conn, clock, first_day)?;
    Ok(Cast { members, programme_id, tag_id, team_id, coordinator_account_id: coordinator })
}

/// What stands as of today: everybody signed in lately, and an invitation into the team waits for
/// its answer. No mail leaves.
pub fn invite(conn: &mut Conn, clock: &Clock, cast: &Cast) -> Result<(), Problem> {
    let by = cast.coordinator_account_id;
    let members = cast.members.iter().map(|member| member.account_id);
    for id in members.chain([by]) {
        accounts::activate(conn, id, clock.now())?;
    }
    invitations::offer(conn, clock, by, cast.team_id, INVITED)?;
    Ok(())
}

struct Hat {
    kind: FacilitatorKind,
    organization_id: Id,
    place_ids: Vec<Id>,
}

fn account(
    conn: &mut Conn,
    clock: &Clock,
    (first, last, email): (&str, &str, &str),
    roles: Vec<Role>,
    hat: Option<Hat>,
) -> Result<Id, Problem> {
    let input = InvitationInput {
        email: email.to_owned(),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        roles,
        facilitator_kind: hat.as_ref().map(|hat| hat.kind),
        organization_id: hat.as_ref().map(|hat| hat.organization_id),
        place_ids: hat.map(|hat| hat.place_ids).unwrap_or_default(),
    };
    Ok(accounts::register(conn, clock, &input)?.id)
}

fn sheet(
    (name, commune, postcode, address, typology, _): (&str, &str, &str, &str, &str, usize),
    organization_id: Id,
) -> PlaceSheet {
    PlaceSheet {
        name: name.to_owned(),
        commune_code: commune.to_owned(),
        commune_name: territories::commune(commune).map_or("", |commune| commune.name).to_owned(),
        postcode: postcode.to_owned(),
        address: address.to_owned(),
        organization_id: Some(organization_id),
        typologies: vec![typology.to_owned()],
        opening_hours: Some("Mo-Fr 09:00-12:00,14:00-17:30".to_owned()),
        services: vec![
            "aide_aux_demarches_administratives".to_owned(),
            "maitrise_des_outils_numeriques_du_quotidien".to_owned(),
        ],
        fees: vec!["gratuit".to_owned()],
        access_modes: vec!["se_presenter".to_owned()],
        support_modes: vec![
            "accompagnement_individuel".to_owned(),
            "dans_un_atelier_collectif".to_owned(),
        ],
        ..PlaceSheet::default()
    }
}

/// Shares the learners out: mediators follow more people than peers.
fn follow(conn: &mut Conn, clock: &Clock, members: &mut [Member]) -> Result<(), Problem> {
    let mut random = Random::new(2026);
    let shares: Vec<usize> = (0..members.len())
        .flat_map(|at| std::iter::repeat_n(at, if members[at].is_mediator { 4 } else { 1 }))
        .collect();
    let year = clock.today().year();
    for at in 0..LEARNERS {
        let (first, gender) = FIRST_NAMES[at % FIRST_NAMES.len()];
        let last = LAST_NAMES[(at * 7 + at / 30) % LAST_NAMES.len()];
        let age = 19 + i32::try_from(random.below(34) + random.below(34)).unwrap_or(40);
        let status = match AgeBand::of_age(age) {
            AgeBand::DixHuitVingtQuatre if random.chance(50) => SocialStatus::Scolarise,
            AgeBand::SoixanteDixPlus => SocialStatus::Retraite,
            AgeBand::SoixanteSoixanteNeuf if random.chance(70) => SocialStatus::Retraite,
            _ if random.chance(45) => SocialStatus::SansEmploi,
            _ => SocialStatus::EnEmploi,
        };
        let input = LearnerInput {
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            birth_year: random.chance(80).then_some(year - age),
            age_band: None,
            gender: Some(gender),
            status: random.chance(85).then_some(status),
            commune_code: random.pick(&COMMUNES).map(|code| (*code).to_owned()),
            // 06 39 98 is a range reserved for fiction.
            phone: random.chance(60).then(|| format!("06 39 98 {:02} {:02}", at / 100, at % 100)),
            email: None,
            notes: None,
            staff_number: None,
        };
        let member = &mut members[shares[at % shares.len()]];
        let learner = Learner::new(
            &input,
            clock.new_id(),
            clock.new_id(),
            member.facilitator_id,
            clock.now(),
        );
        learners::insert(conn, &learner)?;
        member.learner_ids.push(learner.id);
        clock.advance(Duration::milliseconds(1));
    }
    Ok(())
}
