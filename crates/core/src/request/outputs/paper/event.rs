//! What happens to a paper copy. None of it moves the date of delivery (LY-18.6).

use serde::{Deserialize, Serialize};
use time::Date;

use super::command::Appointment;
use crate::calendar::date_format;
use crate::ids::{BodyId, OutputId};
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::reason::ReasonCode;

/// A paper copy was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PaperCopyRequested {
    /// When.
    pub at: Timestamp,
    /// Of which output.
    pub output: OutputId,
    /// The address, if it goes by post; without one it is collected by appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Personal<String>>,
}

/// A paper copy was handed to the post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PaperCopyDispatched {
    /// When it was reported.
    pub at: Timestamp,
    /// Of which output.
    pub output: OutputId,
    /// The post's number for it.
    pub tracking: String,
}

/// The post brought a paper copy back; the duty is open again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PaperCopyReturned {
    /// When it was reported.
    pub at: Timestamp,
    /// Of which output.
    pub output: OutputId,
    /// Why, of the family `NTF`.
    pub reason: ReasonCode,
}

/// An appointment to collect a paper copy was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CollectionScheduled {
    /// When it was made.
    pub at: Timestamp,
    /// Of which output.
    pub output: OutputId,
    /// Where and when the copy is collected.
    pub appointment: Appointment,
    /// The body that hands it out there, where it is not the provider (N1-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeper: Option<BodyId>,
}

/// A paper copy was collected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct OutputCollected {
    /// When.
    pub at: Timestamp,
    /// Of which output.
    pub output: OutputId,
    /// The name of whoever collected it.
    pub collector: Personal<String>,
    /// By what document they were identified.
    pub identified_by: String,
}

/// Nobody came to an appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CollectionMissed {
    /// When it was reported.
    pub at: Timestamp,
    /// Of which output.
    pub output: OutputId,
    /// How many appointments were missed by now.
    pub times: u32,
}

/// A paper copy that nobody came for is no longer kept; the output itself stays in effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PaperCopyLapsed {
    /// When.
    pub at: Timestamp,
    /// Of which output.
    pub output: OutputId,
    /// Why: `LAP.NOT_COLLECTED`.
    pub reason: ReasonCode,
    /// The last local day on which it was kept.
    #[serde(with = "date_format")]
    pub kept_until: Date,
}
