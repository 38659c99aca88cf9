//! Sign-in: by password or by one-time link; short access tokens, rotating refresh tokens.
//!
//! Rules (api-and-security.md, "Accounts"):
//! - an access token is a JWT of 15 minutes, HS256 and nothing else;
//! - a refresh token works once; its re-use ends the whole sign-in, except within 30 seconds, when
//!   a lost answer is likelier than a thief;
//! - answers never tell whether an account exists, nor does their time;
//! - sign-out and a new password end every sign-in of the account.

mod actions;
mod model;
mod password;
mod queries;
pub(crate) mod routes;
mod tokens;

pub use actions::{Opened, open};
pub use model::{SignInLimits, SignedIn};
pub use password::Passwords;
pub use queries::find_actor;
pub use tokens::{Access, Tokens};
