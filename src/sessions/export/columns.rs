//! The columns, named as in the Coop's own activity export, and the cells of one person's row.

use chrono::NaiveDate;

use crate::platform::clock::Clock;
use crate::sessions::model::Session;
use crate::territories;
use crate::vocabulary::{AgeBand, Gender, SessionKind, SocialStatus, labels};

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

/// Who did it: between the dates and what was done, for who reads the sessions of others.
const AUTHOR: [&str; 2] = ["Prénom du médiateur", "Nom du médiateur"];
const AUTHOR_AT: usize = 3;

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(i32),
    Day(NaiveDate),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}

/// A session with all that its rows need.
pub struct ExportedSession {
    pub session: Session,
    /// Followed ones first.
    pub people: Vec<Person>,
    pub tags: Vec<String>,
    /// Name and address.
    pub place: Option<(String, String)>,
    /// First and last name; empty for one's own sessions.
    pub author: (String, String),
}

/// One person helped, as far as the session tells.
#[derive(Default)]
pub struct Person {
    pub name: String,
    pub commune_code: Option<String>,
    pub gender: Option<Gender>,
    pub age_band: Option<AgeBand>,
    pub status: Option<SocialStatus>,
    pub first_time: Option<bool>,
}

/// Which columns an export has.
pub struct Columns {
    pub with_author: bool,
}

impl Columns {
    pub fn titles(&self) -> Vec<&'static str> {
        let mut titles = COLUMNS.to_vec();
        if self.with_author {
            titles.splice(AUTHOR_AT..AUTHOR_AT, AUTHOR);
        }
        titles
    }

    /// One row per person; what the session says is the same in all of them.
    pub fn rows(&self, whole: &ExportedSession, clock: &Clock) -> Vec<Vec<Cell>> {
        let people = whole.people.len();
        let same = Same::of(whole, clock);
        let rows = whole.people.iter().enumerate().map(|(at, person)| {
            let mut row = same.row(format!("{}/{people}", at + 1), person);
            if self.with_author {
                let author = [&whole.author.0, &whole.author.1].map(|name| Cell::from(&**name));
                row.splice(AUTHOR_AT..AUTHOR_AT, author);
            }
            row
        });
        rows.collect()
    }
}

fn label(list: &str, code: &str) -> &'static str {
    labels::value(list, code).map_or("", |value| value.label_fr)
}

fn theme_label(code: &str) -> &'static str {
    match labels::value("thematique_mediation", code) {
        Some(value) => value.label_fr,
        None => label("thematique_demarche", code),
    }
}

fn yes_or_no(yes: bool) -> Cell {
    Cell::from(if yes { "Oui" } else { "Non" })
}

/// Name, postcode (where there is only one) and Insee code.
fn commune(code: Option<&str>) -> [Cell; 3] {
    let Some(commune) = code.and_then(territories::commune) else {
        return [Cell::Empty, Cell::Empty, Cell::Empty];
    };
    let mut postcodes = commune.postcodes();
    let postcode = postcodes.next().filter(|_| postcodes.next().is_none());
    [commune.name.into(), postcode.into(), commune.code.into()]
}

/// The cells that all rows of a session share: before and after those of the person.
struct Same {
    dates: [Cell; 4],
    channel: Cell,
    deed: Vec<Cell>,
    notes: Cell,
    id: Cell,
}

impl Same {
    fn of(whole: &ExportedSession, clock: &Clock) -> Self {
        let ExportedSession { session, place, tags, .. } = whole;
        let lines = |values: Vec<&str>| Cell::from(values.join("\n"));
        let kind = match session.kind {
            SessionKind::Individual => "individuel",
            SessionKind::Workshop => "collectif",
        };
        let level = session
            .autonomy
            .map(|autonomy| label("autonomie", autonomy.code()))
            .or_else(|| session.level.map(|level| label("niveau_atelier", level.code())));
        let (name, address) = place.clone().unwrap_or_default();
        let mut deed = vec![name.into(), address.into()];
        deed.extend(commune(session.commune_code.as_deref()));
        deed.extend([
            Cell::Number(session.duration_min),
            session.title.clone().into(),
            lines(session.equipment.iter().map(|item| label("materiel", item.code())).collect()),
            lines(session.themes.iter().map(|theme| theme_label(theme.code())).collect()),
            lines(tags.iter().map(String::as_str).collect()),
            session.procedure_detail.clone().into(),
            level.into(),
            session.redirected.map(yes_or_no).into(),
            session.redirection.map(|body| label("structure_de_redirection", body.code())).into(),
        ]);
        Self {
            dates: [
                Cell::Day(session.date),
                Cell::Day(clock.day_of(session.created_at)),
                Cell::Day(clock.day_of(session.updated_at)),
                label("type_activite", kind).into(),
            ],
            channel: label("type_lieu", session.place_type.code()).into(),
            deed,
            notes: session.notes.clone().into(),
            id: session.id.as_str().into(),
        }
    }

    /// Every cell, in the order of [`COLUMNS`].
    fn row(&self, number: String, person: &Person) -> Vec<Cell> {
        const NOT_TOLD: &str = "non_communique";
        let mut row = Vec::with_capacity(COLUMNS.len() + AUTHOR.len());
        row.extend(self.dates.iter().cloned());
        row.extend([number.into(), person.name.as_str().into(), self.channel.clone()]);
        row.extend(self.deed.iter().cloned());
        row.extend(commune(person.commune_code.as_deref()));
        row.extend([
            label("genre", person.gender.map_or(NOT_TOLD, |gender| gender.code())).into(),
            label("tranche_age", person.age_band.map_or(NOT_TOLD, |band| band.code())).into(),
            label("statut_social", person.status.map_or(NOT_TOLD, |status| status.code())).into(),
            self.notes.clone(),
            person.first_time.map(yes_or_no).into(),
            self.id.clone(),
        ]);
        row
    }
}
