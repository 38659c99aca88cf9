//! A series in words: «Chaque semaine, le mardi, de 10 h à 12 h, 10 dates».

use super::{Ends, Every, Series, Weekday};
use crate::platform::http::Said;
use crate::platform::lang::Lang;

/// What a series is, in one sentence.
pub fn words(series: &Series) -> Said {
    Said::new(sentence(series, Lang::Fr), sentence(series, Lang::En))
}

fn sentence(series: &Series, lang: Lang) -> String {
    let mut parts = vec![often(series, lang)];
    parts.extend(days(series, lang));
    parts.push(hours(series, lang));
    parts.push(match series.rule.ends {
        Ends::Count(1) => lang.pick("une date", "one date").to_owned(),
        Ends::Count(count) => format!("{count} {}", lang.pick("dates", "dates")),
        Ends::Until(day) => format!("{} {}", lang.pick("jusqu’au", "until"), lang.date(day)),
    });
    if series.skips_holidays {
        parts.push(lang.pick("sauf les jours fériés", "except public holidays").to_owned());
    }
    if !series.except.is_empty() {
        let left_out: Vec<String> = series.except.iter().map(|day| lang.date(*day)).collect();
        let except = lang.pick("sauf le", "except on");
        parts.push(match left_out.len() {
            1..=3 => format!("{except} {}", joined(&left_out, lang)),
            many => {
                let jours = lang.pick("jours choisis", "chosen days");
                format!("{} {many} {jours}", lang.pick("sauf", "except"))
            }
        });
    }
    parts.join(", ")
}

fn often(series: &Series, lang: Lang) -> String {
    let (fr, en) = match &series.rule.every {
        Every::Day { .. } => (["Chaque jour", "Tous les", "jours"], ["Every day", "days"]),
        Every::Week { .. } => {
            (["Chaque semaine", "Toutes les", "semaines"], ["Every week", "weeks"])
        }
        Every::MonthDay { .. } | Every::MonthWeekday { .. } => {
            (["Chaque mois", "Tous les", "mois"], ["Every month", "months"])
        }
    };
    match (series.rule.interval, lang) {
        (1, Lang::Fr) => fr[0].to_owned(),
        (1, Lang::En) => en[0].to_owned(),
        (interval, Lang::Fr) => format!("{} {interval} {}", fr[1], fr[2]),
        (interval, Lang::En) => format!("Every {interval} {}", en[1]),
    }
}

fn days(series: &Series, lang: Lang) -> Option<String> {
    Some(match &series.rule.every {
        Every::Day { only } if only.is_empty() => return None,
        Every::Day { only } => {
            format!("{} {}", lang.pick("seulement", "only"), weekdays(only, lang))
        }
        Every::Week { on } => weekdays(on, lang),
        Every::MonthDay { day: -1 } => lang.pick("le dernier jour", "on the last day").to_owned(),
        Every::MonthDay { day } => match (lang, day) {
            (Lang::Fr, 1) => "le 1er".to_owned(),
            (Lang::Fr, day) => format!("le {day}"),
            (Lang::En, day) => format!("on day {day}"),
        },
        Every::MonthWeekday { nth, weekday } => {
            format!("{} {} {}", lang.pick("le", "on the"), rank(*nth, lang), name(*weekday, lang))
        }
    })
}

fn weekdays(days: &[Weekday], lang: Lang) -> String {
    let mut days = days.to_vec();
    days.sort_unstable();
    days.dedup();
    let named = |day: &Weekday| match lang {
        Lang::Fr => format!("le {}", name(*day, lang)),
        Lang::En => name(*day, lang).to_owned(),
    };
    let named: Vec<String> = days.iter().map(named).collect();
    match lang {
        Lang::Fr => joined(&named, lang),
        Lang::En => format!("on {}", joined(&named, lang)),
    }
}

fn joined(all: &[String], lang: Lang) -> String {
    match all.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {} {last}", rest.join(", "), lang.pick("et", "and")),
    }
}

const fn name(day: Weekday, lang: Lang) -> &'static str {
    match (day, lang) {
        (Weekday::Monday, Lang::Fr) => "lundi",
        (Weekday::Tuesday, Lang::Fr) => "mardi",
        (Weekday::Wednesday, Lang::Fr) => "mercredi",
        (Weekday::Thursday, Lang::Fr) => "jeudi",
        (Weekday::Friday, Lang::Fr) => "vendredi",
        (Weekday::Saturday, Lang::Fr) => "samedi",
        (Weekday::Sunday, Lang::Fr) => "dimanche",
        (Weekday::Monday, Lang::En) => "Monday",
        (Weekday::Tuesday, Lang::En) => "Tuesday",
        (Weekday::Wednesday, Lang::En) => "Wednesday",
        (Weekday::Thursday, Lang::En) => "Thursday",
        (Weekday::Friday, Lang::En) => "Friday",
        (Weekday::Saturday, Lang::En) => "Saturday",
        (Weekday::Sunday, Lang::En) => "Sunday",
    }
}

const fn rank(nth: i8, lang: Lang) -> &'static str {
    match (nth, lang) {
        (1, Lang::Fr) => "premier",
        (2, Lang::Fr) => "deuxième",
        (3, Lang::Fr) => "troisième",
        (4, Lang::Fr) => "quatrième",
        (5, Lang::Fr) => "cinquième",
        (_, Lang::Fr) => "dernier",
        (1, Lang::En) => "first",
        (2, Lang::En) => "second",
        (3, Lang::En) => "third",
        (4, Lang::En) => "fourth",
        (5, Lang::En) => "fifth",
        (_, Lang::En) => "last",
    }
}

/// As clocks show them on a day on which they do not change.
fn hours(series: &Series, lang: Lang) -> String {
    let minutes = chrono::Duration::minutes(i64::from(series.minutes));
    let end = series.at.overflowing_add_signed(minutes).0;
    let (from, to) = (lang.time(series.at), lang.time(end));
    match lang {
        Lang::Fr => format!("de {from} à {to}"),
        Lang::En => format!("from {from} to {to}"),
    }
}
