//! The columns of the standard and the closed lists behind some of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::platform::faults::Reason;
use crate::platform::text::normalise;
use crate::vocabulary::labels;

/// Declares the columns, with their names in the file.
macro_rules! columns {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Column { $($variant),+ }

        impl Column {
            pub const ALL: [Self; 32] = [$(Self::$variant),+];
        }

        /// The names of the columns, in the order of the schema.
        pub(super) const NAMES: [&str; 32] = [$($name),+];
    };
}

columns! {
    Id = "id",
    Pivot = "pivot",
    Nom = "nom",
    Commune = "commune",
    CodePostal = "code_postal",
    CodeInsee = "code_insee",
    Adresse = "adresse",
    ComplementAdresse = "complement_adresse",
    Latitude = "latitude",
    Longitude = "longitude",
    Typologie = "typologie",
    Telephone = "telephone",
    Courriels = "courriels",
    SiteWeb = "site_web",
    Horaires = "horaires",
    PresentationResume = "presentation_resume",
    PresentationDetail = "presentation_detail",
    Source = "source",
    Itinerance = "itinerance",
    StructureParente = "structure_parente",
    DateMaj = "date_maj",
    Services = "services",
    Publics = "publics_specifiquement_adresses",
    PriseEnCharge = "prise_en_charge_specifique",
    Frais = "frais_a_charge",
    Dispositifs = "dispositif_programmes_nationaux",
    Formations = "formations_labels",
    AutresFormations = "autres_formations_labels",
    ModalitesAcces = "modalites_acces",
    ModalitesAccompagnement = "modalites_accompagnement",
    FicheAccesLibre = "fiche_acces_libre",
    PriseRdv = "prise_rdv",
}

/// Without these a line says nothing, so a file must have them.
pub(super) const REQUIRED: [Column; 7] = [
    Column::Id,
    Column::Pivot,
    Column::Nom,
    Column::Commune,
    Column::CodePostal,
    Column::Adresse,
    Column::DateMaj,
];

impl Column {
    pub fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    /// The list of `data/enumerations.json` whose values the column holds.
    pub fn list(self) -> Option<&'static str> {
        Some(match self {
            Self::Typologie => "typologie_structure",
            Self::Itinerance => "itinerance",
            Self::Services => "service",
            Self::Publics => "public_specifiquement_adresse",
            Self::PriseEnCharge => "prise_en_charge_specifique",
            Self::Frais => "frais_a_charge",
            Self::Dispositifs => "dispositif_programme_national",
            Self::Formations => "formation_label",
            Self::ModalitesAcces => "modalite_acces",
            Self::ModalitesAccompagnement => "modalite_accompagnement",
            _ => return None,
        })
    }

    /// The code of a value as files spell it: its label or its code, whatever the case, the
    /// accents, the spaces and the apostrophes.
    ///
    /// # Errors
    /// `unknown_value`, with the values of the list when they are few.
    pub fn code_of(self, value: &str) -> Result<&'static str, Reason> {
        let codes = self.list().and_then(|list| CODES.get(list));
        let code = codes.and_then(|codes| codes.get(&normalise(value))).copied();
        code.ok_or_else(|| self.unknown_value())
    }

    fn unknown_value(self) -> Reason {
        let values = self.list().map(labels::list).unwrap_or_default();
        let values: Vec<_> = values.iter().filter_map(|value| self.spelling(value.code)).collect();
        if values.len() > 20 {
            return Reason::fixed(
                "unknown_value",
                "Valeur absente de la liste du standard.",
                "Value not in the standard’s list.",
            );
        }
        let values = values.join(" | ");
        Reason::new(
            "unknown_value",
            format!("Valeur inconnue. Valeurs possibles : {values}."),
            format!("Unknown value. Possible values: {values}."),
        )
    }

    /// A code as the standard spells it: the code itself for a typology, else its label, with the
    /// straight apostrophes and the missing space of the schema's patterns.
    pub fn spelling(self, code: &str) -> Option<String> {
        let value = labels::value(self.list()?, code)?;
        Some(match (self, code) {
            (Self::Typologie, _) => value.code.to_owned(),
            (Self::Formations, "etapes_numeriques") => "Étapes numériques(La Poste)".to_owned(),
            _ => value.label_fr.replace('’', "'"),
        })
    }
}

/// For each list, the code of each folded label and code.
static CODES: LazyLock<HashMap<&'static str, HashMap<String, &'static str>>> =
    LazyLock::new(|| {
        let lists = Column::ALL.into_iter().filter_map(Column::list);
        lists.map(|list| (list, codes_by_name(list))).collect()
    });

fn codes_by_name(list: &str) -> HashMap<String, &'static str> {
    let mut codes = HashMap::new();
    for value in labels::list(list) {
        codes.insert(normalise(value.code), value.code);
        codes.insert(normalise(value.label_fr), value.code);
        let longer = LONGER_LABELS.iter().filter(|(_, code)| *code == value.code);
        codes.extend(longer.map(|(label, _)| ((*label).to_owned(), value.code)));
    }
    codes
}

/// Labels that the schema's descriptions give longer than its patterns, folded.
const LONGER_LABELS: [(&str, &str); 2] = [
    (
        "dans un atelier collectif j apprends collectivement a utiliser le numerique",
        "dans_un_atelier_collectif",
    ),
    ("a distance par telephone ou en visioconference", "a_distance"),
];
