//! Notifications: mails are written into an outbox in the transaction of their cause, and sent
//! by a background job, again and again with growing pauses until the server takes them.

mod delivery;
mod model;
mod queries;
pub(crate) mod routes;

pub use delivery::{Mailer, deliver_for_ever, deliver_waiting};
pub use model::{MailState, MailView, NewMail};
pub use queries::{enqueue, enqueue_from};
