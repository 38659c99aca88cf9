//! What the mails of the network say, in the reader's language: plain words, short sentences.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::queries::Reader;
use super::{Notice, NoticeKind};
use crate::accounts::Language;
use crate::network::time::local;
use crate::network::workshops::Workshop;
use crate::notifications::NewMail;
use crate::platform::database::Moment;
use crate::platform::lang::Lang;

/// What a mail is about.
pub struct About<'a> {
    pub workshop: &'a Workshop,
    /// Name, address, commune.
    pub place: Option<&'a (String, String, String)>,
    pub public_url: &'a str,
}

const DAYS_FR: [&str; 7] =
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
fn day(language: Language, date: NaiveDate) -> String {
    let weekday = match language {
        Language::En => date.format("%A").to_string(),
        Language::Fr => DAYS_FR[date.weekday().num_days_from_monday() as usize % 7].to_owned(),
    };
    format!("{weekday} {}", Lang::from(language).date(date))
}

impl About<'_> {
    fn title(&self, language: Language) -> String {
        match language {
            Language::Fr => format!("« {} »", self.workshop.title),
            Language::En => format!("“{}”", self.workshop.title),
        }
    }

    /// Day, hours and place, one under the other.
    fn facts(&self, language: Language) -> String {
        let (workshop, date) = (self.workshop, day(language, self.workshop.date));
        let (from, to) = (&workshop.start_time, &workshop.end_time);
        let hours = match language {
            Language::Fr => format!("{date}, de {from} à {to}"),
            Language::En => format!("{date}, from {from} to {to}"),
        };
        let place = match (self.place, &workshop.remote_url) {
            (Some((name, address, commune)), _) => format!("\n{name}, {address}, {commune}"),
            (None, Some(url)) => format!("\n{url}"),
            (None, None) => String::new(),
        };
        format!("{}\n{hours}{place}", workshop.title)
    }

    /// The page of the workshop.
    pub fn link(&self) -> String {
        format!("{}/ateliers/{}", self.public_url, self.workshop.id)
    }

    fn shown(&self, at: Moment) -> NaiveDateTime {
        local(self.workshop.zone.parse().unwrap_or(chrono_tz::Europe::Paris), at)
    }
}

/// The mail of a notice.
pub fn mail(
    notice: &Notice,
    to: &Reader,
    about: &About<'_>,
    reason: Option<&str>,
    calendar: Option<String>,
) -> NewMail {
    let language = to.language;
    let (subject, sentence) = said(notice, language, about);
    let reason =
        reason.filter(|_| matches!(notice.kind, NoticeKind::Declined | NoticeKind::Cancelled));
    let because = match (reason, language) {
        (None, _) => String::new(),
        (Some(reason), Language::Fr) => format!("\n\nLa raison : {reason}"),
        (Some(reason), Language::En) => format!("\n\nThe reason: {reason}"),
    };
    let (hello, more) = match language {
        Language::Fr => ("Bonjour", "Tout est sur cette page :"),
        Language::En => ("Hello", "All of it is on this page:"),
    };
    let (facts, link) = (about.facts(language), about.link());
    let body =
        format!("{hello} {},\n\n{sentence}{because}\n\n{facts}\n\n{more}\n{link}\n", to.first_name);
    NewMail { kind: notice.kind.code(), recipient: to.email.clone(), subject, body, calendar }
}

/// Subject and first sentences.
fn said(notice: &Notice, language: Language, about: &About<'_>) -> (String, String) {
    let title = about.title(language);
    let until = about.shown(notice.time);
    let until = match language {
        Language::Fr => {
            format!("{} à {}", day(language, until.date()), until.format("%H:%M"))
        }
        Language::En => {
            format!("{} at {}", day(language, until.date()), until.format("%H:%M"))
        }
    };
    let (subject, sentence) = match language {
        Language::Fr => fr(notice.kind),
        Language::En => en(notice.kind),
    };
    (subject.replace("{title}", &title), sentence.replace("{until}", &until))
}

const fn fr(kind: NoticeKind) -> (&'static str, &'static str) {
    use NoticeKind as K;
    match kind {
        K::Requested => (
            "Votre demande pour {title}",
            "Votre demande est notée. Elle attend l’accord de la coordination : une place vous \
             est gardée jusque-là.",
        ),
        K::ApprovalAsked => (
            "Une inscription attend votre accord : {title}",
            "Une personne demande une place. Merci de répondre avant le {until}.",
        ),
        K::Confirmed => (
            "Vous êtes inscrit·e : {title}",
            "Votre place est confirmée. Vous ne pouvez plus venir ? Dites-le sur la page de \
             l’atelier : votre place ira à quelqu’un d’autre.",
        ),
        K::Waitlisted => (
            "Vous êtes en liste d’attente : {title}",
            "L’atelier est complet. Vous êtes en liste d’attente. Si une place se libère, nous \
             vous écrirons.",
        ),
        K::Promoted => (
            "Une place s’est libérée pour vous : {title}",
            "Une place s’est libérée : elle est à vous. Vous ne pouvez plus venir ? Dites-le sur \
             la page de l’atelier.",
        ),
        K::Offered => (
            "Une place vous est proposée : {title}",
            "Une place s’est libérée. Elle vous est gardée jusqu’au {until}. Répondez sur la \
             page de l’atelier.",
        ),
        K::OfferLapsed => (
            "La place proposée n’est plus gardée : {title}",
            "Sans réponse de votre part, la place est proposée à la personne suivante. Vous \
             voulez toujours venir ? Dites-le sur la page de l’atelier.",
        ),
        K::PassedOver => (
            "Une place s’est libérée à une heure où vous êtes pris·e : {title}",
            "Une place s’est libérée, mais vous avez autre chose à cette heure. Vous gardez votre \
             rang dans la liste d’attente.",
        ),
        K::Declined => (
            "Votre demande n’est pas acceptée : {title}",
            "La coordination n’a pas donné son accord à votre demande.",
        ),
        K::Withdrawn => (
            "Votre inscription est annulée : {title}",
            "Vous ne venez plus : c’est noté, et votre place est rendue.",
        ),
        K::Cancelled => {
            ("Annulé : {title}", "L’atelier n’aura pas lieu, ou votre inscription a été annulée.")
        }
        K::SeatLeft => (
            "Une place libre à donner : {title}",
            "Une place s’est libérée moins de deux heures avant le début. Des personnes \
             attendent : c’est à vous de choisir qui appeler.",
        ),
        K::Changed => (
            "Du changement : {title}",
            "La date, l’heure ou le lieu de l’atelier a changé. Voici ce qui est prévu \
             maintenant.",
        ),
        K::WeekBefore => ("Dans une semaine : {title}", "Vous êtes inscrit·e à cet atelier."),
        K::TwoDaysBefore => (
            "Dans deux jours : {title}",
            "Vous êtes inscrit·e à cet atelier. Vous ne pouvez plus venir ? Dites-le sur la page \
             de l’atelier : quelqu’un attend peut-être une place.",
        ),
        K::Thanks => (
            "Merci d’être venu·e : {title}",
            "Merci d’avoir participé. Dites-nous ce que vous en avez pensé : quelques questions, \
             sans votre nom.",
        ),
        K::ReportDue => (
            "Qui est venu ? {title}",
            "Notez les présences : l’atelier entrera dans vos activités, sans rien ressaisir.",
        ),
        K::ReportOverdue => (
            "Les présences manquent : {title}",
            "Les présences de cet atelier ne sont pas encore notées.",
        ),
        K::FacilitationAsked => (
            "Voulez-vous animer {title} ?",
            "On vous propose d’animer cet atelier, ou d’y prendre part. Répondez sur sa page : \
             rien n’est fait sans vous.",
        ),
        K::LeadLeft => (
            "Plus personne n’anime : {title}",
            "La personne qui devait animer l’atelier ne peut plus. Il faut trouver quelqu’un.",
        ),
        K::Invited => (
            "Vous êtes invité·e : {title}",
            "Cet atelier vous est proposé. Pour venir, inscrivez-vous sur sa page.",
        ),
    }
}

const fn en(kind: NoticeKind) -> (&'static str, &'static str) {
    use NoticeKind as K;
    match kind {
        K::Requested => (
            "Your request for {title}",
            "Your request is noted. It waits for the coordinator's yes: a seat is kept for you \
             until then.",
        ),
        K::ApprovalAsked => (
            "An enrolment waits for your yes: {title}",
            "Somebody asks for a seat. Please answer before {until}.",
        ),
        K::Confirmed => (
            "You are enrolled: {title}",
            "Your seat is confirmed. You can no longer come? Say so on the workshop's page: your \
             seat goes to somebody else.",
        ),
        K::Waitlisted => (
            "You are on the waiting list: {title}",
            "The workshop is full. You are on the waiting list. If a seat falls free, we write to \
             you.",
        ),
        K::Promoted => (
            "A seat fell free for you: {title}",
            "A seat fell free: it is yours. You can no longer come? Say so on the workshop's page.",
        ),
        K::Offered => (
            "A seat is offered to you: {title}",
            "A seat fell free. It is kept for you until {until}. Answer on the workshop's page.",
        ),
        K::OfferLapsed => (
            "The seat is no longer kept: {title}",
            "Without an answer from you, the seat is offered to the next person. You still want \
             to come? Say so on the workshop's page.",
        ),
        K::PassedOver => (
            "A seat fell free at a time when you are taken: {title}",
            "A seat fell free, but you have something else at that time. You keep your place in \
             the queue.",
        ),
        K::Declined => (
            "Your request was not accepted: {title}",
            "The coordinator did not say yes to your request.",
        ),
        K::Withdrawn => (
            "Your enrolment is cancelled: {title}",
            "You no longer come: it is noted, and your seat is given back.",
        ),
        K::Cancelled => (
            "Cancelled: {title}",
            "The workshop does not take place, or your enrolment was cancelled.",
        ),
        K::SeatLeft => (
            "A free seat to give: {title}",
            "A seat fell free less than two hours before the start. People wait: it is for you to \
             choose whom to call.",
        ),
        K::Changed => (
            "A change: {title}",
            "The day, the hour or the place of the workshop has changed. This is what is planned \
             now.",
        ),
        K::WeekBefore => ("In a week: {title}", "You are enrolled in this workshop."),
        K::TwoDaysBefore => (
            "In two days: {title}",
            "You are enrolled in this workshop. You can no longer come? Say so on the workshop's \
             page: somebody may be waiting for a seat.",
        ),
        K::Thanks => (
            "Thank you for coming: {title}",
            "Thank you for taking part. Tell us what you thought of it: a few questions, without \
             your name.",
        ),
        K::ReportDue => (
            "Who came? {title}",
            "Write down who came: the workshop goes into your activities, and nothing is typed \
             again.",
        ),
        K::ReportOverdue => (
            "Who came is not written down: {title}",
            "Who came to this workshop is not written down yet.",
        ),
        K::FacilitationAsked => (
            "Would you facilitate {title}?",
            "You are asked to lead this workshop, or to take part in leading it. Answer on its \
             page: nothing is done without you.",
        ),
        K::LeadLeft => (
            "Nobody leads any more: {title}",
            "The person who was to lead the workshop no longer can. Somebody has to be found.",
        ),
        K::Invited => (
            "You are invited: {title}",
            "This workshop is proposed to you. To come, enrol on its page.",
        ),
    }
}
