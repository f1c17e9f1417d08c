//! What can be asked about evidence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::channel::ChannelMessage;
use crate::ids::{BodyId, FieldId};
use crate::instant::Timestamp;
use crate::private::Private;
use crate::reason::ReasonCode;
use crate::value::Value;

/// Asks a trusted source for values that it owns (LY-6.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RequestEvidence {
    /// Which source.
    pub source: BodyId,
    /// Which fields, each owned by that source in the definition.
    pub fields: Vec<FieldId>,
    /// What the values are needed for.
    pub purpose: String,
    /// How many working days the source has to answer.
    pub working_days: u32,
}

/// Reports what a trusted source answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordEvidence {
    /// To which question of the request.
    pub number: u32,
    /// What it answered.
    pub result: EvidenceResult,
    /// The channel's message.
    pub message: Option<ChannelMessage>,
}

/// What a trusted source answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EvidenceResult {
    /// The values it has; a field left out is one it does not know.
    Found {
        /// The values.
        values: Private<BTreeMap<FieldId, Value>>,
        /// As of when it has them so.
        as_of: Timestamp,
    },
    /// It gives none, and why, of the family `EVD`.
    NotGiven {
        /// Why.
        reason: ReasonCode,
    },
}
