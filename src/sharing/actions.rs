//! Deeds on share links: create, withdraw, open.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::model::{
    FilterView, ScopeKind, ScopeView, ShareLink, ShareLinkInput, ShareLinkView, ShareScope, Shared,
    SharedView, ValueView, check_expiry,
};
use super::queries;
use super::question::{FILTERS, Question, Records, Values};
use super::rights::{Author, may_share, role_allows};
use crate::audit::{self, Deed};
use crate::funding;
use crate::network_settings;
use crate::organizations;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Code, Faults, Problem};
use crate::platform::secrets;
use crate::policy::Actor;

fn author_of(actor: &Actor) -> Author {
    let Actor { account_id, roles, facilitator_id, .. } = *actor;
    Author { account_id, roles, facilitator_id }
}

/// Creates a link and tells its token, this once.
///
/// # Errors
/// 403 for a scope that the author's hats do not share; 422 for a team, organization, perimeter or
/// filter value that does not exist for them, or a last day out of range.
pub fn create(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    input: &ShareLinkInput,
) -> Result<(ShareLinkView, String), Problem> {
    let author = author_of(actor);
    if !role_allows(author.roles, input.scope) {
        return Err(Problem::forbidden());
    }
    let mut faults = Faults::new();
    let scope_id = match input.scope {
        ScopeKind::Own => author.facilitator_id,
        _ => input.scope_id,
    };
    let scope = ShareScope::new(input.scope, scope_id).ok_or_else(Problem::forbidden)?;
    if !may_share(conn, author, scope)? {
        faults.unknown(
            "/scope_id",
            "Ce qui est à partager n’existe pas, ou n’est pas à vous.",
            "What is to be shared does not exist, or is not yours.",
        );
    }
    check_expiry(&mut faults, input.expires_on.0, clock.today());
    let question = Question::parse(&input.question)
        .map_err(|said| Problem::invalid("/question", "invalid_question", said))?;
    check_names(&mut faults, &queries::names(conn, author, &question)?, &question);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let token = secrets::token();
    let row = ShareLink {
        id: clock.new_id(),
        token_hash: secrets::hash(&token),
        label: input.label.trim().to_owned(),
        account_id: author.account_id,
        scope_kind: scope.kind(),
        scope_id: scope.id(),
        question: question.canonical(),
        created_at: clock.now(),
        expires_on: input.expires_on.0,
        revoked_at: None,
        visit_count: 0,
        last_visit_on: None,
    };
    queries::insert(conn, &row)?;
    let deed = Deed::on("share_link.create", "share_link", row.id);
    audit::record(conn, clock, Some(author.account_id), deed)?;
    Ok((view(conn, row, clock.today())?, token))
}

/// Notes filter values that name nothing the author may name.
fn check_names(faults: &mut Faults, names: &HashMap<Id, String>, question: &Question) {
    let all = [Records::Organizations, Records::Places, Records::Programmes, Records::Tags];
    let mut ids = all.into_iter().flat_map(|records| question.ids(records));
    if ids.any(|id| !names.contains_key(&id)) {
        faults.unknown(
            "/question",
            "Un filtre désigne un élément qui n’existe pas, ou n’est pas à vous.",
            "A filter names a record that does not exist, or is not yours.",
        );
    }
}

/// Withdraws a link; again changes nothing.
///
/// # Errors
/// 404 when there is none, or none for this actor.
pub fn revoke(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
) -> Result<ShareLinkView, Problem> {
    queries::get_for(conn, actor, id)?;
    if queries::revoke(conn, id, clock.now())? > 0 {
        let deed = Deed::on("share_link.revoke", "share_link", id);
        audit::record(conn, clock, Some(actor.account_id), deed)?;
    }
    let row = queries::get_for(conn, actor, id)?;
    view(conn, row, clock.today())
}

/// The links of a reader.
pub fn list(
    conn: &mut Conn,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<ShareLinkView>, Problem> {
    let rows = queries::list(conn, actor)?;
    rows.into_iter().map(|row| view(conn, row, today)).collect()
}

fn view(conn: &mut Conn, row: ShareLink, today: NaiveDate) -> Result<ShareLinkView, Problem> {
    let open = open(conn, &row, today)?.is_some();
    let scope = scope_of(&row)?;
    let question = question_of(&row)?;
    // A suspended author still names what they named.
    let author = queries::find_author(conn, row.account_id)?;
    let filters = filters(conn, author, &question)?;
    Ok(ShareLinkView {
        id: row.id,
        scope: scope_view(conn, scope)?,
        from: question.from,
        to: question.to,
        filters,
        author_name: queries::author_name(conn, row.account_id)?,
        label: row.label,
        created_at: row.created_at,
        expires_on: row.expires_on,
        revoked_at: row.revoked_at,
        open,
        visit_count: row.visit_count,
        last_visit_on: row.last_visit_on,
    })
}

fn scope_of(row: &ShareLink) -> Result<ShareScope, Problem> {
    ShareScope::new(row.scope_kind, row.scope_id)
        .ok_or_else(|| Problem::internal("a share link names no scope"))
}

fn question_of(row: &ShareLink) -> Result<Question, Problem> {
    Question::parse(&row.question).map_err(|said| Problem::internal(said.en))
}

/// What a link shows, if it is open and its author might still make it.
fn open(conn: &mut Conn, row: &ShareLink, today: NaiveDate) -> Result<Option<Shared>, Problem> {
    if !row.is_open(today) {
        return Ok(None);
    }
    let scope = scope_of(row)?;
    let Some(author) = queries::find_author(conn, row.account_id)? else { return Ok(None) };
    if !may_share(conn, author, scope)? {
        return Ok(None);
    }
    let perimeter = match scope {
        ShareScope::Perimeter(id) => funding::find(conn, id)?,
        _ => None,
    };
    let k = match perimeter {
        Some(perimeter) => perimeter.k,
        None => network_settings::get(conn)?.k,
    };
    Ok(Some(Shared {
        link_id: row.id,
        label: row.label.clone(),
        scope,
        question: question_of(row)?,
        expires_on: row.expires_on,
        k,
    }))
}

/// What the link of a token shows: the door for whoever counts its figures.
///
/// # Errors
/// 410 `link_closed` when there is no such link, or it is no longer open: the answer does not tell
/// which.
pub fn find_by_token(conn: &mut Conn, token: &str, today: NaiveDate) -> Result<Shared, Problem> {
    let closed = || Problem::new(Code::LinkClosed);
    let row = queries::find_by_hash(conn, &secrets::hash(token))?.ok_or_else(closed)?;
    open(conn, &row, today)?.ok_or_else(closed)
}

/// What a link shares, in words, for whoever opens it.
pub fn describe(conn: &mut Conn, shared: Shared) -> Result<SharedView, Problem> {
    let row = queries::get(conn, shared.link_id)?;
    let author = queries::find_author(conn, row.account_id)?;
    Ok(SharedView {
        network: network_settings::get(conn)?.name,
        scope: scope_view(conn, shared.scope)?,
        from: shared.question.from,
        to: shared.question.to,
        filters: filters(conn, author, &shared.question)?,
        label: shared.label,
        expires_on: shared.expires_on,
        k: shared.k,
    })
}

fn scope_view(conn: &mut Conn, scope: ShareScope) -> Result<ScopeView, Problem> {
    let name = match scope {
        ShareScope::Own(_) | ShareScope::Network => None,
        ShareScope::Team(id) => queries::team_name(conn, id)?,
        ShareScope::Organization(id) => {
            organizations::find_named(conn, id)?.map(|organization| organization.name)
        }
        ShareScope::Perimeter(id) => funding::find(conn, id)?.map(|perimeter| perimeter.name),
    };
    Ok(ScopeView { kind: scope.kind(), name })
}

/// The filters of a question in words; records that are gone, or that the author may no longer
/// name, keep their id alone.
fn filters(
    conn: &mut Conn,
    author: Option<Author>,
    question: &Question,
) -> Result<Vec<FilterView>, Problem> {
    let names = match author {
        Some(author) => queries::names(conn, author, question)?,
        None => HashMap::new(),
    };
    let label = |values: Values, code: &str| match values {
        Values::Codes(_) => None,
        Values::Territories(kind) => kind.name_of(code).map(str::to_owned),
        Values::Ids(_) => code.parse().ok().and_then(|id: Id| names.get(&id).cloned()),
    };
    let frozen = FILTERS.iter().filter_map(|filter| {
        let values = question.filters.get(filter.name)?;
        let values = values
            .iter()
            .map(|code| ValueView { label: label(filter.values, code), code: code.clone() });
        Some(FilterView { name: filter.name, values: values.collect() })
    });
    Ok(frozen.collect())
}
