//! Issuing a badge, taking it back, checking one.

use chrono::NaiveDate;

use super::model::{
    Badge, BadgeInput, BadgeKind, BadgeList, BadgeView, PublicBadge, Revocation, SubjectView,
    TaughtView,
};
use super::queries;
use crate::accounts::{self, Language};
use crate::audit::{self, Deed};
use crate::competences::badges::{
    self, About, Attained, Award, Issuer, Recipient, Refused, SaltedEmail, SigningKey, sign, verify,
};
use crate::competences::framework::{self, Catalogue, Competence, Framework};
use crate::competences::ledger;
use crate::competences::taught::{Subject, Taught};
use crate::network_settings;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Faults, Lang, Problem, Said};
use crate::platform::secrets;
use crate::policy::Actor;

/// Where Pix describes its competences.
const PIX: &str = "https://pix.fr/competences";

/// The network, as it signs.
pub fn issuer(conn: &mut Conn, ctx: &Context) -> Result<Issuer, Problem> {
    let settings = network_settings::get(conn)?;
    Ok(Issuer { name: settings.name, public_url: ctx.public_url.to_string() })
}

/// One's own badges.
pub fn own(conn: &mut Conn, ctx: &Context, by: &Actor) -> Result<BadgeList, Problem> {
    let badges = queries::of_person(conn, by.person_id)?;
    Ok(BadgeList { items: views(conn, ctx, badges)? })
}

/// Badges as they are shown to whose they are.
pub(super) fn views(
    conn: &mut Conn,
    ctx: &Context,
    badges: Vec<Badge>,
) -> Result<Vec<BadgeView>, Problem> {
    let (catalogue, today) = (framework::catalogue(conn)?, ctx.clock.today());
    let rows = queries::subjects_of(conn, &badges)?;
    let view = |badge: Badge| {
        let taught = badge.taught(&rows).map(|taught| told(&catalogue, &taught));
        BadgeView::new(badge, taught, &ctx.public_url, today)
    };
    Ok(badges.into_iter().map(view).collect())
}

/// One badge as it is shown to whose it is.
pub(super) fn view(conn: &mut Conn, ctx: &Context, badge: Badge) -> Result<BadgeView, Problem> {
    views(conn, ctx, vec![badge])?.pop().ok_or_else(Problem::not_found)
}

/// What was taught, with the names of competences.
pub(super) fn told(catalogue: &Catalogue, taught: &Taught) -> TaughtView {
    let subject = |one: &Subject| {
        let competence = catalogue.find(one.competence_id)?;
        Some(SubjectView {
            competence_id: competence.id,
            code: competence.code.clone(),
            title_fr: competence.title_fr.clone(),
            title_en: competence.title_en.clone(),
            sessions: one.sessions,
            level: one.level,
        })
    };
    TaughtView {
        sessions: taught.sessions(),
        workshops_led: taught.workshops_led,
        workshops_co_led: taught.workshops_co_led,
        individual_led: taught.individual_led,
        hours: taught.hours,
        first_on: taught.span.map(|(first, _)| first),
        last_on: taught.span.map(|(_, last)| last),
        subjects: taught.subjects.iter().filter_map(subject).collect(),
    }
}

/// Makes the badge of one's verified level on a competence; true when it is new.
///
/// # Errors
/// 422 without a verified level.
pub fn issue(
    conn: &mut Conn,
    ctx: &Context,
    key: &SigningKey,
    by: &Actor,
    input: &BadgeInput,
) -> Result<(BadgeView, bool), Problem> {
    ledger::lock(conn, &[by.person_id])?;
    let today = ctx.clock.today();
    let catalogue = framework::catalogue(conn)?;
    let Some(competence) = catalogue.find(input.competence_id) else {
        let mut faults = Faults::new();
        faults.unknown(
            "/competence_id",
            "Cette compétence n’existe pas.",
            "There is no such competence.",
        );
        return Err(faults.into());
    };
    let known = ledger::ledger_of(conn, &[by.person_id])?;
    let Some(proof) = known.standing(by.person_id, competence.id, today).verified else {
        let said = Said::new(
            "Un badge atteste un niveau vérifié : vous n’en avez pas encore sur cette compétence.",
            "A badge is for a verified level: you have none on this competence yet.",
        );
        return Err(Problem::invalid("/competence_id", "no_verified_level", said));
    };
    let whose = Whose::of(conn, by, input.with_name, input.with_email)?;
    let same =
        |badge: &Badge| whose.may_share(badge) && badge.evidence_id == Some(proof.evidence_id);
    if let Some(badge) = queries::of_person(conn, by.person_id)?.into_iter().find(same) {
        return Ok((view(conn, ctx, badge)?, false));
    }
    let about = About::Level(Attained {
        competence: named(ctx, competence, whose.lang),
        level: proof.level,
        evidence: proof.kind,
    });
    let valid_until = proof.expires_on.and_then(|end| end.pred_opt());
    let award = whose.award(ctx, about, valid_until);
    let badge = Badge {
        kind: BadgeKind::Level,
        competence_id: Some(competence.id),
        level: Some(proof.level),
        evidence_id: Some(proof.evidence_id),
        expires_on: proof.expires_on,
        ..whose.badge(by, &award)
    };
    let badge = keep(conn, ctx, (key, by), &award, badge, "/competence_id")?;
    Ok((view(conn, ctx, badge)?, true))
}

/// Who asks for a badge, and what it is to say of them.
pub(super) struct Whose {
    pub shown_name: Option<String>,
    pub email: Option<SaltedEmail>,
    pub lang: Lang,
}

impl Whose {
    pub fn of(
        conn: &mut Conn,
        by: &Actor,
        with_name: bool,
        with_email: bool,
    ) -> Result<Self, Problem> {
        let account = accounts::get(conn, by.account_id)?;
        let name = format!("{} {}", account.first_name, account.last_name);
        let lang = match account.language {
            Language::Fr => Lang::Fr,
            Language::En => Lang::En,
        };
        let email =
            with_email.then(|| SaltedEmail { address: account.email, salt: secrets::token() });
        Ok(Self { shown_name: with_name.then_some(name), email, lang })
    }

    /// Whether a badge of the same content would do.
    pub fn may_share(&self, badge: &Badge) -> bool {
        badge.revoked_at.is_none() && badge.shown_name == self.shown_name && self.email.is_none()
    }

    pub fn award(&self, ctx: &Context, about: About, valid_until: Option<NaiveDate>) -> Award {
        Award {
            id: ctx.clock.new_id(),
            issued_at: ctx.clock.now(),
            valid_until,
            about,
            recipient: Recipient { name: self.shown_name.clone(), email: self.email.clone() },
            lang: self.lang,
        }
    }

    /// What all badges have; the rest is empty.
    pub fn badge(&self, by: &Actor, award: &Award) -> Badge {
        Badge {
            id: award.id,
            person_id: by.person_id,
            kind: BadgeKind::Level,
            competence_id: None,
            level: None,
            evidence_id: None,
            workshops_led: None,
            workshops_co_led: None,
            individual_led: None,
            hours: None,
            first_on: None,
            last_on: None,
            shown_name: self.shown_name.clone(),
            issued_at: award.issued_at,
            expires_on: None,
            token: String::new(),
            revoked_at: None,
            revocation: None,
        }
    }
}

/// Signs an award and keeps its badge.
pub(super) fn keep(
    conn: &mut Conn,
    ctx: &Context,
    (key, by): (&SigningKey, &Actor),
    award: &Award,
    badge: Badge,
    pointer: &str,
) -> Result<Badge, Problem> {
    let issuer = issuer(conn, ctx)?;
    let credential =
        award.credential(&issuer).map_err(|why| ledger::refused(pointer, why.reason()))?;
    let token = sign(credential, &issuer, key).map_err(Problem::internal)?;
    let badge = Badge { token, ..badge };
    queries::insert(conn, &badge)?;
    let deed = Deed::on("badge.issue", "badge", badge.id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    Ok(badge)
}

/// A competence, as a badge names it.
pub(super) fn named(ctx: &Context, competence: &Competence, lang: Lang) -> badges::Competence {
    let (framework, url) = match competence.framework {
        Framework::Pix => ("Pix".to_owned(), PIX.to_owned()),
        Framework::Local => ("Local".to_owned(), format!("{}/api/competences", ctx.public_url)),
    };
    let title = match lang {
        Lang::Fr => &competence.title_fr,
        Lang::En => &competence.title_en,
    };
    badges::Competence { framework, url, code: competence.code.clone(), title: title.clone() }
}

/// Takes one's own badge back, for good.
///
/// # Errors
/// 404 for somebody else's; 409 when it is revoked already.
pub fn take_back(conn: &mut Conn, ctx: &Context, by: &Actor, id: Id) -> Result<(), Problem> {
    let badge = queries::get(conn, id)?;
    if badge.person_id != by.person_id {
        return Err(Problem::not_found());
    }
    queries::revoke(conn, id, Revocation::Person, ctx.clock.now())?;
    let deed = Deed::on("badge.revoke", "badge", id);
    Ok(audit::record(conn, &ctx.clock, Some(by.account_id), deed)?)
}

/// What anybody may know of a badge.
///
/// # Errors
/// 404 without such a badge.
pub fn public(conn: &mut Conn, ctx: &Context, id: Id) -> Result<PublicBadge, Problem> {
    let badge = queries::get(conn, id)?;
    let catalogue = framework::catalogue(conn)?;
    let rows = queries::subjects_of(conn, std::slice::from_ref(&badge))?;
    let competence = badge.competence_id.and_then(|id| catalogue.find(id));
    Ok(PublicBadge {
        id,
        state: badge.state(ctx.clock.today()),
        network_name: network_settings::get(conn)?.name,
        kind: badge.kind,
        competence_code: competence.map(|one| one.code.clone()),
        title_fr: competence.map(|one| one.title_fr.clone()),
        title_en: competence.map(|one| one.title_en.clone()),
        level: badge.level,
        facilitation: badge.taught(&rows).map(|taught| told(&catalogue, &taught)),
        // Whoever takes a badge back takes the name back with it.
        shown_name: badge.shown_name.filter(|_| badge.revocation != Some(Revocation::Person)),
        issued_at: badge.issued_at,
        expires_on: badge.expires_on,
        revoked_at: badge.revoked_at,
    })
}

/// Checks a badge: who signed it, whether it was changed, whether it still counts.
///
/// # Errors
/// 422 with the reason for what is no valid badge of this network; one that is over, or revoked, is
/// told by its state.
pub fn check(
    conn: &mut Conn,
    ctx: &Context,
    key: &SigningKey,
    token: &str,
) -> Result<PublicBadge, Problem> {
    let issuer = issuer(conn, ctx)?;
    let keys = [key.public().clone()];
    let award_id = match verify(token.trim(), &issuer, &keys, ctx.clock.now()) {
        Ok(verified) => verified.award_id,
        // Ours and unchanged: its state says that it is over.
        Err(Refused::Expired(award_id)) => award_id,
        Err(why) => return Err(ledger::refused("/token", why.reason())),
    };
    public(conn, ctx, award_id)
}
