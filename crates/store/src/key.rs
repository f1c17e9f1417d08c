//! The log's key for command digests.

use std::fmt;
use std::str::FromStr;

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::hash::{hex, unhex};
use crate::{LogError, LogErrorKind};

/// A random key made when the log is created. A bare hash of a national number could be guessed; a keyed one can't
/// without the log.
#[derive(Clone)]
pub struct DigestKey([u8; 32]);

impl DigestKey {
    /// A key as it was stored.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// HMAC-SHA-256 of `message` under this key.
    #[must_use]
    pub fn hmac(&self, message: &[u8]) -> [u8; 32] {
        // HMAC takes a key of any length, so the constructor has no failing case; the fallback keeps it total.
        match Hmac::<Sha256>::new_from_slice(&self.0) {
            Ok(mac) => mac.chain_update(message).finalize().into_bytes().into(),
            Err(_) => [0; 32],
        }
    }

    /// A fresh key from the operating system.
    pub(crate) fn generate() -> Result<Self, LogError> {
        random_bytes().map(Self)
    }

    /// The key as 64 hexadecimal digits, to be kept as a secret is kept: whoever has it and the digests of commands can try
    /// out what they said. It can be parsed again.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex(&self.0)
    }

    #[cfg_attr(
        not(any(feature = "sqlite", feature = "postgres")),
        expect(dead_code, reason = "memory never writes its key down")
    )]
    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl FromStr for DigestKey {
    type Err = LogError;

    fn from_str(text: &str) -> Result<Self, LogError> {
        let wrong =
            || LogError::new(LogErrorKind::Invalid, "a digest key has 64 hexadecimal digits; give all of it");
        unhex(text).map(Self).ok_or_else(wrong)
    }
}

impl fmt::Debug for DigestKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DigestKey(..)")
    }
}

/// Random bytes from the operating system.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], LogError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        LogError::new(LogErrorKind::Unavailable, "the operating system gave no random bytes; try again")
            .because(std::io::Error::other(error.to_string()))
    })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_the_rfc_4231_vector() {
        // RFC 4231, test case 2, has the key "Jefe"; zero padding doesn't change an HMAC key.
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let mac = DigestKey::from_bytes(key).hmac(b"what do ya want for nothing?");
        assert_eq!(
            crate::hash::hex(&mac),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn debug_never_shows_the_key() {
        assert_eq!(format!("{:?}", DigestKey::from_bytes([7; 32])), "DigestKey(..)");
    }
}
