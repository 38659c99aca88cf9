//! The filters of a question in words, for the exports.

use diesel::prelude::*;
use uuid::Uuid;

use super::exports::Lang;
use super::question::{Question, YesNo};
use crate::platform::database::schema::{
    accounts, facilitators, organizations, places, programmes, tags, teams,
};
use crate::platform::database::{Conn, Id};
use crate::territories;
use crate::vocabulary::{SessionKind, labels};

/// One line per filter: what it is about, then its values.
pub fn in_words(conn: &mut Conn, asked: &Question, lang: Lang) -> QueryResult<Vec<String>> {
    let mut told = Vec::new();
    let mut tell = |name: (&str, &str), values: Vec<String>| {
        if !values.is_empty() {
            let colon = lang.pick("\u{a0}:", ":");
            told.push(format!("{}{colon} {}", lang.pick(name.0, name.1), values.join(", ")));
        }
    };
    let kind = asked.kind.map(|kind| match kind {
        SessionKind::Individual => lang.pick("individuelles", "individual").to_owned(),
        SessionKind::Workshop => lang.pick("ateliers", "workshops").to_owned(),
    });
    tell(("Séances", "Sessions"), kind.into_iter().collect());
    for (name, list, codes) in coded(asked) {
        tell(name, labelled(list, codes, lang));
    }
    let administrative = asked.administrative.map(|asked| match asked {
        YesNo::Yes => lang.pick("oui", "yes").to_owned(),
        YesNo::No => lang.pick("non", "no").to_owned(),
    });
    let procedures = ("Démarches administratives", "Administrative procedures");
    tell(procedures, administrative.into_iter().collect());
    tell(("Durée", "Length"), split(asked.durations.as_deref()));
    let commune = |code: &str| territories::commune(code).map(|found| found.name.to_owned());
    let epci = |code: &str| territories::epci(code).map(|found| found.name.to_owned());
    let region = |code: &str| territories::region(code).map(|found| found.name.to_owned());
    let departement = |code: &str| {
        territories::departement(code).map(|found| format!("{} ({})", found.name, found.code))
    };
    tell(("Communes", "Communes"), named(asked.communes.as_deref(), commune));
    tell(("Intercommunalités", "Groupings of communes"), named(asked.epcis.as_deref(), epci));
    tell(("Départements", "Départements"), named(asked.departements.as_deref(), departement));
    tell(("Régions", "Regions"), named(asked.regions.as_deref(), region));
    let residence = ("Communes de résidence", "Communes of residence");
    tell(residence, named(asked.residence_communes.as_deref(), commune));
    /// The names of the ids of a filter.
    macro_rules! names {
        ($table:ident, $text:expr) => {
            $table::table
                .filter($table::id.eq_any(ids($text.as_deref())))
                .order($table::name)
                .select($table::name)
                .load::<String>(conn)?
        };
    }
    tell(("Lieux", "Places"), names!(places, asked.places));
    tell(("Structures", "Organizations"), names!(organizations, asked.organizations));
    tell(("Dispositifs", "Programmes"), names!(programmes, asked.programmes));
    tell(("Tags", "Tags"), names!(tags, asked.tags));
    tell(("Équipes", "Teams"), names!(teams, asked.teams));
    let people: Vec<(String, String)> = facilitators::table
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(facilitators::id.eq_any(ids(asked.facilitators.as_deref())))
        .order((accounts::last_name, accounts::first_name))
        .select((accounts::first_name, accounts::last_name))
        .load(conn)?;
    let people = people.into_iter().map(|(first, last)| format!("{first} {last}"));
    tell(("Médiateurs et médiatrices", "Facilitators"), people.collect());
    Ok(told)
}

type Coded<'a> = ((&'static str, &'static str), &'static [&'static str], Option<&'a str>);

/// Filters whose values are codes of closed lists.
fn coded(asked: &Question) -> [Coded<'_>; 6] {
    const THEMES: &[&str] = &["thematique_mediation", "thematique_demarche"];
    [
        (("Thématiques", "Themes"), THEMES, asked.themes.as_deref()),
        (("Matériel", "Equipment"), &["materiel"], asked.equipment.as_deref()),
        (("Type de lieu", "Kind of place"), &["type_lieu"], asked.place_types.as_deref()),
        (("Genre", "Gender"), &["genre"], asked.genders.as_deref()),
        (("Âge", "Age"), &["tranche_age"], asked.age_bands.as_deref()),
        (("Situation", "Situation"), &["statut_social"], asked.statuses.as_deref()),
    ]
}

fn split(text: Option<&str>) -> Vec<String> {
    let values = text.unwrap_or_default().split(',').filter(|value| !value.is_empty());
    values.map(str::to_owned).collect()
}

fn ids(text: Option<&str>) -> Vec<Id> {
    split(text).iter().filter_map(|id| Uuid::try_parse(id).ok()).map(Id::from).collect()
}

fn named(text: Option<&str>, name: impl Fn(&str) -> Option<String>) -> Vec<String> {
    split(text).iter().filter_map(|code| name(code)).collect()
}

fn labelled(lists: &[&str], codes: Option<&str>, lang: Lang) -> Vec<String> {
    let label = |code: &str| lists.iter().find_map(|list| labels::value(list, code));
    named(codes, |code| label(code).map(|value| lang.pick(value.label_fr, value.label_en).into()))
}
