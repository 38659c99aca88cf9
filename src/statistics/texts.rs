//! What each figure is called and how it is defined, in both languages: the words of every export.

use super::exports::{Chart, Lang};

/// A text in French and in English.
pub type Words = (&'static str, &'static str);

/// How a family is counted, shown and defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    Time,
    Mentions,
    Shares,
    Territories,
    People,
}

impl Nature {
    pub fn definition(self, lang: Lang) -> &'static str {
        let words: Words = match self {
            Self::Time => (
                "Accompagnements et séances de chaque période. Une période coupée par les dates \
                 choisies est marquée « incomplète ».",
                "Participations and sessions of each period. A period cut by the dates chosen is \
                 marked “incomplete”.",
            ),
            Self::Mentions => (
                "Une séance peut porter plusieurs valeurs : elle compte dans chacune. D’où deux \
                 parts : parmi les accompagnements, et parmi les mentions.",
                "A session may carry several values and counts in each. Hence two shares: of \
                 participations, and of mentions.",
            ),
            Self::Shares => (
                "Accompagnements répartis selon une seule valeur par séance : les parts font \
                 100 %.",
                "Participations by the one value of their session: the shares add to 100%.",
            ),
            Self::Territories => (
                "Accompagnements selon le lieu de la séance. Les séances à distance n’appartiennent \
                 à aucune commune : elles ont leur propre ligne, au département et à la région de \
                 l’employeur.",
                "Participations by where the session took place. Sessions at a distance belong to \
                 no commune: they have a line of their own, in the employer’s département and \
                 region.",
            ),
            Self::People => (
                "Personnes suivies selon leur dernière séance de la période, et accompagnements \
                 anonymes à part : ils ne s’ajoutent jamais aux personnes suivies.",
                "Followed people by their latest session of the period, and anonymous \
                 participations beside: they are never added to followed people.",
            ),
        };
        lang.pick(words.0, words.1)
    }

    pub fn chart(self) -> Chart {
        match self {
            Self::Time => Chart::Columns { series: vec![1] },
            Self::Mentions | Self::Shares | Self::Territories => Chart::Bars { series: vec![1] },
            Self::People => Chart::Bars { series: vec![1, 2] },
        }
    }
}

/// Title of a family and its list of labels in `data/enumerations.json`, where it has one.
pub struct FamilyText {
    pub code: &'static str,
    pub title: Words,
    pub list: &'static str,
    pub nature: Nature,
}

const fn family(
    code: &'static str,
    title: Words,
    list: &'static str,
    nature: Nature,
) -> FamilyText {
    FamilyText { code, title, list, nature }
}

#[rustfmt::skip]
pub const FAMILIES: &[FamilyText] = &[
    family("by_month", ("Par mois", "By month"), "", Nature::Time),
    family("by_week", ("Par semaine", "By week"), "", Nature::Time),
    family("by_day", ("Par jour", "By day"), "", Nature::Time),
    family("by_weekday", ("Jours de la semaine", "Days of the week"), "", Nature::Time),
    family("by_theme", ("Thématiques", "Themes"), "thematique_mediation", Nature::Mentions),
    family("by_administrative_theme", ("Démarches administratives", "Administrative procedures"), "thematique_demarche", Nature::Mentions),
    family("by_equipment", ("Matériel utilisé", "Equipment used"), "materiel", Nature::Mentions),
    family("by_tag", ("Tags", "Tags"), "", Nature::Mentions),
    family("by_kind", ("Type de séance", "Kind of session"), "", Nature::Shares),
    family("by_place_type", ("Type de lieu", "Kind of place"), "type_lieu", Nature::Shares),
    family("by_duration", ("Durée des séances", "Length of sessions"), "", Nature::Shares),
    family("by_autonomy", ("Autonomie", "Autonomy"), "autonomie", Nature::Shares),
    family("by_level", ("Niveau des ateliers", "Level of workshops"), "niveau_atelier", Nature::Shares),
    family("by_redirection", ("Orientations", "Redirections"), "structure_de_redirection", Nature::Shares),
    family("by_gender", ("Genre", "Gender"), "genre", Nature::People),
    family("by_age_band", ("Âge", "Age"), "tranche_age", Nature::People),
    family("by_status", ("Situation", "Situation"), "statut_social", Nature::People),
    family("by_residence_commune", ("Commune de résidence", "Commune of residence"), "", Nature::People),
    family("by_place", ("Lieux", "Places"), "", Nature::Territories),
    family("by_commune", ("Communes", "Communes"), "", Nature::Territories),
    family("by_epci", ("Intercommunalités", "Groupings of communes"), "", Nature::Territories),
    family("by_departement", ("Départements", "Départements"), "", Nature::Territories),
    family("by_region", ("Régions", "Regions"), "", Nature::Territories),
    family("by_facilitator", ("Médiateurs et médiatrices", "Facilitators"), "", Nature::Shares),
    family("by_organization", ("Structures", "Organizations"), "", Nature::Shares),
    family("by_programme", ("Dispositifs", "Programmes"), "", Nature::Shares),
];

/// A headline figure: its name and definition.
pub struct HeadlineText {
    pub code: &'static str,
    pub name: Words,
    pub definition: Words,
}

const fn headline(code: &'static str, name: Words, definition: Words) -> HeadlineText {
    HeadlineText { code, name, definition }
}

#[rustfmt::skip]
pub const HEADLINES: &[HeadlineText] = &[
    headline("participations", ("Accompagnements", "Participations"), ("Une personne aidée une fois. Une personne venue trois fois compte trois fois.", "One person helped once. Who came three times counts three times.")),
    headline("individual_participations", ("dont en individuel", "of which individual"), ("Un par séance individuelle.", "One per individual session.")),
    headline("workshop_participations", ("dont en atelier", "of which in workshops"), ("Participants nommés et anonymes des ateliers.", "Named and anonymous participants of workshops.")),
    headline("sessions", ("Séances", "Sessions"), ("Nombre de séances tenues.", "Sessions held.")),
    headline("individual_sessions", ("dont individuelles", "of which individual"), ("Séances tenues avec une seule personne.", "Sessions with one person.")),
    headline("workshops", ("dont ateliers", "of which workshops"), ("Séances tenues avec un groupe.", "Sessions with a group.")),
    headline("followed", ("Personnes suivies", "Followed people"), ("Personnes nommées venues au moins une fois, comptées une seule fois.", "Named people who came at least once, counted once.")),
    headline("new_followed", ("dont nouvelles", "of which new"), ("Personnes suivies dont la toute première séance est dans la période.", "Followed people whose first session ever lies in the period.")),
    headline("returning_followed", ("dont revenues", "of which came back"), ("Personnes suivies venues au moins deux fois dans la période.", "Followed people who came at least twice in the period.")),
    headline("anonymous", ("Accompagnements anonymes", "Anonymous participations"), ("Participations sans nom. Elles ne s’ajoutent jamais aux personnes suivies.", "Participations without a name. Never added to followed people.")),
    headline("anonymous_first", ("dont premières venues", "of which first visits"), ("Participations anonymes non déclarées comme déjà accompagnées.", "Anonymous participations not declared as helped before.")),
    headline("hours_delivered", ("Heures de médiation", "Hours delivered"), ("Somme des durées des séances.", "Sum of the lengths of sessions.")),
    headline("hours_received", ("Heures reçues", "Hours received"), ("Somme des durées, multipliées par le nombre de participants.", "Sum of lengths times participants.")),
    headline("mean_individual_min", ("Durée moyenne en individuel", "Mean individual length"), ("Durée moyenne d’une séance individuelle.", "Mean length of an individual session.")),
    headline("mean_workshop_min", ("Durée moyenne d’un atelier", "Mean workshop length"), ("Durée moyenne d’un atelier.", "Mean length of a workshop.")),
    headline("mean_group", ("Taille moyenne d’un atelier", "Mean workshop size"), ("Nombre moyen de participants par atelier.", "Mean number of participants of a workshop.")),
    headline("redirected", ("Personnes orientées", "People redirected"), ("Accompagnements suivis d’une orientation vers un autre organisme.", "Participations followed by a redirection to another body.")),
];

#[rustfmt::skip]
pub const METHOD: &[Words] = &[
    ("Les chiffres viennent des séances saisies par les médiateurs et médiatrices. Chaque chiffre a une seule définition, la même à l’écran, dans les fichiers et dans l’API.",
     "The figures come from the sessions that facilitators recorded. Each figure has one definition, the same on screen, in files and in the API."),
    ("Une séance compte à sa date. Corrigée ou supprimée ensuite, elle change les chiffres de sa période : deux rapports sur la même période peuvent différer si leur date de calcul diffère.",
     "A session counts on its date. Corrected or deleted later, it changes the figures of its period: two reports on one period may differ when their date of calculation does."),
    ("Les caractéristiques des personnes sont celles du jour de leur séance : les chiffres passés ne changent pas quand une personne vieillit ou déménage.",
     "People’s attributes are those of the day of their session: past figures do not move when somebody ages or moves house."),
];

/// What the method adds where figures are protected.
#[rustfmt::skip]
pub const PROTECTED: &[Words] = &[
    ("Les chiffres qui reposent sur trop peu de personnes sont masqués, de même que ceux dont une seule personne ou une seule structure fait plus de 85 %, et autant d’autres qu’il en faut pour que personne ne puisse les retrouver par le calcul. Un zéro est affiché comme un zéro.",
     "Figures that rest on too few people are hidden, as are those of which one person or one organization makes more than 85%, and as many others as it takes for nobody to work them out. A zero is shown as a zero."),
    ("Seuls des mois entiers et écoulés sont comptés. Les parts sont calculées à partir des seuls chiffres affichés.",
     "Only whole months that have ended are counted. Shares are computed from shown figures alone."),
];

/// Levels of many people; see `published::levels`.
#[rustfmt::skip]
pub const LEVELS: &[HeadlineText] = &[
    headline("population", ("Personnes suivies", "Followed people"), ("Personnes venues sous leur nom à au moins une séance de la période. Chacune compte une seule fois, même suivie par plusieurs médiateurs et médiatrices.", "People who came by name to at least one session of the period. Each counts once, even when several facilitators follow them.")),
    headline("levels", ("Niveaux vérifiés", "Verified levels"), ("Niveau vérifié de ces personnes au dernier jour de la période : le plus haut qu’atteste une preuve de pair ou de Pix, ni expirée, ni contestée, ni révoquée. Sans preuve, le niveau est inconnu. Ce que les personnes disent d’elles-mêmes ne compte pas.", "The verified level of these people on the last day of the period: the highest that evidence of a peer or of Pix attests, neither expired, nor disputed, nor revoked. Without evidence the level is unknown. What people say of themselves does not count.")),
    headline("progress", ("Progression", "Progress"), ("Parmi ces personnes, celles dont la dernière preuve est dans la période et la première au moins 60 jours plus tôt : combien ont un niveau vérifié plus haut, égal ou plus bas le jour de la dernière que le jour de la première.", "Of these people, those whose last evidence lies in the period and whose first lies at least 60 days earlier: how many had a higher, an equal or a lower verified level on the day of the last than on the day of the first.")),
    headline("coverage", ("Lieux couverts", "Places covered"), ("Lieux où des séances ont été tenues pendant les douze derniers mois écoulés, et où quelqu’un qui y travaille aujourd’hui peut amener à ce niveau : par son niveau vérifié ou par une autorisation en cours.", "Places where sessions were held in the last twelve months that have ended, and where somebody who works there today can bring others to that level: by a verified level or a grant in force.")),
    headline("averages", ("Pas de moyenne", "No average"), ("Un niveau est un échelon, pas une mesure : aucun chiffre n’est une moyenne de niveaux.", "A level is a rung, not a measure: no figure is an average of levels.")),
];
