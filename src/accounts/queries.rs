//! Accounts in the database.

use chrono::NaiveDate;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::Integer;

use super::model::{
    Account, AccountStatus, AccountView, FacilitatorView, Language, ProfileInput, search_key,
};
use crate::facilitators;
use crate::platform::contact;
use crate::platform::database::schema::{
    accounts, facilitators as facilitator_rows, organizations, persons,
};
use crate::platform::database::{Conn, Id, Moment, Multi};
use crate::platform::http::{Named, Page, Paging, Problem, upsert};
use crate::platform::text::normalise;
use crate::policy::{Actor, Role, Roles};

const LIST: &str = "accounts";

/// The accounts an administrator (all) or a coordinator (the team's) may see.
fn visible_to(
    conn: &mut Conn,
    actor: &Actor,
    today: NaiveDate,
) -> QueryResult<accounts::BoxedQuery<'static, Multi>> {
    let query = accounts::table.into_boxed();
    if actor.is(Role::Admin) {
        return Ok(query);
    }
    let team = facilitators::team_of(conn, actor.account_id, today)?;
    let members: Vec<Id> = facilitator_rows::table
        .filter(facilitator_rows::id.eq_any(team))
        .select(facilitator_rows::account_id)
        .load(conn)?;
    Ok(query.filter(accounts::id.eq_any(members)))
}

pub fn insert(conn: &mut Conn, account: &Account) -> QueryResult<()> {
    diesel::insert_into(persons::table)
        .values((persons::id.eq(account.person_id), persons::created_at.eq(account.created_at)))
        .execute(conn)?;
    diesel::insert_into(accounts::table).values(account.clone()).execute(conn)?;
    Ok(())
}

pub fn find_by_email(conn: &mut Conn, email: &str) -> QueryResult<Option<Account>> {
    accounts::table
        .filter(accounts::email.eq(email))
        .select(Account::as_select())
        .first(conn)
        .optional()
}

/// # Errors
/// 404 without such an account.
pub fn get(conn: &mut Conn, id: Id) -> Result<Account, Problem> {
    Ok(accounts::table.find(id).select(Account::as_select()).first(conn)?)
}

/// # Errors
/// 404 when there is none, or none for this reader.
pub fn get_for(
    conn: &mut Conn,
    actor: &Actor,
    id: Id,
    today: NaiveDate,
) -> Result<Account, Problem> {
    let account = visible_to(conn, actor, today)?
        .filter(accounts::id.eq(id))
        .select(Account::as_select())
        .first(conn)?;
    Ok(account)
}

/// An account with its facilitator's hat and present employer.
pub fn view(conn: &mut Conn, account: Account, today: NaiveDate) -> QueryResult<AccountView> {
    let facilitator = match facilitators::find_kind(conn, account.id)? {
        Some((id, kind)) if account.roles.contains(Role::Facilitator) => {
            let organization = match facilitators::employer_on(conn, id, today)? {
                Some(employer) => Some(Named {
                    id: employer,
                    name: organizations::table
                        .find(employer)
                        .select(organizations::name)
                        .first(conn)?,
                }),
                None => None,
            };
            Some(FacilitatorView { id, kind, organization })
        }
        _ => None,
    };
    Ok(AccountView {
        id: account.id,
        version: account.version,
        email: account.email,
        first_name: account.first_name,
        last_name: account.last_name,
        phone: account.phone,
        language: account.language,
        roles: account.roles,
        status: account.status,
        has_password: account.password_hash.is_some(),
        created_at: account.created_at,
        last_signed_in_at: account.last_signed_in_at,
        staff_number: account.staff_number,
        facilitator,
    })
}

/// Which accounts a list is about.
#[derive(Clone, Debug, Default)]
pub struct AccountFilter {
    pub role: Option<Role>,
    pub status: Option<AccountStatus>,
    pub text: Option<String>,
}

diesel::infix_operator!(BitAnd, " & ", Integer);

/// Accounts by name.
pub fn list(
    conn: &mut Conn,
    actor: &Actor,
    filter: &AccountFilter,
    paging: &Paging,
    today: NaiveDate,
) -> Result<Page<AccountView>, Problem> {
    let after = paging.after(LIST, 2)?;
    let select = |conn: &mut Conn| -> QueryResult<accounts::BoxedQuery<'static, Multi>> {
        let mut query = visible_to(conn, actor, today)?;
        if let Some(role) = filter.role {
            let bit = AsExpression::<Integer>::as_expression(Roles::bit_of(role));
            query = query.filter(BitAnd::new(accounts::roles, bit).ne(0));
        }
        if let Some(status) = filter.status {
            query = query.filter(accounts::status.eq(status));
        }
        for word in normalise(filter.text.as_deref().unwrap_or_default()).split(' ') {
            query = query.filter(accounts::search.like(format!("%{word}%")));
        }
        Ok(query)
    };
    let total = match paging.with_total {
        true => Some(select(conn)?.count().get_result(conn)?),
        false => None,
    };
    let mut query = select(conn)?;
    if let Some(cursor) = after {
        let (key, id) = (cursor[0].clone(), cursor[1].clone());
        query = query.filter(
            accounts::search.gt(key.clone()).or(accounts::search.eq(key).and(accounts::id.gt(id))),
        );
    }
    let rows: Vec<Account> = query
        .order((accounts::search, accounts::id))
        .limit(paging.limit + 1)
        .select(Account::as_select())
        .load(conn)?;
    let page = paging.page(LIST, rows, total, |row| vec![row.search.clone(), row.id.to_string()]);
    let Page { items, next_cursor, total } = page;
    let items = items
        .into_iter()
        .map(|account| view(conn, account, today))
        .collect::<QueryResult<Vec<_>>>()?;
    Ok(Page { items, next_cursor, total })
}

/// Changes what an owner may change.
///
/// # Errors
/// 412 when somebody else was faster.
pub fn update_profile(
    conn: &mut Conn,
    account: &Account,
    input: &ProfileInput,
    now: Moment,
) -> Result<(), Problem> {
    let changed = diesel::update(accounts::table)
        .filter(accounts::id.eq(account.id))
        .filter(accounts::version.eq(account.version))
        .set((
            accounts::version.eq(account.version + 1),
            accounts::first_name.eq(input.first_name.trim()),
            accounts::last_name.eq(input.last_name.trim()),
            accounts::search.eq(search_key(&input.first_name, &input.last_name, &account.email)),
            accounts::phone.eq(input.phone.as_deref().and_then(|typed| contact::phone(typed).ok())),
            accounts::language.eq(input.language),
            accounts::updated_at.eq(now),
        ))
        .execute(conn)?;
    upsert::one(changed, account.version)
}

pub fn update_roles(
    conn: &mut Conn,
    account: &Account,
    roles: Roles,
    now: Moment,
) -> QueryResult<()> {
    diesel::update(accounts::table.find(account.id))
        .set((accounts::roles.eq(roles), accounts::updated_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Says what the employer calls the person by; blank is nothing.
pub fn set_staff_number(conn: &mut Conn, id: Id, number: Option<&str>) -> QueryResult<()> {
    let number = number.map(str::trim).filter(|number| !number.is_empty());
    diesel::update(accounts::table.find(id))
        .set(accounts::staff_number.eq(number))
        .execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update_status(
    conn: &mut Conn,
    account: &Account,
    status: AccountStatus,
    now: Moment,
) -> Result<(), Problem> {
    let changed = diesel::update(accounts::table)
        .filter(accounts::id.eq(account.id))
        .filter(accounts::version.eq(account.version))
        .set((
            accounts::version.eq(account.version + 1),
            accounts::status.eq(status),
            accounts::updated_at.eq(now),
        ))
        .execute(conn)?;
    upsert::one(changed, account.version)
}

/// The person signed in: an invited account becomes active.
pub fn activate(conn: &mut Conn, id: Id, now: Moment) -> QueryResult<()> {
    diesel::update(accounts::table.find(id))
        .set((accounts::status.eq(AccountStatus::Active), accounts::last_signed_in_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

pub fn set_language(conn: &mut Conn, id: Id, language: Language) -> QueryResult<()> {
    diesel::update(accounts::table.find(id)).set(accounts::language.eq(language)).execute(conn)?;
    Ok(())
}

pub fn set_password_hash(conn: &mut Conn, id: Id, hash: &str, now: Moment) -> QueryResult<()> {
    diesel::update(accounts::table.find(id))
        .set((accounts::password_hash.eq(hash), accounts::updated_at.eq(now)))
        .execute(conn)?;
    Ok(())
}
