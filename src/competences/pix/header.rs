//! Which kind a file is, and where its columns stand: by name, never by position, because
//! organizations insert columns of their own. Titles are compared folded (case, accents and
//! apostrophes do not matter).

use csv::StringRecord;

use super::decoding::Text;
use super::titles::{
    ASSESSMENT, ASSESSMENT_MARKS, BEGINNINGS, CERTIFICATION, CERTIFICATION_MARKS,
    CERTIFICATION_OPTIONAL, CERTIFICATION_OTHERS, Column, GENERATIONS, KEYS, Key, LEVEL_PREFIXES,
    PIX_PREFIXES, PROFILE, PROFILE_MARKS, PROFILE_OPTIONAL, PROFILE_OTHERS,
};
use super::{COLUMNS_MAX, IDENTIFIERS_MAX, PixKind, framework, reasons};
use crate::platform::faults::Reason;
use crate::platform::text::normalise;

/// The titles of a file, folded.
struct Titles(Vec<String>);

impl Titles {
    fn find(&self, titles: &[&str]) -> Option<usize> {
        titles.iter().find_map(|title| {
            let folded = normalise(title);
            self.0.iter().position(|own| *own == folded)
        })
    }

    /// [`Titles::find`] of a column of which there must not be two.
    fn find_one(&self, titles: &[&str]) -> Result<Option<usize>, Reason> {
        let Some(at) = self.find(titles) else { return Ok(None) };
        match self.0.iter().filter(|own| **own == self.0[at]).count() {
            1 => Ok(Some(at)),
            _ => Err(reasons::duplicate_column(titles.first().copied().unwrap_or_default())),
        }
    }

    fn has(&self, titles: &[&str]) -> bool {
        self.find(titles).is_some()
    }
}

/// Says what a file is.
///
/// # Errors
/// It is none of the files whose levels can be imported; the reason names what it is instead, as
/// far as that can be told.
pub(super) fn recognise(header: &StringRecord, text: &Text) -> Result<PixKind, Reason> {
    if header.len() > COLUMNS_MAX {
        return Err(reasons::too_many_columns());
    }
    let titles = Titles(header.iter().map(normalise).collect());
    let missing = |lists: &[Column]| lists.iter().filter(|(_, list)| !titles.has(list)).count();
    let generation = GENERATIONS.iter().find(|(_, (_, list))| titles.has(list));
    let certification = generation.map_or(PixKind::CertificationG3, |(kind, _)| *kind);
    let no_score = usize::from(generation.is_none());
    // An organization may have inserted a column with the mark of another kind: the kind that
    // lacks least is the one.
    let kinds = [
        (&PROFILE_MARKS, missing(&PROFILE), Some(PixKind::ProfileCollection)),
        (&CERTIFICATION_MARKS, missing(&CERTIFICATION) + no_score, Some(certification)),
        (&ASSESSMENT_MARKS, ASSESSMENT.iter().filter(|list| !titles.has(list)).count(), None),
    ];
    let marked = kinds.into_iter().filter(|(marks, ..)| titles.has(*marks));
    match marked.min_by_key(|(_, lacks, _)| *lacks) {
        Some((.., Some(kind))) => Ok(kind),
        Some((.., None)) => Err(reasons::ASSESSMENT),
        None => Err(unrecognised(&titles, text)),
    }
}

fn unrecognised(titles: &Titles, text: &Text) -> Reason {
    let line = text.first_line();
    let folded = normalise(line);
    let marks = [PROFILE_MARKS, CERTIFICATION_MARKS, ASSESSMENT_MARKS];
    if is_garbled(line) {
        reasons::ENCODING
    } else if marks.iter().flatten().any(|mark| folded.contains(&normalise(mark))) && !text.is_cut {
        reasons::SEPARATOR
    } else if BEGINNINGS.iter().any(|title| titles.has(&[title])) {
        reasons::truncated(None, None)
    } else if ["pivot", "commune", "code_insee"].iter().all(|name| line.contains(name)) {
        reasons::other_kind(&reasons::PLACES)
    } else {
        reasons::UNRECOGNISED
    }
}

/// Whether accents were lost on the way: read in another encoding and written again.
fn is_garbled(line: &str) -> bool {
    line.contains(['Ã', '\u{fffd}'])
}

/// Where the columns of one competence stand.
pub(super) struct CompetenceColumns {
    pub code: &'static str,
    /// Position and title for faults.
    pub level: (usize, &'static str),
    /// Of a profile collection.
    pub pix: Option<(usize, &'static str)>,
}

/// Where everything stands.
pub(super) struct Header {
    pub kind: PixKind,
    /// How many columns there are.
    pub len: usize,
    at: [Option<(usize, &'static str)>; KEYS],
    pub competences: Vec<CompetenceColumns>,
    /// Columns that may identify people, with their titles.
    pub identifiers: Vec<(usize, String)>,
}

impl Header {
    /// Finds the columns of a file of a kind.
    ///
    /// # Errors
    /// A column is missing, or there twice; a competence is unknown; there are too many columns.
    pub fn new(kind: PixKind, header: &StringRecord) -> Result<Self, Reason> {
        let titles = Titles(header.iter().map(normalise).collect());
        let mut new = Self {
            kind,
            len: header.len(),
            at: [None; KEYS],
            competences: Vec::new(),
            identifiers: Vec::new(),
        };
        let mut taken = vec![false; header.len()];
        let is_profile = kind == PixKind::ProfileCollection;
        let mut missing = if is_profile {
            new.place(&titles, &PROFILE_OPTIONAL)?;
            new.place(&titles, &PROFILE)?
        } else {
            new.place(&titles, &CERTIFICATION_OPTIONAL)?;
            let mut missing = new.place(&titles, &CERTIFICATION)?;
            for (_, score) in GENERATIONS.iter().filter(|(own, _)| *own == kind) {
                missing.extend(new.place(&titles, &[*score])?);
            }
            missing
        };
        if is_profile {
            new.pair_competences(header, &titles, &mut missing)?;
        } else {
            missing.extend(new.coded_competences(&titles)?);
        }
        if is_garbled(&header.iter().collect::<String>()) && !missing.is_empty() {
            return Err(reasons::ENCODING);
        }
        if !missing.is_empty() {
            let is_english = !is_profile && titles.has(&["Certification number"]);
            return Err(reasons::missing_columns(kind, &missing, is_english));
        }
        new.at.iter().flatten().for_each(|(at, _)| taken[*at] = true);
        for columns in &new.competences {
            taken[columns.level.0] = true;
            columns.pix.iter().for_each(|(at, _)| taken[*at] = true);
        }
        new.identify(header, &titles, &taken)?;
        Ok(new)
    }

    /// Position of a column, and its title for faults.
    pub fn at(&self, key: Key) -> Option<(usize, &'static str)> {
        self.at[key as usize]
    }

    /// Notes where columns stand; gives the titles of those that are missing.
    fn place(&mut self, titles: &Titles, columns: &[Column]) -> Result<Vec<&'static str>, Reason> {
        let mut missing = Vec::new();
        for (key, names) in columns {
            let title = names.first().copied().unwrap_or_default();
            match titles.find_one(names)? {
                Some(at) => self.at[*key as usize] = Some((at, title)),
                None => missing.push(title),
            }
        }
        Ok(missing)
    }

    /// Columns `1.1` … `5.2`; gives the codes that are missing.
    fn coded_competences(&mut self, titles: &Titles) -> Result<Vec<&'static str>, Reason> {
        let mut missing = Vec::new();
        for competence in framework::competences() {
            let code = competence.code;
            match titles.find_one(&[code])? {
                Some(at) => {
                    let level = (at, code);
                    self.competences.push(CompetenceColumns { code, level, pix: None });
                }
                None => missing.push(code),
            }
        }
        Ok(missing)
    }

    /// Columns of level and pix, of the competences that the campaign is about.
    fn pair_competences(
        &mut self,
        header: &StringRecord,
        titles: &Titles,
        missing: &mut Vec<&'static str>,
    ) -> Result<(), Reason> {
        let count = framework::competences().len();
        let (mut levels, mut pix) = (vec![None; count], vec![None; count]);
        for (at, (own, folded)) in header.iter().zip(&titles.0).enumerate() {
            let strip = |prefixes: [&str; 2]| {
                prefixes.into_iter().find_map(|prefix| folded.strip_prefix(prefix))
            };
            let (places, title) = match (strip(LEVEL_PREFIXES), strip(PIX_PREFIXES)) {
                (Some(title), _) => (&mut levels, title),
                (None, Some(title)) => (&mut pix, title),
                (None, None) => continue,
            };
            let competence = framework::by_folded_title(title)
                .ok_or_else(|| reasons::unknown_competence(own.trim()))?;
            if places[competence].replace(at).is_some() {
                return Err(reasons::duplicate_column(own.trim()));
            }
        }
        for (at, competence) in framework::competences().iter().enumerate() {
            let (level_title, pix_title) = framework::profile_columns(at);
            match (levels[at], pix[at]) {
                (Some(level), Some(pix)) => self.competences.push(CompetenceColumns {
                    code: competence.code,
                    level: (level, level_title),
                    pix: Some((pix, pix_title)),
                }),
                (Some(_), None) => missing.push(pix_title),
                (None, Some(_)) => missing.push(level_title),
                (None, None) => {}
            }
        }
        if self.competences.is_empty() && missing.is_empty() {
            missing.push("Niveau pour la compétence …");
        }
        Ok(())
    }

    /// Notes the columns that are left: some of them may say who people are.
    fn identify(
        &mut self,
        header: &StringRecord,
        titles: &Titles,
        taken: &[bool],
    ) -> Result<(), Reason> {
        let others: &[&str] = match self.kind {
            PixKind::ProfileCollection => &PROFILE_OTHERS,
            _ => &CERTIFICATION_OTHERS,
        };
        let mut others: Vec<String> = others.iter().map(|title| normalise(title)).collect();
        let names_at = self.at(Key::LastName).map_or(0, |(at, _)| at);
        for (at, (own, folded)) in header.iter().zip(&titles.0).enumerate() {
            let other = others.iter().position(|title| title == folded);
            // The campaign's code stands before the names; after them it is somebody's own column.
            let other = other.filter(|_| folded != "code" || at < names_at);
            let is_other = other.is_some()
                || self.kind != PixKind::ProfileCollection && folded.starts_with("certification ");
            // Pix has each column once: a second one is somebody's own.
            other.map(|place| others.swap_remove(place));
            if !taken[at] && !is_other && !folded.is_empty() {
                self.identifiers.push((at, own.trim().to_owned()));
            }
        }
        if self.identifiers.len() > IDENTIFIERS_MAX {
            return Err(reasons::too_many_columns());
        }
        Ok(())
    }
}
