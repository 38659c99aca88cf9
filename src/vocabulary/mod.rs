//! The closed lists of the field, with the codes of `data/enumerations.json` (their labels stay
//! there). The order of a list is part of its meaning: sets are kept as bits in that order, so a
//! new code goes to the end.

mod coordination;
pub mod labels;
pub(crate) mod routes;

pub use coordination::{
    AnimationTheme, AnimationThemeSet, AnimationType, CoordinationKind, EventType, Initiative,
    NatureSet, Organizer, OrganizerSet, PartnerKind, PartnershipNature, TerritorialLevel,
};

use crate::{code_set, text_enum};

text_enum! {
    /// What kind of session.
    SessionKind { Individual = "individual", Workshop = "workshop" }
}

text_enum! {
    /// Where a session happens.
    PlaceType {
        LieuActivite = "lieu_activite",
        Autre = "autre",
        Domicile = "domicile",
        ADistance = "a_distance",
    }
}

text_enum! {
    /// What a session is about: 19 themes of digital mediation, then 11 of administrative procedures.
    Theme {
        DiagnosticNumerique = "diagnostic_numerique",
        PrendreEnMainDuMateriel = "prendre_en_main_du_materiel",
        MaintenanceDeMateriel = "maintenance_de_materiel",
        GereSesContenusNumeriques = "gere_ses_contenus_numeriques",
        NavigationSurInternet = "navigation_sur_internet",
        Email = "email",
        Bureautique = "bureautique",
        ReseauxSociaux = "reseaux_sociaux",
        Sante = "sante",
        BanqueEtAchatsEnLigne = "banque_et_achats_en_ligne",
        Entrepreneuriat = "entrepreneuriat",
        InsertionProfessionnelle = "insertion_professionnelle",
        SecuriteNumerique = "securite_numerique",
        Parentalite = "parentalite",
        ScolariteEtNumerique = "scolarite_et_numerique",
        CreerAvecLeNumerique = "creer_avec_le_numerique",
        CultureNumerique = "culture_numerique",
        IntelligenceArtificielle = "intelligence_artificielle",
        AideAuxDemarchesAdministratives = "aide_aux_demarches_administratives",
        PapiersElectionsCitoyennete = "papiers_elections_citoyennete",
        FamilleScolarite = "famille_scolarite",
        SocialSante = "social_sante",
        TravailFormation = "travail_formation",
        Logement = "logement",
        TransportsMobilite = "transports_mobilite",
        ArgentImpots = "argent_impots",
        Justice = "justice",
        EtrangersEurope = "etrangers_europe",
        LoisirsSportsCulture = "loisirs_sports_culture",
        Associations = "associations",
    }
}

text_enum! {
    /// What was used.
    Equipment {
        Ordinateur = "ordinateur",
        Telephone = "telephone",
        Tablette = "tablette",
        Autre = "autre",
        Aucun = "aucun",
    }
}

text_enum! {
    /// How much help the person needed.
    Autonomy {
        EntierementAccompagne = "entierement_accompagne",
        PartiellementAutonome = "partiellement_autonome",
        Autonome = "autonome",
    }
}

text_enum! {
    /// The level of a workshop.
    WorkshopLevel {
        Debutant = "debutant",
        Intermediaire = "intermediaire",
        Avance = "avance",
    }
}

text_enum! {
    /// Where the person was sent on to.
    Redirection {
        Administration = "administration",
        MediationNumerique = "mediation_numerique",
        OperateurOuOrganismeEnCharge = "operateur_ou_organisme_en_charge",
        AideSociale = "aide_sociale",
        InsertionProfessionnelle = "insertion_professionnelle",
        AideAuxDemarchesAdministratives = "aide_aux_demarches_administratives",
        Autre = "autre",
    }
}

text_enum! {
    /// Gender, as told.
    Gender {
        Feminin = "feminin",
        Masculin = "masculin",
        NonCommunique = "non_communique",
    }
}

text_enum! {
    /// Age bands; [`AgeBand::of_age`] gives the bounds.
    AgeBand {
        MoinsDeDouze = "moins_de_douze",
        DouzeDixHuit = "douze_dix_huit",
        DixHuitVingtQuatre = "dix_huit_vingt_quatre",
        VingtCinqTrenteNeuf = "vingt_cinq_trente_neuf",
        QuaranteCinquanteNeuf = "quarante_cinquante_neuf",
        SoixanteSoixanteNeuf = "soixante_soixante_neuf",
        SoixanteDixPlus = "soixante_dix_plus",
        NonCommunique = "non_communique",
    }
}

text_enum! {
    /// Social status, as told.
    SocialStatus {
        Scolarise = "scolarise",
        SansEmploi = "sans_emploi",
        EnEmploi = "en_emploi",
        Retraite = "retraite",
        NonCommunique = "non_communique",
    }
}

code_set! {
    /// The themes of a session.
    ThemeSet of Theme as i64, diesel::sql_types::BigInt
}

code_set! {
    /// The equipment of a session.
    EquipmentSet of Equipment as i32, diesel::sql_types::Integer
}

impl Theme {
    /// How many themes of digital mediation come before the administrative ones.
    const MEDIATION: usize = 19;

    /// Whether the theme is one of the administrative procedures, which need
    /// [`Theme::AideAuxDemarchesAdministratives`] beside them.
    pub fn is_administrative(self) -> bool {
        self as usize >= Self::MEDIATION
    }
}

impl AgeBand {
    /// The band of an age in whole years: < 12, 12–17, 18–24, 25–39, 40–59, 60–69, ≥ 70.
    pub fn of_age(age: i32) -> Self {
        match age {
            ..12 => Self::MoinsDeDouze,
            12..18 => Self::DouzeDixHuit,
            18..25 => Self::DixHuitVingtQuatre,
            25..40 => Self::VingtCinqTrenteNeuf,
            40..60 => Self::QuaranteCinquanteNeuf,
            60..70 => Self::SoixanteSoixanteNeuf,
            70.. => Self::SoixanteDixPlus,
        }
    }

    /// The band in `year` of somebody born in `birth_year` (only years are kept, so age is the
    /// difference of years).
    pub fn in_year(birth_year: i32, year: i32) -> Self {
        Self::of_age(year - birth_year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn codes(lists: &[&str]) -> Vec<String> {
        let all: Value = serde_json::from_str(labels::JSON).unwrap();
        lists
            .iter()
            .flat_map(|list| all[*list].as_array().unwrap())
            .map(|item| item["code"].as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn lists_have_the_codes_and_the_order_of_the_data_file() {
        macro_rules! same {
            ($($name:ident: $lists:expr;)+) => { $(
                let ours: Vec<&str> = $name::ALL.iter().map(|item| item.code()).collect();
                assert_eq!(ours, codes(&$lists), stringify!($name));
            )+ };
        }
        same! {
            PlaceType: ["type_lieu"];
            Theme: ["thematique_mediation", "thematique_demarche"];
            Equipment: ["materiel"];
            Autonomy: ["autonomie"];
            WorkshopLevel: ["niveau_atelier"];
            Redirection: ["structure_de_redirection"];
            Gender: ["genre"];
            AgeBand: ["tranche_age"];
            SocialStatus: ["statut_social"];
            CoordinationKind: ["type_activite_coordination"];
            Initiative: ["initiative"];
            AnimationType: ["type_animation"];
            AnimationTheme: ["thematique_animation"];
            EventType: ["type_evenement"];
            Organizer: ["organisateur"];
            PartnerKind: ["type_structure_partenaire"];
            TerritorialLevel: ["echelon_territorial"];
            PartnershipNature: ["nature_partenariat"];
        }
    }

    #[test]
    fn administrative_themes_are_those_of_their_list() {
        for theme in Theme::ALL {
            let listed = codes(&["thematique_demarche"]).contains(&theme.code().to_owned());
            assert_eq!(theme.is_administrative(), listed, "{}", theme.code());
        }
    }

    #[test]
    fn age_bands_have_the_bounds_of_the_field() {
        use AgeBand::*;
        for (age, band) in [
            (11, MoinsDeDouze),
            (12, DouzeDixHuit),
            (17, DouzeDixHuit),
            (18, DixHuitVingtQuatre),
            (25, VingtCinqTrenteNeuf),
            (40, QuaranteCinquanteNeuf),
            (60, SoixanteSoixanteNeuf),
            (70, SoixanteDixPlus),
        ] {
            assert_eq!(AgeBand::of_age(age), band);
        }
    }
}
