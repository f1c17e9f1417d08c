//! Redaction: personal values that are no longer needed disappear from the state and from every view (LY-6.5).
//!
//! The event marks what was redacted. The fold drops the values at once, and a view hides them in all that happened before.
//! The bytes of the events stay in the log, since its hashes are over them: taking those away needs a vault that seals them.

mod command;
mod decide;
mod hide;

pub use command::{PersonalDataRedacted, RedactPersonalData, RedactedItem};
pub(in crate::request) use decide::{answers_are_whole, redact};
pub use hide::without;
