//! What happens to evidence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Due;
use crate::channel::ChannelMessage;
use crate::ids::{BodyId, FieldId, MessageId};
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::reason::ReasonCode;
use crate::value::Value;

/// A trusted source was asked: what is asked, on what ground and for what (LY-6.3, LY-6.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct EvidenceRequested {
    /// When.
    pub at: Timestamp,
    /// Which question of the request it is, counted from 1.
    pub number: u32,
    /// Which source.
    pub source: BodyId,
    /// Which fields.
    pub fields: Vec<FieldId>,
    /// The laws that allow it.
    pub legal_basis: Vec<String>,
    /// What the values are needed for.
    pub purpose: String,
    /// When the answer is due.
    pub due: Due,
    /// The message by which it was asked.
    pub message: MessageId,
}

/// A trusted source answered with values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct EvidenceReceived {
    /// When it was received.
    pub at: Timestamp,
    /// To which question.
    pub number: u32,
    /// From which source.
    pub source: BodyId,
    /// As of when the source has it so.
    pub as_of: Timestamp,
    /// Fields whose claimed value is what the source has.
    pub confirmed: Vec<FieldId>,
    /// Fields that were unanswered and take the source's value.
    pub taken: Vec<FieldId>,
    /// Every value the source gave.
    pub values: Personal<BTreeMap<FieldId, Value>>,
    /// The channel's message.
    pub message: ChannelMessage,
}

/// A trusted source gave no values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct EvidenceUnavailable {
    /// When it was received.
    pub at: Timestamp,
    /// To which question.
    pub number: u32,
    /// From which source.
    pub source: BodyId,
    /// Why, of the family `EVD`.
    pub reason: ReasonCode,
    /// The channel's message.
    pub message: ChannelMessage,
}

/// What was claimed differs from what its source has; nothing is repaired in silence (LY-14.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct EvidenceMismatchFound {
    /// When.
    pub at: Timestamp,
    /// In the answer to which question.
    pub number: u32,
    /// Of which source.
    pub source: BodyId,
    /// Which fields.
    pub fields: Vec<FieldId>,
}

/// A question was taken back, since the request ended without its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct EvidenceCancelled {
    /// When.
    pub at: Timestamp,
    /// Which question.
    pub number: u32,
    /// To which source.
    pub source: BodyId,
}
