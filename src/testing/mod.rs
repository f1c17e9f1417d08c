//! A test kit: a clock that stands still, numbered ids, a verifier that says what it is told, a directory at a word.
//!
//! Only under the feature `test-util`. `talab::core::testing` has the world of the rules, given/when/then included.

mod ports;
mod publish;

pub use ports::{FrozenClock, NumberedIds, ScriptedIdentity};
