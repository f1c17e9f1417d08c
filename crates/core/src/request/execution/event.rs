//! What happens in the execution.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Due;
use crate::channel::ChannelMessage;
use crate::ids::{BodyId, ConditionId, FieldId, MessageId, StepId};
use crate::instant::Timestamp;
use crate::money::Money;
use crate::personal::Personal;
use crate::reason::{Reason, ReasonCode};
use crate::request::intake::Document;
use crate::value::Value;

/// A step of the provider's own was completed (LY-17.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct StepCompleted {
    /// When.
    pub at: Timestamp,
    /// Which one.
    pub step: StepId,
    /// What was found; an officer's words may name a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Personal<String>>,
    /// The id of its record in a supporting system (LY-9.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
}

/// A task was sent to another body (LY-17.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TaskDispatched {
    /// When.
    pub at: Timestamp,
    /// Which step.
    pub step: StepId,
    /// To which body.
    pub body: BodyId,
    /// How many times the step was sent by now, counted from 1.
    pub number: u32,
    /// The message that asks; its answers name it.
    pub message: MessageId,
    /// Until when the body promised to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

/// The body took the task on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TaskAccepted {
    /// When.
    pub at: Timestamp,
    /// Which step.
    pub step: StepId,
    /// The message that said so.
    pub message: ChannelMessage,
}

/// The body did not take the task on; it may be sent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TaskDeclined {
    /// When.
    pub at: Timestamp,
    /// Which step.
    pub step: StepId,
    /// Why, of the family `TSK`.
    pub reason: ReasonCode,
    /// The message that said so.
    pub message: ChannelMessage,
}

/// The body did the task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TaskCompleted {
    /// When.
    pub at: Timestamp,
    /// Which step.
    pub step: StepId,
    /// What the body found.
    pub finding: Finding,
    /// The conditions of the service that it found met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<ConditionId>,
    /// The documents it sent, by reference.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// What else it said, which may name a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Personal<String>>,
    /// The message that said so.
    pub message: ChannelMessage,
}

/// What a body found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "part of an event's shape")]
pub enum Finding {
    /// Nothing stands against it.
    Favourable,
    /// Something does.
    Unfavourable {
        /// What, of the family `TSK`.
        reasons: Vec<Reason>,
    },
}

/// The body could not do the task; it may be sent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TaskFailed {
    /// When.
    pub at: Timestamp,
    /// Which step.
    pub step: StepId,
    /// Why, of the family `TSK`.
    pub reason: ReasonCode,
    /// The message that said so.
    pub message: ChannelMessage,
}

/// The days of an advisory task are over, and the execution goes on without its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TaskTimedOut {
    /// When it was recorded.
    pub at: Timestamp,
    /// Which step.
    pub step: StepId,
    /// The end of its days.
    pub due: Due,
}

/// A task was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TaskCancelled {
    /// When.
    pub at: Timestamp,
    /// Which step.
    pub step: StepId,
    /// Why, of the family `TSK`.
    pub reason: ReasonCode,
}

/// Another body answered after the request had ended: kept aside, and it changes nothing legal (LY-17.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct LateAnswerKept {
    /// When.
    pub at: Timestamp,
    /// What it answered.
    pub answer: LateAnswer,
    /// The message it came in.
    pub message: ChannelMessage,
}

/// An answer that came too late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "part of an event's shape")]
pub enum LateAnswer {
    /// To a task.
    Task {
        /// Of which step.
        step: StepId,
        /// What the body found, if it had done the task.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        finding: Option<Finding>,
        /// Why it had not, if it had not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<ReasonCode>,
        /// The documents it sent, by reference.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        documents: Vec<Document>,
        /// What else it said, which may name a person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<Personal<String>>,
    },
    /// To a question about evidence.
    Evidence {
        /// Which question of the request.
        number: u32,
        /// The values the source gave, if it gave any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        values: Option<Personal<BTreeMap<FieldId, Value>>>,
        /// Why it gave none, if it gave none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<ReasonCode>,
    },
    /// To an offer to take the request over.
    Transfer {
        /// Whether the body would have taken it over.
        accepted: bool,
    },
    /// Money for an order to pay that no longer stood.
    Payment {
        /// Which order of the request.
        order: u32,
        /// How much.
        amount: Money,
        /// In which way.
        method: String,
        /// What the payment system knows the payment by.
        reference: String,
    },
}
