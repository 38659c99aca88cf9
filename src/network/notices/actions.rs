//! Telling people: each notice once, by mail where there is an address.

use std::collections::{HashMap, HashSet};

use super::attached;
use super::queries::{self, Reader, Told};
use super::texts::{self, About};
use super::{Notice, NoticeKind, Recipient};
use crate::network::reminders;
use crate::network::time::QuietHours;
use crate::network::workshops::{Workshop, team_of_lead};
use crate::notifications;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;

/// Tells what was not told yet. The caller holds the workshop, so that nobody else tells the same
/// at the same time; the key refuses it all the same.
pub fn tell(
    conn: &mut Conn,
    ctx: &Context,
    workshop: &Workshop,
    all: &[Notice],
) -> Result<(), Problem> {
    if all.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = all.iter().map(Notice::key).collect();
    let mut known = queries::told(conn, &keys)?;
    let new: Vec<&Notice> = all.iter().filter(|notice| known.insert(notice.key())).collect();
    if new.is_empty() {
        return Ok(());
    }
    let people: HashSet<Id> = new.iter().filter_map(|notice| person_of(notice)).collect();
    let readers = queries::readers(conn, &people.into_iter().collect::<Vec<_>>())?;
    let reasons = reasons_of(conn, &new)?;
    let standings = attached::standings(conn, &new)?;
    let place = match workshop.place_id {
        Some(id) => queries::place(conn, id)?,
        None => None,
    };
    let about = About { workshop, place: place.as_ref(), public_url: &ctx.public_url };
    let quiet = QuietHours::of(ctx.clock.zone());
    let from = reminders::outgoing(&quiet, ctx.clock.now());
    for notice in new {
        let to: Vec<(Id, Option<&Reader>)>;
        let others: Vec<(Id, Reader)>;
        match notice.to {
            Recipient::Person(id) => to = vec![(id, readers.get(&id))],
            Recipient::Lead | Recipient::Approver => {
                others = concerned(conn, ctx, workshop, notice)?;
                to = others.iter().map(|(id, reader)| (*id, Some(reader))).collect();
            }
        }
        let reason = reasons.get(&notice.object_id).or(workshop.reason.as_ref());
        let mut mail_id = None;
        for (_, reader) in &to {
            let Some(reader) = reader else { continue };
            let standing = standings.get(&notice.object_id);
            let calendar = attached::calendar(ctx, notice, &about, standing, &reader.email);
            let reason = reason.map(String::as_str);
            let mail = texts::mail(notice, reader, &about, reason, calendar);
            mail_id = Some(notifications::enqueue_from(conn, &ctx.clock, mail, from)?);
        }
        let told = Told {
            key: notice.key(),
            workshop_id: workshop.id,
            kind: notice.kind,
            person_id: person_of(notice),
            mail_id,
            at: ctx.clock.now(),
        };
        queries::insert(conn, told)?;
    }
    Ok(())
}

fn person_of(notice: &Notice) -> Option<Id> {
    match notice.to {
        Recipient::Person(id) => Some(id),
        Recipient::Lead | Recipient::Approver => None,
    }
}

fn reasons_of(conn: &mut Conn, new: &[&Notice]) -> Result<HashMap<Id, String>, Problem> {
    let has_reason =
        |notice: &&&Notice| matches!(notice.kind, NoticeKind::Declined | NoticeKind::Cancelled);
    let ids: Vec<Id> = new.iter().filter(has_reason).map(|notice| notice.object_id).collect();
    match ids.is_empty() {
        true => Ok(HashMap::new()),
        false => Ok(queries::reasons(conn, &ids)?),
    }
}

/// Who leads, or planned when nobody does; who coordinates them.
fn concerned(
    conn: &mut Conn,
    ctx: &Context,
    workshop: &Workshop,
    notice: &Notice,
) -> Result<Vec<(Id, Reader)>, Problem> {
    let accounts = match notice.to {
        Recipient::Approver => {
            let facilitators = queries::hangs_on(conn, workshop.id, workshop.author_id)?;
            let mut all = team_of_lead(conn, &facilitators, ctx.clock.today())?;
            // Without a team, who planned it is asked.
            if all.is_empty() && notice.kind == NoticeKind::ApprovalAsked {
                all.push(workshop.author_id);
            }
            all
        }
        _ => vec![queries::lead_of(conn, workshop.id)?.unwrap_or(workshop.author_id)],
    };
    Ok(queries::account_readers(conn, &accounts)?)
}
