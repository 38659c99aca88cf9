//! The rules of the house, read from the text of `src/`: who may import whom, who may speak HTTP,
//! who may ask for the time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SRC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// Modules that are not features: whatever they need of each other is theirs to know.
const FRAME: [&str; 4] = ["platform", "settings", "app", "cli"];

/// Files outside `routes.rs`, `app.rs` and `platform/http` that may name actix, and why.
const MAY_SPEAK_HTTP: [(&str, &str); 4] = [
    ("cli/serve.rs", "starts the server"),
    ("platform/database/mod.rs", "runs blocking work on the server's threads"),
    ("policy/actor.rs", "the extractors of who is asking"),
    ("sign_in/password.rs", "hashes passwords on the server's blocking threads"),
];

/// A source file without its tests.
struct Source {
    /// Below `src/`, such as `learners/queries.rs`.
    path: String,
    lines: Vec<String>,
}

impl Source {
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }

    /// Every path that starts with `crate::`, one for each name of a list in braces.
    fn imports(&self) -> Vec<String> {
        let text = self.lines.join("\n");
        let mut found = Vec::new();
        for (at, _) in text.match_indices("crate::") {
            let preceded =
                text[..at].ends_with(|c: char| c == '$' || c == '_' || c.is_alphanumeric());
            if !preceded {
                expand(&text[at + "crate::".len()..], String::new(), &mut found);
            }
        }
        found
    }
}

/// Spells out `a::{b, c::D}` as `a::b` and `a::c::D`; gives back what follows.
fn expand<'a>(text: &'a str, prefix: String, found: &mut Vec<String>) -> &'a str {
    let end =
        text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(text.len());
    let (path, mut rest) = text.split_at(end);
    let path = format!("{prefix}{path}");
    let Some(inside) = rest.strip_prefix('{').filter(|_| path.ends_with("::") || path.is_empty())
    else {
        found.push(path.trim_end_matches(':').to_owned());
        return rest;
    };
    rest = inside;
    loop {
        rest = rest.trim_start_matches([' ', '\n', ',']);
        match rest.chars().next() {
            Some('}') => return &rest[1..],
            Some(c) if c.is_alphanumeric() || c == '_' || c == '{' => {
                rest = expand(rest, path.clone(), found);
            }
            _ => return rest,
        }
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Every file but the tests, each up to its `#[cfg(test)]`, without comments.
fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    files(Path::new(SRC), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .filter(|path| !path.ends_with("tests.rs") && !path.iter().any(|part| part == "tests"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a source file");
            let code = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
            let code = code.filter(|line| !line.trim_start().starts_with("//"));
            Source {
                path: path.strip_prefix(SRC).expect("below src").display().to_string(),
                lines: code.map(str::to_owned).collect(),
            }
        })
        .collect()
}

/// The modules of `lib.rs`, in reading order.
fn order() -> Vec<String> {
    let text = std::fs::read_to_string(format!("{SRC}/lib.rs")).expect("lib.rs");
    let names = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

/// Macros of the crate's root (`crate::on_either!`) look like modules and are none.
fn is_module(order: &[String], name: &str) -> bool {
    order.iter().any(|module| module == name)
}

#[track_caller]
fn none(broken: Vec<String>, rule: &str) {
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}

#[test]
fn a_module_uses_only_those_above_it() {
    let order = order();
    let rank: BTreeMap<&str, usize> =
        order.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    let mut broken = Vec::new();
    for source in sources() {
        let Some(own) = rank.get(source.module()) else { continue };
        for import in source.imports() {
            let named = import.split("::").next().unwrap_or_default();
            if rank.get(named).is_some_and(|other| other > own) {
                broken.push(format!("{} uses {import}", source.path));
            }
        }
    }
    none(broken, "modules use those above them in lib.rs");
}

#[test]
fn platform_names_no_feature() {
    let order = order();
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| source.module() == "platform") {
        for import in source.imports() {
            let named = import.split("::").next().unwrap_or_default();
            if named != "platform" && is_module(&order, named) {
                broken.push(format!("{} uses {import}", source.path));
            }
        }
    }
    none(broken, "platform would be the same in another product");
}

#[test]
fn a_feature_is_entered_by_its_door() {
    let order = order();
    // `pub mod` in a feature's mod.rs is a second door, open to all.
    let doors: Vec<(String, String)> = order
        .iter()
        .filter_map(|name| {
            let text = std::fs::read_to_string(format!("{SRC}/{name}/mod.rs")).ok()?;
            Some(
                text.lines()
                    .filter_map(move |line| {
                        let inner = line
                            .strip_prefix("pub mod ")
                            .or_else(|| line.strip_prefix("pub(crate) mod "))?
                            .strip_suffix(';')?;
                        Some((name.clone(), inner.to_owned()))
                    })
                    .collect::<Vec<_>>(),
            )
        })
        .flatten()
        .collect();
    let mut broken = Vec::new();
    for source in sources() {
        for import in source.imports() {
            let parts: Vec<&str> = import.split("::").collect();
            let [feature, inner, ..] = parts.as_slice() else { continue };
            let is_feature = is_module(&order, feature) && !FRAME.contains(feature);
            let is_file =
                [format!("{SRC}/{feature}/{inner}.rs"), format!("{SRC}/{feature}/{inner}/mod.rs")]
                    .iter()
                    .any(|path| Path::new(path).exists());
            let open = doors.iter().any(|(name, door)| name == feature && door == inner);
            // A function of the door may have the name of a file behind it (`places::import`).
            let continues = parts.len() > 2;
            if is_feature && *feature != source.module() && is_file && continues && !open {
                broken.push(format!("{} uses {import}", source.path));
            }
        }
    }
    none(broken, "a feature is entered by its door, mod.rs");
}

/// Lines that hold one of `words`, but in the files that may.
fn lines_with(words: &[&str], may: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| !may(&source.path)) {
        for (number, line) in source.lines.iter().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{} ({}): {}", source.path, number + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn only_the_edge_speaks_http() {
    let may = |path: &str| {
        path.ends_with("routes.rs")
            || path == "app.rs"
            || path.starts_with("platform/http/")
            || MAY_SPEAK_HTTP.iter().any(|(known, _)| *known == path)
    };
    none(lines_with(&["actix_web", "actix_multipart"], may), "models and queries know no HTTP");
}

#[test]
fn only_queries_speak_sql() {
    let words = ["diesel::insert_into(", "diesel::update(", "diesel::delete("];
    let may = |path: &str| {
        path.ends_with("queries.rs") || MAY_WRITE.iter().any(|(known, _)| *known == path)
    };
    none(lines_with(&words, may), "rows are written in queries.rs");
}

/// Files outside `queries.rs` that write rows, and why.
const MAY_WRITE: [(&str, &str); 3] = [
    ("accounts/links.rs", "a small table of its own"),
    ("cli/check.rs", "repairs what is derived"),
    ("learners/history.rs", "keeps what is derived right"),
];

#[test]
fn nothing_panics_or_prints_in_passing() {
    let words =
        [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "println!(", "dbg!("];
    none(lines_with(&words, |_| false), "errors are told, not thrown");
}

#[test]
fn nothing_is_unsafe() {
    none(lines_with(&["unsafe "], |_| false), "no unsafe code");
}

#[test]
fn time_ids_and_environment_have_one_source() {
    let clock = lines_with(&["Utc::now", "Local::now", "Uuid::now_v7", "Uuid::new_v4"], |path| {
        path == "platform/clock.rs"
    });
    none(clock, "time and ids come from the clock");
    let environment = lines_with(&["env::var", "env::vars"], |path| path == "settings.rs");
    none(environment, "settings.rs alone reads the environment");
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut paths = Vec::new();
    files(Path::new(SRC), &mut paths);
    let silent = paths.iter().filter(|path| !path.ends_with("tests.rs")).filter(|path| {
        let text = std::fs::read_to_string(path).expect("a source file");
        !text.starts_with("//!")
    });
    none(silent.map(|path| path.display().to_string()).collect(), "files begin with //!");
}
