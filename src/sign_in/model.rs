//! What comes in and goes out at the door.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::AccountView;
use crate::platform::http::throttle::Throttle;
use crate::platform::http::{Checked, Faults};
use crate::sessions::WorkspaceView;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordSignIn {
    #[schema(example = "amelie.roussel@exemple.fr")]
    pub email: String,
    pub password: String,
}

impl Checked for PasswordSignIn {
    fn check(&self, faults: &mut Faults) {
        faults.line("/email", Some(&self.email), 320);
        faults.text("/password", Some(&self.password), 1000);
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkRequest {
    #[schema(example = "amelie.roussel@exemple.fr")]
    pub email: String,
}

impl Checked for LinkRequest {
    fn check(&self, faults: &mut Faults) {
        faults.keep("/email", crate::platform::contact::email(&self.email));
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkRedemption {
    /// What stands after `#` in the link.
    pub token: String,
}

impl Checked for LinkRedemption {
    fn check(&self, faults: &mut Faults) {
        faults.line("/token", Some(&self.token), 200);
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordInput {
    /// Needed when there is a password, unless signed in by link in the last 15 minutes.
    pub current_password: Option<String>,
    /// At least 12 characters, not a common password.
    pub new_password: String,
}

impl Checked for PasswordInput {
    fn check(&self, faults: &mut Faults) {
        super::password::check(faults, "/new_password", &self.new_password);
    }
}

/// The answer to every successful sign-in: one round trip gives the token, the account, and all
/// that the form to log a session needs. The refresh token travels in a cookie of its own.
#[derive(Serialize, ToSchema)]
pub struct SignedIn {
    /// `Authorization: Bearer …`
    pub access_token: String,
    #[schema(example = 900)]
    pub expires_in_s: i64,
    pub account: AccountView,
    /// For facilitators.
    pub workspace: Option<WorkspaceView>,
}

/// How often one may try, per address and per account name.
pub struct SignInLimits {
    pub by_address: Throttle,
    pub by_account: Throttle,
    pub links_by_account: Throttle,
}

impl Default for SignInLimits {
    fn default() -> Self {
        Self {
            by_address: Throttle::new(60, Duration::from_secs(5)),
            by_account: Throttle::new(10, Duration::from_secs(30)),
            links_by_account: Throttle::new(3, Duration::from_secs(20 * 60)),
        }
    }
}
