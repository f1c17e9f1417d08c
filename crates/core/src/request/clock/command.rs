//! What can be asked of the clock.

use serde::{Deserialize, Serialize};

use crate::reason::ReasonCode;

/// Suspends the clock, for a reason of the family `SUS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct SuspendClock {
    /// Why.
    pub reason: ReasonCode,
}

/// Resumes a clock that was suspended by an officer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ResumeClock {}

/// Extends the deadline before it ends, for a reason of the family `EXT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ExtendDeadline {
    /// By how many working days.
    pub working_days: u32,
    /// Why.
    pub reason: ReasonCode,
}

/// Counts the deadline again on the calendar in force, for a reason of the family `CAL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecalculateDeadline {
    /// What changed.
    pub cause: ReasonCode,
}

/// Records that the deadline passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RecordDeadlineMissed {}
