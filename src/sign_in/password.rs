//! Passwords: Argon2id, at least 12 characters, not a common one; no composition rule.

use std::collections::HashSet;
use std::sync::LazyLock;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::platform::http::{Faults, Problem, Said};
use crate::platform::text::normalise;

/// The shortest password.
pub const SHORTEST: usize = 12;

/// Passwords of 12 characters and more that people choose often, folded.
static COMMON: LazyLock<HashSet<String>> =
    LazyLock::new(|| include_str!("../../data/common-passwords.txt").lines().map(fold).collect());

fn fold(password: &str) -> String {
    normalise(password).replace(' ', "")
}

/// The rule of new passwords.
pub fn check(faults: &mut Faults, pointer: &str, password: &str) {
    let length = password.chars().count();
    let distinct = password.chars().collect::<HashSet<_>>().len();
    if length < SHORTEST {
        faults.add(
            pointer,
            "weak_password",
            Said::new(
                "Choisissez au moins 12 caractères : une phrase entière est plus facile à retenir.",
                "Choose at least 12 characters: a whole sentence is easier to remember.",
            ),
        );
    } else if distinct < 5 || COMMON.contains(&fold(password)) {
        faults.add(
            pointer,
            "weak_password",
            Said::new(
                "Ce mot de passe est trop courant : quelqu’un le trouverait vite.",
                "This password is too common: somebody would soon find it.",
            ),
        );
    } else {
        faults.text(pointer, Some(password), 1000);
    }
}

/// Hashes and verifies, two at a time at the most: each takes 19 MiB and some 20 ms on purpose.
pub struct Passwords {
    turns: Semaphore,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { turns: Semaphore::new(2) }
    }
}

/// A hash of no password, verified when there is no account, so that both take the same time.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_now("nobody").ok());

fn hash_now(password: &str) -> Result<String, Problem> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(Problem::internal)
}

impl Passwords {
    pub async fn hash(&self, password: String) -> Result<String, Problem> {
        let _turn = self.turns.acquire().await.map_err(Problem::internal)?;
        actix_web::web::block(move || hash_now(&password)).await.map_err(Problem::internal)?
    }

    /// Whether `password` is the one behind `hash`; without a hash it takes as long and says no.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Problem> {
        let _turn = self.turns.acquire().await.map_err(Problem::internal)?;
        actix_web::web::block(move || {
            let known = hash.is_some();
            let hash = hash.or_else(|| NOBODY.clone()).unwrap_or_default();
            let right =
                Argon2::default().verify_password(password.as_bytes(), hash.as_str()).is_ok();
            right && known
        })
        .await
        .map_err(Problem::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> Option<&'static str> {
        let mut faults = Faults::new();
        check(&mut faults, "/new_password", password);
        faults.into_vec().first().map(|fault| fault.code)
    }

    #[test]
    fn short_and_common_passwords_are_weak() {
        assert_eq!(code("onze signes"), Some("weak_password"));
        assert_eq!(code("Motdepasse123"), Some("weak_password"));
        assert_eq!(code("aaaaaaaaaaaaaaaa"), Some("weak_password"));
        assert_eq!(code("la mer monte à Fécamp"), None);
    }
}
