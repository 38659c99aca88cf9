//! Random tokens, their hashes, and the signing key of the network.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use rand::Rng as _;
use sha2::{Digest, Sha256};

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
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .and_then(|mut file| file.write_all(&key))
        .with_context(|| format!("cannot make the signing key {}", path.display()))?;
    Ok(key.to_vec())
}
