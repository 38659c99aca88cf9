//! Random tokens, their hashes, and the network's two keys: for access tokens and for badges.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use rand::Rng as _;
use rsa::RsaPrivateKey;
use rsa::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, LineEnding};
use rsa::rand_core::OsRng;
use rsa::traits::PublicKeyParts as _;
use sha2::{Digest, Sha256};

/// What RS256 needs at least (RFC 7518, 3.3).
const BADGE_KEY_BITS: usize = 2048;

/// A fresh secret of 256 bits, in 64 hexadecimal characters.
pub fn token() -> String {
    let mut bytes = [0u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    hex(&bytes)
}

/// Fresh random bytes.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// What is stored of a token: enough to recognise it, not to use it.
pub fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// What is stored of a file, to know it again.
pub fn hash_of(file: &[u8]) -> String {
    hex(&Sha256::digest(file))
}

/// The digest of a creation's body: the same body again is the same creation.
pub fn digest<T: serde::Serialize>(input: &T) -> String {
    hash(&serde_json::to_string(input).unwrap_or_default())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The key that signs access tokens: read from `path`, or made once with mode 600.
///
/// # Errors
/// The file cannot be read or made, or holds fewer than 32 bytes.
pub fn signing_key(path: &Path) -> anyhow::Result<Vec<u8>> {
    if path.exists() {
        let key = std::fs::read(path)
            .with_context(|| format!("cannot read the signing key {}", path.display()))?;
        if key.len() < 32 {
            bail!("the signing key {} is too short: it needs at least 32 bytes", path.display());
        }
        return Ok(key);
    }
    let mut key = [0u8; 48];
    rand::rng().fill_bytes(&mut key);
    keep(path, &key).with_context(|| format!("cannot make the signing key {}", path.display()))?;
    Ok(key.to_vec())
}

/// The key that signs badges, PKCS#8 in PEM: read from `path`, or made once with mode 600.
///
/// # Errors
/// The file cannot be read or made, or holds no RSA key of at least [`BADGE_KEY_BITS`].
pub fn badge_key(path: &Path) -> anyhow::Result<RsaPrivateKey> {
    if path.exists() {
        let pem = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the badge key {}", path.display()))?;
        let key = RsaPrivateKey::from_pkcs8_pem(&pem)
            .with_context(|| format!("the badge key {} is no RSA key", path.display()))?;
        if key.n().bits() < BADGE_KEY_BITS {
            bail!(
                "the badge key {} is too short: it needs at least {BADGE_KEY_BITS} bits",
                path.display()
            );
        }
        return Ok(key);
    }
    let key = RsaPrivateKey::new(&mut OsRng, BADGE_KEY_BITS).context("no badge key was found")?;
    let pem = key.to_pkcs8_pem(LineEnding::LF).context("the badge key has no PEM")?;
    keep(path, pem.as_bytes())
        .with_context(|| format!("cannot make the badge key {}", path.display()))?;
    Ok(key)
}

/// Writes a new file that only its owner reads; an existing one stays as it is.
fn keep(path: &Path, secret: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(secret)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// A file of its own that goes with the test.
    struct File(PathBuf);

    impl File {
        fn new(name: &str) -> Self {
            let name = format!("coopair-test-{}-{name}", std::process::id());
            Self(std::env::temp_dir().join(name))
        }
    }

    impl Drop for File {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    #[test]
    fn the_badge_key_is_made_once_and_for_its_owner_only() {
        let file = File::new("badge.key");
        let made = badge_key(&file.0).expect("a key is made");
        assert_eq!(made.n().bits(), BADGE_KEY_BITS);
        assert_eq!(badge_key(&file.0).expect("the key is read"), made);
        let pem = std::fs::read_to_string(&file.0).expect("the file");
        assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"), "PKCS#8");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&file.0).expect("the file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn another_key_than_an_rsa_key_of_2048_bits_is_refused() {
        let file = File::new("bad-badge.key");
        let refusal = |content: &str| {
            std::fs::write(&file.0, content).expect("a file is written");
            badge_key(&file.0).expect_err("no badge key").to_string()
        };
        assert!(refusal("").contains("is no RSA key"));
        assert!(refusal("-----BEGIN PRIVATE KEY-----\nAAAA\n").contains("is no RSA key"));
        let short = RsaPrivateKey::new(&mut OsRng, 1024).expect("a short key");
        let short = short.to_pkcs8_pem(LineEnding::LF).expect("its PEM");
        assert!(refusal(&short).contains("is too short: it needs at least 2048 bits"));
    }
}
