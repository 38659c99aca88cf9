//! Why a file or a line is refused, in words.

use super::{COLUMNS_MAX, IDENTIFIERS_MAX, PixKind, ROWS_MAX};
use crate::competences::levels::Level;
use crate::platform::faults::Reason;

/// What a file of another kind is called, French and English.
pub(super) type What = (&'static str, &'static str);

pub(super) const WORKBOOK: What = ("un classeur (XLSX, ODS, XLS)", "a workbook (XLSX, ODS, XLS)");
pub(super) const PDF: What = ("un document PDF", "a PDF document");
pub(super) const IMAGE: What = ("une image", "an image");
pub(super) const ARCHIVE: What = ("une archive compressée", "a compressed archive");
pub(super) const WEB_PAGE: What = ("une page web ou un fichier XML", "a web page or an XML file");
pub(super) const JSON: What = ("un fichier JSON", "a JSON file");
pub(super) const PLACES: What =
    ("une liste de lieux de médiation numérique", "a list of digital mediation places");

pub(super) fn other_kind((fr, en): &What) -> Reason {
    Reason::new(
        "unrecognised_format",
        format!("Ce fichier est {fr} : importez le fichier CSV tel que Pix le donne."),
        format!("This file is {en}: import the CSV file as Pix gives it."),
    )
}

pub(super) const EMPTY: Reason =
    Reason::fixed("empty_file", "Ce fichier est vide.", "This file is empty.");
pub(super) const UNRECOGNISED: Reason = Reason::fixed(
    "unrecognised_format",
    "Aucune colonne d’une collecte de profils ou de résultats de certification Pix n’a été \
     trouvée dans ce fichier.",
    "No column of a Pix profile collection or of Pix certification results was found in this file.",
);
pub(super) const ENCODING: Reason = Reason::fixed(
    "encoding",
    "Ce fichier n’est plus encodé en UTF-8 : importez-le tel que Pix le donne, sans l’enregistrer \
     depuis un tableur.",
    "This file is no longer encoded in UTF-8: import it as Pix gives it, not saved from a \
     spreadsheet.",
);
pub(super) const SEPARATOR: Reason = Reason::fixed(
    "separator",
    "Les colonnes de ce fichier Pix ne sont plus séparées par des points-virgules : importez-le \
     tel que Pix le donne.",
    "The columns of this Pix file are no longer separated by semicolons: import it as Pix \
     gives it.",
);
pub(super) const ASSESSMENT: Reason = Reason::fixed(
    "assessment_campaign",
    "Ce fichier vient d’une campagne d’évaluation Pix : il contient des taux de réussite, dont \
     aucun niveau ne se déduit. Importez une collecte de profils.",
    "This file comes from a Pix assessment campaign: it holds mastery rates, from which no level \
     follows. Import a profile collection.",
);

fn kind_words(kind: PixKind) -> What {
    match kind {
        PixKind::ProfileCollection => ("collecte de profils Pix", "Pix profile collection"),
        _ => ("résultats de certification Pix", "Pix certification results"),
    }
}

/// Stops in the middle, at a line where that is known.
pub(super) fn truncated(kind: Option<PixKind>, line: Option<u32>) -> Reason {
    let (kind_fr, kind_en) = kind.map_or(("fichier Pix", "Pix file"), kind_words);
    let (at_fr, at_en) = match line {
        Some(line) => {
            (format!("la ligne {line} s’arrête en chemin"), format!("line {line} breaks off"))
        }
        None => ("il s’arrête en chemin".to_owned(), "it breaks off".to_owned()),
    };
    Reason::new(
        "truncated",
        format!("Fichier incomplet ({kind_fr}) : {at_fr}. Téléchargez-le à nouveau."),
        format!("Incomplete file ({kind_en}): {at_en}. Download it again."),
    )
}

pub(super) fn no_rows(kind: PixKind) -> Reason {
    let (kind_fr, kind_en) = kind_words(kind);
    Reason::new(
        "empty_file",
        format!("Ce fichier ({kind_fr}) ne contient personne."),
        format!("There is nobody in this file ({kind_en})."),
    )
}

pub(super) fn missing_columns(kind: PixKind, titles: &[&str], is_english: bool) -> Reason {
    let (kind_fr, kind_en) = kind_words(kind);
    let titles = titles.join(", ");
    let (hint_fr, hint_en) = if is_english {
        (" Exportez-le avec l’interface de Pix en français.", " Export it with Pix in French.")
    } else {
        ("", "")
    };
    Reason::new(
        "missing_column",
        format!("Colonne absente ({kind_fr}) : {titles}.{hint_fr}"),
        format!("Missing column ({kind_en}): {titles}.{hint_en}"),
    )
}

pub(super) fn duplicate_column(title: &str) -> Reason {
    Reason::new(
        "duplicate_column",
        format!("Colonne présente deux fois : {title}."),
        format!("Column present twice: {title}."),
    )
}

pub(super) fn unknown_competence(title: &str) -> Reason {
    let title: String = title.chars().take(120).collect();
    Reason::new(
        "unknown_competence",
        format!("Compétence inconnue du référentiel : « {title} »."),
        format!("Competence unknown to the framework: “{title}”."),
    )
}

pub(super) fn too_many_columns() -> Reason {
    Reason::new(
        "too_many_columns",
        format!("{COLUMNS_MAX} colonnes au plus, dont {IDENTIFIERS_MAX} ajoutées à celles de Pix."),
        format!("{COLUMNS_MAX} columns at most, {IDENTIFIERS_MAX} of them added to those of Pix."),
    )
}

pub(super) fn too_many_rows() -> Reason {
    Reason::new(
        "too_many_rows",
        format!("{ROWS_MAX} lignes au plus par fichier : partagez-le en plusieurs."),
        format!("{ROWS_MAX} lines at most in one file: split it."),
    )
}

// Of one line.

pub(super) const CELLS: Reason = Reason::fixed(
    "cell_count",
    "Cette ligne n’a pas autant de cellules que l’en-tête.",
    "This line does not have as many cells as the header.",
);
pub(super) const YES_NO: Reason =
    Reason::fixed("unknown_value", "« Oui » ou « Non » attendu.", "“Yes” or “No” expected.");
pub(super) const SENT_ON: Reason = Reason::fixed(
    "invalid_date",
    "Date attendue : JJ/MM/AAAA HH:MM ou AAAA-MM-JJ.",
    "Date expected: DD/MM/YYYY HH:MM or YYYY-MM-DD.",
);
pub(super) const DAY: Reason =
    Reason::fixed("invalid_date", "Date attendue : JJ/MM/AAAA.", "Date expected: DD/MM/YYYY.");
pub(super) const DATE_RANGE: Reason = Reason::fixed(
    "date_out_of_range",
    "La date doit être comprise entre le 1er janvier 2015 et aujourd’hui.",
    "The date must be between 1 January 2015 and today.",
);
pub(super) const LEVEL: Reason = Reason::fixed(
    "out_of_range",
    "Niveau attendu : un entier de 0 à 8.",
    "Level expected: a whole number from 0 to 8.",
);
pub(super) const PIX: Reason = Reason::fixed(
    "out_of_range",
    "Nombre de pix attendu : de 0 à 64 par compétence.",
    "Number of pix expected: 0 to 64 per competence.",
);
pub(super) const HALF_A_PAIR: Reason = Reason::fixed(
    "inconsistent",
    "Le niveau et le nombre de pix d’une compétence vont ensemble.",
    "The level and the pix of a competence go together.",
);
pub(super) const NOT_ITS_PIX: Reason = Reason::fixed(
    "inconsistent",
    "Ce niveau ne correspond pas au nombre de pix : un niveau pour 8 pix.",
    "This level does not match the number of pix: one level for 8 pix.",
);
pub(super) const SCORE: Reason = Reason::fixed(
    "out_of_range",
    "Score attendu : de 0 à 1024 pix.",
    "Score expected: 0 to 1,024 pix.",
);
pub(super) const NOT_ITS_SCORE: Reason = Reason::fixed(
    "inconsistent",
    "Le niveau global ne correspond pas au score.",
    "The global level does not match the score.",
);

pub(super) fn above_reachable(max: Level) -> Reason {
    Reason::new(
        "above_reachable",
        format!("Le niveau {max} est le plus haut du référentiel à cette date."),
        format!("Level {max} is the highest of the framework on that day."),
    )
}
