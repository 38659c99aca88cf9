//! Finding a commune as people type it: any case, accent or hyphen, `st` for Saint, a postcode.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::LazyLock;

use super::model::Commune;
use super::tables::TABLES;
use crate::platform::text::normalise;

static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

/// Searches communes by name, former name, postcode, Insee code or département code, alone or
/// together (`st denis 974`), best first: exactness of the name, then population.
pub fn search(text: &str, limit: usize) -> Vec<Commune> {
    let query = Query::read(text);
    let mut hits = if query.words.is_empty() { by_numbers(&query) } else { INDEX.by_words(&query) };
    hits.sort_unstable_by_key(|(rank, commune)| {
        (*rank, Reverse(commune.population), commune.code, commune.asked_as.map(|asked| asked.code))
    });
    let mut seen = HashSet::new();
    hits.into_iter()
        .map(|(_, commune)| commune)
        .filter(|commune| seen.insert(commune.code))
        .take(limit)
        .collect()
}

/// Entries of the index in the order of their names, for whole names.
static BY_NAME: LazyLock<Vec<&'static Entry>> = LazyLock::new(|| {
    let mut entries: Vec<_> = INDEX.entries.iter().collect();
    entries.sort_by_key(|entry| INDEX.name(entry));
    entries
});

/// See [`super::communes_named`].
pub(super) fn named(name: &str, postcode: Option<&str>) -> Vec<Commune> {
    let name = spelt(&normalise(name));
    let first = BY_NAME.partition_point(|entry| INDEX.name(entry) < name.as_str());
    let (today, former): (Vec<_>, Vec<_>) = BY_NAME
        .iter()
        .skip(first)
        .take_while(|entry| INDEX.name(entry) == name)
        .filter_map(|entry| entry.commune())
        .filter(|commune| postcode.is_none_or(|postcode| commune.has_postcode(postcode)))
        .partition(|commune| commune.asked_as.is_none());
    if today.is_empty() { former } else { today }
}

/// A query, folded. Numbers narrow by postcode, Insee code or département; words by name.
struct Query {
    /// As typed, and with `st` and `ste` spelt out when that differs.
    phrases: Vec<String>,
    words: Vec<String>,
    numbers: Vec<String>,
}

impl Query {
    fn read(text: &str) -> Self {
        // A commune's name is short: what follows in an over-long query cannot narrow it further.
        let folded = normalise(&text.chars().take(100).collect::<String>());
        let (numbers, words): (Vec<_>, Vec<_>) = folded
            .split_ascii_whitespace()
            .map(str::to_owned)
            .partition(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let typed = words.join(" ");
        let spelt = spelt(&typed);
        let phrases = if spelt == typed { vec![typed] } else { vec![typed, spelt] };
        Self { phrases, words, numbers }
    }
}

/// Spells out the usual abbreviations of a folded name.
fn spelt(folded: &str) -> String {
    let words = folded.split(' ').map(|word| match word {
        "st" => "saint",
        "ste" => "sainte",
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// How well a commune fits a number: its own code or postcode, the start of one, or nothing.
fn number_rank(commune: &Commune, number: &str) -> Option<u8> {
    let code = commune.asked_as.map_or(commune.code, |asked| asked.code);
    if commune.has_postcode(number) || code.eq_ignore_ascii_case(number) {
        Some(0)
    } else if commune.departement_code().eq_ignore_ascii_case(number)
        || commune.postcodes().any(|postcode| postcode.starts_with(number))
    {
        Some(1)
    } else {
        None
    }
}

fn by_numbers(query: &Query) -> Vec<(u8, Commune)> {
    let Some(first) = query.numbers.first() else {
        return Vec::new();
    };
    let fits = |commune: &Commune| {
        let others = query.numbers.iter().skip(1);
        let rank = number_rank(commune, first)?;
        others.map(|number| number_rank(commune, number)).try_fold(rank, |a, b| Some(a.max(b?)))
    };
    let former = super::commune(first).filter(|commune| commune.asked_as.is_some());
    let ranked = TABLES.communes.iter().chain(&former);
    ranked.filter_map(|commune| Some((fits(commune)?, *commune))).collect()
}

/// Every name, folded, in one text: `" paris marseille …"`, so that one scan finds all candidates.
struct Index {
    names: String,
    entries: Vec<Entry>,
}

struct Entry {
    /// Where the name starts in `names`, after its space.
    start: u32,
    end: u32,
    /// Row of the commune, or of the former commune after all communes.
    row: u32,
}

impl Entry {
    fn commune(&self) -> Option<Commune> {
        let row = self.row as usize;
        let communes = &TABLES.communes;
        communes.get(row).copied().or_else(|| {
            let former = TABLES.former.get(row - communes.len())?;
            TABLES.today(*former)
        })
    }
}

impl Index {
    fn build() -> Self {
        let today = TABLES.communes.iter().map(|commune| Some(commune.name));
        let former = TABLES.former.iter().map(|former| former.name);
        let mut names = String::with_capacity(TABLES.communes.len() * 16);
        let mut entries = Vec::with_capacity(TABLES.communes.len() + TABLES.former.len());
        for (row, name) in (0..).zip(today.chain(former)) {
            let Some(name) = name else { continue };
            names.push(' ');
            let start = names.len() as u32;
            names.push_str(&normalise(name));
            names.push('\n');
            entries.push(Entry { start, end: names.len() as u32 - 1, row });
        }
        names.shrink_to_fit();
        entries.shrink_to_fit();
        Self { names, entries }
    }

    fn name(&self, entry: &Entry) -> &str {
        self.names.get(entry.start as usize..entry.end as usize).unwrap_or_default()
    }

    /// The entries one of whose words starts with `needle`, each once.
    fn candidates(&self, needle: &str) -> impl Iterator<Item = &Entry> {
        let mut needle = needle.to_owned();
        needle.insert(0, ' ');
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = from + self.names.get(from..)?.find(&needle)?;
            let place = self.entries.partition_point(|entry| (entry.end as usize) <= at);
            let entry = self.entries.get(place)?;
            from = entry.end as usize;
            Some(entry)
        })
    }

    fn by_words(&self, query: &Query) -> Vec<(u8, Commune)> {
        let mut hits = Vec::new();
        for phrase in &query.phrases {
            let longest = phrase.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
            for entry in self.candidates(longest) {
                let Some(rank) = name_rank(self.name(entry), phrase) else {
                    continue;
                };
                let Some(commune) = entry.commune() else {
                    continue;
                };
                let fits = |number: &String| {
                    number_rank(&commune, number).is_some() || has_word(self.name(entry), number)
                };
                if query.numbers.iter().all(fits) {
                    // A name of the past, or a district's, comes after the same of today.
                    hits.push((rank * 2 + u8::from(commune.asked_as.is_some()), commune));
                }
            }
        }
        hits
    }
}

fn has_word(name: &str, start: &str) -> bool {
    name.split(' ').any(|word| word.starts_with(start))
}

/// 0 the name, with or without its article; 1 its start; 2 words in that order; 3 words anywhere.
fn name_rank(name: &str, phrase: &str) -> Option<u8> {
    let bare = ["le ", "la ", "les ", "l "].iter().find_map(|article| name.strip_prefix(article));
    let bare = bare.unwrap_or(name);
    if name == phrase || bare == phrase {
        Some(0)
    } else if name.starts_with(phrase) || bare.starts_with(phrase) {
        Some(1)
    } else if name.match_indices(phrase).any(|(at, _)| at > 0 && name.as_bytes()[at - 1] == b' ') {
        Some(2)
    } else {
        phrase.split(' ').all(|word| has_word(name, word)).then_some(3)
    }
}
