//! Documents that are read again: the bytes are with the provider, their hash is here.

use talab_core::request::intake::{Document, DocumentAltered};
use talab_store::sha256_hex;

/// Whether these bytes are the document that was recorded: by their size and their SHA-256 (LY-1g, LY-20).
///
/// The bytes stay with the provider; whoever reads them asks this before they rely on them.
///
/// # Errors
/// [`DocumentAltered`] says what was recorded and what was found.
pub fn verify_document(document: &Document, bytes: &[u8]) -> Result<(), DocumentAltered> {
    document.verify(&sha256_hex(bytes), u64::try_from(bytes.len()).unwrap_or(u64::MAX))
}
