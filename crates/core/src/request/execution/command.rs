//! What can be asked of the execution.

use serde::{Deserialize, Serialize};

use super::event::Finding;
use crate::channel::ChannelMessage;
use crate::ids::{ConditionId, StepId};
use crate::private::Private;
use crate::reason::ReasonCode;
use crate::request::intake::Document;

/// Completes a step of the provider's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CompleteStep {
    /// Which one.
    pub step: StepId,
    /// What was found, for the file.
    #[serde(default)]
    pub finding: Private<Option<String>>,
    /// The id of its record in a supporting system, which nothing here depends on (LY-9.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
}

impl CompleteStep {
    /// Completes `step` without a finding.
    pub fn new(step: StepId) -> Self {
        Self { step, finding: Private::default(), record: None }
    }

    /// The same with what was found.
    #[must_use]
    pub fn finding(mut self, finding: impl Into<String>) -> Self {
        self.finding = Private::new(Some(finding.into()));
        self
    }

    /// The same with the id of its record in a supporting system.
    #[must_use]
    pub fn recorded_as(mut self, record: impl Into<String>) -> Self {
        self.record = Some(record.into());
        self
    }
}

/// Sends a task to the body whose step it is (LY-17.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct DispatchTask {
    /// Which step.
    pub step: StepId,
}

/// The body takes the task on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct AcceptTask {
    /// Which step.
    pub step: StepId,
    /// The message that says so.
    pub message: Option<ChannelMessage>,
}

/// The body does not take the task on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct DeclineTask {
    /// Which step.
    pub step: StepId,
    /// Why, of the family `TSK`.
    pub reason: ReasonCode,
    /// The message that says so.
    pub message: Option<ChannelMessage>,
}

/// The body has done the task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CompleteTask {
    /// Which step.
    pub step: StepId,
    /// What it found.
    pub finding: Finding,
    /// The conditions of the service that it found met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<ConditionId>,
    /// The documents it sends, by reference.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// What else it says, for the file.
    #[serde(default)]
    pub remark: Private<Option<String>>,
    /// The message that says so.
    pub message: Option<ChannelMessage>,
}

impl CompleteTask {
    /// The task of `step` is done, with this finding.
    pub fn new(step: StepId, finding: Finding, message: Option<ChannelMessage>) -> Self {
        let (conditions, documents) = (Vec::new(), Vec::new());
        Self { step, finding, conditions, documents, remark: Private::default(), message }
    }
}

/// The body can't do the task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct FailTask {
    /// Which step.
    pub step: StepId,
    /// Why, of the family `TSK`.
    pub reason: ReasonCode,
    /// The message that says so.
    pub message: Option<ChannelMessage>,
}

/// Goes on without the answer to an advisory task whose days are over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct TimeOutTask {
    /// Which step.
    pub step: StepId,
}

/// Takes a task back; it may be sent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct CancelTask {
    /// Which step.
    pub step: StepId,
    /// Why, of the family `TSK`.
    pub reason: ReasonCode,
}
