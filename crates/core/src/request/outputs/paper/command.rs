//! What can be asked of a paper copy.

use serde::{Deserialize, Serialize};

use crate::ids::{OfficeId, OutputId};
use crate::instant::Timestamp;
use crate::private::Private;
use crate::reason::ReasonCode;

/// Asks for a paper copy of an output: by post, or for collection in person, one of the two (LY-18.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RequestPaperCopy {
    /// Of which output.
    pub output: OutputId,
    /// The address it is sent to.
    #[serde(default)]
    pub post: Option<Private<String>>,
    /// Where and when it is collected.
    #[serde(default)]
    pub collection: Option<Appointment>,
}

/// An appointment to collect a paper copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of a command's shape and of an event's")]
pub struct Appointment {
    /// At which office of the output.
    pub office: OfficeId,
    /// When.
    pub at: Timestamp,
}

/// Makes another appointment, after one was missed or the post brought the copy back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ScheduleCollection {
    /// Of which output.
    pub output: OutputId,
    /// Where and when it is collected.
    pub appointment: Appointment,
}

/// Reports that a paper copy was handed to the post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordPaperDispatched {
    /// Of which output.
    pub output: OutputId,
    /// The post's number for it.
    pub tracking: String,
}

/// Reports that the post brought a paper copy back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordPaperReturned {
    /// Of which output.
    pub output: OutputId,
    /// Why, of the family `NTF`.
    pub reason: ReasonCode,
}

/// Reports that a paper copy was collected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordCollected {
    /// Of which output.
    pub output: OutputId,
    /// The name of whoever collected it.
    pub collector: Private<String>,
    /// By what document they were identified.
    pub identified_by: String,
}

/// Reports that nobody came to an appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordCollectionMissed {
    /// Of which output.
    pub output: OutputId,
}

/// Lets a paper copy that nobody came for lapse; the output itself stays in effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct LapsePaperCopy {
    /// Of which output.
    pub output: OutputId,
}
