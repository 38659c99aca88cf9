//! What the morning's mail says, in both languages.

use chrono::NaiveDate;

use super::Digest;
use super::queries::Led;
use crate::network::workshops::WorkshopSummary;
use crate::platform::http::Said;
use crate::platform::lang::Lang;

/// How many workshops of a kind are named.
const NAMED: usize = 5;

/// Subject and text.
pub fn said(digest: &Digest, today: NaiveDate) -> (Said, Said) {
    let subject = Said::new(
        format!("Ce qui vous attend, le {}", Lang::Fr.date(today)),
        format!("What waits for you, {}", Lang::En.date(today)),
    );
    (subject, Said::new(text(digest, Lang::Fr), text(digest, Lang::En)))
}

fn text(digest: &Digest, lang: Lang) -> String {
    let mut parts = Vec::new();
    let mut part = |fr: &str, en: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            parts.push(format!("{}\n{}", lang.pick(fr, en), lines.join("\n")));
        }
    };
    let led = digest.led.iter().map(|one| led(one, lang)).collect();
    part("Vous animez :", "You lead:", led);
    let asked = digest.asked.iter().map(|one| when(&one.title, one.date, &one.start_time, lang));
    part("On vous demande d’animer :", "You are asked to lead:", asked.collect());
    part("Sans personne pour animer :", "Without a lead:", named(&digest.without_lead, lang));
    part("Trop peu de monde :", "Too few people:", named(&digest.under_filled, lang));
    part("Des personnes attendent une place :", "People wait:", named(&digest.over_asked, lang));
    let to_approve = named(&digest.to_approve, lang);
    part("Des inscriptions à approuver :", "Enrolments to approve:", to_approve);
    match digest.requests {
        0 => {}
        1 => parts.push(lang.pick("Une demande d’aide attend.", "One help request waits.").into()),
        many => parts.push(match lang {
            Lang::Fr => format!("{many} demandes d’aide attendent."),
            Lang::En => format!("{many} help requests wait."),
        }),
    }
    parts.join("\n\n")
}

fn when(title: &str, date: NaiveDate, time: &str, lang: Lang) -> String {
    match lang {
        Lang::Fr => format!("– {title}, le {} à {time}", lang.date(date)),
        Lang::En => format!("– {title}, {} at {time}", lang.date(date)),
    }
}

fn led(one: &Led, lang: Lang) -> String {
    let (used, seats, waiting) = (one.used, one.seats, one.waiting);
    let people = match (lang, waiting) {
        (Lang::Fr, 0) => format!("{used} sur {seats} places prises"),
        (Lang::Fr, _) => format!("{used} sur {seats} places prises, {waiting} en attente"),
        (Lang::En, 0) => format!("{used} of {seats} seats taken"),
        (Lang::En, _) => format!("{used} of {seats} seats taken, {waiting} waiting"),
    };
    format!("{} ({people})", when(&one.title, one.date, &one.start_time, lang))
}

fn named(all: &[WorkshopSummary], lang: Lang) -> Vec<String> {
    let line = |one: &WorkshopSummary| when(&one.title, one.date, &one.start_time, lang);
    let mut lines: Vec<String> = all.iter().take(NAMED).map(line).collect();
    if let Some(more) = all.len().checked_sub(NAMED).filter(|more| *more > 0) {
        lines.push(match lang {
            Lang::Fr => format!("– et {more} autres"),
            Lang::En => format!("– and {more} more"),
        });
    }
    lines
}
