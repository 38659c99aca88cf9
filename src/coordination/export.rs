//! One's own coordination activities as a CSV file that a spreadsheet opens as it is: UTF-8 with a
//! byte order mark, semicolons in French, one row per activity, the columns coordinators know from
//! the Coop's own export and, besides, the last day of an event and the départements.

use csv::WriterBuilder;

use super::views::CoordinationView;
use crate::platform::clock::Clock;
use crate::platform::http::{Lang, Problem};
use crate::platform::spreadsheet::harmless;
use crate::vocabulary::labels;

/// (French, English)
const COLUMNS: [(&str, &str); 22] = [
    ("Date", "Date"),
    ("Date de fin", "Last day"),
    ("Type", "Kind"),
    ("Durée (min)", "Duration (min)"),
    ("Participants", "Participants"),
    ("Médiateurs", "Mediators"),
    ("Structures", "Structures"),
    ("Autres acteurs", "Other people"),
    ("Nom", "Name"),
    ("Nature", "Type or nature"),
    ("Organisateurs", "Organizers"),
    ("Structures partenaires", "Partners"),
    ("Types de structures partenaires", "Kinds of partners"),
    ("Échelon territorial", "Territorial level"),
    ("Départements", "Départements"),
    ("Initiative", "Initiative"),
    ("Thématiques", "Themes"),
    ("Tags", "Tags"),
    ("Notes", "Notes"),
    ("Enregistré le", "Recorded on"),
    ("Dernière modification le", "Last changed on"),
    ("ID", "ID"),
];

/// Between the values of one cell.
const AND: &str = " | ";

/// Writes the file.
///
/// # Errors
/// None in practice: the file is written in memory.
pub fn csv(views: &[CoordinationView], clock: &Clock, lang: Lang) -> Result<Vec<u8>, Problem> {
    let separator = match lang {
        Lang::Fr => b';',
        Lang::En => b',',
    };
    let mut file = WriterBuilder::new()
        .delimiter(separator)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let titles = COLUMNS.map(|(fr, en)| if lang == Lang::Fr { fr } else { en });
    file.write_record(titles).map_err(Problem::internal)?;
    for view in views {
        let cells = Words(lang).cells(view, clock).map(|cell| harmless(&cell));
        file.write_record(cells).map_err(Problem::internal)?;
    }
    file.into_inner().map_err(|error| Problem::internal(error.into_error()))
}

/// The labels of one language.
struct Words(Lang);

impl Words {
    /// The label of a code; for *other*, the word of precision instead.
    fn label(&self, list: &str, code: &str, other: Option<&str>) -> String {
        if code == "autre"
            && let Some(other) = other
        {
            return other.to_owned();
        }
        let label = labels::value(list, code).map(|value| match self.0 {
            Lang::Fr => value.label_fr,
            Lang::En => value.label_en,
        });
        label.unwrap_or(code).to_owned()
    }

    fn labels<'a>(
        &self,
        list: &str,
        codes: impl Iterator<Item = &'a str>,
        other: Option<&str>,
    ) -> String {
        codes.map(|code| self.label(list, code, other)).collect::<Vec<_>>().join(AND)
    }

    /// The type of an animation or an event, the natures of a partnership.
    fn nature(&self, view: &CoordinationView) -> String {
        if let Some(kind) = view.animation_type {
            return self.label("type_animation", kind.code(), view.animation_type_other.as_deref());
        }
        if let Some(kind) = view.event_type {
            return self.label("type_evenement", kind.code(), view.event_type_other.as_deref());
        }
        let natures = view.natures.iter().map(|nature| nature.code());
        self.labels("nature_partenariat", natures, view.nature_other.as_deref())
    }

    fn cells(&self, view: &CoordinationView, clock: &Clock) -> [String; COLUMNS.len()] {
        use crate::vocabulary::CoordinationKind::{Animation, Evenement};
        let of =
            |kind, count: i32| if view.kind == kind { count.to_string() } else { String::new() };
        let told = |text: &Option<String>| text.clone().unwrap_or_default();
        let joined = |words: Vec<String>| words.join(AND);
        let partners = || view.partners.iter();
        let kinds = partners().map(|partner| {
            self.label(
                "type_structure_partenaire",
                partner.kind.code(),
                partner.kind_other.as_deref(),
            )
        });
        [
            view.date.to_string(),
            view.end_date.map(|date| date.to_string()).unwrap_or_default(),
            self.label("type_activite_coordination", view.kind.code(), None),
            view.duration_min.map(|minutes| minutes.to_string()).unwrap_or_default(),
            of(Evenement, view.participants),
            of(Animation, view.mediators),
            of(Animation, view.structures),
            of(Animation, view.other_actors),
            told(&view.name),
            self.nature(view),
            self.labels(
                "organisateur",
                view.organizers.iter().map(|organizer| organizer.code()),
                view.organizer_other.as_deref(),
            ),
            joined(partners().map(|partner| partner.name.clone()).collect()),
            joined(kinds.collect()),
            view.territorial_level
                .map(|level| self.label("echelon_territorial", level.code(), None))
                .unwrap_or_default(),
            view.departements.join(AND),
            view.initiative
                .map(|initiative| self.label("initiative", initiative.code(), None))
                .unwrap_or_default(),
            self.labels(
                "thematique_animation",
                view.themes.iter().map(|theme| theme.code()),
                view.theme_other.as_deref(),
            ),
            joined(view.tags.iter().map(|tag| tag.name.clone()).collect()),
            told(&view.notes),
            clock.day_of(view.created_at).to_string(),
            clock.day_of(view.updated_at).to_string(),
            view.id.to_string(),
        ]
    }
}
