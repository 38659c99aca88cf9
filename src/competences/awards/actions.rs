//! Issuing a badge, taking it back, checking one.

use super::model::{Badge, BadgeInput, BadgeList, BadgeView, PublicBadge, Revocation};
use super::queries;
use crate::accounts::{self, Language};
use crate::audit::{self, Deed};
use crate::competences::badges::{
    self, Award, Issuer, Recipient, Refused, SaltedEmail, SigningKey, sign, verify,
};
use crate::competences::framework::{self, Competence, Framework};
use crate::competences::ledger;
use crate::competences::levels::Proof;
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
    let today = ctx.clock.today();
    let badges = queries::of_person(conn, by.person_id)?;
    let view = |badge| BadgeView::new(badge, &ctx.public_url, today);
    Ok(BadgeList { items: badges.into_iter().map(view).collect() })
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
    let account = accounts::get(conn, by.account_id)?;
    let name = format!("{} {}", account.first_name, account.last_name);
    let shown_name = input.with_name.then_some(name);
    let same = |badge: &Badge| {
        badge.revoked_at.is_none()
            && badge.evidence_id == proof.evidence_id
            && badge.shown_name == shown_name
            && !input.with_email
    };
    if let Some(badge) = queries::of_person(conn, by.person_id)?.into_iter().find(same) {
        return Ok((BadgeView::new(badge, &ctx.public_url, today), false));
    }
    let email = input
        .with_email
        .then(|| SaltedEmail { address: account.email.clone(), salt: secrets::token() });
    let lang = match account.language {
        Language::Fr => Lang::Fr,
        Language::En => Lang::En,
    };
    let recipient = Recipient { name: shown_name.clone(), email };
    let award = award(ctx, competence, &proof, recipient, lang);
    let issuer = issuer(conn, ctx)?;
    let credential =
        award.credential(&issuer).map_err(|why| ledger::refused("/competence_id", why.reason()))?;
    let token = sign(credential, &issuer, key).map_err(Problem::internal)?;
    let badge = Badge {
        id: award.id,
        person_id: by.person_id,
        competence_id: competence.id,
        level: proof.level,
        evidence_id: proof.evidence_id,
        shown_name,
        issued_at: award.issued_at,
        expires_on: proof.expires_on,
        token,
        revoked_at: None,
        revocation: None,
    };
    queries::insert(conn, &badge)?;
    let deed = Deed::on("badge.issue", "badge", badge.id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    Ok((BadgeView::new(badge, &ctx.public_url, today), true))
}

fn award(
    ctx: &Context,
    competence: &Competence,
    proof: &Proof,
    recipient: Recipient,
    lang: Lang,
) -> Award {
    let (framework, url) = match competence.framework {
        Framework::Pix => ("Pix".to_owned(), PIX.to_owned()),
        Framework::Local => ("Local".to_owned(), format!("{}/api/competences", ctx.public_url)),
    };
    let title = match lang {
        Lang::Fr => &competence.title_fr,
        Lang::En => &competence.title_en,
    };
    Award {
        id: ctx.clock.new_id(),
        issued_at: ctx.clock.now(),
        valid_until: proof.expires_on.and_then(|end| end.pred_opt()),
        competence: badges::Competence {
            framework,
            url,
            code: competence.code.clone(),
            title: title.clone(),
        },
        level: proof.level,
        evidence: proof.kind,
        recipient,
        lang,
    }
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
    let competence = catalogue.find(badge.competence_id).ok_or_else(Problem::not_found)?;
    Ok(PublicBadge {
        id,
        state: badge.state(ctx.clock.today()),
        network_name: network_settings::get(conn)?.name,
        competence_code: competence.code.clone(),
        title_fr: competence.title_fr.clone(),
        title_en: competence.title_en.clone(),
        level: badge.level,
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
