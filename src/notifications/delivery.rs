//! Sends what waits in the outbox: by SMTP, or as files where no server is configured.
//!
//! A mail is claimed, sent and noted as sent. A process that ends between the last two leaves a
//! mail that may have been taken: it is sent again after [`queries::CLAIM_S`], under the same
//! `Message-ID`, by which mail systems know that they have it. Over SMTP nothing can do better, and
//! that it concerns one mail at the most is why they are sent one after the other.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::queries;
use crate::platform::context::Context;
use crate::platform::http::Problem;

/// How mails leave.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    way: Way,
}

/// How long one mail may take: less than its claim.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Files(AsyncFileTransport<Tokio1Executor>),
}

impl Mailer {
    /// By SMTP when `smtp_url` is given, otherwise into `folder`.
    ///
    /// # Errors
    /// The sender, the URL or the folder cannot be used.
    pub fn new(from: &str, smtp_url: Option<&str>, folder: PathBuf) -> anyhow::Result<Self> {
        let from = from.parse().with_context(|| format!("`{from}` is not a mail sender"))?;
        let way = match smtp_url {
            Some(url) => Way::Smtp(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .context("the SMTP URL cannot be used")?
                    .timeout(Some(Duration::from_secs(30)))
                    .build(),
            ),
            None => {
                std::fs::create_dir_all(&folder)
                    .with_context(|| format!("cannot create {}", folder.display()))?;
                Way::Files(AsyncFileTransport::new(folder))
            }
        };
        Ok(Self { from, way })
    }

    /// The mail as it goes over the wire.
    fn message(&self, mail: &queries::Claimed) -> anyhow::Result<Message> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(mail.recipient.parse().context("the recipient is not a mail address")?)
            .subject(&mail.subject)
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())));
        Ok(match &mail.calendar {
            None => message.header(ContentType::TEXT_PLAIN).body(mail.body.clone())?,
            Some(calendar) => message.multipart(
                MultiPart::alternative()
                    .singlepart(SinglePart::plain(mail.body.clone()))
                    .singlepart(calendar_part(calendar)?),
            )?,
        })
    }

    async fn send(&self, mail: &queries::Claimed) -> anyhow::Result<()> {
        let message = self.message(mail)?;
        let sending = async {
            match &self.way {
                Way::Smtp(smtp) => smtp.send(message).await.map(|_| ()).map_err(Into::into),
                Way::Files(files) => files.send(message).await.map(|_| ()).map_err(Into::into),
            }
        };
        tokio::time::timeout(PATIENCE, sending).await.context("the mail server is too slow")?
    }
}

/// A calendar as the other way of saying what the text says; its type repeats what it asks (RFC
/// 6047, 2.4).
fn calendar_part(text: &str) -> anyhow::Result<SinglePart> {
    let asks = text.lines().find_map(|line| line.strip_prefix("METHOD:")).unwrap_or("PUBLISH");
    let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={asks}"))?;
    Ok(SinglePart::builder().header(kind).body(text.to_owned()))
}

/// Sends everything that is due and tells how many mails were taken.
pub async fn deliver_waiting(ctx: &Context, mailer: &Mailer) -> Result<usize, Problem> {
    let mut taken = 0;
    loop {
        let now = ctx.clock.now();
        let claimed =
            ctx.db.write(move |conn| Ok::<_, Problem>(queries::claim(conn, now)?)).await?;
        let Some(mail) = claimed else { return Ok(taken) };
        let outcome = mailer.send(&mail).await;
        taken += usize::from(outcome.is_ok());
        let now = ctx.clock.now();
        let note = move |conn: &mut _| {
            match outcome {
                Ok(()) => queries::sent(conn, mail.id, now)?,
                Err(error) => queries::refused(conn, &mail, format!("{error:#}"), now)?,
            }
            Ok::<_, Problem>(())
        };
        ctx.db.write(note).await?;
    }
}

/// The background job: looks into the outbox every two seconds.
pub async fn deliver_for_ever(ctx: Context, mailer: Mailer) {
    loop {
        if let Err(problem) = deliver_waiting(&ctx, &mailer).await {
            tracing::warn!(%problem, "mails wait: the outbox cannot be read");
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::clock::Clock;

    fn wire(calendar: Option<&str>) -> (String, String) {
        let folder = std::env::temp_dir().join("coopair-wire");
        let mailer = Mailer::new("Coopair <reseau@exemple.fr>", None, folder).unwrap();
        let mail = queries::Claimed {
            id: Clock::system(chrono_tz::Europe::Paris).new_id(),
            recipient: "lea@exemple.fr".to_owned(),
            subject: "Votre place".to_owned(),
            body: "Bonjour Léa".to_owned(),
            calendar: calendar.map(str::to_owned),
            attempts: 1,
        };
        let text = String::from_utf8(mailer.message(&mail).unwrap().formatted()).unwrap();
        (mail.id.to_string(), text)
    }

    #[test]
    fn a_mail_keeps_its_name() {
        let (id, text) = wire(None);
        assert!(text.contains(&format!("Message-ID: <{id}@exemple.fr>\r\n")), "{text}");
        assert!(text.contains("Content-Type: text/plain; charset=utf-8\r\n"), "{text}");
    }

    #[test]
    fn a_calendar_says_in_its_type_what_it_asks() {
        let (_, text) = wire(Some("BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"));
        assert!(text.contains("Content-Type: multipart/alternative"), "{text}");
        assert!(text.contains("text/calendar; charset=utf-8; method=CANCEL"), "{text}");
    }
}
