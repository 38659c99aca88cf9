//! Sends what waits in the outbox: by SMTP, or as files where no server is configured.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use lettre::message::{Mailbox, header::ContentType};
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

    async fn send(&self, mail: &queries::Claimed) -> anyhow::Result<()> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(mail.recipient.parse().context("the recipient is not a mail address")?)
            .subject(&mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone())?;
        match &self.way {
            Way::Smtp(smtp) => smtp.send(message).await.map(|_| ()).map_err(Into::into),
            Way::Files(files) => files.send(message).await.map(|_| ()).map_err(Into::into),
        }
    }
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
        let now = ctx.clock.now();
        let done = outcome.is_ok();
        ctx.db
            .write(move |conn| {
                match outcome {
                    Ok(()) => queries::sent(conn, mail.id, now)?,
                    Err(error) => queries::refused(conn, &mail, format!("{error:#}"), now)?,
                }
                Ok::<_, Problem>(())
            })
            .await?;
        taken += usize::from(done);
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
