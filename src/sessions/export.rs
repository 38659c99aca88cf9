//! One's own sessions as a workbook: one row per person helped, with the columns mediators know
//! from the Coop's own activity export, so that their habits and macros survive.

use diesel::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

use super::model::{Session, SessionFilter};
use super::queries;
use super::views::SessionView;
use crate::platform::clock::Clock;
use crate::platform::database::schema::places;
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::platform::spreadsheet::write_cell;
use crate::territories;
use crate::vocabulary::{SessionKind, labels};

const COLUMNS: [&str; 30] = [
    "Date",
    "Enregistré le",
    "Dernière modification le",
    "Type",
    "Participants",
    "Bénéficiaire",
    "Canaux d’accompagnement",
    "Nom du lieu",
    "Adresse",
    "Commune",
    "Code postal",
    "Code Insee",
    "Durée (min)",
    "Nom de l’atelier",
    "Matériel numérique utilisé",
    "Thématique(s) d’accompagnement",
    "Tags",
    "Nom de la démarche administrative",
    "Niveau d’autonomie (ou de l’atelier)",
    "Bénéficiaire réorienté",
    "Structure de redirection",
    "Commune du bénéficiaire",
    "Code postal du bénéficiaire",
    "Code Insee du bénéficiaire",
    "Genre du bénéficiaire",
    "Tranche d’âge du bénéficiaire",
    "Statut du bénéficiaire",
    "Notes supplémentaires",
    "Première fois",
    "ID CRA",
];

/// Columns whose cells are numbers.
const DURATION: u16 = 12;

fn label(list: &str, code: &str) -> String {
    labels::value(list, code).map_or(code, |value| value.label_fr).to_owned()
}

fn theme_label(code: &str) -> String {
    let list = if labels::has("thematique_mediation", code) {
        "thematique_mediation"
    } else {
        "thematique_demarche"
    };
    label(list, code)
}

/// One person helped, as far as the session tells.
#[derive(Default)]
struct Person {
    name: String,
    commune_code: Option<String>,
    gender: Option<&'static str>,
    age_band: Option<&'static str>,
    status: Option<&'static str>,
    first_time: Option<bool>,
}

/// The people of a session: the followed ones by name, then the anonymous ones. The counters of an
/// anonymous group are no pairing of attributes, so a member's attributes stay empty unless it is
/// alone.
fn people(view: &SessionView, communes: &[(Id, Option<String>)]) -> Vec<Person> {
    let mut people: Vec<Person> = view
        .participants
        .iter()
        .map(|person| Person {
            name: format!("{} {}", person.first_name, person.last_name).trim().to_owned(),
            commune_code: communes
                .iter()
                .find(|(id, _)| *id == person.learner_id)
                .and_then(|(_, code)| code.clone()),
            gender: person.gender.map(|gender| gender.code()),
            age_band: person.age_band.map(|band| band.code()),
            status: person.status.map(|status| status.code()),
            first_time: Some(person.first_time),
        })
        .collect();
    let anonymous = &view.anonymous;
    for _ in 0..anonymous.total {
        let alone = anonymous.total == 1;
        people.push(Person {
            name: "Anonyme".to_owned(),
            commune_code: anonymous.communes.keys().next().filter(|_| alone).cloned(),
            gender: anonymous.genders.keys().next().filter(|_| alone).map(|gender| gender.code()),
            age_band: anonymous.age_bands.keys().next().filter(|_| alone).map(|band| band.code()),
            status: anonymous.statuses.keys().next().filter(|_| alone).map(|code| code.code()),
            first_time: alone.then_some(anonymous.already_supported == 0),
        });
    }
    people
}

/// Builds the workbook.
pub fn workbook(
    conn: &mut Conn,
    clock: &Clock,
    facilitator_id: Id,
    filter: &SessionFilter,
) -> Result<Vec<u8>, Problem> {
    let sessions = queries::all(conn, facilitator_id, filter)?;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Activités").map_err(Problem::internal)?;
    let title = Format::new().set_bold().set_text_wrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_with_format(0, column, name, &title).map_err(Problem::internal)?;
    }
    let mut row = 1;
    for session in sessions {
        let line = Line::read(conn, clock, session)?;
        for (at, person) in line.people.iter().enumerate() {
            let cells = line.cells(at, person);
            sheet.write_with_format(row, 0, &line.view.date, &day).map_err(Problem::internal)?;
            for (column, text) in (1..).zip(cells) {
                if column == DURATION {
                    sheet
                        .write_number(row, column, line.view.duration_min)
                        .map_err(Problem::internal)?;
                } else {
                    write_cell(sheet, row, column, &text).map_err(Problem::internal)?;
                }
            }
            row += 1;
        }
    }
    sheet.set_freeze_panes(1, 0).map_err(Problem::internal)?;
    workbook.save_to_buffer().map_err(Problem::internal)
}

/// A session with what its rows need besides.
struct Line {
    view: SessionView,
    created_on: String,
    updated_on: String,
    address: String,
    people: Vec<Person>,
}

impl Line {
    fn read(conn: &mut Conn, clock: &Clock, session: Session) -> Result<Self, Problem> {
        use crate::platform::database::schema::participations;
        let communes: Vec<(Id, Option<String>)> = participations::table
            .filter(participations::session_id.eq(session.id))
            .select((participations::learner_id, participations::commune_code))
            .load(conn)?;
        let address = match session.place_id {
            Some(id) => places::table.find(id).select(places::address).first(conn)?,
            None => String::new(),
        };
        let (created, updated) = (session.created_at, session.updated_at);
        let view = queries::view(conn, session)?;
        Ok(Self {
            created_on: clock.day_of(created).to_string(),
            updated_on: clock.day_of(updated).to_string(),
            address,
            people: people(&view, &communes),
            view,
        })
    }

    /// Every cell but the date, in the order of [`COLUMNS`].
    fn cells(&self, at: usize, person: &Person) -> Vec<String> {
        let view = &self.view;
        let lines = |values: Vec<String>| values.join("\n");
        let commune = view.commune.as_ref();
        let home = person.commune_code.as_deref().and_then(territories::commune);
        let one_postcode = |commune: Option<territories::Commune>| {
            commune.and_then(|commune| {
                let mut codes = commune.postcodes();
                codes.next().filter(|_| codes.next().is_none()).map(str::to_owned)
            })
        };
        let kind = match view.kind {
            SessionKind::Individual => "individuel",
            SessionKind::Workshop => "collectif",
        };
        let level = view
            .autonomy
            .map(|autonomy| label("autonomie", autonomy.code()))
            .or_else(|| view.level.map(|level| label("niveau_atelier", level.code())));
        vec![
            self.created_on.clone(),
            self.updated_on.clone(),
            label("type_activite", kind),
            format!("{}/{}", at + 1, self.people.len()),
            person.name.clone(),
            label("type_lieu", view.place_type.code()),
            view.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
            self.address.clone(),
            commune.map(|commune| commune.name.clone()).unwrap_or_default(),
            one_postcode(commune.and_then(|commune| territories::commune(&commune.code)))
                .unwrap_or_default(),
            commune.map(|commune| commune.code.clone()).unwrap_or_default(),
            String::new(),
            view.title.clone().unwrap_or_default(),
            lines(view.equipment.iter().map(|item| label("materiel", item.code())).collect()),
            lines(view.themes.iter().map(|theme| theme_label(theme.code())).collect()),
            lines(view.tags.iter().map(|tag| tag.name.clone()).collect()),
            view.procedure_detail.clone().unwrap_or_default(),
            level.unwrap_or_default(),
            view.redirected.map(|yes| if yes { "Oui" } else { "Non" }).unwrap_or_default().into(),
            view.redirection
                .map(|body| label("structure_de_redirection", body.code()))
                .unwrap_or_default(),
            home.map(|commune| commune.name.to_owned()).unwrap_or_default(),
            one_postcode(home).unwrap_or_default(),
            home.map(|commune| commune.code.to_owned()).unwrap_or_default(),
            label("genre", person.gender.unwrap_or("non_communique")),
            label("tranche_age", person.age_band.unwrap_or("non_communique")),
            label("statut_social", person.status.unwrap_or("non_communique")),
            view.notes.clone().unwrap_or_default(),
            person
                .first_time
                .map(|yes| if yes { "Oui" } else { "Non" })
                .unwrap_or_default()
                .to_owned(),
            view.id.to_string(),
        ]
    }
}
