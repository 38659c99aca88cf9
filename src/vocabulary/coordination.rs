//! The closed lists of coordination: what a coordinator does besides sessions.

use crate::{code_set, text_enum};

text_enum! {
    /// The three kinds of coordination activity, each with an entry form of its own.
    CoordinationKind {
        Animation = "animation",
        Evenement = "evenement",
        Partenariat = "partenariat",
    }
}

text_enum! {
    /// Whose idea it was.
    Initiative {
        Initiative = "initiative",
        Demande = "demande",
    }
}

text_enum! {
    /// What kind of meeting an animation was.
    AnimationType {
        Assemblee = "assemblee",
        Comite = "comite",
        GroupeDeTravail = "groupe_de_travail",
        Echange = "echange",
        ReunionCoordination = "reunion_coordination",
        Webinaire = "webinaire",
        Autre = "autre",
    }
}

text_enum! {
    /// What an animation was about.
    AnimationTheme {
        Partage = "partage",
        Reseau = "reseau",
        Soutien = "soutien",
        Professionnel = "professionnel",
        Rh = "rh",
        Autre = "autre",
    }
}

text_enum! {
    /// What kind of event.
    EventType {
        GrandPublic = "grand_public",
        National = "national",
        InclusionNumerique = "inclusion_numerique",
        NecLocal = "nec_local",
        Autre = "autre",
    }
}

text_enum! {
    /// Who organised an event.
    Organizer {
        MaStructure = "ma_structure",
        Commune = "commune",
        Epci = "epci",
        Departement = "departement",
        Region = "region",
        Association = "association",
        Entreprise = "entreprise",
        Hub = "hub",
        Etat = "etat",
        Groupement = "groupement",
        Autre = "autre",
    }
}

text_enum! {
    /// What kind of body a partner is.
    PartnerKind {
        Commune = "commune",
        Epci = "epci",
        Departement = "departement",
        Region = "region",
        Association = "association",
        Entreprise = "entreprise",
        Hub = "hub",
        Etat = "etat",
        Groupement = "groupement",
        Autre = "autre",
    }
}

text_enum! {
    /// How far an event or a partnership reaches.
    TerritorialLevel {
        Communal = "communal",
        Intercommunal = "intercommunal",
        Departemental = "departemental",
        Regional = "regional",
        National = "national",
    }
}

text_enum! {
    /// What a partnership is for.
    PartnershipNature {
        ParcoursUsager = "parcours_usager",
        Subvention = "subvention",
        CoordinationDepartementale = "coordination_departementale",
        RdvElu = "rdv_elu",
        Autre = "autre",
    }
}

code_set! {
    /// The themes of an animation.
    AnimationThemeSet of AnimationTheme as i32, diesel::sql_types::Integer
}

code_set! {
    /// The organizers of an event.
    OrganizerSet of Organizer as i32, diesel::sql_types::Integer
}

code_set! {
    /// What a partnership is for, all of it.
    NatureSet of PartnershipNature as i32, diesel::sql_types::Integer
}
