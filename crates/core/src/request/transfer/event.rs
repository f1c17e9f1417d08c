//! What happens to a transfer.

use serde::{Deserialize, Serialize};

use super::command::ClockRule;
use crate::channel::ChannelMessage;
use crate::ids::{BodyId, MessageId};
use crate::instant::Timestamp;
use crate::reason::ReasonCode;

/// The request was offered to another body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct Transferred {
    /// When.
    pub at: Timestamp,
    /// From which body.
    pub from: BodyId,
    /// To which body.
    pub to: BodyId,
    /// Why, of the family `TRF`.
    pub reason: ReasonCode,
    /// What becomes of the time when it is taken over.
    pub clock: ClockRule,
    /// The message by which it was offered.
    pub message: MessageId,
}

/// The other body took the request over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TransferAccepted {
    /// When.
    pub at: Timestamp,
    /// From which body.
    pub from: BodyId,
    /// Which body has it now.
    pub to: BodyId,
    /// The channel's message.
    pub message: ChannelMessage,
}

/// The other body did not take the request over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TransferDeclined {
    /// When.
    pub at: Timestamp,
    /// Which body.
    pub by: BodyId,
    /// Why, of the family `TSK`.
    pub reason: ReasonCode,
    /// The channel's message.
    pub message: ChannelMessage,
}

/// An offer was taken back, since the request ended without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TransferCancelled {
    /// When.
    pub at: Timestamp,
    /// To which body it had been offered.
    pub to: BodyId,
}

/// The request left: another body keeps it elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TransferredOut {
    /// When.
    pub at: Timestamp,
    /// Which body has it.
    pub to: BodyId,
    /// Why, of the family `TRF`.
    pub reason: ReasonCode,
    /// Under which reference.
    pub elsewhere: String,
}
