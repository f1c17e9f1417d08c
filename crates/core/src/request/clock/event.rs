//! What happens to the clock and the deadline.

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Due};
use crate::instant::Timestamp;
use crate::reason::ReasonCode;

/// The revision of a calendar that a date was counted on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct CalendarRevision {
    /// Whose calendar.
    pub jurisdiction: String,
    /// Which revision of it.
    pub revision: u32,
}

impl From<&Calendar> for CalendarRevision {
    fn from(calendar: &Calendar) -> Self {
        Self { jurisdiction: calendar.jurisdiction().to_owned(), revision: calendar.revision() }
    }
}

/// The deadline was set, in the append of the acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DeadlineSet {
    /// When it was set.
    pub at: Timestamp,
    /// The instant of receipt, whose day is not counted.
    pub counted_from: Timestamp,
    /// The budget.
    pub working_days: u32,
    /// When it ends.
    pub due: Due,
    /// What it was counted on.
    pub calendar: CalendarRevision,
}

/// The deadline moved (LY-16.3b).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DeadlineRecalculated {
    /// When it was counted again.
    pub at: Timestamp,
    /// Why.
    pub cause: ReasonCode,
    /// What was expected before.
    pub old: Due,
    /// What is expected now.
    pub new: Due,
    /// What it was counted on.
    pub calendar: CalendarRevision,
}

/// The deadline was extended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DeadlineExtended {
    /// When.
    pub at: Timestamp,
    /// By how many working days.
    pub working_days: u32,
    /// Why.
    pub reason: ReasonCode,
    /// What was expected before.
    pub old: Due,
    /// What is expected now.
    pub new: Due,
    /// What it was counted on.
    pub calendar: CalendarRevision,
}

/// The deadline passed while the clock was running.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct DeadlineMissed {
    /// When it was noticed.
    pub at: Timestamp,
    /// The deadline that passed.
    pub due: Due,
}

/// The clock was suspended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ClockSuspended {
    /// When it was recorded.
    pub at: Timestamp,
    /// From when it stands still.
    pub from: Timestamp,
    /// Why.
    pub reason: ReasonCode,
}

/// The clock runs again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ClockResumed {
    /// Since when.
    pub at: Timestamp,
}

/// The clock stopped for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ClockStopped {
    /// When.
    pub at: Timestamp,
}
