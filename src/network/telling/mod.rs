//! Telling people of help and of pairs, each thing once: the key of a telling is written with its
//! mail, and the storage refuses it a second time. No mail leaves in the quiet hours.

mod queries;

use crate::accounts::Language;
use crate::network::time::QuietHours;
use crate::notifications::{self, NewMail};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::Said;

pub use queries::{Reader, account_reader, readers};

/// Something to tell one person.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Such as `help_claimed`: the kind of the mail, and a part of its key.
    pub kind: &'static str,
    /// What it is about.
    pub object_id: Id,
    /// When it happened: the same may happen again later.
    pub time: Moment,
    pub subject: Said,
    /// After the greeting.
    pub text: Said,
    /// Where one reads on, such as `/aide/…`.
    pub path: String,
}

/// Tells somebody, unless they were told; whether a mail was written.
pub fn tell(
    conn: &mut Conn,
    ctx: &Context,
    reader: &Reader,
    telling: &Telling,
) -> diesel::QueryResult<bool> {
    let Telling { kind, object_id, time, .. } = telling;
    let key = format!("{}/{kind}/{object_id}/{}", reader.person_id, time.millis());
    if !queries::note(conn, &key, kind, reader.person_id, ctx.clock.now())? {
        return Ok(false);
    }
    let from = QuietHours::of(ctx.clock.zone()).next_open(ctx.clock.now());
    let mail = mail(ctx, reader, telling);
    let mail_id = notifications::enqueue_from(conn, &ctx.clock, mail, from)?;
    queries::note_mail(conn, &key, mail_id)?;
    Ok(true)
}

fn mail(ctx: &Context, reader: &Reader, telling: &Telling) -> NewMail {
    let link = format!("{}{}", ctx.public_url, telling.path);
    let (hello, said, subject) = match reader.language {
        Language::Fr => ("Bonjour", &telling.text.fr, &telling.subject.fr),
        Language::En => ("Hello", &telling.text.en, &telling.subject.en),
    };
    NewMail {
        kind: telling.kind,
        recipient: reader.email.clone(),
        subject: subject.clone(),
        body: format!("{hello} {},\n\n{said}\n\n{link}\n", reader.first_name),
        calendar: None,
    }
}
